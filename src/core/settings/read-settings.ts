/** `.github/signalbox.yml` -> settings, or sentences that say which line is wrong, what was expected, and what works. */
import { isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { sayProblem } from "./say-problem.ts";
import { type Settings, settingsSchema } from "./settings.ts";

/** Either the settings or what is wrong with the file, one sentence per problem, in the order of the lines. */
export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A value that works, for the places where people most often slip. */
const EXAMPLES: Readonly<Record<string, string>> = {
  mode: "mode: live",
  scope: "scope: linked",
  timezone: "timezone: Europe/Berlin",
  dailySummary: "dailySummary: { hour: 9 }",
  coordinationIssue: "coordinationIssue: 12",
  workers: "workers: [{ name: ana, tracks: [backend], slots: 2 }]",
  assignment: "assignment: automatic",
  claims: "claims: workers",
  commands: "commands: plain",
  close: "close: signalbox",
  notPlanned: "notPlanned: asks",
  review: "review: { required: true, reviewers: [cho] }",
  gates: "gates: { approvers: [mia] }",
  evidence: 'evidence: [merged pull request, "check: build"]',
  tracks: "tracks: { backend: { reviewers: [cho] } }",
  emergency: "emergency: { escalateAfter: 2h, escalateTo: [mia] }",
  briefs: "briefs: agents",
  readFirst: "readFirst: [12]",
  leases: "leases: { warn: 24h, release: 48h }",
  labels: 'labels: { blocked: "status: blocked" }',
  dashboard: "dashboard: { everySeconds: 60 }",
  prefer: "prefer: [urgent, priority, longest-path]",
  words: "words: { waitsFor: [hängt ab von] }",
  notifications: "notifications: { perDay: 10 }",
  plans: "plans: [{ path: docs/plan.md }]",
  events: "events: { webhooks: [{ url: https://runner.example.com/hook, secret: runner }] }",
  nativeEdges: "nativeEdges: true",
  sharedAccount: "sharedAccount: false",
  authority: "authority: triage",
};

type Document = ReturnType<typeof parseDocument>;

/** Line of the value at `path`, or of the nearest thing above it that exists. */
function lineOf(document: Document, counter: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      return counter.linePos(Number(node.range[0])).line;
    }
  }
  return 1;
}

function sentences(issue: z.core.$ZodIssue, document: Document, counter: LineCounter) {
  const example = EXAMPLES[String(issue.path[0] ?? "")] ?? "";
  return sayProblem(issue, example).map(({ path, text }) => {
    const line = lineOf(document, counter, path);
    return { line, text: `line ${line}: ${text}` };
  });
}

let zones: ReadonlySet<string> | undefined;

/** The list is made anew, at some cost, each time the runtime is asked for it. */
function isZone(name: string): boolean {
  zones ??= new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);
  return zones.has(name);
}

/**
 * Aliases (`*name`) could refer to nothing, to themselves or to far too much; nobody needs them here. Names said twice are
 * found here because the library compares each with each.
 */
function findTrouble(document: Document, counter: LineCounter): readonly string[] {
  const found: string[] = [];
  visit(document, {
    Alias(_key, node) {
      const { line } = counter.linePos(node.range?.[0] ?? 0);
      found.push(`line ${line}: aliases (\`*name\`) are not read here; write the value out`);
      return visit.BREAK;
    },
    Map(_key, { items }) {
      const names = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const { line } = counter.linePos(key.range?.[0] ?? 0);
        if (names.has(key.value))
          found.push(`line ${line}: \`${key.value}\` stands twice in one place; keep one of them`);
        names.add(key.value);
      }
    },
  });
  return found;
}

/** Far more than any repository needs; what is read costs time that other repositories wait for. */
const LONGEST = 65_536;
const MOST_PROBLEMS = 10;
const LONGEST_PROBLEM = 400;

function refuse(...problems: readonly string[]): ReadSettings {
  const shown = problems.slice(0, MOST_PROBLEMS).map((one) => {
    return one.length > LONGEST_PROBLEM ? `${one.slice(0, LONGEST_PROBLEM).toWellFormed()}…` : one;
  });
  const more = problems.length - shown.length;
  return { ok: false, problems: more > 0 ? [...shown, `and ${more} more`] : shown };
}

function notYaml(message: string): string {
  if (message.startsWith("Maximum call stack")) return "this is nested too deeply to be settings";
  return `this is not YAML: ${message.split("\n")[0]}`;
}

/** Reads the text of the file. Never throws; an empty file means the defaults. */
export function readSettings(text: string): ReadSettings {
  if (text.length > LONGEST)
    return refuse(
      "line 1: the file is longer than 65,536 characters; nothing of it is read, so leave out what is not needed",
    );
  const counter = new LineCounter();
  // The library's own pictures of errors take quadratic time, as its search for names said twice does.
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: "error",
  });
  if (document.errors.length > 0) {
    return refuse(
      ...document.errors.map(({ pos, message }) => `line ${counter.linePos(pos[0]).line}: ${notYaml(message)}`),
    );
  }
  const trouble = findTrouble(document, counter);
  if (trouble.length > 0) return refuse(...trouble);
  const read = settingsSchema.safeParse(document.toJS() ?? {}, { reportInput: true });
  if (!read.success) {
    const found = read.error.issues
      .flatMap((issue) => sentences(issue, document, counter))
      .sort((a, b) => a.line - b.line);
    return refuse(...new Set(found.map(({ text: one }) => one)));
  }
  const { timezone, workers } = read.data;
  const zones = [
    { path: ["timezone"], zone: timezone },
    ...workers.map((worker, at) => ({ path: ["workers", at, "timezone"], zone: worker.timezone ?? timezone })),
  ];
  const wrong = zones.find(({ zone }) => !isZone(zone));
  if (wrong !== undefined) {
    const { path, zone } = wrong;
    const line = lineOf(document, counter, path);
    return refuse(
      `line ${line}: \`timezone\`${path.length > 1 ? " in `workers`" : ""}: no zone is called “${zone}”; this works: \`${EXAMPLES["timezone"]}\``,
    );
  }
  return { ok: true, settings: read.data };
}
