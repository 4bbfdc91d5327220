// The page for users about the settings, made from the schema that reads them and the example that is tested with it.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { filters, scores } from "../../src/core/rules/all.ts";
import { settingsSchema } from "../../src/core/settings/settings.ts";
import { table } from "./table.ts";

const INTRO = `# Settings

One file, \`.github/signalbox.yml\` on the default branch, says how Signalbox works on a repository. Every line of it is
optional, and so is the file: without it Signalbox observes and writes nothing but the coordination issue. A change holds
as soon as it is on the default branch. A mistake is shown on the coordination issue with its line, and the last good
settings hold meanwhile.

[templates/signalbox.yml](../templates/signalbox.yml) is the whole as one commented file to copy from;
[templates/settings.schema.json](../templates/settings.schema.json) lets an editor complete and check it. \`npm run docs\` makes this page.

A small beginning:`;

const BEGINNING = `mode: live
timezone: Europe/Berlin
workers:
  - name: ana
    slots: 2
  - name: agent-backend
    kind: agent
    tracks: [backend]`;

/** The order of the page. A new setting finds its place here. */
const groups: Readonly<Record<string, readonly string[]>> = {
  "Whether and where": ["mode", "scope", "authority", "coordinationIssue", "nativeEdges"],
  "Who works": ["workers", "assignment", "claims", "sharedAccount", "leases", "prefer"],
  "When work is done": ["close", "review", "evidence", "tracks", "gates", "plans", "notPlanned"],
  "What is written and when": [
    "dashboard",
    "dailySummary",
    "timezone",
    "briefs",
    "notifications",
    "readFirst",
    "emergency",
    "events",
  ],
  "Words and labels": ["commands", "labels", "words"],
};
const REST = "More";

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

const whole = z.toJSONSchema(settingsSchema, { io: "input" }) as Schema;
const exampleFile: unknown = parse(readFileSync(new URL("../../templates/signalbox.yml", import.meta.url), "utf8"));

function values(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((one) => `\`${one}\``).join(", ");
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(values))].join(", or ");
  const { minimum, maximum } = schema;
  if (schema.type === "integer")
    return maximum !== undefined && maximum < 1e6 ? `${minimum} to ${maximum}` : "a number";
  if (schema.type === "boolean") return "`true`, `false`";
  if (schema.type === "array") return `a list of ${schema.items === undefined ? "texts" : several(schema.items)}`;
  return schema.type === "object" ? "names with values" : "a text";
}

const several = (items: Schema): string =>
  items.enum === undefined ? `${items.type === "integer" ? "numbers" : "texts"}` : values(items);

const flow = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"([^"]*)"|[,:]/g, (mark: string, text?: string) => text ?? `${mark} `);

const shown = (value: unknown): string => (value === undefined ? "" : `\`${flow(value)}\``);

/** For what the example file leaves out or empty. */
const moreExamples: Readonly<Record<string, unknown>> = {
  coordinationIssue: 12,
  evidence: ["merged pull request", "check: build"],
  tracks: { backend: { evidence: ["check: build"], reviewers: ["cho-dev"] } },
  readFirst: [3],
  timezone: "Europe/Berlin",
};

/** What the example file says at this path; of a list of objects the first that says anything. */
function exampleAt(path: readonly string[], from: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined || typeof from !== "object" || from === null) return name === undefined ? from : undefined;
  if (Array.isArray(from)) return from.map((one) => exampleAt(path, one)).find((one) => one !== undefined);
  return exampleAt(rest, (from as Record<string, unknown>)[name]);
}

function rowsOf(schema: Schema, path: readonly string[]): string[][] {
  const inner = schema.properties ?? schema.items?.properties;
  if (inner !== undefined) {
    const rows = Object.entries(inner).flatMap(([name, one]) => rowsOf(one, [...path, name]));
    return schema.type === "array" ? [row(schema, path), ...rows] : rows;
  }
  return [row(schema, path)];
}

/** `workers[].slots`, as the path of a setting. */
function nameOf(path: readonly string[]): string {
  const [top = "", ...rest] = path;
  const isList = whole.properties?.[top]?.items?.properties !== undefined;
  return `\`${[isList && rest.length > 0 ? `${top}[]` : top, ...rest].join(".")}\``;
}

function row(schema: Schema, path: readonly string[]): string[] {
  const isList = schema.items?.properties !== undefined;
  const example = isList ? undefined : (moreExamples[path.join(".")] ?? exampleAt(path, exampleFile));
  const isDefault = JSON.stringify(example) === JSON.stringify(schema.default);
  return [
    nameOf(path),
    schema.description ?? "",
    isList ? "a list, see below" : values(schema),
    shown(schema.default),
    isDefault ? "" : shown(example),
  ];
}

function section(title: string, names: readonly string[]): string {
  const rows = names.flatMap((name) => rowsOf(whole.properties?.[name] ?? {}, [name]));
  return `## ${title}\n\n${table(["Setting", "Says", "Values", "Default", "For example"], rows)}`;
}

/** Every scheduling rule in its own words. */
function rules(): string {
  const list = (all: readonly { readonly name: string; readonly sentence: string }[]) =>
    all.map(({ name, sentence }) => [`\`${name}\``, sentence]);
  return [
    "## Who is given what",
    "A worker may be given a task when no filter says no.",
    table(["Filter", "Says"], list(filters)),
    "Of what remains, scores choose the task and then the worker, the first that tells two apart; `prefer` moves some to the front.",
    table(["Score", "Goes first"], list(scores)),
  ].join("\n\n");
}

/** The whole of `.github/settings.md`. */
export function renderSettingsPage(): string {
  const placed = new Set(Object.values(groups).flat());
  const rest = Object.keys(whole.properties ?? {}).filter((name) => !placed.has(name));
  const all = Object.entries({ ...groups, [REST]: rest }).filter(([, names]) => names.length > 0);
  const sections = all.map(([title, names]) => section(title, names));
  return `${[INTRO, `\`\`\`yaml\n${BEGINNING}\n\`\`\``, ...sections, rules()].join("\n\n")}\n`;
}
