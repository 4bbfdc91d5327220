/** The table of turns: who asked, who may act, and which right is still the latest. */
import type { Mark, Turn } from "../ports/store.ts";
import { TurnLost } from "../ports/store.ts";
import type { Database } from "./database.ts";

interface TurnRow {
  readonly repository_id: number;
  readonly want: number;
  readonly done: number;
  readonly fence: number;
  readonly held: number;
  readonly lease_until: number;
  readonly wish: number | null;
  readonly since: number | null;
  readonly floor: number;
  readonly failures: number;
}

/** Longer than any backoff: a floor further off than this was set under another date, and nobody waits for it. */
const FLOOR_MOST_MS = 60 * 60_000;

/** Asks for a turn; runs inside the caller's transaction, so that a row of the inbox and its mark are one commit. */
export function markTurn(db: Database, repositoryId: number, notBefore: number): void {
  db.run(
    `INSERT INTO turn (repository_id, want, wish, since) VALUES (?1, 1, ?2, ?2)
     ON CONFLICT (repository_id) DO UPDATE SET want = want + 1,
       wish = min(coalesce(wish, ?2), ?2), since = min(coalesce(since, ?2), ?2),
       floor = CASE WHEN floor > ?2 + ?3 THEN 0 ELSE floor END`,
    repositoryId,
    notBefore,
    FLOOR_MOST_MS,
  );
}

export function allMarks(db: Database): readonly Mark[] {
  return db
    .all<TurnRow>("SELECT * FROM turn WHERE want > done ORDER BY coalesce(since, 0), repository_id")
    .map((row) => ({
      repositoryId: row.repository_id,
      since: row.since ?? 0,
      notBefore: earliest(row),
    }));
}

/** A turn that is held is served again at the earliest when its lease is over. */
function earliest(row: TurnRow): number {
  return Math.max(row.wish ?? 0, row.floor, row.held === 1 ? row.lease_until : 0);
}

/** The wishes served by this turn are forgotten here, so that one that comes in during the turn stands out. */
export function takeTurn(db: Database, repositoryId: number, now: number, leaseMs: number): Turn | null {
  return db.transaction(() => {
    const row = db.get<TurnRow>("SELECT * FROM turn WHERE repository_id = ?", repositoryId);
    if (row === undefined || row.want <= row.done || earliest(row) > now) return null;
    db.run(
      "UPDATE turn SET fence = fence + 1, held = 1, lease_until = ?, wish = NULL, since = NULL WHERE repository_id = ?",
      now + leaseMs,
      repositoryId,
    );
    return { repositoryId, fence: row.fence + 1, wanted: row.want } as Turn;
  });
}

/** Throws TurnLost unless `turn` is held and the latest. */
export function requireTurn(db: Database, turn: Turn): void {
  const row = db.get<Pick<TurnRow, "fence" | "held">>(
    "SELECT fence, held FROM turn WHERE repository_id = ?",
    turn.repositoryId,
  );
  if (row?.held === 1 && row.fence === turn.fence) return;
  throw new TurnLost(
    `The turn ${turn.fence} of repository ${turn.repositoryId} is over: somebody else has the right now.`,
  );
}

export function endTurn(db: Database, turn: Turn, notBefore: number | null, failed: boolean): void {
  db.transaction(() => {
    requireTurn(db, turn);
    db.run(
      `UPDATE turn SET held = 0, lease_until = 0, done = ?2, floor = ?3,
         failures = CASE WHEN ?4 = 1 THEN failures + 1 ELSE 0 END WHERE repository_id = ?1`,
      turn.repositoryId,
      turn.wanted,
      failed ? (notBefore ?? 0) : 0,
      failed ? 1 : 0,
    );
    if (notBefore !== null) markTurn(db, turn.repositoryId, notBefore);
  });
}

/** One process per file: whoever held a turn when the store is opened is dead. */
export function freeAbandonedTurns(db: Database): void {
  db.run("UPDATE turn SET held = 0, lease_until = 0 WHERE held = 1");
}

export function failuresOf(db: Database, repositoryId: number): number {
  return db.get<{ failures: number }>("SELECT failures FROM turn WHERE repository_id = ?", repositoryId)?.failures ?? 0;
}
