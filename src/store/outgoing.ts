/** The tables of what was announced and of what is still to be told. */
import type { Outgoing } from "../ports/outgoing.ts";
import type { Announcement } from "../ports/store.ts";
import type { Database } from "./database.ts";
import { recordOne } from "./record-one.ts";

/** Longer than any event is found again. */
const REMEMBERED_MS = 30 * 86_400_000;

/** Runs inside the caller's transaction. */
export function announce(db: Database, repositoryId: number, announcements: readonly Announcement[]): number {
  const fresh = announcements.filter(
    ({ id }) => db.get("SELECT 1 FROM announced WHERE repository_id = ? AND id = ?", repositoryId, id) === undefined,
  );
  for (const { id, body, history, receivers } of fresh) {
    db.run("INSERT INTO announced (repository_id, id, at) VALUES (?, ?, ?)", repositoryId, id, history.at);
    recordOne(db, repositoryId, history);
    for (const { url, secret } of receivers) {
      db.run("INSERT INTO outgoing (id, url, secret, body, due_at) VALUES (?, ?, ?, ?, 0)", id, url, secret, body);
    }
  }
  return fresh.length;
}

/** What was tried least comes first: a message that its receiver cannot take does not hold up the others for long. */
export function dueOutgoing(db: Database, now: number): readonly Outgoing[] {
  const waiting = db.all<Outgoing>(
    `SELECT seq, id, url, secret, body, tries FROM outgoing o WHERE due_at <= ?1 AND seq = (
       SELECT seq FROM outgoing WHERE url = o.url AND due_at <= ?1 ORDER BY tries, seq LIMIT 1) ORDER BY seq`,
    now,
  );
  return waiting;
}

export function nextOutgoingAt(db: Database): number | null {
  return db.get<{ at: number | null }>("SELECT min(due_at) AS at FROM outgoing")?.at ?? null;
}

/** An address that does not answer is tried with one message at a time, not with all that wait for it. */
export function postpone(db: Database, seq: number, at: number): void {
  db.run("UPDATE outgoing SET tries = tries + 1 WHERE seq = ?", seq);
  db.run("UPDATE outgoing SET due_at = max(due_at, ?1) WHERE url = (SELECT url FROM outgoing WHERE seq = ?2)", at, seq);
}

export function pruneAnnounced(db: Database, now: number): void {
  db.run("DELETE FROM announced WHERE at < ?", now - REMEMBERED_MS);
}
