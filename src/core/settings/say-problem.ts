/** What is wrong at one place of the settings file, in words that need no knowledge of types or of programs. */
import { z } from "zod";
import { nearestWord } from "../nearest-word.ts";
import { either } from "../schedule/wording.ts";
import { settingsSchema } from "./settings.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "names with values",
  record: "names with values",
};

const LONGEST_VALUE = 40;

/** `slots` in `workers`; an entry of `days` in `dailySummary`. */
function namePlace(path: Path): string {
  if (typeof path.at(-1) === "number") return `an entry of ${namePlace(path.slice(0, -1))}`;
  const names = path.filter((part) => typeof part !== "number").map(String);
  const above = names.slice(0, -1).join(".");
  return `\`${names.at(-1) ?? ""}\`${above === "" ? "" : ` in \`${above}\``}`;
}

function nameKind(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "names with values" : nameValue(String(value));
}

function nameValue(text: string): string {
  return `“${text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE).toWellFormed()}…` : text}”`;
}

function sayBound(size: string, { inclusive, origin }: { inclusive?: boolean | undefined; origin: string }): string {
  if (origin === "array") return `${size} in the list`;
  const than = size.replace("at least", "more than").replace("at most", "less than");
  return `${inclusive === false ? than : size}${origin === "string" ? " characters" : ""}`;
}

/** YAML reads `5` and `true` as no text. */
function isUnquoted({ code, input, ...issue }: Issue): boolean {
  const isBare = typeof input === "number" || typeof input === "boolean";
  return code === "invalid_type" && "expected" in issue && issue.expected === "string" && isBare;
}

/** What should stand there; sentences of the schema's own begin with "expected". */
function sayExpected(issue: Issue): string {
  if (issue.message.startsWith("expected ")) return issue.message.slice("expected ".length);
  switch (issue.code) {
    case "invalid_type":
      if (issue.path.length === 0) return "settings such as `mode: live`";
      return `${KINDS[issue.expected] ?? issue.expected}${isUnquoted(issue) ? " (in quotation marks)" : ""}`;
    case "invalid_value":
      return either(issue.values.map((value) => `\`${String(value)}\``));
    case "too_small":
      return sayBound(`at least ${issue.minimum}`, issue);
    case "too_big":
      return sayBound(`at most ${issue.maximum}`, issue);
    default:
      return "something else";
  }
}

function sayFound({ code, input, message }: Issue): string {
  // What breaks a sentence of the schema's own may be a secret, and stands on the line that is named.
  const isShort = typeof input !== "string" || code === "invalid_type" || code === "invalid_value";
  return message.startsWith("expected ") || !isShort ? "" : `, found ${nameKind(input)}`;
}

/** Everything that may stand beside a name at this path. */
function namesAt(path: Path): readonly string[] {
  let schema: unknown = settingsSchema;
  for (const step of [...path, null]) {
    while (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
      schema = schema.unwrap();
    if (step === null) break;
    if (schema instanceof z.ZodObject) schema = schema.shape[String(step)];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function sayUnknown(key: string, path: Path): string {
  const names = namesAt(path);
  const near = nearestWord(key, names);
  const wayOut =
    near !== null
      ? `did you mean \`${near}\`?`
      : path.length === 0
        ? "take it out, or correct its name: Signalbox's `templates/signalbox.yml` shows every setting"
        : `take it out, or correct its name: there are ${names.map((name) => `\`${name}\``).join(", ")}`;
  const where = path.length === 0 ? "" : ` in ${namePlace(path)}`;
  return `\`${key}\` is no setting${where}; ${wayOut}`;
}

/** One or more sentences without the line, each with the path whose line it is about. `example` works, or is "". */
export function sayProblem(issue: Issue, example: string): readonly { readonly path: Path; readonly text: string }[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], text: sayUnknown(key, path) }));
  const works = example === "" ? "" : `; this works: \`${example}\``;
  if (issue.code === "invalid_type" && issue.input === undefined && path.length > 0)
    return [{ path, text: `${namePlace(path)} is missing${works}` }];
  const where = path.length === 0 ? "" : `${namePlace(path)}: `;
  return [{ path, text: `${where}expected ${sayExpected(issue)}${sayFound(issue)}${works}` }];
}
