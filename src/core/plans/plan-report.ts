/** Everything `plan` says about one plan, as data: the contract of `plan --json`. */

import { type Makespans, measureMakespans, WORKER_COUNTS } from "./makespan.ts";
import { expectedMinutes, measurePlan, type PlanMeasures } from "./measure-plan.ts";
import { measureOwnStaffing, type OwnStaffing } from "./own-staffing.ts";
import type { Plan, PlanWarning } from "./plan.ts";
import { type WeighedClaim, warnOfClaims, weighClaims } from "./weigh-claims.ts";

export interface PlanReport {
  readonly plan: Plan;
  readonly measures: PlanMeasures;
  /** Working minutes expected of each task, by its id. */
  readonly minutes: ReadonlyMap<string, number>;
  readonly makespans: Makespans;
  /** With the people the document names; null where it names nobody. */
  readonly ownStaffing: OwnStaffing | null;
  readonly claims: readonly WeighedClaim[];
  /** By line: what was not understood, what contradicts something else, which claims cannot be true. */
  readonly warnings: readonly PlanWarning[];
}

/** `workers` adds a row for this number of them to the makespans. */
export function reportPlan(plan: Plan, read: readonly PlanWarning[], workers: number | null = null): PlanReport {
  const measures = measurePlan(plan);
  const makespans = measureMakespans(plan, measures, workers === null ? WORKER_COUNTS : [...WORKER_COUNTS, workers]);
  const claims = weighClaims(plan, measures, makespans);
  const warnings = [...read, ...warnOfClaims(claims)].sort((one, other) => one.line - other.line);
  const minutes = expectedMinutes(plan);
  return { plan, measures, minutes, makespans, ownStaffing: measureOwnStaffing(plan), claims, warnings };
}

/** One object, with what is `added`; what is computed in it is left out of account when it is read back as a plan. */
export function planJson(report: PlanReport, added: Readonly<Record<string, unknown>> = {}): string {
  const { plan, measures, makespans, ownStaffing, warnings } = report;
  return JSON.stringify({ ...plan, ...measures, makespan: makespans.rows, ownStaffing, ...added, warnings });
}
