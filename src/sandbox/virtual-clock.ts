// A clock whose time moves only when nothing is in flight, so that a simulated day takes no longer than its work.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "../ports/clock.ts";
import { popTimer, pushTimer, type Timer } from "./timer-heap.ts";

export interface VirtualClock extends Clock {
  /**
   * Moves time from timer to timer until the predicate holds or the instant (ms epoch) is reached.
   * Throws when a predicate can no longer come true because no timer is left, or `limitMs` of virtual time went by.
   */
  runUntil(goal: number | (() => boolean | Promise<boolean>), options?: { limitMs?: number }): Promise<void>;
  /** `runUntil(now + ms)`. */
  advance(ms: number): Promise<void>;
  /** Waits until nothing is in flight, without moving time. */
  idle(): Promise<void>;
  /** Timers that still wait, for messages and tests. */
  pending(): number;
}

/** One piece of tracked work; while anything inside it sleeps on this clock, it does not hold time back. */
interface Scope {
  parent: Scope | undefined;
  sleeping: number;
  clock: symbol;
}

/** Turns of the event loop without any clock activity after which in-process work counts as settled. */
const QUIET_TURNS = 4;
/** Real milliseconds after which tracked work that does not end is reported instead of waited for. */
const STUCK_AFTER_MS = 60_000;

const scopes = new AsyncLocalStorage<Scope>();
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class HeapClock implements VirtualClock {
  readonly #id = Symbol("clock");
  readonly #timers: Timer[] = [];
  readonly #running = new Set<Scope>();
  #now: number;
  #sequence = 0;
  #activity = 0;
  /** Resolves with the next activity, when somebody waits for it. */
  #next: PromiseWithResolvers<void> | null = null;
  #driven = false;

  constructor(startAt: number) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  pending(): number {
    return this.#timers.filter((timer) => !timer.cancelled).length;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    this.#act();
    const inside = this.#enclosing();
    for (const scope of inside) scope.sleeping += 1;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#act();
        signal?.removeEventListener("abort", abort);
        for (const scope of inside) scope.sleeping -= 1;
      };
      const abort = (): void => {
        timer.cancelled = true;
        leave();
        reject(signal?.reason);
      };
      const fire = (): void => {
        leave();
        resolve();
      };
      this.#sequence += 1;
      const timer: Timer = { at: this.#now + Math.max(0, ms), sequence: this.#sequence, fire, cancelled: false };
      signal?.addEventListener("abort", abort);
      pushTimer(this.#timers, timer);
    });
  }

  async track<T>(work: Promise<T> | (() => Promise<T>)): Promise<T> {
    const outer = scopes.getStore();
    const scope: Scope = { parent: outer?.clock === this.#id ? outer : undefined, sleeping: 0, clock: this.#id };
    this.#running.add(scope);
    this.#act();
    try {
      return await (typeof work === "function" ? scopes.run(scope, work) : work);
    } finally {
      this.#running.delete(scope);
      this.#act();
    }
  }

  async idle(): Promise<void> {
    let quiet = 0;
    let seen = this.#activity;
    while (quiet < QUIET_TURNS) {
      await nextTurn();
      const isStill = this.#activity === seen;
      if (isStill && this.#isBusy()) await this.#stirred();
      quiet = isStill && this.#activity === seen ? quiet + 1 : 0;
      seen = this.#activity;
    }
  }

  /** What is busy ends, or falls asleep, with activity: until then there is nothing to look at, and a core is free for others. */
  async #stirred(): Promise<void> {
    this.#next ??= Promise.withResolvers<void>();
    const stuck = Promise.withResolvers<never>();
    const timer = setTimeout(() => stuck.reject(new Error(STUCK)), STUCK_AFTER_MS);
    try {
      await Promise.race([this.#next.promise, stuck.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #act(): void {
    this.#activity += 1;
    this.#next?.resolve();
    this.#next = null;
  }

  advance(ms: number): Promise<void> {
    return this.runUntil(this.#now + ms);
  }

  async runUntil(goal: number | (() => boolean | Promise<boolean>), options?: { limitMs?: number }): Promise<void> {
    if (this.#driven) throw new Error("The virtual clock is already being driven: only one runUntil at a time.");
    this.#driven = true;
    try {
      await this.#drive(goal, this.#now + (options?.limitMs ?? Number.POSITIVE_INFINITY));
    } finally {
      this.#driven = false;
    }
  }

  async #drive(goal: number | (() => boolean | Promise<boolean>), limitAt: number): Promise<void> {
    const endAt = typeof goal === "number" ? goal : limitAt;
    for (;;) {
      await this.idle();
      if (typeof goal === "function" && (await goal())) return;
      const timer = popTimer(this.#timers, endAt);
      if (timer === undefined) return this.#finish(goal, endAt);
      this.#now = Math.max(this.#now, timer.at);
      timer.fire();
    }
  }

  #finish(goal: number | (() => boolean | Promise<boolean>), endAt: number): void {
    if (typeof goal === "number") {
      this.#now = Math.max(this.#now, endAt);
      return;
    }
    const why = this.#timers.length === 0 ? "no timer is left" : "the limit of virtual time was reached";
    throw new Error(`The virtual clock ran out at ${new Date(this.#now).toISOString()}: ${why}, goal not reached.`);
  }

  #isBusy(): boolean {
    for (const scope of this.#running) if (scope.sleeping === 0) return true;
    return false;
  }

  #enclosing(): Scope[] {
    const found: Scope[] = [];
    let scope = scopes.getStore();
    if (scope?.clock !== this.#id) return found;
    for (; scope !== undefined; scope = scope.parent) found.push(scope);
    return found;
  }
}

const STUCK =
  "Virtual time stands still: tracked work does not end. " +
  "If it sleeps on this clock, give track() a function instead of a promise: clock.track(() => work()).";

/** Opens a virtual clock that begins at `startAt` (ms epoch or ISO text). */
export function openVirtualClock(startAt: number | string = "2026-06-01T08:00:00Z"): VirtualClock {
  return new HeapClock(typeof startAt === "number" ? startAt : Date.parse(startAt));
}
