/** "What if": the same plan with one thing changed, played by the same planner and forecast by the same forecaster. */
import type { Worker } from "../model.ts";
import type { Dispatched, PlannedTask } from "../schedule/dispatch.ts";
import { type PlannedSchedule, planSchedule } from "../schedule/planner.ts";
import { openDice } from "./dice.ts";
import { awayOf, type Forecast, type ForecastInput, type ForecastTask } from "./forecast.ts";

export type Change =
  | { readonly kind: "close"; readonly issues: readonly number[] }
  | { readonly kind: "more"; readonly workers: readonly Worker[] }
  /** For so many minutes of real time from now. */
  | { readonly kind: "away"; readonly worker: Worker; readonly minutes: number };

export interface Outlook {
  readonly plan: Dispatched;
  /** Working minutes from now to the end, by the estimates. */
  readonly makespan: number;
  /** Ids of open tasks that nobody can do: on hold, or behind one that is. They are no part of the makespan. */
  readonly standing: ReadonlySet<string>;
  /** Worker by issue; null for what nobody has to do. */
  readonly workerOf: ReadonlyMap<number, string>;
  readonly forecast: Forecast | null;
}

/** Schedules tried beyond the online rule, as tasks placed in all of them: some hundredths of a second. */
const EFFORT = 20_000;
const SEED = 1;

/** Gives the input as it would be. What is closed leaves; new workers come at once. */
export function applyChange(input: ForecastInput, change: Change): ForecastInput {
  switch (change.kind) {
    case "close": {
      const closed = new Set(change.issues.map(String));
      return { ...input, tasks: input.tasks.filter(({ id }) => !closed.has(id)) };
    }
    case "more":
      return { ...input, workers: [...input.workers, ...change.workers] };
    case "away":
      return { ...input, awayMinutes: { ...input.awayMinutes, [change.worker.name]: change.minutes } };
    default: {
      const never: never = change;
      return never;
    }
  }
}

/**
 * `forecast` is the forecaster, so that what was reckoned already is not reckoned again. With `before`, the outlook on
 * the same plan with fewer hands or more work, the makespan is never longer than it was there.
 */
export function lookAhead(
  input: ForecastInput,
  forecast: (input: ForecastInput) => Forecast | null,
  before?: Outlook,
): Outlook {
  const stuck = findStuck(input.tasks);
  const planned = planOpen(input, stuck, before);
  return {
    plan: planned,
    makespan: planned.makespan,
    standing: stuck,
    workerOf: workersIn(planned),
    forecast: forecast(input),
  };
}

/** The planner knows no absences: each is a task of first rank that only the absent can do, so only the online rule serves. */
function planOpen(input: ForecastInput, stuck: ReadonlySet<string>, before: Outlook | undefined): PlannedSchedule {
  const given = new Set(input.workers.flatMap(({ name, role }) => (role === "orchestrator" ? [] : [name])));
  const open = input.tasks.filter(({ id }) => !stuck.has(id)).map((task) => toPlanned(task, given));
  const absences = input.workers.flatMap((worker) => absencesOf(worker, input));
  const tries = absences.length > 0 ? 0 : Math.floor(EFFORT / Math.max(1, open.length));
  // A standby worker may do what no regular one can: with one among them, an earlier schedule may break that rule.
  const isStandby = input.workers.some((worker) => worker.isStandby);
  // What stood still then has no place in that schedule: it would look shorter than any that does all the work.
  const mayKeep = before !== undefined && !isStandby && open.every(({ id }) => !before.standing.has(id));
  const known = mayKeep ? { known: keepOnly(before.plan, new Set(open.map(({ id }) => id))) } : {};
  let tried = 0;
  return planSchedule(
    { ...input, tasks: [...absences, ...open] },
    { shouldStop: () => tried++ >= tries, random: openDice(SEED), ...known },
  );
}

function keepOnly({ assignments }: Dispatched, ids: ReadonlySet<string>): Dispatched {
  const kept = assignments.filter(({ task }) => ids.has(task));
  return { assignments: kept, makespan: kept.reduce((last, { end }) => Math.max(last, end), 0), unplaced: [] };
}

function absencesOf(worker: Worker, { awayMinutes, calendar, anyHour }: ForecastInput): PlannedTask[] {
  const { name, slots } = worker;
  const minutes = Math.round(calendar.clockOf(worker, anyHour).workBetween(0, awayOf(name, awayMinutes)));
  if (minutes <= 0) return [];
  return Array.from({ length: slots }, (_, slot) => {
    return { id: `away ${slot} ${name}`, minutes, dependsOn: [], owner: name, priority: "P0" as const };
  });
}

/**
 * What is begun is as long as is left of it and stays where it is, also with somebody who is `given` no work; what is in
 * review needs nobody any more.
 */
function toPlanned(
  { holder, elapsedMinutes, inReviewMinutes, ...task }: ForecastTask,
  given: ReadonlySet<string>,
): PlannedTask {
  if (inReviewMinutes !== null) return { ...task, minutes: 0, workersNeeded: 0, uses: [], touches: [] };
  if (holder === null) return { ...task, minutes: Math.round(task.minutes) };
  const minutes = Math.max(1, Math.round(task.minutes - elapsedMinutes));
  if (!given.has(holder)) return { ...task, minutes, workersNeeded: 0, uses: [], touches: [] };
  return { ...task, minutes, owner: holder, skills: {}, track: null };
}

/** Ids of what stands still and of all that waits for it. */
function findStuck(tasks: readonly ForecastTask[]): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  for (const { id, dependsOn } of tasks)
    for (const blocker of dependsOn) {
      const list = dependents.get(blocker);
      if (list === undefined) dependents.set(blocker, [id]);
      else list.push(id);
    }
  const stuck = new Set(tasks.filter(({ notBefore }) => notBefore === Number.POSITIVE_INFINITY).map(({ id }) => id));
  for (const id of stuck) for (const dependent of dependents.get(id) ?? []) stuck.add(dependent);
  return stuck;
}

function workersIn({ assignments }: PlannedSchedule): ReadonlyMap<number, string> {
  return new Map(
    assignments.flatMap(({ task, worker }) =>
      worker === null || !/^\d+$/.test(task) ? [] : [[Number(task), worker] as const],
    ),
  );
}
