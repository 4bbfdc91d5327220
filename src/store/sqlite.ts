/** The store on SQLite: one file, one process, every answered delivery on disk before the answer. */
import type { DatabaseSync } from "node:sqlite";
import type { InstalledRepository, ResyncCursor } from "../ports/github.ts";
import type { Outgoing } from "../ports/outgoing.ts";
import type {
  Announcement,
  Backlog,
  Delivery,
  HistoryEntry,
  Intent,
  Mark,
  MirrorRows,
  Store,
  Turn,
} from "../ports/store.ts";
import { type Database, openDatabase } from "./database.ts";
import { backlogOf, Inbox, pendingOf, probeInbox, pruneInbox, settle } from "./inbox.ts";
import { makeFolderOf } from "./make-folder.ts";
import { loadRows, pruneRows, saveRows } from "./mirror-rows.ts";
import { announce, dueOutgoing, nextOutgoingAt, postpone, pruneAnnounced } from "./outgoing.ts";
import { recordOne } from "./record-one.ts";
import type { StoreKind } from "./store-kind.ts";
import { allMarks, endTurn, failuresOf, freeAbandonedTurns, markTurn, requireTurn, takeTurn } from "./turns.ts";

const MEMORY = ":memory:";
const HISTORY_DAYS_MS = 90 * 86_400_000;

/**
 * Opens a file, `:memory:`, or a connection that outlives the store (`close` leaves it open: a simulated crash).
 * Throws when the file is in use by another process or was written by a newer version.
 */
export function openSqliteStore(source: string | DatabaseSync): Store {
  const db = openDatabase(source);
  freeAbandonedTurns(db);
  const isFile = typeof source === "string" && source !== MEMORY;
  return new SqliteStore(db, isFile ? (flush) => setImmediate(flush) : queueMicrotask, typeof source === "string");
}

/** A file, or anything else that is no address. */
export const sqlite: StoreKind = {
  name: "sqlite",
  place: "a file in a folder that this user may write to, or a file that is a store of ours",
  takes: (place) => !/^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(place),
  open(place) {
    if (place !== MEMORY) makeFolderOf(place);
    return openSqliteStore(place);
  },
};

class SqliteStore implements Store {
  readonly #db: Database;
  readonly #inbox: Inbox;
  readonly #isOwner: boolean;

  constructor(db: Database, gather: (flush: () => void) => void, isOwner: boolean) {
    this.#db = db;
    this.#inbox = new Inbox(db, gather);
    this.#isOwner = isOwner;
  }

  receive(deliveries: readonly Delivery[]): Promise<number> {
    return this.#inbox.receive(deliveries);
  }

  async pending(repositoryId: number): Promise<readonly Delivery[]> {
    return pendingOf(this.#db, repositoryId);
  }

  async pendingGlobal(): Promise<readonly Delivery[]> {
    return pendingOf(this.#db, null);
  }

  async settleGlobal(guids: readonly string[]): Promise<void> {
    this.#db.transaction(() => settle(this.#db, guids));
  }

  async hasDelivery(guid: string): Promise<boolean> {
    return this.#db.get("SELECT 1 FROM inbox WHERE guid = ?", guid) !== undefined;
  }

  async quarantine(guid: string, why: string): Promise<void> {
    this.#db.run("UPDATE inbox SET state = 'quarantined', why = ? WHERE guid = ?", why, guid);
  }

  async quarantined(): Promise<readonly { readonly guid: string; readonly event: string; readonly why: string }[]> {
    return this.#db.all(
      "SELECT guid, event, coalesce(why, '') AS why FROM inbox WHERE state = 'quarantined' ORDER BY seq",
    );
  }

  async backlog(): Promise<Backlog> {
    return backlogOf(this.#db);
  }

  async probe(now: number): Promise<void> {
    probeInbox(this.#db, now);
  }

  async mark(repositoryId: number, notBefore: number): Promise<void> {
    markTurn(this.#db, repositoryId, notBefore);
  }

  async marks(): Promise<readonly Mark[]> {
    return allMarks(this.#db);
  }

  async takeTurn(repositoryId: number, now: number, leaseMs: number): Promise<Turn | null> {
    return takeTurn(this.#db, repositoryId, now, leaseMs);
  }

  async endTurn(turn: Turn, notBefore: number | null, failed: boolean): Promise<void> {
    endTurn(this.#db, turn, notBefore, failed);
  }

  async failures(repositoryId: number): Promise<number> {
    return failuresOf(this.#db, repositoryId);
  }

  async loadMirror(repositoryId: number): Promise<MirrorRows> {
    return loadRows(this.#db, repositoryId);
  }

  async saveMirror(turn: Turn, rows: Partial<MirrorRows>, folded: readonly string[]): Promise<void> {
    this.#within(turn, () => {
      saveRows(this.#db, turn.repositoryId, rows);
      settle(this.#db, folded);
    });
  }

  async repositories(): Promise<readonly InstalledRepository[]> {
    return this.#db
      .all<{ json: string }>("SELECT json FROM repository ORDER BY id")
      .map((row) => JSON.parse(row.json) as InstalledRepository);
  }

  async saveRepositories(repositories: readonly InstalledRepository[]): Promise<void> {
    this.#db.transaction(() => {
      this.#db.run("DELETE FROM repository");
      for (const one of repositories) {
        this.#db.run("INSERT OR REPLACE INTO repository (id, json) VALUES (?, ?)", one.id, JSON.stringify(one));
      }
    });
  }

  async cursor(repositoryId: number): Promise<ResyncCursor | null> {
    const row = this.#db.get<{ json: string }>("SELECT json FROM resync_cursor WHERE repository_id = ?", repositoryId);
    return row === undefined ? null : (JSON.parse(row.json) as ResyncCursor);
  }

  async saveCursor(turn: Turn, cursor: ResyncCursor): Promise<void> {
    this.#within(turn, () =>
      this.#db.run(
        "INSERT OR REPLACE INTO resync_cursor (repository_id, json) VALUES (?, ?)",
        turn.repositoryId,
        JSON.stringify(cursor),
      ),
    );
  }

  async intents(repositoryId: number): Promise<readonly Intent[]> {
    return this.#db.all<Intent>(
      "SELECT key, issue, at FROM intent WHERE repository_id = ? ORDER BY at, key",
      repositoryId,
    );
  }

  async openIntent(turn: Turn, intent: Intent): Promise<void> {
    this.#within(turn, () =>
      this.#db.run(
        "INSERT OR REPLACE INTO intent (repository_id, key, issue, at) VALUES (?, ?, ?, ?)",
        turn.repositoryId,
        intent.key,
        intent.issue,
        intent.at,
      ),
    );
  }

  async closeIntent(turn: Turn, key: string): Promise<void> {
    this.#within(turn, () =>
      this.#db.run("DELETE FROM intent WHERE repository_id = ? AND key = ?", turn.repositoryId, key),
    );
  }

  async restUntil(installationId: number): Promise<number> {
    return (
      this.#db.get<{ until: number }>("SELECT until FROM rest WHERE installation_id = ?", installationId)?.until ?? 0
    );
  }

  async rest(installationId: number, until: number): Promise<void> {
    this.#db.run("INSERT OR REPLACE INTO rest (installation_id, until) VALUES (?, ?)", installationId, until);
  }

  async record(turn: Turn, entries: readonly HistoryEntry[]): Promise<void> {
    this.#within(turn, () => {
      for (const entry of entries) recordOne(this.#db, turn.repositoryId, entry);
    });
  }

  async announce(turn: Turn, announcements: readonly Announcement[]): Promise<number> {
    return this.#within(turn, () => announce(this.#db, turn.repositoryId, announcements));
  }

  async dueOutgoing(now: number): Promise<readonly Outgoing[]> {
    return dueOutgoing(this.#db, now);
  }

  async nextOutgoingAt(): Promise<number | null> {
    return nextOutgoingAt(this.#db);
  }

  async settleOutgoing(seq: number): Promise<void> {
    this.#db.run("DELETE FROM outgoing WHERE seq = ?", seq);
  }

  async postponeOutgoing(seq: number, at: number): Promise<void> {
    this.#db.transaction(() => postpone(this.#db, seq, at));
  }

  async history(repositoryId: number, limit: number): Promise<readonly HistoryEntry[]> {
    return this.#db.all<HistoryEntry>(
      "SELECT at, what, issue, because FROM history WHERE repository_id = ? ORDER BY seq DESC LIMIT ?",
      repositoryId,
      limit,
    );
  }

  async prune(now: number): Promise<void> {
    this.#db.transaction(() => {
      pruneInbox(this.#db, now);
      pruneRows(this.#db);
      pruneAnnounced(this.#db, now);
      this.#db.run("DELETE FROM history WHERE at < ?", now - HISTORY_DAYS_MS);
    });
  }

  async close(): Promise<void> {
    this.#inbox.flush();
    if (this.#isOwner) this.#db.close();
  }

  #within<T>(turn: Turn, work: () => T): T {
    return this.#db.transaction(() => {
      requireTurn(this.#db, turn);
      return work();
    });
  }
}
