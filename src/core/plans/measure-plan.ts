/** What follows from a plan's edges and estimates: waves, critical path, totals, cycles. Makespans come from the schedule. */

import { findCycles } from "../graph/find-cycles.ts";
import { buildGraph, type Graph } from "../graph/graph.ts";
import { criticalPath, earliestStarts } from "../graph/longest-paths.ts";
import { sortTopologically } from "../graph/sort-topologically.ts";
import type { Plan, PlanTask } from "./plan.ts";

export interface PlanMeasures {
  /** Ids of tasks that can be done at once, then those after them, and so on. Gates take a place in order, no wave. */
  readonly waves: readonly (readonly string[])[];
  readonly criticalPath: { readonly taskIds: readonly string[]; readonly minutes: number };
  readonly totals: {
    readonly sequentialMinutes: number;
    readonly tasks: number;
    /** Hard and soft waits between tasks. */
    readonly edges: number;
    readonly maxWidth: number;
  };
  readonly cycles: readonly (readonly string[])[];
}

const DAY_MINUTES = 480;
const UNIT_MINUTES = { week: 2400, day: 480, cycle: 0 } as const;

/** Tasks first, then gates: node numbers of `planGraph`. */
export function planGraph(plan: Plan): Graph {
  const nodeOf = new Map([...plan.tasks, ...plan.gates].map((item, index) => [item.id, index]));
  const dependents: number[] = [];
  const blockers: number[] = [];
  const wait = (dependent: string, blocker: string) => {
    const [from, to] = [nodeOf.get(dependent), nodeOf.get(blocker)];
    if (from === undefined || to === undefined) return;
    dependents.push(from);
    blockers.push(to);
  };
  for (const task of plan.tasks) for (const blocker of task.dependsOn) wait(task.id, blocker);
  for (const gate of plan.gates) {
    for (const blocker of gate.after) wait(gate.id, blocker);
    for (const dependent of gate.before) wait(dependent, gate.id);
  }
  return buildGraph(plan.tasks.length + plan.gates.length, dependents, blockers);
}

/** Figures of the whole plan. Soft waits let work begin, so they shape no wave. O(tasks + edges). */
export function measurePlan(plan: Plan): PlanMeasures {
  const graph = planGraph(plan);
  const sorted = sortTopologically(graph);
  const minutes = expectedMinutes(plan);
  const ids = plan.tasks.map((task) => task.id);
  const isTask = (node: number) => node < ids.length;
  const byNode = Float64Array.from({ length: graph.size }, (_, node) => minutes.get(ids[node] ?? "") ?? 0);
  const path = criticalPath(graph, byNode, sorted);
  const waves = wavesOf(graph, ids);
  return {
    waves,
    criticalPath: { taskIds: path.path.filter(isTask).map((node) => ids[node] ?? ""), minutes: path.minutes },
    totals: {
      sequentialMinutes: byNode.reduce((sum, one) => sum + one, 0),
      tasks: ids.length,
      edges: plan.tasks.reduce((sum, task) => sum + task.dependsOn.length + task.softDependsOn.length, 0),
      maxWidth: waves.reduce((most, wave) => Math.max(most, wave.length), 0),
    },
    cycles: findCycles(graph, sorted).map((cycle) => cycle.path.filter(isTask).map((node) => ids[node] ?? "")),
  };
}

/** With tasks one long and gates nothing, the earliest start is the wave. */
function wavesOf(graph: Graph, ids: readonly string[]): string[][] {
  const lengths = Float64Array.from({ length: graph.size }, (_, node) => (node < ids.length ? 1 : 0));
  const starts = earliestStarts(graph, lengths);
  const waves: string[][] = [];
  for (const [node, id] of ids.entries()) {
    const wave = Math.max(0, Math.round(starts[node] ?? 0));
    while (waves.length <= wave) waves.push([]);
    waves[wave]?.push(id);
  }
  return waves.filter((wave) => wave.length > 0);
}

/**
 * Minutes expected of each task: the middle of its estimate; else an equal share of its phase's calendar over the
 * phase's longest chain; else the median of all estimates; else one day.
 */
export function expectedMinutes(plan: Plan): Map<string, number> {
  const stated = plan.tasks.flatMap((task) => middle(task) ?? []).sort((a, b) => a - b);
  const fallback = stated[Math.floor((stated.length - 1) / 2)] ?? DAY_MINUTES;
  const members = Map.groupBy(plan.tasks, (task) => task.phase);
  const shares = new Map(plan.phases.map((phase) => [phase.id, shareOf(plan, phase, members.get(phase.id) ?? [])]));
  return new Map(plan.tasks.map((task) => [task.id, middle(task) ?? shares.get(task.phase ?? "") ?? fallback]));
}

function middle(task: PlanTask): number | null {
  return task.estimateMinutes === null ? null : (task.estimateMinutes.low + task.estimateMinutes.high) / 2;
}

function shareOf(plan: Plan, phase: Plan["phases"][number], members: readonly PlanTask[]): number | null {
  if (phase.calendar === null || phase.calendar.unit === "cycle") return null;
  const inside = new Set(members.map((task) => task.id));
  const chain = wavesOf(planGraph({ ...plan, tasks: members.map((task) => within(task, inside)), gates: [] }), [
    ...inside,
  ]);
  const length = (phase.calendar.to - phase.calendar.from + 1) * UNIT_MINUTES[phase.calendar.unit];
  return Math.max(1, length / Math.max(1, chain.length));
}

function within(task: PlanTask, inside: ReadonlySet<string>): PlanTask {
  return { ...task, dependsOn: task.dependsOn.filter((id) => inside.has(id)) };
}
