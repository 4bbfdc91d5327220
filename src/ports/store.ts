/** What the inside needs of a store: a durable inbox, a mirror, turns, intents, and a history. Everything but the inbox can be lost. */
import type { Comment, ForeignIssue, Issue, Role } from "../core/model.ts";
import type { InstalledRepository, ResyncCursor } from "./github.ts";
import type { Outgoing, Receiver } from "./outgoing.ts";

/** One webhook call as it arrived. `repositoryId` is null for deliveries that speak of no repository. */
export interface Delivery {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  /** ms */
  readonly receivedAt: number;
  readonly body: string;
}

/** A repository that asks for a turn. */
export interface Mark {
  readonly repositoryId: number;
  /** ms; when it first asked since it was last served */
  readonly since: number;
  /** ms; not to be served before (backoff or recheck) */
  readonly notBefore: number;
}

declare const proof: unique symbol;

/** The exclusive right to act on one repository: a value only the store can make. `fence` grows with each turn. */
export interface Turn {
  readonly [proof]: true;
  readonly repositoryId: number;
  readonly fence: number;
  /** How often the repository had asked when the turn was taken: asked again since means another turn. */
  readonly wanted: number;
}

/** A write whose answer we have not seen yet. It is always resolved, even when it is no longer wanted. */
export interface Intent {
  readonly key: string;
  /** The issue it writes to; null for the creation of an issue. */
  readonly issue: number | null;
  /** ms */
  readonly at: number;
}

/** Our copy of one repository. Comments keep their marker as data: it was verified when it was read. */
export interface MirrorRows {
  readonly issues: readonly Issue[];
  readonly comments: readonly Comment[];
  readonly goneIssues: readonly number[];
  readonly goneComments: readonly number[];
  readonly roles: readonly KnownRole[];
  readonly foreign: readonly KnownForeign[];
  readonly notes: Readonly<Record<string, string>>;
}

export interface KnownRole {
  readonly actorId: number;
  readonly login: string;
  readonly role: Role;
  /** ms */
  readonly askedAt: number;
}

export interface KnownForeign {
  readonly issue: ForeignIssue;
  /** ms */
  readonly askedAt: number;
}

export interface HistoryEntry {
  /** ms */
  readonly at: number;
  readonly what: string;
  readonly issue: number | null;
  readonly because: string;
}

export class TurnLost extends Error {
  override name = "TurnLost";
}

/** The store itself is in trouble (disk full, locked, broken): nothing was written, and nobody but its operator can help. */
export class StoreUnwell extends Error {
  override name = "StoreUnwell";
}

/** What waits in the inbox; `oldestAt` (ms) is null when nothing does. */
export interface Backlog {
  readonly waiting: number;
  readonly oldestAt: number | null;
  readonly putAside: number;
}

/** One thing that happened, and to whom it is to be told. */
export interface Announcement {
  /** The same for the same occurrence: a receiver that has seen it may drop it. */
  readonly id: string;
  /** JSON, sent as it stands. */
  readonly body: string;
  readonly history: HistoryEntry;
  readonly receivers: readonly Receiver[];
}

/** Every call may throw StoreUnwell. */
export interface Outbox {
  /**
   * Keeps what is new of `announcements`, with its line of the history, in one transaction; what was announced before
   * costs nothing. Returns how many were new. Throws TurnLost.
   */
  announce(turn: Turn, announcements: readonly Announcement[]): Promise<number>;
  /** Of each address the longest waiting message that is due at `now` (ms). */
  dueOutgoing(now: number): Promise<readonly Outgoing[]>;
  /** ms at which the next message is due; null when none waits. */
  nextOutgoingAt(): Promise<number | null>;
  /** Told, or given up: it will not be told again. */
  settleOutgoing(seq: number): Promise<void>;
  /** Tried in vain: again at `at` (ms), the others for the same address not before either. */
  postponeOutgoing(seq: number, at: number): Promise<void>;
}

/** Every call may throw StoreUnwell. */
export interface Store extends Outbox {
  // inbox
  /** Commit rows and marks in one transaction; a GUID already known costs nothing. Returns how many were new. */
  receive(deliveries: readonly Delivery[]): Promise<number>;
  /** Deliveries of a repository not yet folded into the mirror, in order of arrival. */
  pending(repositoryId: number): Promise<readonly Delivery[]>;
  /** Deliveries that speak of no repository (installations), not yet done. */
  pendingGlobal(): Promise<readonly Delivery[]>;
  settleGlobal(guids: readonly string[]): Promise<void>;
  hasDelivery(guid: string): Promise<boolean>;
  /** Put aside a delivery that cannot be read, with the reason; it no longer blocks the others. */
  quarantine(guid: string, why: string): Promise<void>;
  /** Deliveries put aside, in order of arrival, for the operator. */
  quarantined(): Promise<readonly { readonly guid: string; readonly event: string; readonly why: string }[]>;
  backlog(): Promise<Backlog>;
  /** Writes as much as a usual delivery takes, and takes it away again: resolves only when that is on disk. */
  probe(now: number): Promise<void>;

  // turns
  /** Ask for a turn, not before `notBefore` (ms); the earliest wish holds, but never before a backoff is over. */
  mark(repositoryId: number, notBefore: number): Promise<void>;
  marks(): Promise<readonly Mark[]>;
  /** Null when somebody else holds it, nothing is wanted, or not before later. `leaseMs` bounds how long a dead holder blocks. */
  takeTurn(repositoryId: number, now: number, leaseMs: number): Promise<Turn | null>;
  /** Give the turn back. `notBefore`: serve again then even if nobody asks (recheck or backoff); null: rest. */
  endTurn(turn: Turn, notBefore: number | null, failed: boolean): Promise<void>;
  /** How many turns in a row have failed. */
  failures(repositoryId: number): Promise<number>;

  // mirror; every writing call throws TurnLost when the turn is no longer the latest
  loadMirror(repositoryId: number): Promise<MirrorRows>;
  /**
   * Write what changed and mark deliveries as folded, in one transaction. What is gone takes its row with it; what
   * comes back is no longer gone; a note of "" is removed.
   */
  saveMirror(turn: Turn, rows: Partial<MirrorRows>, folded: readonly string[]): Promise<void>;

  // resync and repositories
  repositories(): Promise<readonly InstalledRepository[]>;
  saveRepositories(repositories: readonly InstalledRepository[]): Promise<void>;
  cursor(repositoryId: number): Promise<ResyncCursor | null>;
  saveCursor(turn: Turn, cursor: ResyncCursor): Promise<void>;

  // writes whose end is not known
  intents(repositoryId: number): Promise<readonly Intent[]>;
  openIntent(turn: Turn, intent: Intent): Promise<void>;
  closeIntent(turn: Turn, key: string): Promise<void>;

  // limits: ms until which the installation must rest, 0 when free
  restUntil(installationId: number): Promise<number>;
  rest(installationId: number, until: number): Promise<void>;

  // history: evidence, never the source of truth
  record(turn: Turn, entries: readonly HistoryEntry[]): Promise<void>;
  history(repositoryId: number, limit: number): Promise<readonly HistoryEntry[]>;

  /** Drop what need not be kept at `now` (ms): bodies after 7 days, GUIDs after 30, history after 90, and the mirror of repositories no longer installed. */
  prune(now: number): Promise<void>;
  close(): Promise<void>;
}
