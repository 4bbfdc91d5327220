/** An issue's Markdown as a terminal can show it: tables in columns, long lines wrapped, nothing wider than 80. */
import { COLUMNS, cut, padTo, widthOf, wrap } from "../columns.ts";

const SUMMARY = /^<details>(?:<summary>(.{1,200}?)<\/summary>)?/;

export interface PlainOptions {
  readonly columns: number;
  /** Rows of a table that are shown; of the rest only how many. */
  readonly mostRows: number;
}

/** Lines of text. The data for machines and the drawing, which only GitHub can show, are named and left out. */
export function plainIssue(body: string, options: Partial<PlainOptions> = {}): readonly string[] {
  const all = { columns: COLUMNS, mostRows: Number.POSITIVE_INFINITY, ...options };
  const lines = withoutComments(body).replaceAll("\r\n", "\n").split("\n");
  const shown: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = blockEnd(lines, at);
    shown.push(...showBlock(lines.slice(at, end), all));
    at = end;
  }
  return joinMore(shown).filter((line, at) => line !== "" || (at > 0 && shown[at - 1] !== ""));
}

const MORE = /^and (\d{1,9}) more$/;
const FOLDED = /^… and (\d{1,9}) more\b/;

/** What a table here leaves out and what the issue left out below it are one number. */
function joinMore(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.findLastIndex((one) => one !== "");
    const [here, before] = [FOLDED.exec(line)?.[1], MORE.exec(joined[last] ?? "")?.[1]];
    if (here === undefined || before === undefined) joined.push(line);
    else joined[last] = `and ${Number(before) + Number(here)} more`;
  }
  return joined;
}

function withoutComments(text: string): string {
  const parts = text.split("<!--");
  return parts.map((part, at) => (at === 0 ? part : part.slice(Math.max(0, part.indexOf("-->") + 3)))).join("");
}

/** A fenced block or a table belongs together; every other line stands alone. */
function blockEnd(lines: readonly string[], start: number): number {
  const first = lines[start] ?? "";
  if (first.startsWith("```")) {
    const close = lines.findIndex((line, at) => at > start && line.startsWith("```"));
    return close < 0 ? lines.length : close + 1;
  }
  if (!first.startsWith("|")) return start + 1;
  const after = lines.findIndex((line, at) => at > start && !line.startsWith("|"));
  return after < 0 ? lines.length : after;
}

function showBlock(lines: readonly string[], options: PlainOptions): readonly string[] {
  const [first = ""] = lines;
  if (first.startsWith("```json")) return ["  (JSON: see the issue)"];
  if (first.startsWith("```mermaid")) return ["  (a drawing: see the issue)"];
  if (first.startsWith("```")) return lines.slice(1, -1).map((line) => cut(`    ${line}`, options.columns));
  if (first.startsWith("|")) return showTable(lines, options);
  return showLine(first, options);
}

function showLine(line: string, { columns }: PlainOptions): readonly string[] {
  const summary = SUMMARY.exec(line);
  if (summary !== null) return [`▸ ${plain(summary[1] ?? "More")}`];
  if (line.startsWith("</details>")) return [""];
  const list = /^(?: {0,8}(?:[-*]|\d{1,3}\.) )/.exec(line)?.[0] ?? "";
  return wrap(plain(line), columns, " ".repeat(list.length));
}

/** Markup that only rendering would hide. */
function plain(text: string): string {
  return text
    .replace(/<[^>]{1,200}>/g, "")
    .replace(/\]\([^()]{1,500}\)/g, "]")
    .replace(/\*\*/g, "")
    .replace(/^#{1,6} /, "")
    .replace(/(?<!\\)`([^`\\]{1,200})`/g, "$1")
    .replace(/\\([\\`*_[\]~$#])/g, "$1")
    .replaceAll("\u200b", "")
    .replaceAll("&#124;", "|")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&amp;", "&");
}

function cellsOf(row: string): string[] {
  const inner = row.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => plain(cell.trim().replaceAll("\\|", "|")));
}

function showTable(rows: readonly string[], { columns, mostRows }: PlainOptions): readonly string[] {
  const all = rows.filter((row) => !/^\|[\s:|-]{1,400}$/.test(row)).map(cellsOf);
  const left = all.length - 1 - mostRows;
  const cells = left > 0 ? all.slice(0, 1 + mostRows) : all;
  const widths = columnWidths(cells, columns);
  const lines = cells.map((row) =>
    widths
      .map((width, at) => padTo(row[at] ?? "", width))
      .join("  ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [lines[0] ?? "", rule, ...lines.slice(1), ...(left > 0 ? [`and ${left} more`] : [])];
}

/** As wide as the widest cell; while that is too much, the widest column gives way. */
function columnWidths(rows: readonly (readonly string[])[], columns: number): readonly number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) => Math.max(1, ...rows.map((row) => widthOf(row[at] ?? ""))));
  const space = columns - 2 * Math.max(0, count - 1);
  while (widths.reduce((a, b) => a + b, 0) > space) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 1) <= 1) break;
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}
