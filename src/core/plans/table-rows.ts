/** The rows of a table of tasks as they count: below captions and repeated headers, some of them heading a track. */

import { columnOf, headerKey } from "./columns.ts";
import type { GroupDraft } from "./draft.ts";
import { calledBy, slug, splitNote } from "./names.ts";
import { plain } from "./plain.ts";
import type { BlockOf, TableRow } from "./plan-lines.ts";

export type Table = BlockOf<"table">;

/** A caption in the place of the header, the header again below a page break, and empty rows are no rows. */
export function belowCaption(table: Table): Table {
  const knows = (cells: readonly string[]) => cells.filter((cell) => columnOf(cell) !== null).length;
  const [first] = table.rows;
  const isCaption =
    first !== undefined && table.header.filter((cell) => cell !== "").length <= 1 && knows(first.cells) >= 2;
  const header = isCaption ? first.cells : table.header;
  const key = header.map(headerKey).join("|");
  const rows = table.rows.filter(
    (row) => row.cells.some((cell) => cell !== "") && row.cells.map(headerKey).join("|") !== key,
  );
  return { ...table, header, rows };
}

/** A row with one bold cell and nothing else. */
export function spanningTitle(row: TableRow): string | null {
  const filled = row.cells.filter((cell) => cell !== "");
  const only = filled[0];
  if (filled.length !== 1 || only === undefined) return null;
  const isBold = /^(?:\*{2,3}[^*]{1,200}\*{2,3}|__[^*]{1,200}__|<(?:b|strong)>[^<>]{1,200}<\/(?:b|strong)>)/i.exec(
    only,
  );
  if (isBold === null || only.length > 300) return null;
  // `**B-1** Roof` is a task of which nothing else is said.
  return isBold[0].length < only.length && (calledBy(only)?.ids.length ?? 0) > 0 ? null : plain(only);
}

export function trackOf(title: string, line: number): GroupDraft {
  const { name, note } = splitNote(title);
  const short = name.replace(/\b(?:track|stream|workstream)\b:?/gi, "").trim() || name;
  return {
    kind: "track",
    id: slug(short),
    title: name,
    names: [short, name],
    members: [],
    owner: note.replace(/^(?:owner|lead|agent|worker) ?: ?/i, "") || null,
    calendar: null,
    isOrderedByCalendar: false,
    line,
  };
}

/** A cell of a phase column: `Foundation`, `Phase 2: Build`, or a bare number. */
export function phaseOf(text: string, line: number): GroupDraft | null {
  const title = /^\d{1,4}[A-Za-z]?$/.test(text) ? `Phase ${text}` : text;
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  const short = title.split(":")[0]?.trim() || title;
  return {
    kind: "stage",
    id: slug(short),
    title,
    names: [short, title],
    members: [],
    owner: null,
    calendar: null,
    isOrderedByCalendar: false,
    line,
  };
}
