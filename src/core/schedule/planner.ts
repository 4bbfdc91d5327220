/**
 * The anytime planner: it begins with what the online rule does, then improves it as long as it may, and keeps the best.
 * Every schedule obeys the same rules as the online one; only the makespan is looked at, not priorities.
 */
import { sortTopologically } from "../graph/sort-topologically.ts";
import { type Assignment, type Dispatched, type DispatchInput, dispatch } from "./dispatch.ts";
import { lowerBound } from "./planner-bound.ts";
import { breed, type Individual, individualOf } from "./planner-breeding.ts";
import { justify, placeInOrder } from "./planner-placing.ts";
import { buildProblem, type Problem, reverse } from "./planner-problem.ts";
import { type Random, type Sketch, sampleOrder, sampleSchedule } from "./planner-sampling.ts";

export interface Search {
  /** Asked between two schedules; true ends the search. */
  readonly shouldStop: () => boolean;
  /** From 0 to below 1; the same numbers give the same schedules. */
  readonly random: Random;
  /** A schedule known to be legal here too, of the same plan with less hands or more to wait for: the answer is no longer. */
  readonly known?: Dispatched;
}

export interface PlannedSchedule extends Dispatched {
  /** No schedule is shorter, in minutes. */
  readonly lowerBound: number;
  /** Where the best schedule was found. */
  readonly method: Method;
}

export type Method = "online" | "justified" | "sampling" | "genetic";

/** So many samples begin the search; the best of them are its parents. */
const SAMPLES = 60;
const PARENTS = 30;
/** So many samples are played through like life; the others are placed one by one, so that work may wait for others. */
const PLAYED_SHARE = 2 / 3;
/** After this many children without a new best the parents are sampled anew. */
const PATIENCE = 500;
const LARGEST_NOISE = 0.8;

/** Ends at once when the lower bound is reached. Never longer than the online schedule. */
export function planSchedule(input: DispatchInput, search: Search): PlannedSchedule {
  const live = dispatch({ ...input, tasks: input.tasks.map(({ actualMinutes: _, ...task }) => task) });
  const isShorter = search.known !== undefined && live.unplaced.length === 0 && search.known.makespan < live.makespan;
  const online = isShorter && search.known !== undefined ? search.known : live;
  const placed = new Set(online.assignments.map(({ task }) => task));
  const problem = buildProblem({ ...input, tasks: input.tasks.filter(({ id }) => placed.has(id)) });
  const bound = lowerBound(problem);
  const best = improve(problem, online, bound, search);
  if (best === null) return { ...online, lowerBound: bound, method: "online" };
  const assignments = toAssignments(problem, best.sketch);
  const { makespan } = best.sketch;
  return { makespan, assignments, unplaced: online.unplaced, lowerBound: bound, method: best.method };
}

interface Best {
  readonly sketch: Sketch;
  readonly method: Method;
}

/** Null when nothing better than the online schedule was found. */
function improve(problem: Problem, online: Dispatched, bound: number, { shouldStop, random }: Search): Best | null {
  const backward = reverse(problem);
  const topological = sortTopologically(problem.graph).order;
  let best: Best | null = null;
  let least = online.makespan;
  const keep = (sketch: Sketch, method: Method): Sketch => {
    if (sketch.makespan < least) {
      least = sketch.makespan;
      best = { sketch, method };
    }
    return sketch;
  };
  const isDone = () => least <= bound || shouldStop();
  if (isDone()) return best;
  const going: Going = { problem, backward, topological, isDone, random, keep };
  const first = keep(justify(problem, backward, toSketch(problem, online), topological), "justified");
  const found: Individual[] = [individualOf(first, problem, topological)];
  while (!isDone()) {
    sample(found, going);
    search(found, going);
    found.splice(1);
  }
  return best;
}

/** One search while it is under way. */
interface Going {
  readonly problem: Problem;
  readonly backward: Problem;
  readonly topological: Int32Array;
  readonly isDone: () => boolean;
  readonly random: Random;
  /** Remembers a schedule that is shorter than all before, and gives it back. */
  readonly keep: (sketch: Sketch, method: Method) => Sketch;
}

function sample(found: Individual[], { problem, backward, topological, isDone, random, keep }: Going): void {
  const anySeat = new Int32Array(problem.graph.size).fill(-1);
  for (let count = 0; count < SAMPLES && !isDone(); count++) {
    const noise = LARGEST_NOISE * random();
    const isPlayed = random() < PLAYED_SHARE;
    const drawn = isPlayed
      ? sampleSchedule(problem, noise, random)
      : placeInOrder(problem, sampleOrder(problem, noise, random), anySeat);
    const sampled = keep(drawn, "sampling");
    const justified = keep(justify(problem, backward, sampled, topological), "sampling");
    found.push(individualOf(justified.makespan < sampled.makespan ? justified : sampled, problem, topological));
  }
  found.sort(byMakespan);
  found.splice(PARENTS);
}

/** Each child takes the place of the worst parent when it is no worse. Ends after a long time without a new best. */
function search(parents: Individual[], { problem, backward, topological, isDone, random, keep }: Going): void {
  let least = parents[0]?.sketch.makespan ?? 0;
  for (let patience = PATIENCE; patience > 0 && !isDone(); patience--) {
    const [mother, father] = [pick(parents, random), pick(parents, random)];
    const child = breed(problem, backward, topological, [mother, father], random);
    keep(child.sketch, "genetic");
    if (child.sketch.makespan < least) {
      least = child.sketch.makespan;
      patience = PATIENCE;
    }
    insert(parents, child);
  }
}

/** The better of two. */
function pick(parents: readonly Individual[], random: Random): Individual {
  const at = Math.min(Math.floor(random() * parents.length), Math.floor(random() * parents.length));
  return parents[at] as Individual;
}

/** Nobody stands among the parents twice: alike, they would have only children like themselves. */
function insert(parents: Individual[], child: Individual): void {
  const { makespan } = child.sketch;
  if (makespan > (parents.at(-1)?.sketch.makespan ?? 0)) return;
  let at = parents.length;
  for (; at > 0 && (parents[at - 1]?.sketch.makespan ?? 0) >= makespan; at--)
    if (isSame(parents[at - 1] as Individual, child)) return;
  if (parents.length >= PARENTS) parents.pop();
  parents.splice(at, 0, child);
}

function isSame({ sketch: one }: Individual, { sketch: other }: Individual): boolean {
  if (one.makespan !== other.makespan) return false;
  for (let node = 0; node < one.start.length; node++) {
    if (one.start[node] !== other.start[node] || one.seat[node] !== other.seat[node]) return false;
  }
  return true;
}

function byMakespan(one: Individual, other: Individual): number {
  return one.sketch.makespan - other.sketch.makespan;
}

function toSketch({ tasks, workerOf }: Problem, { assignments, makespan }: Dispatched): Sketch {
  const byTask = new Map(assignments.map((each) => [each.task, each]));
  const start = Float64Array.from(tasks, ({ id }) => byTask.get(id)?.start ?? 0);
  const seat = Int32Array.from(tasks, ({ id }) => workerOf.indexOf(byTask.get(id)?.worker ?? ""));
  return { start, seat, makespan };
}

function toAssignments({ tasks, minutes, workerOf }: Problem, { start, seat }: Sketch): Assignment[] {
  return tasks
    .map(({ id }, node) => {
      const from = start[node] as number;
      return {
        task: id,
        worker: workerOf[seat[node] as number] ?? null,
        start: from,
        end: from + (minutes[node] as number),
      };
    })
    .sort((one, other) => one.start - other.start || one.end - other.end);
}
