/**
 * When everything will be done: many possible futures of one plan, each with lengths drawn from what finished tasks
 * took, played through by the rules that hand out work, and read off at the half and at 85 of 100.
 */
import type { Worker } from "../model.ts";
import { type DispatchInput, type PlannedTask, rankPlan } from "../schedule/dispatch.ts";
import { buildProblem, type Problem } from "../schedule/planner-problem.ts";
import type { Calendar } from "./calendar.ts";
import { chanceOf, seedOf } from "./dice.ts";
import { learnDrift, replay } from "./drift.ts";
import { ENOUGH_TO_LEARN, type Finished, type Lessons, learn } from "./learn.ts";
import { type Course, NOT_BEGUN, type Opening, playThrough } from "./play-through.ts";
import { quantileOf } from "./quantile.ts";

/** A task as a forecast sees it; `minutes` is its estimate. */
export interface ForecastTask extends PlannedTask {
  readonly phase: string | null;
  /** Name of the worker who has it in progress. */
  readonly holder: string | null;
  /** Working minutes since it was taken, on that worker's clock. */
  readonly elapsedMinutes: number;
  /** Real minutes since it was handed in; null when it is not in review. */
  readonly inReviewMinutes: number | null;
  /** Real minutes from now before which it cannot begin; infinite for what stands still. */
  readonly notBefore: number;
}

export interface ForecastInput extends DispatchInput {
  readonly tasks: readonly ForecastTask[];
  /** Tasks that are over, in the order of finishing. */
  readonly history: readonly Finished[];
  readonly calendar: Calendar;
  /** True when people here are seen to work at any hour. */
  readonly anyHour: boolean;
  /** Real minutes for which a worker is away, by name. */
  readonly awayMinutes: Readonly<Record<string, number>>;
}

/** Real minutes from now. */
export interface Span {
  readonly p50: number;
  readonly p85: number;
}

export interface Forecast {
  /** The end of everything that can end; null when nothing can. */
  readonly project: Span | null;
  readonly phases: ReadonlyMap<string, Span>;
  readonly tasks: ReadonlyMap<string, Span>;
  /** By id: what stands still, what nobody can do, and what waits for such. */
  readonly never: readonly string[];
  readonly learnedFrom: number;
  /** Actual by estimate, in the middle of what was learned. */
  readonly usualRatio: number;
}

const MOST_SAMPLES = 200;
const LEAST_SAMPLES = 40;
/** Tasks played through in all samples together. */
const EFFORT = 400_000;
/** Comparing paths pair by pair beyond this many tasks with paths takes longer than a forecast may. */
const MOST_WITH_PATHS = 500;

/** Null with fewer than twelve finished tasks: there is nothing to learn from yet. */
export function forecast(input: ForecastInput): Forecast | null {
  const { tasks, history } = input;
  if (history.length < ENOUGH_TO_LEARN) return null;
  const lessons = learn(history);
  const drift = learnDrift(replay(history));
  const opening = open(input);
  const lengths = openLengths(input, opening.problem, lessons);
  const samples = Math.min(MOST_SAMPLES, Math.max(LEAST_SAMPLES, Math.floor(EFFORT / Math.max(1, tasks.length))));
  const futures = Array.from({ length: samples }, (_, sample) =>
    playThrough(opening, lengths(sample, drift((sample + 0.5) / samples))),
  );
  const ends = [...tasks.keys()].filter((node) => !Number.isNaN(futures[0]?.[node] ?? Number.NaN));
  const phases = Map.groupBy(
    ends.filter((node) => tasks[node]?.phase !== null),
    (node) => tasks[node]?.phase ?? "",
  );
  const can = new Set(ends);
  return {
    project: ends.length === 0 ? null : endOf(futures, ends),
    phases: new Map([...phases].map(([phase, nodes]) => [phase, endOf(futures, nodes)])),
    tasks: new Map(ends.map((node) => [tasks[node]?.id ?? "", endOf(futures, [node])])),
    never: tasks.filter((_, node) => !can.has(node)).map(({ id }) => id),
    learnedFrom: history.length,
    usualRatio: quantileOf(
      history.map((one) => one.actualMinutes / one.estimateMinutes).sort((a, b) => a - b),
      0.5,
    ),
  };
}

function endOf(futures: readonly Float64Array[], nodes: readonly number[]): Span {
  const ends = Float64Array.from(futures, (finish) => {
    let last = 0;
    for (const node of nodes) last = Math.max(last, finish[node] ?? 0);
    return last;
  }).sort();
  return { p50: quantileOf(ends, 0.5), p85: quantileOf(ends, 0.85) };
}

/** Real minutes; a worker may be called like anything that every object has. */
export function awayOf(name: string, away: ForecastInput["awayMinutes"]): number {
  return Object.hasOwn(away, name) ? (away[name] ?? 0) : 0;
}

function open(input: ForecastInput): Opening {
  const { tasks, workers, awayMinutes, calendar, anyHour } = input;
  const withPaths = tasks.filter(({ touches = [] }) => touches.length > 0).length;
  const playable =
    withPaths <= MOST_WITH_PATHS ? input : { ...input, tasks: tasks.map((task) => ({ ...task, touches: [] })) };
  const problem = buildProblem(playable);
  const taken = new Set<number>();
  const seatOf = ({ holder, inReviewMinutes }: ForecastTask): number => {
    if (holder === null || inReviewMinutes !== null) return NOT_BEGUN;
    const seat = problem.workerOf.findIndex((name, at) => name === holder && !taken.has(at));
    if (seat !== -1) taken.add(seat);
    return seat;
  };
  return {
    problem,
    rank: rankPlan(playable),
    notBefore: Float64Array.from(tasks, (task) => task.notBefore),
    seatFreeAt: Float64Array.from(problem.workerOf, (name) => awayOf(name, awayMinutes)),
    heldOn: Int32Array.from(tasks, seatOf),
    ownClocks: problem.workerOf.map((name) => {
      const worker = workers.find((one) => one.name === name);
      return worker?.hours === undefined ? null : calendar.clockOf(worker, anyHour);
    }),
    isInReview: Uint8Array.from(tasks, ({ inReviewMinutes }) => (inReviewMinutes === null ? 0 : 1)),
  };
}

/** When a task that nobody has begins, by the rules that hand out work. */
interface Begin {
  readonly id: string;
  readonly worker: string;
  /** Real minutes from now. */
  readonly at: number;
}

/**
 * One likely course of things: lengths in the middle of what was learned; the estimates, where nothing was learned yet.
 * What begins at once is left out: whoever hands out work knows more of it, as who declined what. In the order of time.
 */
export function likelyBegins(input: ForecastInput): readonly Begin[] {
  const { tasks, workers, history, calendar, anyHour } = input;
  const opening = open(input);
  const { problem, heldOn, isInReview } = opening;
  const lessons = learn(history.length < ENOUGH_TO_LEARN ? [] : history);
  const course = openLengths(input, problem, lessons, () => 0.5)(0, 1);
  const begins: Begin[] = [];
  playThrough(opening, {
    ...course,
    handedIn(node, seat, from) {
      const worker = workers.find(({ name }) => name === problem.workerOf[seat]);
      if (worker !== undefined && from > 0 && heldOn[node] === NOT_BEGUN && isInReview[node] === 0) {
        const at = calendar.clockOf(worker, anyHour).nextWork(from);
        begins.push({ id: tasks[node]?.id ?? "", worker: worker.name, at });
      }
      return course.handedIn(node, seat, from);
    },
  });
  return begins.sort((one, other) => one.at - other.at);
}

/** For each sample: how long every task takes with whoever takes it, on that worker's clock. */
function openLengths(
  { tasks, workers, calendar, anyHour }: ForecastInput,
  { workerOf }: Problem,
  lessons: Lessons,
  draw = chanceOf,
): (sample: number, drift: number) => Course {
  const nobody: Pick<Worker, "name" | "kind" | "hours"> = { name: "", kind: "person" };
  const seated = workerOf.map((name) => workers.find((worker) => worker.name === name) ?? nobody);
  const clocks = seated.map((worker) => calendar.clockOf(worker, anyHour));
  const nobodysClock = calendar.clockOf(nobody, anyHour);
  const seeds = Int32Array.from(tasks, ({ id }) => seedOf(id));
  const sizes = [...new Set(tasks.map(({ minutes }) => minutes))];
  const sizeOf = Int32Array.from(tasks, ({ minutes }) => sizes.indexOf(minutes));
  const pools = [nobody, ...seated].map(({ name, kind }) => sizes.map((size) => lessons.ratiosFor(size, name, kind)));
  const reviews = lessons.reviewMinutes;
  return (sample, drift) => ({
    handedIn(node, seat, from) {
      const task = tasks[node];
      if (task === undefined || task.workersNeeded === 0) return from + (task?.minutes ?? 0);
      const pool = pools[seat + 1]?.[sizeOf[node] ?? 0] ?? Float64Array.of(1);
      const minutes = remaining(pool, task.minutes * drift, task.elapsedMinutes, draw(seeds[node] ?? 0, sample));
      return (clocks[seat] ?? nobodysClock).afterWork(from, minutes);
    },
    reviewMinutes(node) {
      const chance = draw((seeds[node] ?? 0) + 1, sample);
      return tasks[node]?.workersNeeded === 0 ? 0 : remaining(reviews, 1, tasks[node]?.inReviewMinutes ?? 0, chance);
    },
  });
}

/**
 * One of the values (ascending, times `unit`) that is above what has passed already, less that. Who is later than
 * everybody before may take up to as long again.
 */
function remaining(values: Float64Array, unit: number, elapsed: number, chance: number): number {
  let first = 0;
  if (elapsed > 0) {
    let end = values.length;
    while (first < end) {
      const middle = (first + end) >> 1;
      if ((values[middle] ?? 0) * unit > elapsed) end = middle;
      else first = middle + 1;
    }
  }
  if (first === values.length) return elapsed * chance;
  return (values[first + Math.floor(chance * (values.length - first))] ?? 0) * unit - elapsed;
}
