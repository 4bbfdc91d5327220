/**
 * "How many in so many weeks": past weeks drawn again, then corrected by how such forecasts went before. Drawing weeks
 * as if they were independent is common and too sure of itself, because the pace drifts; conformal prediction on our
 * own past errors (Vovk, Gammerman, Shafer 2005; scaled by each forecast's spread) mends that.
 */
import { openDice } from "./dice.ts";
import { outerQuantile, quantileOf } from "./quantile.ts";

/** Weeks that a forecast draws from, and how often it draws. */
const MEMORY = 8;
const SAMPLES = 300;
/** Cases in which the plain forecast was right count as seen before the first error is known. */
const DOUBT = 6;

/** What share of all futures bring at most how many. */
export interface Throughput {
  quantile(share: number): number;
}

interface Plain {
  readonly logs: Float64Array;
  readonly middle: number;
  readonly spread: number;
}

/** `weeks`: how many were finished in each past week, oldest first; null with fewer than eight of them. */
export function forecastThroughput(weeks: readonly number[], ahead: number): Throughput | null {
  if (weeks.length < MEMORY) return null;
  const now = plain(weeks, ahead, weeks.length);
  const errors: number[] = [];
  for (let at = MEMORY; at + ahead <= weeks.length; at++) {
    const then = plain(weeks, ahead, at);
    const actual = weeks.slice(at, at + ahead).reduce((sum, week) => sum + week, 0);
    errors.push((Math.log1p(actual) - then.middle) / then.spread);
  }
  for (let at = 0; at < DOUBT; at++) errors.push((quantileOf(now.logs, (at + 0.5) / DOUBT) - now.middle) / now.spread);
  errors.sort((one, other) => one - other);
  return { quantile: (share) => Math.max(0, Math.expm1(now.middle + now.spread * outerQuantile(errors, share))) };
}

function plain(weeks: readonly number[], ahead: number, at: number): Plain {
  const dice = openDice(at);
  const logs = Float64Array.from({ length: SAMPLES }, () => {
    let sum = 0;
    for (let week = 0; week < ahead; week++) sum += weeks[at - 1 - Math.floor(dice() * MEMORY)] ?? 0;
    return Math.log1p(sum);
  }).sort();
  const spread = Math.max(0.05, (quantileOf(logs, 0.9) - quantileOf(logs, 0.1)) / 2);
  return { logs, middle: quantileOf(logs, 0.5), spread };
}
