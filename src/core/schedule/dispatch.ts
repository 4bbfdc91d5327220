/** Plays a plan through with the rules that hand out work live: at every completion they decide anew. */
import { countDependents } from "../graph/count-dependents.ts";
import { buildGraph, type Graph } from "../graph/graph.ts";
import { longestTails } from "../graph/longest-paths.ts";
import { sortTopologically } from "../graph/sort-topologically.ts";
import type { Priority, Worker } from "../model.ts";
import type { Candidate, Hand } from "./board.ts";
import { orderScores, pickHand, rankTasks } from "./hand-out.ts";
import { openBoard } from "./open-board.ts";
import { whyWaiting } from "./reasons.ts";

export interface PlannedTask {
  readonly id: string;
  /** What the rules reckon with. */
  readonly minutes: number;
  /** How long it takes in truth, when that differs; nobody knows before it is over. */
  readonly actualMinutes?: number;
  /** Ids; those that are not in the plan count as done. */
  readonly dependsOn: readonly string[];
  readonly skills?: Readonly<Record<string, number>>;
  readonly track?: string | null;
  readonly owner?: string | null;
  readonly priority?: Priority;
  readonly touches?: readonly string[];
  readonly uses?: readonly string[];
  /** 0: it happens by itself, a milestone or a waiting time. */
  readonly workersNeeded?: 0 | 1;
}

export interface DispatchInput {
  readonly tasks: readonly PlannedTask[];
  readonly workers: readonly Worker[];
  readonly resources?: Readonly<Record<string, number>>;
  readonly prefer?: readonly string[];
}

/** Minutes from the beginning. `worker` is null for what happens by itself. */
export interface Assignment {
  readonly task: string;
  readonly worker: string | null;
  readonly start: number;
  readonly end: number;
}

export interface Dispatched {
  readonly makespan: number;
  /** In the order of their start. */
  readonly assignments: readonly Assignment[];
  /** What can never start, with the sentence: in or behind a cycle, or nobody can do it. */
  readonly unplaced: readonly { readonly task: string; readonly why: string }[];
}

interface Planned extends Candidate {
  readonly node: number;
  readonly plan: PlannedTask;
  rank: number;
  readonly builtBlockers: string[];
}

interface Underway {
  readonly task: Planned;
  readonly hand: Hand | null;
  readonly end: number;
}

/** The online rule: it acts only on what is known at each completion. Ties go by the order of the tasks in the plan. */
export function dispatch({ tasks, workers, resources = {}, prefer = [] }: DispatchInput): Dispatched {
  const graph = graphOf(tasks);
  const planned = plan(tasks, graph);
  const board = openBoard({
    loads: workers.map((worker) => ({ worker, holds: [], touches: [], uses: [], isAway: false })),
    running: [],
    open: planned.filter(({ plan: { workersNeeded } }) => workersNeeded !== 0),
    resources,
  });
  const order = orderScores(prefer);
  rankTasks(planned, order, board).forEach((task, rank) => {
    task.rank = rank;
  });
  const waits = Int32Array.from(
    planned,
    ({ node }) => (graph.blockerStart[node + 1] ?? 0) - (graph.blockerStart[node] ?? 0),
  );
  const ready: Planned[] = [];
  const underway: Underway[] = [];
  const assignments: Assignment[] = [];
  let free = workers.reduce((sum, { slots }) => sum + slots, 0);
  let now = 0;

  const start = (task: Planned, hand: Hand | null): void => {
    const end = now + (task.plan.actualMinutes ?? task.plan.minutes);
    insert(underway, { task, hand, end }, (one, other) => one.end - other.end || one.task.rank - other.task.rank);
    assignments.push({ task: task.plan.id, worker: hand?.worker.name ?? null, start: now, end });
    if (hand === null) return;
    board.give(task, hand);
    free--;
  };
  const release = (task: Planned): void => {
    if (task.plan.workersNeeded === 0) start(task, null);
    else insert(ready, task, (one, other) => one.rank - other.rank);
  };
  const finish = ({ task, hand }: Underway): void => {
    if (hand !== null) {
      board.finish(task, hand);
      free++;
    }
    for (let at = graph.dependentStart[task.node] ?? 0; at < (graph.dependentStart[task.node + 1] ?? 0); at++) {
      const dependent = planned[graph.dependentOf[at] ?? 0];
      if (dependent === undefined) continue;
      if (hand !== null) dependent.builtBlockers.push(hand.worker.name);
      const left = (waits[dependent.node] ?? 0) - 1;
      waits[dependent.node] = left;
      if (left === 0) release(dependent);
    }
  };
  const handOut = (): void => {
    let kept = 0;
    for (const task of ready) {
      const hand = free > 0 ? pickHand(task, order, board) : null;
      if (hand !== null) start(task, hand);
      else ready[kept++] = task;
    }
    ready.length = kept;
  };

  for (const task of planned) if (waits[task.node] === 0) release(task);
  handOut();
  for (let next = underway.shift(); next !== undefined; next = underway.shift()) {
    now = next.end;
    finish(next);
    while (underway[0] !== undefined && underway[0].end === now) finish(underway.shift() ?? next);
    handOut();
  }
  const placed = new Set(assignments.map(({ task }) => task));
  return {
    makespan: now,
    assignments,
    unplaced: planned
      .filter(({ plan: { id } }) => !placed.has(id))
      .map((task) => ({
        task: task.plan.id,
        why: ready.includes(task) ? whyWaiting(task, board) : "waits for what can never be done",
      })),
  };
}

function graphOf(tasks: readonly PlannedTask[]): Graph {
  const nodeOf = new Map(tasks.map(({ id }, node) => [id, node]));
  const dependents: number[] = [];
  const blockers: number[] = [];
  tasks.forEach(({ dependsOn }, node) => {
    for (const id of dependsOn) {
      const blocker = nodeOf.get(id);
      if (blocker === undefined) continue;
      dependents.push(node);
      blockers.push(blocker);
    }
  });
  return buildGraph(tasks.length, dependents, blockers);
}

function plan(tasks: readonly PlannedTask[], graph: Graph): Planned[] {
  const minutes = Float64Array.from(tasks, (task) => task.minutes);
  const tails = longestTails(graph, minutes, sortTopologically(graph));
  const dependents = countDependents(graph);
  return tasks.map((task, node) => ({
    node,
    plan: task,
    rank: 0,
    issue: node + 1,
    title: task.id,
    createdAt: "",
    minutes: { low: task.minutes, high: task.minutes },
    priority: task.priority ?? "P2",
    isUrgent: false,
    track: task.track ?? null,
    skills: task.skills ?? {},
    owner: task.owner ?? null,
    touches: task.touches ?? [],
    uses: task.uses ?? [],
    declinedBy: [],
    tailMinutes: tails[node] ?? 0,
    unblocks: dependents[node] ?? 0,
    builtBlockers: [],
  }));
}

/** Keeps the list sorted; the lists are short, so a binary search and a splice beat a heap. */
function insert<Item>(list: Item[], item: Item, compare: (one: Item, other: Item) => number): void {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const at = list[middle];
    if (at !== undefined && compare(at, item) <= 0) from = middle + 1;
    else to = middle;
  }
  list.splice(from, 0, item);
}
