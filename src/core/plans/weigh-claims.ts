/** What a document says about its own length, speed-up and size, beside what was computed; says where it cannot be so. */

import { showLength } from "./duration.ts";
import type { Makespans } from "./makespan.ts";
import type { PlanMeasures } from "./measure-plan.ts";
import type { Plan, PlanClaim, PlanWarning } from "./plan.ts";

/** A tenth: documents round to days and weeks. */
const TOLERANCE = 1.1;

export interface WeighedClaim {
  readonly claim: PlanClaim;
  /** The computed value in one line. */
  readonly computed: string;
  /** False when no number of workers makes the statement true. */
  readonly isPossible: boolean;
}

/** Critical paths are compared where the document is read; here come all other claims. */
export function weighClaims(plan: Plan, measures: PlanMeasures, makespans: Makespans): WeighedClaim[] {
  return plan.claims.flatMap((claim) => {
    const weighed = weigh(claim, measures, makespans);
    return weighed === null ? [] : [{ claim, ...weighed }];
  });
}

/** The claims that cannot be true, as warnings with their lines. */
export function warnOfClaims(weighed: readonly WeighedClaim[]): PlanWarning[] {
  return weighed
    .filter(({ isPossible }) => !isPossible)
    .map(({ claim, computed }) => ({
      line: claim.line ?? 0,
      message: `"${claim.text.slice(0, 120)}" does not agree with the tasks of this plan: ${computed}.`,
    }));
}

type Weighed = Omit<WeighedClaim, "claim"> | null;

function weigh(claim: PlanClaim, measures: PlanMeasures, { fewest }: Makespans): Weighed {
  const shortest = measures.criticalPath.minutes;
  const sequential = measures.totals.sequentialMinutes;
  if (claim.about === "total" || claim.about === "length") return weighLength(claim.minutes, shortest, sequential);
  if (claim.about === "speed-up") return weighSpeedUp(claim, shortest, sequential);
  if (claim.about !== "workers") return null;
  return { computed: `${fewest} at once are enough for the shortest makespan`, isPossible: true };
}

function weighLength(minutes: number | null, shortest: number, sequential: number): Weighed {
  if (minutes === null) return null;
  const computed = `the work takes ${showLength(shortest)} at best and ${showLength(sequential)} one after another`;
  return { computed, isPossible: minutes * TOLERANCE >= shortest && minutes <= sequential * TOLERANCE };
}

/** `30-40%` saves that much of the sequential length, `2.5x` divides it, `saves 3 weeks` is the difference. */
function weighSpeedUp({ text, minutes }: PlanClaim, shortest: number, sequential: number): Weighed {
  const saved = sequential === 0 ? 0 : (100 * (sequential - shortest)) / sequential;
  const times = shortest === 0 ? 1 : sequential / shortest;
  const computed =
    `at best ${showLength(sequential - shortest)} of ${showLength(sequential)} are saved, ${saved.toFixed(0)} %, ` +
    `${times.toFixed(2)} times as fast`;
  const percent = /(\d{1,3}(?:\.\d{1,2})?) ?%/.exec(text)?.[1];
  if (percent !== undefined) return { computed, isPossible: Number(percent) <= saved * TOLERANCE };
  const factor = /(\d{1,3}(?:\.\d{1,2})?) ?[x×]/.exec(text)?.[1];
  if (factor !== undefined) return { computed, isPossible: Number(factor) <= times * TOLERANCE };
  return minutes === null ? null : { computed, isPossible: minutes <= (sequential - shortest) * TOLERANCE };
}
