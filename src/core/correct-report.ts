/** A report that could not be read, as its writer could post it anew: their own words and the lines that were missing. */
import type { Report } from "./model.ts";
import { kindOf } from "./reports/parse-report.ts";
import { type Json, readJson } from "./reports/read-json.ts";

/** Name of the field a sentence about something missing begins with. */
const FIELD = /^((?:(?:[A-Z][a-z]{1,20}|and) ){1,6})(?:["“]|is |are )/;

/** `**Status**: ✅ Complete` and the list items below it. */
function linesOf(field: string, form: string): readonly string[] {
  const lines = form.split("\n");
  const at = lines.findIndex((line) => line.toLowerCase().startsWith(`**${field.toLowerCase()}**:`));
  if (at < 0) return [];
  const end = lines.findIndex((line, i) => i > at && !line.startsWith("- "));
  return lines.slice(at, end < 0 ? lines.length : end);
}

/** `**Status**: done`, or the heading that GitHub's issue form makes of the field. */
function isLineOf(field: string, line: string): boolean {
  const bare = line
    .slice(0, 80)
    .replace(/[*_#>-]/g, "")
    .trim()
    .toLowerCase();
  return bare.startsWith(`${field.toLowerCase()}:`) || (isHeading(line) && bare === field.toLowerCase());
}

function isHeading(line: string): boolean {
  return /^#{2,6} /.test(line);
}

/** Where what stands below a field's heading ends; a line ends with itself. */
function endOf(at: number, lines: readonly string[]): number {
  if (!isHeading(lines[at] ?? "")) return at + 1;
  const next = lines.findIndex((line, i) => i > at && isHeading(line));
  return next < 0 ? lines.length : next;
}

/** Names of the keys that a sentence about data in braces begins with. */
const KEY = /`([^`]{1,80})`/g;

/** The writer's own data, with what is missing or wrong taken from the form; all of the form when it cannot be read. */
function correctedData(report: Report, body: string, form: string): string {
  const sample = readJson(unfenced(form));
  const own = readJson(unfenced(body));
  if (!own.ok || !sample.ok || !isObject(own.value) || !isObject(sample.value)) return form;
  const { value } = sample;
  const keys = report.missing.flatMap((sentence) =>
    [...sentence.matchAll(KEY)].map(([, key = ""]) => key.split(".")[0]),
  );
  const mended = Object.fromEntries(keys.flatMap((key = "") => (Object.hasOwn(value, key) ? [[key, value[key]]] : [])));
  return `\`\`\`json\n${JSON.stringify({ ...own.value, ...mended }, null, 2)}\n\`\`\``;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands between the first brace and the last. */
function unfenced(text: string): string {
  return text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
}

/** Posted as it is, it is read, and says no more than its writer did. */
export function correctedReport(report: Report, body: string): string {
  const { form = "", corrections = {} } = kindOf(report) ?? {};
  if (!form.includes("**")) return correctedData(report, body, form);
  let lines = body.trim().split(/\r?\n/);
  for (const sentence of report.missing) {
    const field = FIELD.exec(sentence)?.[1]?.trim() ?? "";
    const wanted = field.split(" and ").flatMap((name) => corrections[name.toLowerCase()] ?? linesOf(name, form));
    const at = lines.findIndex((line) => isLineOf(field, line));
    const end = endOf(at, lines);
    const rest = lines.slice(end);
    if (at < 0) lines = [...lines, ...wanted];
    else lines = [...lines.slice(0, at), ...wanted, ...(end > at + 1 && rest.length > 0 ? [""] : []), ...rest];
  }
  return lines.join("\n");
}
