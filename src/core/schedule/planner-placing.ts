/**
 * Places tasks one by one at the earliest time that is free (the serial scheme), in a given order; and justifies: first
 * all to the right, then all to the left, which never makes a schedule longer (Valls, Ballestín, Quintanilla 2005).
 */
import type { Problem } from "./planner-problem.ts";
import type { Sketch } from "./planner-sampling.ts";

const EMPTY = new Int32Array();

/** What is taken on one seat: by start, without overlap. */
interface Seat {
  readonly starts: number[];
  readonly ends: number[];
}

/** How much of the resources is in use from each moment on. */
interface Profile {
  readonly from: number[];
  readonly used: Float64Array[];
}

/**
 * `order` names every task after all it waits for. A task goes to the seat where it can start first; among equals to the
 * one in `wish`, else to the one that the fewest other tasks could use.
 */
export function placeInOrder(problem: Problem, order: Int32Array, wish: Int32Array): Sketch {
  const { graph, minutes, seatsFor, needsSeat, uses, capacities, rivals, workerOf } = problem;
  const start = new Float64Array(graph.size);
  const seat = new Int32Array(graph.size).fill(-1);
  const isPlaced = new Uint8Array(graph.size);
  const seats = workerOf.map((): Seat => ({ starts: [], ends: [] }));
  const other = new Float64Array(workerOf.length);
  const profile: Profile = { from: [0], used: [new Float64Array(capacities.length)] };
  for (const node of order) share(node, 1);
  let makespan = 0;
  for (const node of order) {
    const length = minutes[node] as number;
    let at = earliest(node);
    let chosen = -1;
    for (let later = at; ; at = later) {
      if (needsSeat[node] === 1) [at, chosen] = findSeat(node, at, length);
      if (length === 0) break;
      later = keepApart(node, findRoom(node, at, length), length);
      if (later === at) break;
    }
    start[node] = at;
    seat[node] = chosen;
    isPlaced[node] = 1;
    share(node, -1);
    if (length > 0) {
      if (chosen !== -1) take(seats[chosen] as Seat, at, at + length);
      if ((uses[node] ?? []).length > 0) occupy(node, at, at + length);
    }
    makespan = Math.max(makespan, at + length);
  }
  return { start, seat, makespan };

  function share(node: number, sign: number): void {
    const able = seatsFor[node] ?? EMPTY;
    const part = (sign * (minutes[node] as number)) / able.length;
    for (const one of able) other[one] = (other[one] as number) + part;
  }

  function earliest(node: number): number {
    let latest = 0;
    for (let edge = graph.blockerStart[node] as number; edge < (graph.blockerStart[node + 1] as number); edge++) {
      const blocker = graph.blockerOf[edge] as number;
      latest = Math.max(latest, (start[blocker] as number) + (minutes[blocker] as number));
    }
    return latest;
  }

  function findSeat(node: number, from: number, length: number): [number, number] {
    let best = -1;
    let soonest = Number.POSITIVE_INFINITY;
    for (const one of seatsFor[node] ?? EMPTY) {
      const at = length === 0 ? from : firstGap(seats[one] as Seat, from, length, soonest);
      if (at > soonest) continue;
      const isBetter =
        at < soonest || one === wish[node] || (best !== wish[node] && (other[one] as number) < (other[best] as number));
      if (!isBetter) continue;
      soonest = at;
      best = one;
    }
    return [soonest, best];
  }

  function findRoom(node: number, from: number, length: number): number {
    const wanted = uses[node] ?? [];
    if (wanted.length === 0) return from;
    let at = from;
    let step = profile.from.length - 1;
    while (step > 0 && (profile.from[step] as number) > at) step--;
    for (; step < profile.from.length && (profile.from[step] as number) < at + length; step++) {
      const used = profile.used[step] as Float64Array;
      const isFull = wanted.some(
        ({ resource, amount }) => (used[resource] as number) + amount > (capacities[resource] as number),
      );
      if (isFull) at = profile.from[step + 1] ?? at;
    }
    return at;
  }

  function keepApart(node: number, from: number, length: number): number {
    let at = from;
    for (let isMoved = true; isMoved; ) {
      isMoved = false;
      for (const rival of rivals[node] ?? EMPTY) {
        const end = (start[rival] as number) + (minutes[rival] as number);
        if (isPlaced[rival] === 0 || end <= at || (start[rival] as number) >= at + length) continue;
        at = end;
        isMoved = true;
      }
    }
    return at;
  }

  function occupy(node: number, from: number, to: number): void {
    const first = cutAt(from);
    const last = cutAt(to);
    for (let step = first; step < last; step++) {
      const used = profile.used[step] as Float64Array;
      for (const { resource, amount } of uses[node] ?? []) used[resource] = (used[resource] as number) + amount;
    }
  }

  /** The step that begins at this moment, made when there is none. */
  function cutAt(moment: number): number {
    let step = profile.from.length - 1;
    while ((profile.from[step] as number) > moment) step--;
    if (profile.from[step] === moment) return step;
    profile.from.splice(step + 1, 0, moment);
    profile.used.splice(step + 1, 0, Float64Array.from(profile.used[step] as Float64Array));
    return step + 1;
  }
}

/** The first moment from `from` on at which nothing is taken for `length`; anything above `most` when it is later. */
function firstGap({ starts, ends }: Seat, from: number, length: number, most: number): number {
  let next = ends.length;
  while (next > 0 && (ends[next - 1] as number) > from) next--;
  let at = from;
  for (; next < starts.length; next++) {
    if (at > most || (starts[next] as number) >= at + length) return at;
    at = Math.max(at, ends[next] as number);
  }
  return at;
}

function take({ starts, ends }: Seat, from: number, to: number): void {
  let at = starts.length;
  while (at > 0 && (starts[at - 1] as number) > from) at--;
  starts.splice(at, 0, from);
  ends.splice(at, 0, to);
}

/** Right, then left. `backward` is the same problem reversed; `order` any order in which tasks may be placed. */
export function justify(problem: Problem, backward: Problem, sketch: Sketch, order: Int32Array): Sketch {
  const { minutes } = problem;
  const end = (of: Sketch, node: number) => (of.start[node] as number) + (minutes[node] as number);
  const byEnd = Int32Array.from(order)
    .reverse()
    .sort(
      (one, other) =>
        end(sketch, other) - end(sketch, one) || (sketch.start[other] as number) - (sketch.start[one] as number),
    );
  const right = placeInOrder(backward, byEnd, sketch.seat);
  const byStart = Int32Array.from(byEnd)
    .reverse()
    .sort(
      (one, other) =>
        end(right, other) - end(right, one) || (right.start[other] as number) - (right.start[one] as number),
    );
  return placeInOrder(problem, byStart, right.seat);
}
