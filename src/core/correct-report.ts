/** A report that could not be read, as its writer could post it anew: their own words and the lines that were missing. */
import type { Report } from "./model.ts";
import { reportKinds } from "./reports/all.ts";

/** Name of the field a sentence about something missing begins with. */
const FIELD = /^((?:[A-Z][a-z]{1,20} ){1,4})(?:"|is |and |are )/;

/** `**Status**: ✅ Complete` and the list items below it. */
function linesOf(field: string, form: string): readonly string[] {
  const lines = form.split("\n");
  const at = lines.findIndex((line) => line.toLowerCase().startsWith(`**${field.toLowerCase()}**:`));
  if (at < 0) return [];
  const end = lines.findIndex((line, i) => i > at && !line.startsWith("- "));
  return lines.slice(at, end < 0 ? lines.length : end);
}

function isLineOf(field: string, line: string): boolean {
  const bare = line
    .slice(0, 80)
    .replace(/[*_#>-]/g, "")
    .trim()
    .toLowerCase();
  return bare.startsWith(`${field.toLowerCase()}:`);
}

/** Data in braces is answered with the whole form: half of it is nobody's help. */
export function correctedReport(report: Report, body: string): string {
  const form = reportKinds.find(({ name }) => name === report.kind)?.form ?? "";
  if (!form.includes("**")) return form;
  let lines = body.trim().split(/\r?\n/);
  for (const sentence of report.missing) {
    const field = FIELD.exec(sentence)?.[1]?.trim() ?? "";
    const wanted = linesOf(field.split(" and ")[0] ?? "", form);
    const at = lines.findIndex((line) => isLineOf(field, line));
    lines = at < 0 ? [...lines, ...wanted] : [...lines.slice(0, at), ...wanted, ...lines.slice(at + 1)];
  }
  return lines.join("\n");
}
