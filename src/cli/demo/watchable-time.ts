/** Time for somebody who watches: virtual time held back while the plan is played, and at the wall's pace afterwards. */
import { setTimeout as wait } from "node:timers/promises";
import type { VirtualClock } from "../../sandbox/virtual-clock.ts";

const HOUR = 3_600_000;
/** Virtual ms between two holds. */
const STEP = 300_000;
/** Real ms between two steps; far below what a person notices. */
const TICK = 20;

/** Makes each virtual hour take at least `hourMs` real ms, in small holds, until the signal. */
export async function holdBack(clock: VirtualClock, hourMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(STEP, signal).catch(() => undefined);
    if (!signal.aborted) await clock.track(wait((hourMs * STEP) / HOUR));
  }
}

/** Lets somebody look at the end of every so many virtual ms; time stands still while they do. Until the signal. */
export async function lookEvery(
  clock: VirtualClock,
  everyMs: number,
  look: (now: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(everyMs, signal).catch(() => undefined);
    if (!signal.aborted) await clock.track(look(clock.now()));
  }
}

/**
 * Drives the clock so that it keeps pace with real time, until the signal. The App and the local GitHub stay on the one
 * clock they have always had: what they remember with its times stays true, and only its driver changes.
 */
export async function walkInRealTime(clock: VirtualClock, signal: AbortSignal): Promise<void> {
  const offset = clock.now() - Date.now();
  while (!signal.aborted) {
    await wait(TICK);
    const behind = Date.now() + offset - clock.now();
    if (behind > 0) await clock.advance(behind);
  }
}
