/** Tables that hold no tasks but their order: `From | To`, `Task | Depends on` with one row for each pair. */

import { columnOf, headerKey } from "./columns.ts";
import type { WaitDraft } from "./draft.ts";
import { mentionsOf, saysNone } from "./names.ts";
import { plain } from "./plain.ts";
import type { BlockOf } from "./plan-lines.ts";

const BEFORE = /^(?:from|before|blocker|blocking task|source|first|predecessor|upstream|provider)$/;
const AFTER = /^(?:to|after|blocked|blocked task|dependent|target|then|successor|downstream|consumer)$/;

/** The waits of such a table; null when it is none. */
export function readEdgeTable(table: BlockOf<"table">): WaitDraft[] | null {
  const keys = table.header.map(headerKey);
  const columns = table.header.map(columnOf);
  const [before, after] = [keys.findIndex((key) => BEFORE.test(key)), keys.findIndex((key) => AFTER.test(key))];
  const [on, name] = [columns.indexOf("dependsOn"), columns.findIndex((one) => one === "id" || one === "title")];
  const [blocker, dependent] = before >= 0 && after >= 0 ? [before, after] : [on, name];
  if (blocker < 0 || dependent < 0) return null;
  return table.rows.flatMap((row) => {
    const cell = row.cells[blocker] ?? "";
    const names = mentionsOf(row.cells[dependent] ?? "").map((mention) => plain(mention.name));
    if (cell === "" || saysNone(cell)) return [];
    return names.map((one): WaitDraft => {
      return { dependent: one, on: cell, source: "cell", soft: false, line: row.line, scope: `table ${table.line}` };
    });
  });
}
