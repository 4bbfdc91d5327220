/** One run per key at a time, and one more when it was asked for meanwhile; waits on the clock port only. */
import PQueue from "p-queue";
import type { Clock } from "../ports/clock.ts";

/** Made once: an error of its own for each waking costs more than the waking. */
const WOKEN = new Error("woken");
/** Timers of Node fire at once when asked to wait longer than 24 days. */
const LONGEST_SLEEP_MS = 60 * 60_000;

export interface KeyQueueOptions {
  readonly clock: Clock;
  /** Must not throw: what goes wrong with a key is the run's own business. */
  readonly run: (key: number) => Promise<void>;
  /** Keys served at the same time. */
  readonly concurrency?: number;
}

/**
 * Invariants: a key is never run twice at once; being asked n times before a run starts gives one run; being asked
 * during a run gives exactly one more. Due keys are served in the order in which they became due.
 */
export class KeyQueue {
  readonly #options: KeyQueueOptions;
  readonly #slots: PQueue;
  /** Key -> ms at which it wishes to be run; the earliest wish holds. */
  readonly #due = new Map<number, number>();
  readonly #running = new Set<number>();
  readonly #stop = new AbortController();
  #wake: () => void = () => {};

  constructor(options: KeyQueueOptions) {
    this.#options = options;
    this.#slots = new PQueue({ concurrency: options.concurrency ?? 8 });
  }

  /** Runs `key` at `at` (ms) or as soon after as there is room. */
  ask(key: number, at: number): void {
    this.#due.set(key, Math.min(at, this.#due.get(key) ?? at));
    this.#wake();
  }

  /** Serves until `stop`. Call it outside of tracked work: its sleeps must not count as anybody's. */
  async serve(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const woken = new AbortController();
      const wake = new Promise<void>((resolve) => {
        this.#wake = () => {
          woken.abort(WOKEN);
          resolve();
        };
      });
      const next = this.#startDue();
      const wait = next === null ? null : Math.min(next - this.#now(), LONGEST_SLEEP_MS);
      await (wait === null ? wake : this.#options.clock.sleep(wait, woken.signal).catch(() => undefined));
    }
  }

  /** Starts nothing more and resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#slots.clear();
    this.#wake();
    await this.#slots.onIdle();
  }

  /** True when nothing runs and nothing is due now. */
  isIdle(): boolean {
    const now = this.#now();
    return this.#running.size === 0 && [...this.#due.values()].every((at) => at > now);
  }

  /** Starts every due key that is not running; returns when the next one is due (ms). */
  #startDue(): number | null {
    const now = this.#now();
    const waiting = [...this.#due]
      .filter(([key]) => !this.#running.has(key))
      .sort((a, b) => a[1] - b[1] || a[0] - b[0]);
    for (const [key] of waiting.filter(([, at]) => at <= now)) this.#start(key);
    return waiting.find(([, at]) => at > now)?.[1] ?? null;
  }

  #start(key: number): void {
    this.#running.add(key);
    void this.#slots
      .add(() => {
        this.#due.delete(key);
        // Not tracked as a whole: a run may wait for a turnstile in which another one sleeps. Its requests are tracked.
        return this.#options.run(key);
      })
      .catch((error: unknown) => {
        // Stopping clears the waiting ones, which p-queue tells by rejecting them.
        if (!this.#stop.signal.aborted) throw error;
      })
      .finally(() => {
        this.#running.delete(key);
        this.#wake();
      });
  }

  #now(): number {
    return this.#options.clock.now();
  }
}
