/** Is the text of an issue a whole report? A task may well be called "Write the report", or show a message as an example. */
import type { Issue, Report } from "./model.ts";
import { reportKinds } from "./reports/all.ts";
import { parseReport } from "./reports/parse-report.ts";
import type { Snapshot } from "./world.ts";

export interface ReportText {
  readonly report: Report;
  /** The report as it would stand in a comment: with the issue's title as its heading where that names it. */
  readonly text: string;
}

/** Cheap to ask of every issue; what stands in the text counts as well as what became the title. */
const MAYBE = /report|stand-?up|hand-?off|urgent/i;
/** Begins with a block of code, or with the heading that GitHub's form puts above it. */
const DATA = /^\s{0,20}(?:#{1,6} [^\n]{1,80}\n\s{0,20})?(?:```|~~~)/;
/** Fields enough to be sure that somebody filled in a form, though not all of it. */
const LEAST_FIELDS = 3;

const known = new WeakMap<Issue, { readonly repo: string; readonly read: ReportText | null }>();

/** Read once for each version of an issue and name of the repository; null for all that is no report. */
export function reportText(issue: Issue, { repo, host }: Pick<Snapshot, "repo" | "host">): ReportText | null {
  const before = known.get(issue);
  if (before?.repo === repo) return before.read;
  const at = { repo, number: issue.number, host };
  const heading = issue.title.startsWith("🚨") ? issue.title : `## ${issue.title}`;
  const texts = [
    ...(MAYBE.test(issue.title) ? [`${heading}\n\n${issue.body}`] : []),
    ...(MAYBE.test(issue.body.slice(0, 120)) || isData(issue.body) ? [issue.body] : []),
  ];
  const found = texts
    .map((text) => ({ text, report: parseReport(text, at) }))
    .find((one): one is ReportText => one.report !== null && isWhole(one.report));
  const read = found ?? null;
  known.set(issue, { repo, read });
  return read;
}

/** One block of code and nothing else. */
function isData(body: string): boolean {
  return DATA.test(body) && body.split(/```|~~~/, 4).length === 3 && /(?:```|~~~)\s{0,20}$/.test(body.slice(-40));
}

/** An emergency, or nothing missing, or somebody filled in the form's own fields and no others. */
function isWhole({ kind, line, missing, sections }: Report): boolean {
  if (line > 3) return false;
  if (missing.length === 0 || kind === "urgent") return true;
  const own = formFields(kind);
  if (own.size === 0) return true;
  const said = Object.keys(sections).filter((name) => !ADDED.has(name));
  return said.length >= LEAST_FIELDS && said.every((name) => own.has(name));
}

/** What a report takes from its heading. */
const ADDED = new Set(["topic", "date"]);

/** Names under which the fields of a form are read; none for data in braces, which nothing else looks like. */
function formFields(kind: string): ReadonlySet<string> {
  const form = reportKinds.find(({ name }) => name === kind)?.form ?? "";
  if (!form.includes("**")) return new Set();
  const read = parseReport(form, { repo: "", number: 0, host: "" });
  return new Set(["issue", ...Object.keys(read?.sections ?? {})]);
}
