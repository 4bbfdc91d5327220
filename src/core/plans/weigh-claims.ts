/** What a document says about its own length, speed-up and size, beside what was computed; says where it cannot be so. */

import { count } from "../schedule/wording.ts";
import { WITH_WORKERS } from "./claims.ts";
import { showLength } from "./duration.ts";
import { dispatchPlan, type Makespans } from "./makespan.ts";
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
  const counts = new Set(plan.claims.map(workersIn).filter((workers) => workers > 0));
  const least = new Map(
    [...counts].slice(0, MOST_COUNTS).map((workers) => [workers, dispatchPlan(plan, workers).makespan]),
  );
  return plan.claims.flatMap((claim) => {
    const workers = workersIn(claim);
    const weighed =
      workers > 0
        ? weighWorkers(claim.minutes, workers, least.get(workers) ?? null)
        : weigh(claim, plan, measures, makespans);
    return weighed === null ? [] : [{ claim, ...weighed }];
  });
}

/** The claims that cannot be true, as warnings with their lines. */
export function warnOfClaims(weighed: readonly WeighedClaim[]): PlanWarning[] {
  return weighed
    .filter(({ isPossible }) => !isPossible)
    .map(({ claim, computed }) => ({
      line: claim.line ?? 0,
      message: `“${claim.text.slice(0, 120)}” does not agree with the tasks of this plan: ${computed}.`,
    }));
}

/** Each takes a schedule of the whole plan. */
const MOST_COUNTS = 20;

function workersIn({ text }: PlanClaim): number {
  return Number(WITH_WORKERS.exec(text)?.[1] ?? 0);
}

type Weighed = Omit<WeighedClaim, "claim"> | null;

/** `Total tasks: 12`, `Total: 12 tasks`. */
function tasksIn({ about, text }: PlanClaim): number | null {
  if (about !== "total") return null;
  const [, before, behind] = /\btasks\s?: ?(\d{1,6})\b|: ?(\d{1,6}) tasks?\b/i.exec(text) ?? [];
  return before === undefined && behind === undefined ? null : Number(before ?? behind);
}

function weigh(claim: PlanClaim, plan: Plan, measures: PlanMeasures, { fewest }: Makespans): Weighed {
  const tasks = tasksIn(claim);
  if (tasks !== null) {
    const { length } = plan.tasks;
    return { computed: `it has ${count(length, "task")}`, isPossible: tasks === length };
  }
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

/** A plan that leaves some room is not wrong; one that is shorter than can be is. */
const ROOM = 1.5;

/** `With 2 workers: 4h` against the schedule for two. */
function weighWorkers(minutes: number | null, workers: number, least: number | null): Weighed {
  if (minutes === null || least === null) return null;
  const computed = `it takes ${showLength(least)} with ${count(workers, "worker")} who can do everything`;
  return { computed, isPossible: minutes * TOLERANCE >= least && minutes <= least * ROOM };
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
