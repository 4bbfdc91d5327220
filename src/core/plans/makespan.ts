/** How long a plan takes with n workers who can do everything, and how few reach the shortest makespan. */

import { isWithinCycle, sortTopologically } from "../graph/sort-topologically.ts";
import type { Worker } from "../model.ts";
import { ordinaryWorker } from "../ordinary-worker.ts";
import { type Dispatched, dispatch, type PlannedTask } from "../schedule/dispatch.ts";
import { expectedMinutes, type PlanMeasures, planGraph } from "./measure-plan.ts";
import type { Plan } from "./plan.ts";

export const WORKER_COUNTS: readonly number[] = [1, 2, 3, 4, 8, 16];

export interface Makespan {
  readonly workers: number | "unlimited";
  readonly minutes: number;
  /** How many times as fast as one after another. */
  readonly speedup: number;
}

export interface Makespans {
  /** By number of workers, `unlimited` last; never longer than with fewer workers. */
  readonly rows: readonly Makespan[];
  /** The fewest workers found with whom the online rule reaches the shortest makespan. */
  readonly fewest: number;
}

type Measures = Pick<PlanMeasures, "criticalPath" | "totals">;

/** Only what waits for what counts here: skills, paths and resources belong to real workers, not to a number of them. */
export function measureMakespans(plan: Plan, measures: Measures, counts = WORKER_COUNTS): Makespans {
  const sequential = measures.totals.sequentialMinutes;
  const shortest = measures.criticalPath.minutes;
  const tasks = genericTasks(plan);
  const known = new Map<number, number>();
  const on = (workers: number): number => {
    const minutes = known.get(workers) ?? dispatchOn(tasks, workers).makespan;
    known.set(workers, minutes);
    return minutes;
  };
  const toRow = (workers: Makespan["workers"], minutes: number): Makespan => {
    return { workers, minutes: tidy(minutes), speedup: minutes === 0 ? 1 : tidy(sequential / minutes) };
  };
  let least = Number.POSITIVE_INFINITY;
  const rows = [...new Set(counts)]
    .sort((one, other) => one - other)
    .map((workers) => {
      // Graham (1969): a list rule may get slower with more hands; then the additional ones are better left out.
      least = Math.min(least, on(workers));
      return toRow(workers, least);
    });
  const fewest = findFewest((workers) => tidy(on(workers)) <= tidy(shortest), sequential, shortest, tasks.length);
  return { rows: [...rows, toRow("unlimited", shortest)], fewest };
}

/** The schedule behind a row; assignments of gates are left out. */
export function dispatchPlan(plan: Plan, workers: number): Dispatched {
  const dispatched = dispatchOn(genericTasks(plan), workers);
  return { ...dispatched, assignments: dispatched.assignments.filter(({ task }) => !task.startsWith(GATE)) };
}

/** Doubles from the least that could do, then halves the distance: a few dispatches even for wide plans. */
function findFewest(reaches: (workers: number) => boolean, sequential: number, shortest: number, most: number): number {
  let low = shortest === 0 ? 1 : Math.max(1, Math.ceil(tidy(sequential / shortest)));
  if (low >= most || reaches(low)) return low;
  let high = Math.min(most, low * 2);
  while (high < most && !reaches(high)) {
    low = high;
    high = Math.min(most, high * 2);
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Ids of tasks are trimmed, so a blank in front keeps gates apart from them. */
const GATE = " ";

/** Tasks, and gates as tasks of no length; waits inside a cycle are left out, as they are for the critical path. */
function genericTasks(plan: Plan): PlannedTask[] {
  const graph = planGraph(plan);
  const { cycleOf } = sortTopologically(graph);
  const minutes = expectedMinutes(plan);
  const ids = [...plan.tasks.map(({ id }) => id), ...plan.gates.map(({ id }) => GATE + id)];
  return ids.map((id, node) => {
    const blockers = graph.blockerOf.subarray(graph.blockerStart[node], graph.blockerStart[node + 1]);
    const kept = [...blockers].filter((blocker) => !isWithinCycle(cycleOf, node, blocker));
    const isTask = node < plan.tasks.length;
    return {
      id,
      minutes: isTask ? (minutes.get(id) ?? 0) : 0,
      dependsOn: kept.map((blocker) => ids[blocker] ?? ""),
      workersNeeded: isTask ? 1 : 0,
    };
  });
}

function dispatchOn(tasks: readonly PlannedTask[], workers: number): Dispatched {
  return dispatch({ tasks, workers: Array.from({ length: Math.min(workers, tasks.length) }, (_, at) => anybody(at)) });
}

function anybody(at: number): Worker {
  return ordinaryWorker({ name: `worker ${String(at + 1).padStart(5, "0")}` });
}

/** Sums in a different order differ in the last digits. */
function tidy(value: number): number {
  return Math.round(value * 100) / 100;
}
