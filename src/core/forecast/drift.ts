/**
 * What the forecaster learns from its own errors. Tasks of the same weeks are late or early together (illness, a bad
 * module, haste), which single ratios cannot show. So the past is played again: each batch of finished tasks is
 * forecast from those before it only, and by how much the batch as a whole missed becomes a factor on future samples.
 */
import { openDice } from "./dice.ts";
import { ENOUGH_TO_LEARN, type Finished, learn } from "./learn.ts";
import { outerQuantile, quantileOf } from "./quantile.ts";

const BATCH = 20;
const SMALLEST_BATCH = 4;
/** So many batches are played again, the latest ones; more would take time and tell of other days. */
export const MOST_BATCHES = 100;
/** Batches that tell how late or early things are now; the others only tell how far that may go. */
const LATELY = 20;
const SAMPLES = 100;
/** Weight of "no drift at all" in batches, so that two or three of them do not decide alone. */
const DOUBT = 4;

/** How the forecast of a batch went: natural logarithms of actual by forecast, and the spread the forecast expected. */
export interface Miss {
  /** Place in the history of the batch's first task, and how many tasks it has. */
  readonly from: number;
  readonly size: number;
  readonly log: number;
  readonly expectedDeviation: number;
}

/** Plays the past again, batch by batch; oldest first. */
export function replay(history: readonly Finished[], most: number = MOST_BATCHES): readonly Miss[] {
  const size = Math.min(BATCH, Math.max(SMALLEST_BATCH, Math.floor(history.length / 6)));
  const first = Math.max(ENOUGH_TO_LEARN, history.length - most * size);
  const misses: Miss[] = [];
  for (let from = first; from + size <= history.length; from += size) misses.push(missOf(history, from, size));
  return misses;
}

function missOf(history: readonly Finished[], from: number, size: number): Miss {
  const batch = history.slice(from, from + size);
  const totals = sampleTotals(history.slice(0, from), batch, from, SAMPLES).map(Math.log).sort();
  const mean = totals.reduce((sum, one) => sum + one, 0) / totals.length;
  const variance = totals.reduce((sum, one) => sum + (one - mean) ** 2, 0) / totals.length;
  const actual = batch.reduce((sum, one) => sum + one.actualMinutes, 0);
  const log = Math.log(Math.max(1, actual)) - quantileOf(totals, 0.5);
  return { from, size, log, expectedDeviation: Math.sqrt(variance) };
}

/** Possible totals of a batch in minutes, unsorted; `drift` gives a factor for each sample. */
export function sampleTotals(
  before: readonly Finished[],
  batch: readonly Pick<Finished, "estimateMinutes" | "worker" | "kind">[],
  seed: number,
  samples: number,
  drift: (share: number) => number = () => 1,
): Float64Array {
  const lessons = learn(before);
  const dice = openDice(seed);
  const pools = batch.map((one) => lessons.ratiosFor(one.estimateMinutes, one.worker, one.kind));
  return Float64Array.from({ length: samples }, (_, sample) => {
    const sum = batch.reduce((total, one, at) => total + one.estimateMinutes * pick(pools[at], dice()), 0);
    return Math.max(1, sum * drift((sample + 0.5) / samples));
  });
}

function pick(pool: Float64Array | undefined, chance: number): number {
  return pool?.[Math.floor(chance * pool.length)] ?? 1;
}

/**
 * The factor that a share of all futures stays below: the middle of the latest misses, and around it what of the spread
 * of all of them the forecast had not expected (a random effect: variance seen less variance expected).
 */
export function learnDrift(misses: readonly Miss[]): (share: number) => number {
  if (misses.length === 0) return () => 1;
  const trust = misses.length / (misses.length + DOUBT);
  const logs = sortedLogs(misses);
  const usual = quantileOf(logs, 0.5);
  const lately = quantileOf(sortedLogs(misses.slice(-LATELY)), 0.5);
  const seen = logs.reduce((sum, log) => sum + (log - usual) ** 2, 0) / logs.length;
  const expected = misses.reduce((sum, { expectedDeviation }) => sum + expectedDeviation ** 2, 0) / misses.length;
  const unexpected = Math.sqrt(Math.max(0, 1 - expected / Math.max(seen, 1e-9)));
  return (share) => Math.exp(trust * (lately + (outerQuantile(logs, share) - usual) * unexpected));
}

function sortedLogs(misses: readonly Miss[]): number[] {
  return misses.map(({ log }) => log).sort((one, other) => one - other);
}
