/** A table written as HTML, cut into the same header and rows as one written with bars. */

export interface HtmlTable {
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[];
}

interface Cutting {
  readonly rows: { cells: string[]; line: number }[];
  /** Values that a `rowspan` carries into the rows below, by column. */
  readonly carried: Map<number, { text: string; rows: number }>;
  /** The open cell: its text so far, how far it spans; null between cells. */
  cell: { text: string; across: number; down: number } | null;
}

/** Wider than any plan; what spans further is cut. */
const MOST_COLUMNS = 100;
const PIECE = /<(\/?)([A-Za-z]{1,10})\b([^<>]{0,400})>|[^<]+|</g;

/** `first` is the document's line of the first of these lines. Null when there is no row. */
export function cutHtmlTable(lines: readonly string[], first: number): HtmlTable | null {
  const state: Cutting = { rows: [], carried: new Map(), cell: null };
  for (const [at, line] of lines.entries()) {
    for (const piece of line.matchAll(PIECE)) takePiece(piece, first + at, state);
    if (state.cell !== null) state.cell.text += " ";
  }
  closeCell(state);
  const rows = state.rows.filter(({ cells }) => cells.length > 0);
  const [head, ...rest] = rows;
  if (head === undefined) return null;
  return { header: head.cells, rows: rest.map(({ cells, line }) => ({ cells, line })) };
}

function takePiece([text, closing, name = "", attributes = ""]: RegExpExecArray, line: number, state: Cutting): void {
  const tag = name.toLowerCase();
  if (tag === "tr" || tag === "td" || tag === "th") {
    closeCell(state);
    if (closing === "/") return;
    if (tag === "tr") state.rows.push({ cells: [], line });
    else state.cell = { text: "", across: spanOf("colspan", attributes), down: spanOf("rowspan", attributes) };
    return;
  }
  if (state.cell === null) return;
  if (tag === "br" || (tag === "li" && closing === "/")) state.cell.text += ", ";
  else if (tag === "") state.cell.text += text;
}

function spanOf(name: string, attributes: string): number {
  const found = new RegExp(`\\b${name}\\s?=\\s?["']?(\\d{1,3})`, "i").exec(attributes);
  return Math.min(Math.max(1, Number(found?.[1] ?? 1)), 50);
}

function closeCell(state: Cutting): void {
  const row = state.rows.at(-1);
  const cell = state.cell;
  state.cell = null;
  if (row === undefined || cell === null) return;
  takeCarried(row.cells, state);
  const text = shownText(cell.text);
  for (let across = 0; across < cell.across && row.cells.length < MOST_COLUMNS; across += 1) {
    if (cell.down > 1) state.carried.set(row.cells.length, { text, rows: cell.down - 1 });
    row.cells.push(across === 0 ? text : "");
  }
  if (cell.down === 1) takeCarried(row.cells, state);
}

/** Columns that a cell further up still fills. */
function takeCarried(cells: string[], state: Cutting): void {
  for (let above = state.carried.get(cells.length); above !== undefined; above = state.carried.get(cells.length)) {
    if (above.rows <= 1) state.carried.delete(cells.length);
    else above.rows -= 1;
    cells.push(above.text);
  }
}

function shownText(text: string): string {
  const shown = text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("|", "/")
    .replace(/\s{1,200}/g, " ");
  return shown.trim().replace(/, ?$/, "");
}
