/** The durable inbox: what was answered with 202 is in here, and calls that arrive together share one commit. */
import type { Backlog, Delivery } from "../ports/store.ts";
import type { Database } from "./database.ts";
import { markTurn } from "./turns.ts";

interface InboxRow {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installation_id: number | null;
  readonly repository_id: number | null;
  readonly received_at: number;
  readonly body: string | null;
}

interface Waiting {
  readonly deliveries: readonly Delivery[];
  readonly resolve: (added: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Collects concurrent calls until `gather` lets them go, then commits all of them at once. */
export class Inbox {
  readonly #db: Database;
  readonly #gather: (flush: () => void) => void;
  #waiting: Waiting[] = [];

  constructor(db: Database, gather: (flush: () => void) => void) {
    this.#db = db;
    this.#gather = gather;
  }

  receive(deliveries: readonly Delivery[]): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ deliveries, resolve, reject });
      if (this.#waiting.length === 1) this.#gather(() => this.flush());
    });
  }

  flush(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    try {
      const added = this.#db.transaction(() => batch.map((call) => insertAll(this.#db, call.deliveries)));
      for (const [index, call] of batch.entries()) call.resolve(added[index] ?? 0);
    } catch (error) {
      for (const call of batch) call.reject(error);
    }
  }
}

function insertAll(db: Database, deliveries: readonly Delivery[]): number {
  let added = 0;
  for (const delivery of deliveries) {
    const { guid, event, action, installationId, repositoryId, receivedAt, body } = delivery;
    const isNew = db.run(
      `INSERT INTO inbox (guid, event, action, installation_id, repository_id, received_at, body)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (guid) DO NOTHING`,
      guid,
      event,
      action,
      installationId,
      repositoryId,
      receivedAt,
      body,
    );
    added += isNew;
    if (isNew === 1 && repositoryId !== null) markTurn(db, repositoryId, receivedAt);
  }
  return added;
}

export function pendingOf(db: Database, repositoryId: number | null): readonly Delivery[] {
  const rows = db.all<InboxRow>(
    "SELECT * FROM inbox WHERE repository_id IS ? AND state = 'new' ORDER BY seq",
    repositoryId,
  );
  return rows.map((row) => ({
    guid: row.guid,
    event: row.event,
    action: row.action,
    installationId: row.installation_id,
    repositoryId: row.repository_id,
    receivedAt: row.received_at,
    body: row.body ?? "",
  }));
}

export function settle(db: Database, guids: readonly string[]): void {
  for (const guid of guids) db.run("UPDATE inbox SET state = 'done' WHERE guid = ? AND state = 'new'", guid);
}

export function backlogOf(db: Database): Backlog {
  const row = db.get<Backlog>(
    `SELECT (SELECT count(*) FROM inbox WHERE state = 'new') AS waiting,
       (SELECT min(received_at) FROM inbox WHERE state = 'new') AS oldestAt,
       (SELECT count(*) FROM inbox WHERE state = 'quarantined') AS putAside`,
  );
  return { waiting: row?.waiting ?? 0, oldestAt: row?.oldestAt ?? null, putAside: row?.putAside ?? 0 };
}

/** Twice the size of a usual delivery, at least. */
const PROBE_BYTES = 64 * 1024;
const PROBE_GUID = "probe";

/** Nobody ever sees the row; what it took stays free in the file for the deliveries to come. */
export function probeInbox(db: Database, now: number): void {
  db.transaction(() => {
    db.run(
      "INSERT INTO inbox (guid, event, received_at, body) VALUES (?, 'probe', ?, hex(zeroblob(? / 2)))",
      PROBE_GUID,
      now,
      PROBE_BYTES,
    );
    db.run("DELETE FROM inbox WHERE guid = ?", PROBE_GUID);
  });
}

const DAY_MS = 86_400_000;

/** Bodies go after 7 days for privacy, GUIDs after 30; a delivery still waiting keeps both. */
export function pruneInbox(db: Database, now: number): void {
  db.run(
    "UPDATE inbox SET body = NULL WHERE state <> 'new' AND body IS NOT NULL AND received_at < ?",
    now - 7 * DAY_MS,
  );
  db.run("DELETE FROM inbox WHERE state <> 'new' AND received_at < ?", now - 30 * DAY_MS);
}
