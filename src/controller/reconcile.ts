/** The turns of repositories: taken, filled with one pass each, given back; and what one that went wrong means for the next. */
import type { Decide } from "../core/decide.ts";
import type { AppIdentity } from "../core/model.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitHub, InstalledRepository, ReadHook } from "../ports/github.ts";
import { Limited, Parked, Refused, Ungranted } from "../ports/github.ts";
import type { Receiver } from "../ports/outgoing.ts";
import type { Store, Turn } from "../ports/store.ts";
import { TurnLost } from "../ports/store.ts";
import type { Tell, TroubleKind, TurnName } from "../ports/telemetry.ts";
import { backoffMs } from "./backoff.ts";
import type { SealKeys } from "./marker-seal.ts";
import { Mirror } from "./mirror.ts";
import type { Pass } from "./pass.ts";
import { Passes, type PassesOptions } from "./passes.ts";
import { troubleKind } from "./trouble-kind.ts";
import { TurnDiary } from "./turn-diary.ts";

export interface ReconcileOptions extends PassesOptions {
  readonly github: GitHub;
  readonly store: Store;
  readonly clock: Clock;
  readonly decide: Decide;
  readonly readHook: ReadHook;
  readonly keys: SealKeys;
  readonly host: string;
  readonly resyncMs: number;
  readonly settleMs: number;
  readonly budget: number;
  /** ms that a dead holder of a turn blocks it; a pass ends by itself well before. */
  readonly leaseMs: number;
  /** Who hears of the events of every repository. */
  readonly receivers: readonly Receiver[];
  readonly onTrouble: (trouble: Trouble) => void;
  readonly tell: Tell;
}

/** Something for the operator's log. A bug is one of ours; the rest is the world being unwell. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly repositoryId: number | null;
  /** The turn it happened in. */
  readonly about?: TurnName;
  readonly error: unknown;
}

const PARKED_MS = 60 * 60_000;
const MIRRORS_KEPT = 200;

/** Serves repositories, one call at a time for each. */
export class Reconciler {
  readonly #options: ReconcileOptions;
  readonly #passes: Passes;
  /** Copies kept between turns: good only for the turn right after the one that saved them. */
  readonly #mirrors = new Map<number, { readonly mirror: Mirror; readonly fence: number }>();
  /** Repository -> issue -> ms at which it was last read. */
  readonly #readAt = new Map<number, Map<number, number>>();
  readonly #leftOut = new Map<number, Map<string, string>>();
  readonly #repeats = new Map<number, Map<string, readonly number[]>>();
  /** Installation -> ms until which nothing of it is asked. */
  readonly #parkedUntil = new Map<number, number>();
  /** Turns that could not be given back because the store failed: given back before the next one is taken. */
  readonly #unended = new Map<number, Turn>();
  #identity: Promise<AppIdentity> | null = null;
  #isStopping = false;

  constructor(options: ReconcileOptions) {
    this.#options = options;
    this.#passes = new Passes(options);
  }

  /** The next turn of the repository begins with a resync: what happened while we were away is not in the inbox. */
  resyncFirst(repositoryId: number): void {
    this.#passes.resyncFirst(repositoryId);
  }

  /** The installation may answer again. */
  unpark(installationId: number): void {
    this.#parkedUntil.delete(installationId);
  }

  /** Turns under way end after the action they are at. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Returns when to be asked again (ms), null when only an event can change anything. Throws only when the store does. */
  async run(repositoryId: number): Promise<number | null> {
    const { store, clock, leaseMs } = this.#options;
    if (this.#isStopping) return null;
    await this.#endLeftOver(repositoryId);
    const turn = await store.takeTurn(repositoryId, clock.now(), leaseMs);
    if (turn === null) return this.#notBefore(repositoryId);
    this.#unended.set(repositoryId, turn);
    const diary = new TurnDiary(turn, clock, this.#options.tell);
    const served = await this.#serve(turn, diary).catch((error: unknown) => ({ error }));
    const notBefore = await this.#end(turn, diary, served);
    this.#unended.delete(repositoryId);
    return notBefore;
  }

  async #end(
    turn: Turn,
    diary: TurnDiary,
    result: number | null | { readonly error: unknown },
  ): Promise<number | null> {
    try {
      if (result !== null && typeof result === "object") throw result.error;
      await this.#options.store.endTurn(turn, result, false);
      diary.end("done", result);
      return result;
    } catch (error) {
      const kind = troubleKind(error);
      this.#options.onTrouble({ kind, repositoryId: turn.repositoryId, about: diary.name, error });
      const retryAt = await this.#afterTrouble(turn, error);
      diary.end(kind, retryAt);
      return retryAt;
    }
  }

  /** Only ever a turn of our own that ended without the store knowing. */
  async #endLeftOver(repositoryId: number): Promise<void> {
    const turn = this.#unended.get(repositoryId);
    if (turn === undefined) return;
    const { store, clock } = this.#options;
    await store.endTurn(turn, clock.now(), true).catch((error: unknown) => {
      if (!(error instanceof TurnLost)) throw error;
    });
    this.#unended.delete(repositoryId);
  }

  async #notBefore(repositoryId: number): Promise<number | null> {
    const marks = await this.#options.store.marks();
    return marks.find((mark) => mark.repositoryId === repositoryId)?.notBefore ?? null;
  }

  async #serve(turn: Turn, diary: TurnDiary): Promise<number | null> {
    const { store, clock } = this.#options;
    const installed = await store.repositories();
    const repository = installed.find((one) => one.id === turn.repositoryId);
    if (repository === undefined) return this.#serveUnknown(turn);
    diary.concerns(repository.name);
    const until = Math.max(
      await store.restUntil(repository.installationId),
      this.#parkedUntil.get(repository.installationId) ?? 0,
    );
    if (until > clock.now()) throw new Limited(until, "the installation is resting");
    const pass = await this.#openPass(turn, diary, repository, neighboursOf(repository, installed));
    const notBefore = await this.#passes.run(pass);
    this.#keep(turn, pass.mirror);
    return notBefore;
  }

  /** Not installed as far as we know: when it is, listing the repositories marks it, and its first turn reads everything. */
  async #serveUnknown(turn: Turn): Promise<null> {
    const { store, relist } = this.#options;
    const pending = await store.pending(turn.repositoryId);
    await store.saveMirror(
      turn,
      {},
      pending.map((delivery) => delivery.guid),
    );
    if (pending.length > 0) relist();
    return null;
  }

  async #openPass(
    turn: Turn,
    diary: TurnDiary,
    repository: InstalledRepository,
    neighbours: readonly string[],
  ): Promise<Pass> {
    const { github, store, clock, ...rest } = this.#options;
    const now = clock.now();
    const app = await this.#who();
    const repeats = this.#repeats.get(repository.id) ?? new Map<string, readonly number[]>();
    this.#repeats.set(repository.id, repeats);
    const leftOut = this.#leftOut.get(repository.id) ?? new Map<string, string>();
    this.#leftOut.set(repository.id, leftOut);
    const mirror = await this.#mirrorFor(turn, app);
    const tellBug = (error: Error) =>
      rest.onTrouble({ kind: "bug", repositoryId: repository.id, about: diary.name, error });
    const isOver = () => this.#isStopping || clock.now() > now + rest.leaseMs / 3;
    const readAt = this.#readAt.get(repository.id) ?? new Map<number, number>();
    this.#readAt.set(repository.id, readAt);
    return {
      ...rest,
      store,
      clock,
      github: github.of(repository),
      repository,
      neighbours,
      app,
      turn,
      diary,
      mirror,
      now,
      isOver,
      tellBug,
      repeats,
      readAt,
      leftOut,
    };
  }

  #who(): Promise<AppIdentity> {
    this.#identity ??= this.#options.github.identity();
    return this.#identity.catch((error: unknown) => {
      this.#identity = null;
      throw error;
    });
  }

  async #mirrorFor(turn: Turn, app: AppIdentity): Promise<Mirror> {
    const kept = this.#mirrors.get(turn.repositoryId);
    if (kept?.fence === turn.fence - 1) return kept.mirror;
    const rows = await this.#options.store.loadMirror(turn.repositoryId);
    return new Mirror(rows, { keys: this.#options.keys, repositoryId: turn.repositoryId, botId: app.botId });
  }

  #keep(turn: Turn, mirror: Mirror): void {
    this.#mirrors.delete(turn.repositoryId);
    this.#mirrors.set(turn.repositoryId, { mirror, fence: turn.fence });
    const [oldest] = this.#mirrors.keys();
    if (this.#mirrors.size > MIRRORS_KEPT && oldest !== undefined) this.#mirrors.delete(oldest);
  }

  async #afterTrouble(turn: Turn, error: unknown): Promise<number | null> {
    const { store, clock } = this.#options;
    const { repositoryId } = turn;
    if (error instanceof TurnLost) return this.#notBefore(repositoryId);
    // Perhaps the repository is no longer ours.
    if (error instanceof Refused || error instanceof Ungranted) this.#options.relist();
    const restUntil = await this.#rest(repositoryId, error);
    if (restUntil !== null) {
      await store.endTurn(turn, restUntil, false);
      return restUntil;
    }
    const retryAt = clock.now() + backoffMs(await store.failures(repositoryId), repositoryId);
    await store.endTurn(turn, retryAt, true);
    return retryAt;
  }

  /**
   * A limit of GitHub's was made to outlive us by the adapter, our own pace concerns nobody else: here it is enough to
   * come back. A suspension holds every repository of the installation back; forgotten, it costs one more question.
   */
  async #rest(repositoryId: number, error: unknown): Promise<number | null> {
    const { store, clock } = this.#options;
    if (error instanceof Limited) return Math.max(error.retryAt, clock.now());
    if (!(error instanceof Parked)) return null;
    const until = clock.now() + PARKED_MS;
    const repository = (await store.repositories()).find((one) => one.id === repositoryId);
    if (repository !== undefined) this.#parkedUntil.set(repository.installationId, until);
    return until;
  }
}

function neighboursOf(repository: InstalledRepository, installed: readonly InstalledRepository[]): readonly string[] {
  return installed
    .filter((one) => one.installationId === repository.installationId && one.id !== repository.id)
    .map((one) => one.name)
    .sort();
}
