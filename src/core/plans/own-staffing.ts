/** How long a plan takes with the people it names itself: its workers, else its owners, else one for each track. */

import { type Assignment, dispatch } from "../schedule/dispatch.ts";
import { isMeantFor, withoutAt } from "../schedule/words-match.ts";
import type { Plan, PlanWorker } from "./plan.ts";
import { isGateAssignment, scheduleInput } from "./schedule-input.ts";

export interface OwnStaffing {
  /** What the document names them by. */
  readonly source: "workers" | "owners" | "tracks";
  /** Working minutes from the first task to the last. */
  readonly minutes: number;
  /** How many times as fast as one after another. */
  readonly speedup: number;
  /** Everybody who is given tasks, in the document's order; a worker on standby only where there was work for them. */
  readonly workers: readonly StaffedWorker[];
  /** Tasks nobody of them can do, or that can never start, each with the sentence. */
  readonly unplaced: readonly { readonly task: string; readonly why: string }[];
}

export interface StaffedWorker {
  readonly id: string;
  readonly standby: boolean;
  readonly taskIds: readonly string[];
  readonly busyMinutes: number;
  /** 0 to 1: busy minutes of all that their slots could have worked. */
  readonly utilisation: number;
}

/** All tasks count, as in the makespans, also those done already. Null where the document names nobody. */
export function measureOwnStaffing(plan: Plan): OwnStaffing | null {
  const { source, crew, tasks } = crewOf(plan);
  if (crew.length === 0) return null;
  const input = scheduleInput({ ...plan, tasks, workers: [...crew] });
  const { makespan, assignments, unplaced } = dispatch(input);
  const real = assignments.filter((one) => !isGateAssignment(one));
  const sequential = real.reduce((sum, { start, end }) => sum + end - start, 0);
  const workers = crew.map((worker) => staffed(worker, real, makespan));
  return {
    source,
    minutes: makespan,
    speedup: makespan === 0 ? 1 : Math.round((100 * sequential) / makespan) / 100,
    workers: workers.filter(({ standby, taskIds }) => !standby || taskIds.length > 0),
    unplaced: unplaced.filter((one) => !isGateAssignment(one)),
  };
}

interface Crew {
  readonly source: OwnStaffing["source"];
  readonly crew: readonly PlanWorker[];
  readonly tasks: Plan["tasks"];
}

/** Who leads or reviews builds only what names them; an owner whom the list of workers leaves out is one worker more. */
function crewOf(plan: Plan): Crew {
  const tasks = plan.tasks.map((task) => ({ ...task, status: "open" as const }));
  const owners = distinct(tasks.flatMap(({ owner }) => owner ?? []));
  const builders = plan.workers
    .filter((one) => buildsByRole(one) || owners.some((owner) => isOwner(owner, one)))
    .map((one) => (buildsByRole(one) ? one : { ...one, role: "builder" as const }));
  if (builders.length > 0) {
    const missing = owners.filter((owner) => !builders.some((one) => isOwner(owner, one)));
    return { source: "workers", crew: [...builders, ...missing.map(toWorker)], tasks };
  }
  // Nobody's skills are known: whoever is named for a task can do it.
  const unskilled = tasks.map((task) => ({ ...task, skills: {} }));
  if (owners.length > 0) return { source: "owners", crew: owners.map(toWorker), tasks: unskilled };
  const tracks = plan.tracks.filter(({ taskIds }) => taskIds.length > 0).map(({ id }) => id);
  const byTrack = unskilled.map((task) => ({ ...task, owner: task.track }));
  return { source: "tracks", crew: tracks.map(toWorker), tasks: byTrack };
}

function buildsByRole({ role }: PlanWorker): boolean {
  return role === "builder" || role === "problem-solver";
}

function isOwner(owner: string, { id, login }: PlanWorker): boolean {
  return isMeantFor(owner, { name: id, login });
}

function distinct(names: readonly string[]): string[] {
  return names.filter((name, at) => names.findIndex((other) => withoutAt(other) === withoutAt(name)) === at);
}

function toWorker(id: string): PlanWorker {
  return { id, login: null, kind: "agent", role: "builder", skills: {}, tracks: [], slots: 1, standby: false };
}

function staffed(worker: PlanWorker, assignments: readonly Assignment[], makespan: number): StaffedWorker {
  const mine = assignments.filter((one) => one.worker === worker.id);
  const busyMinutes = mine.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    id: worker.id,
    standby: worker.standby,
    taskIds: mine.map(({ task }) => task),
    busyMinutes,
    utilisation: makespan === 0 ? 0 : Math.round((100 * busyMinutes) / (makespan * worker.slots)) / 100,
  };
}
