/** Plays a plan through with the rules that hand out work live: at every completion they decide anew. */
import { countDependents } from "../graph/count-dependents.ts";
import { findCycles } from "../graph/find-cycles.ts";
import { buildGraph, type Graph } from "../graph/graph.ts";
import { longestTails } from "../graph/longest-paths.ts";
import { sortTopologically } from "../graph/sort-topologically.ts";
import type { Priority, Worker } from "../model.ts";
import { ordinaryWorker } from "../ordinary-worker.ts";
import { uses } from "../rules/uses.ts";
import type { Candidate, Hand } from "./board.ts";
import { handOut, mayTakeNow, needsOnlyWorker, orderScores, type Ranked, rankTasks } from "./hand-out.ts";
import { type OpenBoard, openBoard } from "./open-board.ts";
import { whyWaiting } from "./reasons.ts";
import { list } from "./wording.ts";

/** How many wait for a task only breaks ties; in plans larger than this counting them takes longer than it is worth. */
const MOST_COUNTED = 2000;

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
  /** How much of a resource it uses, by its name in `uses`; 1 where nothing is said. */
  readonly amounts?: Readonly<Record<string, number>>;
  /** 0: nobody is needed; a milestone, a waiting time, work of machines that only resources hold back. */
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
  /** How many blockers are not done yet. */
  waits: number;
  readonly builtBlockers: string[];
}

interface Place extends Ranked<Planned> {
  readonly rank: number;
}

interface Underway {
  readonly place: Place;
  readonly hand: Hand | null;
  readonly end: number;
}

/** The state of the play; `places` by node, `ready` by rank, `underway` by end. */
interface Play {
  readonly graph: Graph;
  readonly places: readonly Place[];
  readonly board: OpenBoard;
  readonly underway: Underway[];
  readonly assignments: Assignment[];
  ready: Place[];
  now: number;
}

/** The online rule: it acts only on what is known at each completion. Ties go by the order of the tasks in the plan. */
export function dispatch({ tasks, workers, resources = {}, prefer = [] }: DispatchInput): Dispatched {
  const graph = graphOf(tasks);
  const planned = plan(tasks, graph);
  const board = openBoard({
    loads: workers.map((worker) => ({ worker, holds: [], touches: [], uses: [], isAway: false })),
    running: [],
    open: planned.filter((task) => !passesByItself(task)),
    resources,
  });
  const order = orderScores(prefer);
  const places = rankTasks(planned, order, board)
    .map(({ task, able }, rank) => ({ task, able: passesByItself(task) ? [] : able, rank }))
    .sort((one, other) => one.task.node - other.task.node);
  const play: Play = { graph, places, board, underway: [], assignments: [], ready: [], now: 0 };
  for (const place of places) if (place.task.waits === 0) release(play, place);
  const hasMilestones = planned.some(passesByItself);
  const giveOut = () => {
    if (hasMilestones) play.ready = play.ready.filter((place) => !startsByItself(play, place));
    play.ready = handOut(play.ready, order, board, (place, hand) => start(play, place, hand));
  };
  giveOut();
  for (let next = play.underway.shift(); next !== undefined; next = play.underway.shift()) {
    play.now = next.end;
    finish(play, next);
    if (play.underway[0]?.end !== play.now) giveOut();
  }
  return { makespan: play.now, assignments: play.assignments, unplaced: whatIsLeft(play) };
}

/** Each task's place in the order of the scores, by its place in the list, for all who play the plan through in other ways. */
export function rankPlan({ tasks, workers, resources = {}, prefer = [] }: DispatchInput): Int32Array {
  const planned = plan(tasks, graphOf(tasks));
  const loads = workers.map((worker) => ({ worker, holds: [], touches: [], uses: [], isAway: false }));
  const board = openBoard({ loads, running: [], open: planned.filter((task) => !passesByItself(task)), resources });
  const rank = new Int32Array(tasks.length);
  rankTasks(planned, orderScores(prefer), board).forEach(({ task }, at) => {
    rank[task.node] = at;
  });
  return rank;
}

function passesByItself({ plan: { workersNeeded } }: Planned): boolean {
  return workersNeeded === 0;
}

function start({ now, board, underway, assignments }: Play, place: Place, hand: Hand | null): void {
  const { plan } = place.task;
  const end = now + (plan.actualMinutes ?? plan.minutes);
  insert(underway, { place, hand, end }, (one, other) => one.end - other.end || one.place.rank - other.place.rank);
  assignments.push({ task: plan.id, worker: hand?.worker.name ?? null, start: now, end });
  if (hand === null) board.occupy(place.task);
  else board.give(place.task, hand);
}

/** Stands where a worker would, for what needs none and waits for paths and resources only. */
const NOBODY: Hand = {
  worker: ordinaryWorker({ name: "" }),
  holds: [],
  given: [],
  touches: [],
  uses: [],
  isAway: false,
  otherMinutes: 0,
};

function startsByItself(play: Play, place: Place): boolean {
  if (!passesByItself(place.task) || !mayTakeNow(place.task, NOBODY, play.board)) return false;
  start(play, place, null);
  return true;
}

/** Nothing blocks it any more. */
function release(play: Play, place: Place): void {
  if (passesByItself(place.task) && needsOnlyWorker(place.task)) start(play, place, null);
  else insert(play.ready, place, (one, other) => one.rank - other.rank);
}

function finish(play: Play, { place, hand }: Underway): void {
  const { dependentStart, dependentOf } = play.graph;
  const { node } = place.task;
  if (hand === null) play.board.vacate(place.task);
  else play.board.finish(place.task, hand);
  const end = dependentStart[node + 1] ?? 0;
  for (let at = dependentStart[node] ?? 0; at < end; at++) {
    const dependent = play.places[dependentOf[at] ?? 0];
    if (dependent === undefined) continue;
    if (hand !== null) dependent.task.builtBlockers.push(hand.worker.name);
    if (--dependent.task.waits === 0) release(play, dependent);
  }
}

function whatIsLeft({ graph, places, assignments, ready, board }: Play): Dispatched["unplaced"] {
  if (assignments.length === places.length) return [];
  const placed = new Set(assignments.map(({ task }) => task));
  const left = places.filter(({ task }) => !placed.has(task.plan.id));
  const isReady = new Set(ready);
  const circles = new Map(findCycles(graph).flatMap(({ members, path }) => members.map((node) => [node, path])));
  return left.map((place) => {
    const circle = circles.get(place.task.node);
    const waits = circle === undefined ? "it waits for what can never be done" : sayCircle(circle, places);
    return { task: place.task.plan.id, why: isReady.has(place) ? whyNever(place.task, board) : waits };
  });
}

function sayCircle(path: readonly number[], places: readonly Place[]): string {
  const name = (at: number) => places[path[at % path.length] ?? 0]?.task.plan.id.trim() ?? "";
  return `it waits in a circle: ${list(path.map((_, at) => `${name(at)} for ${name(at + 1)}`))}`;
}

function whyNever(task: Planned, board: OpenBoard): string {
  return passesByItself(task) ? uses.why(task, NOBODY, board) : whyWaiting(task, board);
}

/** Waits among the tasks of the plan; node numbers are places in the list. */
export function graphOf(tasks: readonly PlannedTask[]): Graph {
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
  const minutes = Float64Array.from(tasks.map((task) => task.minutes));
  const tails = longestTails(graph, minutes, sortTopologically(graph));
  const dependents = tasks.length <= MOST_COUNTED ? countDependents(graph) : new Int32Array(tasks.length);
  return tasks.map((task, node) => ({
    node,
    plan: task,
    waits: (graph.blockerStart[node + 1] ?? 0) - (graph.blockerStart[node] ?? 0),
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
    amounts: task.amounts ?? {},
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
