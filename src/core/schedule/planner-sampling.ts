/**
 * The online rule with some noise on it: longest remaining path times scarcity, to the free seat with the least other
 * work. Many different good schedules instead of one (regret-free sampling after Kolisch and Drexl 1996, with
 * multiplicative noise; how much scarcity counts is drawn anew each time, since no one weight suits all plans).
 */
import { openHeap } from "../heap.ts";
import type { Problem } from "./planner-problem.ts";
import { scarcity } from "./scarcity.ts";

/** When each task starts and on which seat (-1 for none), with the end of the last. */
export interface Sketch {
  readonly start: Float64Array;
  readonly seat: Int32Array;
  readonly makespan: number;
}

/** Chance between 0 and 1, from a seeded generator. */
export type Random = () => number;

const EMPTY = new Int32Array();

/** What goes first, the larger value. `noise` 0 leaves the order of paths as it is, 1 moves each by up to its own size. */
function drawValues({ tails, seatsFor, uses, capacities }: Problem, noise: number, random: Random): Float64Array {
  const weights = { ofWorkers: 1.5 * random(), ofResources: 2 * random() };
  return tails.map((tail, node) => {
    let shares = 0;
    for (const { resource, amount } of uses[node] ?? []) shares += amount / (capacities[resource] as number);
    return tail * scarcity((seatsFor[node] ?? EMPTY).length, shares, weights) * (1 + noise * (random() - 0.5));
  });
}

/** An order for placing tasks one by one: every task after all it waits for, else by value. */
export function sampleOrder(problem: Problem, noise: number, random: Random): Int32Array {
  const { size, blockerStart, dependentStart, dependentOf } = problem.graph;
  const value = drawValues(problem, noise, random);
  const waits = Int32Array.from(
    { length: size },
    (_, node) => (blockerStart[node + 1] ?? 0) - (blockerStart[node] ?? 0),
  );
  const ready = openHeap();
  for (let node = 0; node < size; node++) if (waits[node] === 0) ready.push(-(value[node] as number), node);
  const order = new Int32Array(size);
  for (let at = 0; at < size; at++) {
    const node = ready.pop();
    order[at] = node;
    for (let edge = dependentStart[node] as number; edge < (dependentStart[node + 1] as number); edge++) {
      const dependent = dependentOf[edge] as number;
      waits[dependent] = (waits[dependent] as number) - 1;
      if (waits[dependent] === 0) ready.push(-(value[dependent] as number), dependent);
    }
  }
  return order;
}

/** Plays the plan through: what is ready begins as soon as there is room for it, so nothing ever waits without need. */
export function sampleSchedule(problem: Problem, noise: number, random: Random): Sketch {
  const { graph, minutes, seatsFor, needsSeat, uses, capacities, rivals, workerOf } = problem;
  const size = graph.size;
  const start = new Float64Array(size);
  const seat = new Int32Array(size).fill(-1);
  const waits = new Int32Array(size);
  const other = new Float64Array(workerOf.length);
  const isBusy = new Uint8Array(workerOf.length);
  const isRunning = new Uint8Array(size);
  const left = Float64Array.from(capacities);
  const value = drawValues(problem, noise, random);
  for (let node = 0; node < size; node++) {
    waits[node] = (graph.blockerStart[node + 1] as number) - (graph.blockerStart[node] as number);
    const seats = seatsFor[node] ?? EMPTY;
    share(seats, (minutes[node] as number) / seats.length);
  }
  const byValue = (one: number, another: number) =>
    (value[another] as number) - (value[one] as number) || one - another;
  let ready: number[] = [];
  const underway: number[] = [];
  const endOf = (node: number) => (start[node] as number) + (minutes[node] as number);
  let now = 0;
  for (let node = 0; node < size; node++) if (waits[node] === 0) ready.push(node);
  ready.sort(byValue);
  for (;;) {
    ready = ready.filter((node) => !begin(node));
    const next = underway.pop();
    if (next === undefined) break;
    now = endOf(next);
    end(next);
    while (underway.length > 0 && endOf(underway.at(-1) as number) === now) end(underway.pop() as number);
  }
  return { start, seat, makespan: now };

  function share(seats: Int32Array, part: number): void {
    for (const one of seats) other[one] = (other[one] as number) + part;
  }

  function begin(node: number): boolean {
    const seats = seatsFor[node] ?? EMPTY;
    const free = needsSeat[node] === 1 ? bestFree(seats) : -1;
    if ((free === -1 && needsSeat[node] === 1) || !hasRoom(node)) return false;
    start[node] = now;
    seat[node] = free;
    if (free !== -1) {
      isBusy[free] = 1;
      share(seats, -(minutes[node] as number) / seats.length);
    }
    isRunning[node] = 1;
    for (const { resource, amount } of uses[node] ?? []) left[resource] = (left[resource] as number) - amount;
    const until = endOf(node);
    let at = underway.length;
    while (at > 0 && endOf(underway[at - 1] as number) < until) at--;
    underway.splice(at, 0, node);
    return true;
  }

  function bestFree(seats: Int32Array): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const one of seats) {
      if (isBusy[one] === 1) continue;
      const load = (other[one] as number) * (1 + noise * (random() - 0.5));
      if (load < least) {
        least = load;
        best = one;
      }
    }
    return best;
  }

  function hasRoom(node: number): boolean {
    for (const { resource, amount } of uses[node] ?? []) if ((left[resource] as number) < amount) return false;
    for (const rival of rivals[node] ?? EMPTY) if (isRunning[rival] === 1) return false;
    return true;
  }

  function end(node: number): void {
    isRunning[node] = 0;
    const free = seat[node] as number;
    if (free !== -1) isBusy[free] = 0;
    for (const { resource, amount } of uses[node] ?? []) left[resource] = (left[resource] as number) + amount;
    for (let edge = graph.dependentStart[node] as number; edge < (graph.dependentStart[node + 1] as number); edge++) {
      const dependent = graph.dependentOf[edge] as number;
      waits[dependent] = (waits[dependent] as number) - 1;
      if (waits[dependent] !== 0) continue;
      let at = ready.length;
      while (at > 0 && byValue(ready[at - 1] as number, dependent) > 0) at--;
      ready.splice(at, 0, dependent);
    }
  }
}
