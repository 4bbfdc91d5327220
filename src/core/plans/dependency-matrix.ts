/** Matrices of tasks by tasks, `| | T-1 | T-2 |`, with a mark where the row waits for the column. */

import type { PlanDraft, TaskDraft, WaitDraft } from "./draft.ts";
import { isId, nameKey } from "./names.ts";
import { plain } from "./plain.ts";
import type { BlockOf, TableRow } from "./plan-lines.ts";

const MARK = /^(?:x|✓|✔|✅|●|•|■|⬛|1)\ufe0f?$/i;
const NO_MARK = /^(?:|[-–—.·/\\0])$/;
/** The corner may turn the direction round. */
const GIVES = /\b(?:blocks|unblocks|enables|provides|precedes|before|leads to|feeds)\b/i;

type MatrixDraft = Pick<PlanDraft, "tasks" | "waits" | "warnings" | "read">;

/** The tasks and waits of such a table; null when it is none: both sides hold ids, and cells nothing but marks. */
export function readMatrix({ header, rows, line }: BlockOf<"table">): MatrixDraft | null {
  const [corner = "", ...columns] = header.map(plain);
  const names = rows.map(nameOf);
  const known = new Set(columns.map(nameKey));
  const isMatrix =
    columns.length > 1 &&
    [...columns, ...names].every((name) => isId(name) && /\d/.test(name) && /[\p{L}#]/u.test(name)) &&
    names.some((name) => known.has(nameKey(name))) &&
    rows.every(({ cells }) => cells.slice(1).every((cell) => MARK.test(plain(cell)) || NO_MARK.test(plain(cell))));
  if (!isMatrix) return null;
  const scope = `table ${line}`;
  const isGiving = GIVES.test(corner);
  const waits = rows.flatMap((row) =>
    columns.flatMap((column, at): WaitDraft[] => {
      const name = nameOf(row);
      if (!MARK.test(plain(row.cells[at + 1] ?? "")) || nameKey(name) === nameKey(column)) return [];
      const [dependent, on] = isGiving ? [column, name] : [name, column];
      return [{ dependent, on, source: "cell", soft: false, line: row.line, scope }];
    }),
  );
  const tasks = rows.map((row): TaskDraft => {
    return { ids: [nameOf(row)], title: null, line: row.line, scope, fields: {} };
  });
  const how = isGiving ? "each column is read as waiting for the rows" : "each row is read as waiting for the columns";
  const message = `A mark in this table is a wait: ${how} that are marked in it.`;
  return { tasks, waits, warnings: [{ line, message }], read: [line, ...rows.map((row) => row.line)] };
}

function nameOf({ cells }: TableRow): string {
  return plain(cells[0] ?? "");
}
