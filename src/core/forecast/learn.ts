/**
 * What finished tasks teach about new ones: how actual and estimated time relate. Ratios are drawn again as they were
 * (bootstrap, Efron 1979) instead of from a textbook curve: real ones have ties, padding and a heavy tail. Large
 * estimates are padded more than small ones (Jones and Cullum 2019), so a task learns from those nearest in size.
 */
import type { WorkerKind } from "../model.ts";

/** One task that was taken, and is over. */
export interface Finished {
  readonly issue: number;
  readonly worker: string;
  readonly kind: WorkerKind;
  /** What it was reckoned at. */
  readonly estimateMinutes: number;
  /** From taking it to handing it in, on the worker's own clock (see calendar.ts). */
  readonly actualMinutes: number;
  /** From handing it in to its end, in minutes of real time: reviews, rework, waiting. 0 without a review. */
  readonly reviewMinutes: number;
  /** ISO. */
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** Fewer than this teach nothing that could be called a date. */
export const ENOUGH_TO_LEARN = 12;

/** Only the latest count: teams and code change. */
const MEMORY = 400;
/** So many of one worker, or of one kind of worker, are worth more than those of everybody. */
const ENOUGH_OF_ONE = 30;
const NEAREST_SHARE = 1 / 3;
const LEAST_NEAREST = 12;

export interface Lessons {
  /** Ratios of actual to estimate, ascending, for a task of this size and the worker who takes it. Never empty. */
  ratiosFor(estimateMinutes: number, worker: string, kind: WorkerKind): Float64Array;
  /** Of the latest tasks, ascending, in minutes. */
  readonly reviewMinutes: Float64Array;
}

/** `history` in the order of finishing; those without an estimate above 0 are passed over. */
export function learn(history: readonly Finished[]): Lessons {
  const all = history.filter((one) => one.estimateMinutes > 0 && one.actualMinutes >= 0).slice(-MEMORY);
  const byWorker = Map.groupBy(all, (one) => one.worker.toLowerCase());
  const byKind = Map.groupBy(all, (one) => one.kind);
  const known = new Map<readonly Finished[], Map<number, Float64Array>>();
  const enough = (of: readonly Finished[] | undefined) => (of !== undefined && of.length >= ENOUGH_OF_ONE ? of : null);
  return {
    ratiosFor(estimateMinutes, worker, kind) {
      const from = enough(byWorker.get(worker.toLowerCase())) ?? enough(byKind.get(kind)) ?? all;
      const bySize = known.get(from) ?? new Map<number, Float64Array>();
      const ratios = bySize.get(estimateMinutes) ?? nearestRatios(from, estimateMinutes);
      known.set(from, bySize.set(estimateMinutes, ratios));
      return ratios;
    },
    reviewMinutes: Float64Array.from(all, (one) => one.reviewMinutes).sort(),
  };
}

function nearestRatios(from: readonly Finished[], estimateMinutes: number): Float64Array {
  const wanted = Math.max(LEAST_NEAREST, Math.floor(from.length * NEAREST_SHARE));
  const distance = (one: Finished) => Math.abs(Math.log(one.estimateMinutes / Math.max(1, estimateMinutes)));
  const nearest = from.length < 2 * LEAST_NEAREST ? from : from.toSorted((a, b) => distance(a) - distance(b));
  const ratios = nearest.slice(0, wanted).map((one) => one.actualMinutes / one.estimateMinutes);
  return ratios.length === 0 ? Float64Array.of(1) : Float64Array.from(ratios).sort();
}
