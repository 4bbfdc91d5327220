/**
 * Tells receivers what happened: of each address one message at a time, again and again after growing waits.
 *
 * Known race: a process that dies between the answer and the mark in the store sends the message once more; it carries
 * the same id, by which its receiver drops it (accepted).
 */
import type { Clock } from "../ports/clock.ts";
import type { Outgoing, Send } from "../ports/outgoing.ts";
import type { Outbox } from "../ports/store.ts";
import { jitter } from "./backoff.ts";
import { KeyQueue } from "./key-queue.ts";
import type { Trouble } from "./reconcile.ts";
import { troubleKind } from "./trouble-kind.ts";

export interface SenderOptions {
  readonly store: Outbox;
  readonly clock: Clock;
  readonly send: Send;
  readonly onTrouble: (trouble: Trouble) => void;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Waits before the second try, the third, …; the growth that Standard Webhooks recommends. After the last one it is over. */
export const WAITS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
];
const AFTER_STORE_TROUBLE_MS = 30 * SECOND;
/** The receiver says that nobody hears there any more. */
const GONE = 410;

export class Sender {
  readonly #options: SenderOptions;
  readonly #queue: KeyQueue;
  /** By address: the last reason why it was not told that an operator has heard. */
  readonly #heard = new Map<string, string>();

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#queue = new KeyQueue({ clock: options.clock, concurrency: 1, run: () => this.#run() });
  }

  async serve(): Promise<void> {
    this.ask();
    await this.#queue.serve();
  }

  /** Something new may wait. */
  ask(): void {
    this.#queue.ask(0, this.#options.clock.now());
  }

  stop(): Promise<void> {
    return this.#queue.stop();
  }

  isIdle(): boolean {
    return this.#queue.isIdle();
  }

  async #run(): Promise<void> {
    const { clock, onTrouble } = this.#options;
    try {
      const nextAt = await this.sendDue();
      if (nextAt !== null) this.#queue.ask(0, nextAt);
    } catch (error) {
      onTrouble({ kind: troubleKind(error), repositoryId: null, error });
      this.#queue.ask(0, clock.now() + AFTER_STORE_TROUBLE_MS);
    }
  }

  /** Tries every address once; ms at which the next message is due, null when none waits. */
  async sendDue(): Promise<number | null> {
    const { store, clock } = this.#options;
    const due = await store.dueOutgoing(clock.now());
    await Promise.all(due.map((message) => this.#sendOne(message)));
    return store.nextOutgoingAt();
  }

  async #sendOne(message: Outgoing): Promise<void> {
    const { store, clock } = this.#options;
    const { fault, isOver } = await this.#post(message);
    const wait = WAITS_MS[message.tries];
    if (fault === null) this.#heard.delete(message.url);
    if (fault === null || isOver || wait === undefined) {
      await store.settleOutgoing(message.seq);
      if (fault !== null) this.#tell(message, `${fault}, after ${message.tries + 1} tries; it is dropped`);
      return;
    }
    // Once for each reason: what waits for the same address has the same trouble.
    if (this.#heard.get(message.url) !== fault) this.#tell(message, `${fault}; it is tried again later`);
    this.#heard.set(message.url, fault);
    await store.postponeOutgoing(message.seq, clock.now() + Math.round(wait * (1 + jitter(message.seq) / 10)));
  }

  /** `fault`: why the message was not taken; null when it was. */
  async #post(message: Outgoing): Promise<{ readonly fault: string | null; readonly isOver: boolean }> {
    const { clock, send } = this.#options;
    try {
      const status = await clock.track(() => send(message, clock.now()));
      const isTold = status >= 200 && status < 300;
      return { fault: isTold ? null : `status ${status}`, isOver: status === GONE };
    } catch (error) {
      return { fault: error instanceof Error && error.message !== "" ? error.message : "no answer", isOver: false };
    }
  }

  #tell({ id, url }: Outgoing, why: string): void {
    const host = URL.canParse(url) ? new URL(url).host : "an address that cannot be read";
    const error = new Error(`The event ${id} was not taken by ${host}: ${why}.`);
    this.#options.onTrouble({ kind: "unwell", repositoryId: null, error });
  }
}
