/** A column headed `Blocking` can mean either direction: this finds which one its writer meant. */
import type { Ref } from "../model.ts";
import { refKey } from "../model.ts";
import type { Phrase } from "./keywords.ts";
import type { Item } from "./list.ts";
import type { Reading } from "./reading.ts";

interface PendingRow {
  readonly subject: Ref | null;
  readonly line: number;
  readonly items: readonly Item[];
}

export interface PendingColumn {
  readonly column: number;
  readonly phrase: Phrase;
  readonly line: number;
  readonly rows: PendingRow[];
}

function pairKey(a: Ref, b: Ref): string {
  return `${refKey(a)} ${refKey(b)}`;
}

/** Whether other statements say that the row waits (`true`) or that its references wait (`false`); null: nothing said. */
function saidElsewhere(reading: Reading, rows: readonly PendingRow[], own: Ref): boolean | null {
  if (reading.edges.length === 0) return null;
  const known = new Set(reading.edges.map((edge) => pairKey(edge.dependent, edge.blocker)));
  for (const row of rows) {
    const subject = row.subject ?? own;
    for (const item of row.items) {
      const ref = reading.resolved(item.ref);
      if (known.has(pairKey(subject, ref))) return true;
      if (known.has(pairKey(ref, subject))) return false;
    }
  }
  return null;
}

/** Every reference points to an earlier row, and the first row names none. */
function pointsBack(reading: Reading, rows: readonly PendingRow[]): boolean {
  const earlier = new Set<string>();
  for (const [i, row] of rows.entries()) {
    if (i === 0 && row.items.length > 0) return false;
    if (row.items.some((item) => !earlier.has(refKey(reading.resolved(item.ref))))) return false;
    if (row.subject !== null) earlier.add(refKey(row.subject));
  }
  return true;
}

/** Chooses the direction once for the whole column, says so, and states its edges. */
export function settleBlocking(reading: Reading, column: PendingColumn): void {
  const own = reading.own() ?? { repo: reading.place.repo, number: 0 };
  if (column.rows.every((row) => row.items.length === 0)) return;
  const waits = saidElsewhere(reading, column.rows, own) ?? pointsBack(reading, column.rows);
  const phrase: Phrase = { ...column.phrase, meaning: waits ? "waits" : "blocks" };
  const chosen = waits ? "the issue of the row waits for them" : "they wait for the issue of the row";
  reading.warn(
    column.line,
    `The column “Blocking” was read as: ${chosen}. Call it \`Blocked by\` or \`Blocks\` to be sure.`,
  );
  for (const row of column.rows) {
    reading.state({
      phrase,
      subject: row.subject,
      stages: [row.items],
      isSoft: phrase.isSoft,
      syntax: "table",
      line: row.line,
    });
  }
}
