/** Whether a table begins on a line of a plan document, in whichever of the ways people set one, and where it ends. */
import { columnOf } from "./columns.ts";
import { cutGrid, cutTabs, type DrawnTable, isGridRule } from "./drawn-table.ts";
import { cutHtmlTable } from "./html-table.ts";

export interface TableAt {
  /** null: a table that holds nothing. */
  readonly table: DrawnTable | null;
  /** 0-based, of the first line behind it. */
  readonly end: number;
}

/** `at` is 0-based, the lines in the table are 1-based; `lastEnd` comes from `lastHtmlEnd`. */
export function tableAt(lines: readonly string[], at: number, lastEnd: number): TableAt | null {
  return ruledTable(lines, at) ?? gridTable(lines, at) ?? tabTable(lines, at) ?? htmlTable(lines, at, lastEnd);
}

const DELIMITER_CELL = /^:?-{1,200}:?$/;

/** The cells of a table row: split at bars that are not escaped. */
function cellsOf(row: string): string[] {
  const inner = row.trim().replace(/^\|/, "");
  const cells: string[] = [];
  let cell = "";
  for (let at = 0; at < inner.length; at += 1) {
    const character = inner.charAt(at);
    if (character === "\\" && inner.charAt(at + 1) === "|") {
      cell += "|";
      at += 1;
    } else if (character === "|") {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  if (cell.trim() !== "") cells.push(cell.trim());
  return cells;
}

function isDelimiterRow(line: string | undefined): boolean {
  if (line === undefined || !line.includes("-")) return false;
  const cells = cellsOf(line);
  return cells.length > 0 && line.includes("|") && cells.every((cell) => DELIMITER_CELL.test(cell));
}

function endOf(lines: readonly string[], at: number, isInside: (line: string) => boolean): number {
  let end = at;
  while (end < lines.length && isInside(lines[end] ?? "")) end += 1;
  return end;
}

/** A table whose ruler somebody forgot: bars in front, and a first row of which two cells are headers we know. */
function isBareTable(head: string, next: string): boolean {
  if (!head.trim().startsWith("|") || !next.trim().startsWith("|")) return false;
  return cellsOf(head).filter((cell) => columnOf(cell) !== null).length >= 2;
}

function ruledTable(lines: readonly string[], at: number): TableAt | null {
  const [head = "", next] = [lines[at], lines[at + 1]];
  const isRuled = head.includes("|") && isDelimiterRow(next);
  if (!isRuled && !isBareTable(head, next ?? "")) return null;
  const first = at + (isRuled ? 2 : 1);
  const end = endOf(lines, first, (line) => line.trim().includes("|"));
  const rows = lines.slice(first, end).map((line, row) => ({ cells: cellsOf(line), line: first + row + 1 }));
  return { table: { header: cellsOf(head), rows }, end };
}

/** A table drawn with plus signs, `+----+----+` above and below its rows. */
function gridTable(lines: readonly string[], at: number): TableAt | null {
  const isRow = (line: string) => line.trim().startsWith("|");
  if (!isGridRule(lines[at] ?? "") || !isRow(lines[at + 1] ?? "")) return null;
  const end = endOf(lines, at, (line) => isGridRule(line) || isRow(line));
  return { table: cutGrid(lines.slice(at, end), at + 1, cellsOf), end };
}

/** Columns set with tabs, the first line naming at least two columns that we know. */
function tabTable(lines: readonly string[], at: number): TableAt | null {
  const [head = "", next = ""] = [lines[at], lines[at + 1]];
  if (!head.includes("\t") || !next.includes("\t")) return null;
  if (head.split("\t").filter((cell) => columnOf(cell) !== null).length < 2) return null;
  const end = endOf(lines, at, (line) => line.includes("\t"));
  return { table: cutTabs(lines.slice(at, end), at + 1), end };
}

const HTML_START = /^\s{0,40}<table\b/i;
const HTML_END = /<\/table\s?>/i;

/** The last line that ends an HTML table, -1 when none does: asked once, so that each that is left open costs nothing. */
export function lastHtmlEnd(lines: readonly string[]): number {
  return lines.findLastIndex((line) => HTML_END.test(line));
}

function htmlTable(lines: readonly string[], at: number, lastEnd: number): TableAt | null {
  if (at > lastEnd || !HTML_START.test(lines[at] ?? "")) return null;
  const end = endOf(lines, at, (line) => !HTML_END.test(line)) + 1;
  return { table: cutHtmlTable(lines.slice(at, end), at + 1), end };
}
