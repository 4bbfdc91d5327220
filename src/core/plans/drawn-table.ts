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

/** A value in quotation marks may hold the separator. */
export function cutSeparated(lines: readonly string[], first: number): DrawnTable {
  const head = lines[0] ?? "";
  const separator = head.includes("\t") ? "\t" : head.includes(";") && !head.includes(",") ? ";" : ",";
  return tableOf(lines, first, (line) => valuesOf(line, separator));
}

function tableOf(lines: readonly string[], first: number, cut: (line: string) => string[]): DrawnTable {
  const rows = lines.flatMap((line, at) => (line.trim() === "" ? [] : [{ cells: cut(line), line: first + at }]));
  return { header: rows[0]?.cells ?? [], rows: rows.slice(1) };
}

function valuesOf(line: string, separator: string): string[] {
  const values = [""];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) values.push("");
    else values[values.length - 1] += character;
  }
  return values.map((value) => value.trim());
}
