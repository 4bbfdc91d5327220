/** How fast one installation may ask: one request at a time, writes in small bursts, content within GitHub's ceilings. */
import PQueue from "p-queue";
import type { Clock } from "../ports/clock.ts";
import { Limited } from "../ports/github.ts";
import type { Store } from "../ports/store.ts";
import type { Tell } from "../ports/telemetry.ts";

/** "create" makes something that would stand twice if repeated (a comment, an issue); it counts as a write too. */
export type RequestKind = "read" | "write" | "create";

export interface PaceSettings {
  readonly readBurst: number;
  readonly readEveryMs: number;
  readonly writeBurst: number;
  readonly writeEveryMs: number;
  readonly creationsPerMinute: number;
  readonly creationsPerHour: number;
  /** Longer waits are handed to the loop as `Limited` instead of being slept through. */
  readonly patienceMs: number;
  readonly deadlineMs: number;
}

/**
 * GitHub's ceilings are 900 points a minute per endpoint (a read is 1, a write 5), 80 creations a minute and 500 an
 * hour, with the advice of one write a second; we keep a tenth of the hourly creations in reserve.
 * Source: GitHub's documentation "Rate limits for the REST API" and "Best practices for using the REST API".
 */
export const defaultPace: PaceSettings = {
  readBurst: 100,
  readEveryMs: 80,
  writeBurst: 5,
  writeEveryMs: 1000,
  creationsPerMinute: 80,
  creationsPerHour: 450,
  patienceMs: 10_000,
  deadlineMs: 15_000,
};

const firstRestMs = 60_000;
const longestRestMs = 3_600_000;
/** Waiting for the turnstile is a sleep: a virtual clock must not wait for it while the request before it sleeps. */
const longestWaitMs = 86_400_000;

/** Made once: an error of its own for each abort is dear. */
const admitted = new Error("admitted");

/** The turnstile of one installation. Known race: each process paces for itself; rests are shared through the store. */
export interface Turnstile {
  /** 0 for the App as a whole. */
  readonly installationId: number;
  /** Runs a job when no other of this installation is in flight. */
  run<T>(job: () => Promise<T>): Promise<T>;
  /** Waits for a place for one request; throws `Limited` when the installation rests or the wait is too long. */
  admit(kind: RequestKind): Promise<void>;
  /** Persists the rest a limit asks for (ms; null: GitHub did not say how long) and returns its end. */
  rest(retryAt: number | null): Promise<number>;
  /** An answer came that was no limit. */
  settle(): void;
}

export interface TurnstileOptions {
  readonly clock: Clock;
  readonly rests: Pick<Store, "restUntil" | "rest">;
  readonly pace: PaceSettings;
  readonly tell: Tell;
}

export function openTurnstile(installationId: number, { clock, rests, pace, tell }: TurnstileOptions): Turnstile {
  const queue = new PQueue({ concurrency: 1 });
  const reads = openBucket(pace.readBurst, pace.readEveryMs);
  const writes = openBucket(pace.writeBurst, pace.writeEveryMs);
  const perMinute = openWindow(pace.creationsPerMinute, 60_000);
  const perHour = openWindow(pace.creationsPerHour, 3_600_000);
  let limitsInARow = 0;

  const refuseWhileResting = async (): Promise<void> => {
    const until = await rests.restUntil(installationId);
    if (until > clock.now()) throw new Limited(until, `Installation ${installationId} rests until ${iso(until)}.`);
  };

  return {
    installationId,
    run(job) {
      const turn = new AbortController();
      if (queue.pending > 0) void clock.sleep(longestWaitMs, turn.signal).catch(() => undefined);
      return queue.add(() => {
        turn.abort(admitted);
        return job();
      });
    },
    async admit(kind) {
      await refuseWhileResting();
      const limits = { read: [reads], write: [writes], create: [writes, perMinute, perHour] }[kind];
      const wait = Math.max(0, ...limits.map((limit) => limit.wait(clock.now())));
      if (wait > pace.patienceMs) {
        throw new Limited(clock.now() + wait, `Our own pace lets installation ${installationId} go on in ${wait} ms.`);
      }
      if (wait > 0) {
        await clock.sleep(wait);
        await refuseWhileResting();
      }
      for (const limit of limits) limit.take(clock.now());
    },
    async rest(retryAt) {
      const chosen = Math.min(firstRestMs * 2 ** limitsInARow, longestRestMs);
      limitsInARow += 1;
      const until = retryAt ?? clock.now() + chosen;
      tell({ kind: "rest", installationId, at: clock.now(), until });
      await rests.rest(installationId, until);
      return until;
    },
    settle() {
      limitsInARow = 0;
    },
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

interface Gate {
  /** ms until one more may pass */
  wait(now: number): number;
  take(now: number): void;
}

/** A token bucket kept as one number: the instant at which it would be full again. */
function openBucket(burst: number, everyMs: number): Gate {
  let fullAt = 0;
  return {
    wait: (now) => Math.max(0, fullAt - now - (burst - 1) * everyMs),
    take(now) {
      fullAt = Math.max(fullAt, now) + everyMs;
    },
  };
}

/** At most `limit` in any span of `spanMs`: exact, unlike a bucket, which lets twice its size pass in the first span. */
function openWindow(limit: number, spanMs: number): Gate {
  const taken: number[] = [];
  return {
    wait: (now) => (taken.length < limit ? 0 : Math.max(0, (taken[taken.length - limit] ?? 0) + spanMs - now)),
    take(now) {
      taken.push(now);
      if (taken.length > limit) taken.shift();
    },
  };
}
