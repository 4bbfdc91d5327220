/** Headers one slip away from one that counts, such as `Depnds on`: what stands below them would go unread in silence. */

import { parseDuration } from "../fields/duration.ts";
import { type Column, columnOf, nearColumn } from "./columns.ts";
import { mentionsOf, nameKey, saysNone } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import { statusOf } from "./status-words.ts";
import type { Table } from "./table-rows.ts";
import { priorityOf } from "./task-fields.ts";

/**
 * By the place of the column. `Required: yes` is near `Requires` and no slip: only one whose cells could be read is
 * asked about.
 */
export function nearHeaders({ header, rows, line }: Table, ids: readonly string[]): ReadonlyMap<number, PlanWarning> {
  const known = new Set(ids.map(nameKey));
  const present = new Set(header.map(columnOf));
  const found = header.flatMap((name, at): [number, PlanWarning][] => {
    const near = columnOf(name) === null ? nearColumn(name) : null;
    if (near === null || present.has(near.column)) return [];
    const cells = rows.map((row) => row.cells[at] ?? "").filter((cell) => !saysNone(cell));
    if (!cells.some((cell) => couldBe(near.column, cell, known))) return [];
    const message = `The column “${plain(name).slice(0, 40)}” is not read. Did you mean “${near.header}”? Write it so, and it counts.`;
    return [[at, { line, message }]];
  });
  return new Map(found);
}

function couldBe(column: Column, cell: string, known: ReadonlySet<string>): boolean {
  if (column === "estimate") return parseDuration(plain(cell)) !== null;
  if (column === "status") return statusOf(cell) !== null;
  if (column === "priority") return priorityOf(cell) !== null;
  if (column === "owner") return /^[@\p{L}]/u.test(plain(cell));
  return mentionsOf(cell).some(({ name }) => known.has(nameKey(name)));
}
