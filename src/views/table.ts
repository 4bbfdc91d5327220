/** A Markdown table that folds: as many rows as there is room for, then a line that says how many more and where they are. */

export interface Table {
  readonly heads: readonly string[];
  /** Cells are Markdown of ours: text of people has passed through quote. */
  readonly rows: readonly (readonly string[])[];
}

/** A bar ends a cell even within code, and reads as a bar there when it is escaped; those of quoted text are escaped already. */
function inCell(text: string): string {
  return text.replace(/(?<!\\)\|/g, "\\|");
}

/** Nothing without rows; a count alone when there is room for none. */
export function renderTable({ heads, rows }: Table, most: number): string {
  return renderRows(heads, rows, (row) => row, most);
}

/**
 * The same for many things of which few are shown: only for those is it asked what their cells say. `where` is a link to
 * the whole, or empty.
 */
export function renderRows<Thing>(
  heads: readonly string[],
  things: readonly Thing[],
  cellsOf: (thing: Thing) => readonly string[],
  most: number,
  where = "",
): string {
  if (things.length === 0) return "";
  const shown = things.slice(0, most).map(cellsOf);
  const lines = [heads, heads.map(() => "---"), ...shown].map((cells) => `| ${cells.map(inCell).join(" | ")} |`);
  const more = things.length - shown.length;
  const note = more > 0 ? [`${foldedNote(more, shown.length > 0)}${where === "" ? "" : ` (${where})`}`] : [];
  return [...(shown.length > 0 ? [lines.join("\n")] : []), ...note].join("\n\n");
}

/** `… and 12 more, folded to keep this short`. */
function foldedNote(more: number, hasShown: boolean): string {
  return hasShown ? `… and ${more} more, folded to keep this short` : `${more}, folded to keep this short`;
}

/** A list of lines that folds the same way. */
export function renderList(items: readonly string[], most: number): string {
  const shown = items.slice(0, most).map((item) => `- ${item}`);
  const more = items.length - shown.length;
  return [...shown, ...(more > 0 ? [`- ${foldedNote(more, shown.length > 0)}`] : [])].join("\n");
}
