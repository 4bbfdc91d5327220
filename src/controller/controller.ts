/** The loop as a whole: the door, the queue of repositories, and the chores, started and stopped together. */
import type { Decide } from "../core/decide.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitHub, ReadHook } from "../ports/github.ts";
import type { Receiver, Send } from "../ports/outgoing.ts";
import type { Store } from "../ports/store.ts";
import { type Tell, tellNobody } from "../ports/telemetry.ts";
import { backoffMs } from "./backoff.ts";
import { Chores } from "./chores.ts";
import { openIntake, type Receive } from "./intake.ts";
import { KeyQueue } from "./key-queue.ts";
import type { SealKeys } from "./marker-seal.ts";
import { Reconciler, type Trouble } from "./reconcile.ts";
import { Sender } from "./sender.ts";
import { troubleKind } from "./trouble-kind.ts";

export interface ControllerOptions {
  readonly github: GitHub;
  /** Stays open when the controller stops: whoever opened it closes it. */
  readonly store: Store;
  readonly clock: Clock;
  readonly decide: Decide;
  readonly readHook: ReadHook;
  /** From `deriveSealKeys`. */
  readonly keys: SealKeys;
  /** Active webhook secrets. */
  readonly secrets: readonly string[];
  readonly appId?: number;
  readonly host?: string;
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Hears everything worth counting or logging, troubles too. */
  readonly tell?: Tell;
  readonly pace?: Partial<Pace>;
  /** How events reach those outside of GitHub who hear of them; without it they stay in the history. */
  readonly send?: Send;
  /** Who hears of the events of every repository. */
  readonly receivers?: readonly Receiver[];
}

/** ms, unless said otherwise. */
export interface Pace {
  /** From the first delivery to the turn it causes, so that a burst costs one. */
  readonly debounceMs: number;
  readonly resyncMs: number;
  readonly recoverMs: number;
  readonly lookBackMs: number;
  readonly settleMs: number;
  readonly leaseMs: number;
  /** Writes per pass. */
  readonly budget: number;
  /** Repositories served at the same time. */
  readonly concurrency: number;
}

const defaultPace: Pace = {
  debounceMs: 500,
  resyncMs: 5 * 60_000,
  recoverMs: 10 * 60_000,
  lookBackMs: 3 * 24 * 60 * 60_000,
  settleMs: 10_000,
  leaseMs: 10 * 60_000,
  budget: 20,
  concurrency: 8,
};

export interface Controller {
  readonly receive: Receive;
  /** Picks up what an earlier process left and serves until `stop`. Call it outside of tracked work. */
  start(): Promise<void>;
  /** Finishes the action under way, takes nothing new, and resolves when nothing of ours runs any more. */
  stop(): Promise<void>;
  /** True when nothing runs and nothing is due now. */
  isIdle(): boolean;
}

export function openController(options: ControllerOptions): Controller {
  return new Loop(options);
}

class Loop implements Controller {
  readonly receive: Receive;
  readonly #options: ControllerOptions;
  readonly #pace: Pace;
  readonly #queue: KeyQueue;
  readonly #chores: Chores;
  readonly #reconciler: Reconciler;
  readonly #sender: Sender | null;
  readonly #onTrouble: (trouble: Trouble) => void;
  #serving: Promise<unknown> = Promise.resolve();

  constructor(options: ControllerOptions) {
    const { clock, host = "github.com" } = options;
    this.#options = options;
    this.#pace = { ...defaultPace, ...options.pace };
    const tell = options.tell ?? tellNobody;
    const onTrouble = (trouble: Trouble) => {
      const { kind, repositoryId, about = null, error } = trouble;
      tell({ kind: "trouble", trouble: kind, repositoryId, about, error });
      options.onTrouble?.(trouble);
    };
    this.#onTrouble = onTrouble;
    const relist = () => this.#chores.ask("relist");
    const wakeNow = (id: number) => this.#queue.ask(id, clock.now());
    const { send, receivers = [] } = options;
    this.#sender = send === undefined ? null : new Sender({ ...options, send, onTrouble });
    const onAnnounced = () => this.#sender?.ask();
    const outward = { receivers, onAnnounced };
    this.#reconciler = new Reconciler({
      ...options,
      ...this.#pace,
      ...outward,
      host,
      relist,
      wake: wakeNow,
      onTrouble,
      tell,
    });
    const run = (key: number) => this.#run(key);
    this.#queue = new KeyQueue({ clock, run, concurrency: this.#pace.concurrency });
    const wake = (id: number, at: number, isNew: boolean) => this.#wake(id, at, isNew);
    const unpark = (installationId: number) => this.#reconciler.unpark(installationId);
    this.#chores = new Chores({ ...options, ...this.#pace, wake, unpark, onTrouble, tell });
    const intake = openIntake({ ...options, onReceived: (delivery) => this.#announce(delivery.repositoryId) });
    this.receive = (request) => clock.track(() => intake(request));
  }

  async start(): Promise<void> {
    const { store, clock } = this.#options;
    for (const repository of await store.repositories()) {
      await store.mark(repository.id, clock.now());
      this.#reconciler.resyncFirst(repository.id);
    }
    for (const mark of await store.marks()) this.#queue.ask(mark.repositoryId, mark.notBefore);
    this.#serving = Promise.all([this.#queue.serve(), this.#chores.serve(), this.#sender?.serve()]);
  }

  async stop(): Promise<void> {
    this.#reconciler.stop();
    await Promise.all([this.#queue.stop(), this.#chores.stop(), this.#sender?.stop()]);
    await this.#serving;
  }

  isIdle(): boolean {
    return this.#queue.isIdle() && this.#chores.isIdle() && (this.#sender?.isIdle() ?? true);
  }

  #announce(repositoryId: number | null): void {
    if (repositoryId === null) this.#chores.ask("installations");
    else this.#queue.ask(repositoryId, this.#options.clock.now() + this.#pace.debounceMs);
  }

  #wake(repositoryId: number, at: number, isNew: boolean): void {
    if (isNew) this.#reconciler.resyncFirst(repositoryId);
    this.#queue.ask(repositoryId, at);
  }

  /** A store that fails leaves the mark where it is; the repository is asked for again a little later. */
  async #run(repositoryId: number): Promise<void> {
    const { clock } = this.#options;
    try {
      const notBefore = await this.#reconciler.run(repositoryId);
      if (notBefore !== null) this.#queue.ask(repositoryId, notBefore);
    } catch (error) {
      this.#onTrouble({ kind: troubleKind(error), repositoryId, error });
      this.#queue.ask(repositoryId, clock.now() + backoffMs(0, repositoryId));
    }
  }
}
