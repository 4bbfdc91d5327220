/** Tables written without Markdown's ruler: a grid of plus signs, columns set with tabs, comma-separated values. */

export interface DrawnTable {
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[];
}

const RULE = /^\s{0,20}\+(?:[-=:]{1,200}\+){1,100}\s{0,20}$/;

export function isGridRule(line: string): boolean {
  return line.trimStart().startsWith("+") && line.length < 5000 && RULE.test(line);
}

/** Lines between two rules of a grid are one row. `first` is the line of the first, `cellsOf` cuts one at its bars. */
export function cutGrid(lines: readonly string[], first: number, cellsOf: (line: string) => string[]): DrawnTable {
  const rows: { cells: string[]; line: number }[] = [];
  let isNew = true;
  for (const [at, line] of lines.entries()) {
    if (isGridRule(line)) {
      isNew = true;
      continue;
    }
    const cells = cellsOf(line);
    const row = rows.at(-1);
    if (isNew || row === undefined) rows.push({ cells, line: first + at });
    else row.cells = row.cells.map((cell, column) => `${cell} ${cells[column] ?? ""}`.trim());
    isNew = false;
  }
  return { header: rows[0]?.cells ?? [], rows: rows.slice(1) };
}

/** Lines whose cells a tab sets apart. */
export function cutTabs(lines: readonly string[], first: number): DrawnTable {
  return tableOf(lines, first, (line) => line.split("\t").map((cell) => cell.trim()));
}

/** A value in quotation marks may hold the separator, ends of lines, and quotation marks if doubled. */
export function cutSeparated(lines: readonly string[], first: number): DrawnTable {
  const head = lines[0] ?? "";
  const separator = head.includes("\t") ? "\t" : head.includes(";") && !head.includes(",") ? ";" : ",";
  const whole = [...lines];
  for (let at = 0; at < whole.length; at += 1) joinQuoted(whole, at, separator);
  return tableOf(whole, first, (line) => valuesOf(line, separator).values);
}

/** Lines that one value may go over; a mark that is not closed by then stands by itself. */
const MOST_LINES = 40;

/** Takes to a line the ones behind it into which a value in quotation marks goes on; they are left empty. */
function joinQuoted(lines: string[], at: number, separator: string): void {
  let row = lines[at] ?? "";
  if (!row.includes('"')) return;
  let end = at + 1;
  for (; valuesOf(row, separator).isOpen; end += 1) {
    if (end >= lines.length || end >= at + MOST_LINES) return;
    row = `${row} ${lines[end] ?? ""}`;
  }
  lines.fill("", at, end);
  lines[at] = row;
}

function tableOf(lines: readonly string[], first: number, cut: (line: string) => string[]): DrawnTable {
  const rows = lines.flatMap((line, at) => (line.trim() === "" ? [] : [{ cells: cut(line), line: first + at }]));
  return { header: rows[0]?.cells ?? [], rows: rows.slice(1) };
}

/** A quotation mark opens a value only in front of it: `3.5" disk` is no quotation. */
function valuesOf(line: string, separator: string): { readonly values: string[]; readonly isOpen: boolean } {
  const values: string[] = [];
  let value = "";
  let isOpen = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (isOpen && character === '"' && line.charAt(at + 1) === '"') {
      value += character;
      at += 1;
    } else if (character === '"' && (isOpen || value.trim() === "")) isOpen = !isOpen;
    else if (character === separator && !isOpen) {
      values.push(value.trim());
      value = "";
    } else value += character;
  }
  return { values: [...values, value.trim()], isOpen };
}
