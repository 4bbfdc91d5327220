/** What a row of a table of tasks waits for, by its cells and by its title and notes. */

import type { Column } from "./columns.ts";
import type { WaitDraft } from "./draft.ts";
import { clausesOf, type StatedWait } from "./item-clauses.ts";
import { calledBy, isId, mentionsOf, nameKey, saysNone, saysSoft } from "./names.ts";
import { plain } from "./plain.ts";
import type { TableRow } from "./plan-lines.ts";
import type { Layout } from "./table-layout.ts";
import type { Table } from "./table-rows.ts";

/** What the cells of a table mean when they speak of waiting. */
export interface Waiting {
  readonly layout: Layout;
  readonly scope: string;
  readonly blockingMeans: ReturnType<typeof meaningOfBlocking>;
}

/**
 * `Blocking` may mean either direction. When the first row says none and every reference points to an earlier row, the
 * rows wait for what they name; otherwise what they name waits for them.
 */
export function meaningOfBlocking(table: Table, layout: Layout): "blocked by" | "blocks" | null {
  const at = layout.columns.indexOf("blocking");
  if (at < 0) return null;
  const above = new Set<string>();
  for (const [index, row] of table.rows.entries()) {
    const value = row.cells[at] ?? "";
    const names = saysNone(value) ? [] : mentionsOf(value).map((mention) => nameKey(mention.name));
    if ((index === 0 && names.length > 0) || names.some((name) => !above.has(name))) return "blocks";
    for (const id of calledBy(row.cells[layout.id] ?? "")?.ids ?? []) above.add(nameKey(id));
  }
  return "blocked by";
}

export function waitsOf(id: string, row: TableRow, { layout, scope, blockingMeans }: Waiting): WaitDraft[] {
  const text = (column: Column) => row.cells[layout.columns.indexOf(column)] ?? null;
  const soft = canStartEarly(text);
  const wait = (on: string, isSoft: boolean): WaitDraft => {
    return { dependent: id, on, source: "cell", soft: isSoft, line: row.line, scope };
  };
  const waits: WaitDraft[] = [];
  const stated = text("dependsOn") ?? (blockingMeans === "blocked by" ? text("blocking") : null);
  if (stated !== null && stated !== "") waits.push(wait(stated, soft));
  const softly = text("softDependsOn");
  if (softly !== null && !saysNone(softly)) waits.push(wait(softly, true));
  const others = text("blocks") ?? (blockingMeans === "blocks" ? text("blocking") : null);
  if (others !== null && !saysNone(others)) {
    for (const { name } of mentionsOf(others)) waits.push({ ...wait(id, false), dependent: name });
  }
  const takers = [text("providesTo") ?? "", idsAmong(text("deliverables") ?? "")].filter((names) => !saysNone(names));
  for (const dependent of takers) waits.push({ ...wait(id, false), dependent, isOnlyCompared: true });
  return waits;
}

/** Outputs are things; one that is called like a task is said of that task. */
function idsAmong(outputs: string): string {
  const names = mentionsOf(outputs).map(({ name }) => name);
  return names.filter((name) => isId(name) && /\d/.test(name)).join(", ");
}

/** `PARTIAL`, or a plain `YES` beside stated dependencies, lets a task begin early; `NO` keeps them hard. */
function canStartEarly(text: (column: Column) => string | null): boolean {
  const canStart = plain(text("canStart") ?? "");
  if (/^(?:no|not)\b/i.test(canStart)) return false;
  return /\b(?:yes|partial|partially)\b/i.test(canStart) || saysSoft(canStart);
}

/** `Merge (after T-1 and T-2)` in a title, a note or a status: a wait as well, where it names nothing but ids. */
export function withoutWaits(
  title: string | null,
  notes: readonly string[],
): { shown: string | null; waits: readonly StatedWait[] } {
  const isNamed = ({ name }: { name: string }) =>
    name.split(/ (?:and|or) /).every((one) => isId(one) && /\d/.test(one));
  const isOnIds = ({ on }: StatedWait) => mentionsOf(on).every(isNamed);
  const inTitle = clausesOf(title ?? "");
  const inNotes = notes.flatMap((text) => clausesOf(text).waits).filter(({ on }) => mentionsOf(on).some(isNamed));
  const isWired = inTitle.waits.length > 0 && inTitle.waits.every(isOnIds) && inTitle.title !== "";
  return isWired ? { shown: inTitle.title, waits: [...inTitle.waits, ...inNotes] } : { shown: title, waits: inNotes };
}
