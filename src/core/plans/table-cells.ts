/** The cells of one row of a table of tasks: what the task is called, how long it takes. */

import { parseDuration } from "../fields/duration.ts";
import type { Column } from "./columns.ts";
import { wholeWait } from "./item-clauses.ts";
import { type Called, calledBy, saysNone } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import type { TableRow } from "./plan-lines.ts";
import { statusOf } from "./status-words.ts";
import { type Layout, LENGTHS } from "./table-layout.ts";
import type { Table } from "./table-rows.ts";

/** The text of a cell; a bare number takes the unit of its header, a tick below `Done` is a status. */
export function cellOf(row: TableRow, layout: Layout, column: Column): string {
  const at = layout.columns.indexOf(column);
  const text = row.cells[at] ?? "";
  if (column === "status" && /^(?:x|\[x\]|yes|ja|oui|sí|✓|100 ?%)$/i.test(text.trim())) return "done";
  if (column === "status") return withoutPercent(text);
  const unit = layout.units[at] ?? "";
  return unit !== "" && BARE_NUMBER.test(text.trim()) ? `${text} ${unit}` : text;
}

/** `60 %` of a task is in progress. */
function withoutPercent(text: string): string {
  const share = /^(\d{1,2})(?:[.,]\d)? ?%$/.exec(text.trim())?.[1];
  if (share === undefined) return text;
  return Number(share) === 0 ? "open" : "in progress";
}

/** Cells below "status" in no word that is known, such as `Cancelled`: the task is read as open, and its writer told. */
export function unreadStatuses(table: Table, layout: Layout): PlanWarning[] {
  const unread = table.rows.flatMap((row) => {
    const text = plain(cellOf(row, layout, "status"));
    const isWord = /\p{L}{3}/u.test(text) && !saysNone(text) && wholeWait(text) === null;
    return isWord && statusOf(text) === null ? [{ line: row.line, text }] : [];
  });
  const first = unread[0];
  if (first === undefined) return [];
  const more = unread.length > 1 ? ` (and ${unread.length - 1} more in this table)` : "";
  const message = `“${first.text.slice(0, 40)}” is no known status${more}; the task is read as open. Write open, blocked, in progress, in review or done, or take out what nobody is to do.`;
  return [{ line: first.line, message }];
}

const BARE_NUMBER = /^[~≈]?[\d½¼¾][\d.,½¼¾]{0,8}(?: ?[-–] ?[\d½¼¾][\d.,½¼¾]{0,8})?$/;

/** Cells below "estimate" and the like that state no length of time: story points, sizes, numbers without a unit. */
export function unreadLengths(table: Table, layout: Layout): PlanWarning[] {
  const unread = table.rows.flatMap((row) =>
    LENGTHS.flatMap((column) => {
      const text = plain(cellOf(row, layout, column));
      const isRead = saysNone(text) || /^(?:tbd|\?+|tba)$/i.test(text) || parseDuration(text) !== null;
      return isRead ? [] : [{ line: row.line, text }];
    }),
  );
  const first = unread[0];
  if (first === undefined) return [];
  const more = unread.length > 1 ? ` (and ${unread.length - 1} more in this table)` : "";
  const message = `“${first.text.slice(0, 40)}” is no length of time${more}; write it as \`3h\`, \`2d\` or \`1w\`.`;
  return [{ line: first.line, message }];
}

/** A title in quotation marks is nothing but a title, whatever it looks like. */
export function literalTitle(text: string): string | null {
  return /^“([^“”]{1,400})”$/.exec(text.trim())?.[1]?.trim() ?? null;
}

/** `A` or `build_it` below `ID` is an id as it stands; elsewhere it would be a title. */
export function calledLiterally(row: TableRow, layout: Layout): Called | null {
  const called = calledBy(row.cells[layout.id] ?? "");
  if (called === null || called.ids.length > 0 || !/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,59}$/u.test(called.title ?? ""))
    return called;
  return { ids: [called.title ?? ""], title: null };
}

/** What further columns say of the work, such as `Scope` beside a name: `Scope: pumps and pipes`. */
export function furtherTitles(row: TableRow, header: readonly string[], layout: Layout, title: string): string[] {
  return layout.columns.flatMap((column, at) => {
    const text = column === "title" && at !== layout.id ? plain(row.cells[at] ?? "") : "";
    return saysNone(text) || text === plain(title) ? [] : [`${plain(header[at] ?? "")}: ${text}`];
  });
}

export function titleOf(row: TableRow, layout: Layout): string | null {
  const at = layout.columns.findIndex((column, index) => column === "title" && index !== layout.id);
  const text = at < 0 ? "" : (row.cells[at] ?? "");
  return text === "" ? null : text;
}
