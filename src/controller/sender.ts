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
const WAITS_MS: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR];
const AFTER_STORE_TROUBLE_MS = 30 * SECOND;
/** The receiver says that nobody hears there any more. */
const GONE = 410;

export class Sender {
  readonly #options: SenderOptions;
  readonly #queue: KeyQueue;

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
    const { store, clock, send } = this.#options;
    const status = await clock.track(() => send(message, clock.now())).catch(() => null);
    const isTold = status !== null && status >= 200 && status < 300;
    const wait = WAITS_MS[message.tries];
    if (isTold || status === GONE || wait === undefined) {
      await store.settleOutgoing(message.seq);
      if (!isTold) this.#giveUp(message, status);
      return;
    }
    await store.postponeOutgoing(message.seq, clock.now() + Math.round(wait * (1 + jitter(message.seq) / 10)));
  }

  #giveUp({ id, url, tries }: Outgoing, status: number | null): void {
    const host = URL.canParse(url) ? new URL(url).host : "an address that cannot be read";
    const answer = status === null ? "no answer" : `status ${status}`;
    const error = new Error(`${id} was not taken by ${host}: ${answer}, after ${tries + 1} tries; it is dropped`);
    this.#options.onTrouble({ kind: "unwell", repositoryId: null, error });
  }
}
