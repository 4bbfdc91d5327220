/** One turn of one repository under way: what every step of it shares. */
import type { Decide } from "../core/decide.ts";
import type { AppIdentity } from "../core/model.ts";
import type { Clock } from "../ports/clock.ts";
import type { InstalledRepository, ReadHook, RepositoryOnGitHub } from "../ports/github.ts";
import type { Receiver } from "../ports/outgoing.ts";
import type { Store, Turn } from "../ports/store.ts";
import type { SealKeys } from "./marker-seal.ts";
import type { Mirror } from "./mirror.ts";
import type { TurnDiary } from "./turn-diary.ts";

export interface Pass {
  readonly store: Store;
  readonly clock: Clock;
  readonly github: RepositoryOnGitHub;
  readonly repository: InstalledRepository;
  /** Full names of the other repositories of the same installation. */
  readonly neighbours: readonly string[];
  readonly app: AppIdentity;
  readonly turn: Turn;
  readonly diary: TurnDiary;
  readonly mirror: Mirror;
  readonly decide: Decide;
  readonly readHook: ReadHook;
  readonly keys: SealKeys;
  /** `github.com`, or the host of a GitHub Enterprise Server. */
  readonly host: string;
  /** Who hears of the events of every repository. */
  readonly receivers: readonly Receiver[];
  /** ms; the instant the turn began, the "now" of its decisions. */
  readonly now: number;
  /** ms between two resyncs. */
  readonly resyncMs: number;
  /** ms that GitHub's lists may lag behind an unclear write. */
  readonly settleMs: number;
  /** Writes per pass. */
  readonly budget: number;
  readonly isOver: () => boolean;
  /** Something of ours is wrong, though the pass goes on. */
  readonly tellBug: (error: Error) => void;
  readonly repeats: Map<string, readonly number[]>;
  /** Issue -> ms at which it was last read from GitHub: only what is fresh enough is written to. */
  readonly readAt: Map<number, number>;
  /** Texts without which decisions are made -> what they were like; begun anew with the process, which may be mended. */
  readonly leftOut: Map<string, string>;
}

/** Saves what changed in the mirror, and marks deliveries as folded, in one transaction. */
export async function savePass(pass: Pass, folded: readonly string[] = []): Promise<void> {
  const rows = pass.mirror.takeChanged();
  if (rows !== null || folded.length > 0) await pass.store.saveMirror(pass.turn, rows ?? {}, folded);
}

/** Reads things again by node id and folds them. */
export async function readAgain(pass: Pass, nodeIds: readonly string[]): Promise<void> {
  if (nodeIds.length === 0) return;
  for (const node of await pass.github.readNodes(nodeIds)) {
    pass.mirror.foldNode(node);
    if (node.kind === "issue") pass.readAt.set(node.issue.number, pass.clock.now());
  }
}
