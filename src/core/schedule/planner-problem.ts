/** A plan as numbers for the planner: who may do what according to the rules, seats, resources, rivals for the same paths. */
import type { Graph } from "../graph/graph.ts";
import { longestTails } from "../graph/longest-paths.ts";
import { type DispatchInput, graphOf, type PlannedTask } from "./dispatch.ts";
import { openBoard } from "./open-board.ts";
import { findOverlap } from "./path-overlap.ts";
import { isSameWord } from "./words-match.ts";

/** Tasks, seats and resources are numbers from 0. A worker with three slots has three seats. */
export interface Problem {
  readonly tasks: readonly PlannedTask[];
  readonly graph: Graph;
  readonly minutes: Float64Array;
  /** From the start of a task to the end of everything that waits for it, in minutes. */
  readonly tails: Float64Array;
  /** Who may take it, by every lasting rule; empty for what needs nobody. */
  readonly seatsFor: readonly Int32Array[];
  readonly needsSeat: Uint8Array;
  readonly workerOf: readonly string[];
  readonly uses: readonly (readonly Use[])[];
  readonly capacities: readonly number[];
  /** Tasks that never run beside this one, because both touch the same paths. */
  readonly rivals: readonly Int32Array[];
}

export interface Use {
  readonly resource: number;
  readonly amount: number;
}

/** Every task must be one that can be done: somebody may take it, and its resources are large enough. */
export function buildProblem({ tasks, workers, resources = {} }: DispatchInput): Problem {
  const graph = graphOf(tasks);
  const minutes = Float64Array.from(tasks, (task) => task.minutes);
  const board = openBoard({
    loads: workers.map((worker) => ({ worker, holds: [], touches: [], uses: [], isAway: false })),
    running: [],
    open: [],
    resources,
  });
  const seats = board.hands.flatMap(({ worker }) =>
    Array.from({ length: Math.min(worker.slots, tasks.length) }, () => worker.name),
  );
  const seatsOf = Map.groupBy(seats.keys(), (seat) => seats[seat] ?? "");
  const names: string[] = [];
  const toUse = (name: string, amount: number): Use => {
    const known = names.findIndex((other) => isSameWord(other, name));
    return { resource: known === -1 ? names.push(name) - 1 : known, amount };
  };
  const uses = tasks.map((task) => (task.uses ?? []).map((name) => toUse(name, task.amounts?.[name] ?? 1)));
  const needsSeat = Uint8Array.from(tasks, (task) => (task.workersNeeded === 0 ? 0 : 1));
  return {
    tasks,
    graph,
    minutes,
    tails: longestTails(graph, minutes),
    seatsFor: tasks.map((task, node) => {
      if (needsSeat[node] === 0) return new Int32Array();
      const { skills = {}, track = null, owner = null } = task;
      const able = board.able({ issue: node + 1, skills, track, owner, declinedBy: [] });
      return Int32Array.from(able.flatMap(({ worker }) => seatsOf.get(worker.name) ?? []));
    }),
    needsSeat,
    workerOf: seats,
    uses,
    capacities: names.map((name) => board.capacityOf(name)),
    rivals: findRivals(tasks),
  };
}

/** The same plan read backwards: what waits for something is what it waits for. */
export function reverse(problem: Problem): Problem {
  const { size, blockerStart, blockerOf, dependentStart, dependentOf } = problem.graph;
  const graph: Graph = {
    size,
    blockerStart: dependentStart,
    blockerOf: dependentOf,
    dependentStart: blockerStart,
    dependentOf: blockerOf,
  };
  return { ...problem, graph, tails: longestTails(graph, problem.minutes) };
}

/** Lists of paths that stand in several tasks are compared once. */
function findRivals(tasks: readonly PlannedTask[]): Int32Array[] {
  const touching = [...tasks.keys()].filter((node) => (tasks[node]?.touches ?? []).length > 0);
  const byPaths = [...Map.groupBy(touching, (node) => JSON.stringify(tasks[node]?.touches)).values()];
  const pathsOf = (nodes: readonly number[]) => tasks[nodes[0] ?? 0]?.touches ?? [];
  const rivals: number[][] = tasks.map(() => []);
  for (const [at, nodes] of byPaths.entries()) {
    for (const others of byPaths.slice(at)) {
      if (findOverlap(pathsOf(nodes), pathsOf(others)) === null) continue;
      for (const node of nodes) rivals[node]?.push(...others);
      if (others !== nodes) for (const other of others) rivals[other]?.push(...nodes);
    }
  }
  return rivals.map((list, node) => Int32Array.from(list.filter((other) => other !== node)));
}
