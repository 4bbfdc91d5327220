/**
 * A small genetic search over orders of tasks and wishes for seats: two-point crossover keeps every order legal
 * (Hartmann 1998), each child is placed in order and justified (Valls, Ballestín, Quintanilla 2008).
 */

import { justify, placeInOrder } from "./planner-placing.ts";
import type { Problem } from "./planner-problem.ts";
import type { Random, Sketch } from "./planner-sampling.ts";

export interface Individual {
  /** Every task after all it waits for. */
  readonly order: Int32Array;
  readonly sketch: Sketch;
}

const SWAP_CHANCE = 0.15;
const WISH_CHANCE = 0.02;

/** The order by start; `topological` decides among what starts and ends at once. */
export function individualOf(sketch: Sketch, { minutes }: Problem, topological: Int32Array): Individual {
  const { start } = sketch;
  const order = Int32Array.from(topological).sort((one, other) => {
    const difference = (start[one] as number) - (start[other] as number);
    return difference || (minutes[one] as number) - (minutes[other] as number);
  });
  return { order, sketch };
}

export function breed(
  problem: Problem,
  backward: Problem,
  topological: Int32Array,
  [mother, father]: readonly [Individual, Individual],
  random: Random,
): Individual {
  const { order, wish } = cross(mother, father, random);
  mutate(problem, order, wish, random);
  const placed = placeInOrder(problem, order, wish);
  const justified = justify(problem, backward, placed, topological);
  return individualOf(justified.makespan <= placed.makespan ? justified : placed, problem, topological);
}

/** The mother's order at both ends, the father's between two points; each task keeps the seat of whom it comes from. */
function cross(mother: Individual, father: Individual, random: Random): { order: Int32Array; wish: Int32Array } {
  const size = mother.order.length;
  const points = [Math.floor(random() * (size + 1)), Math.floor(random() * (size + 1))].sort((a, b) => a - b);
  const [first = 0, second = size] = points;
  const order = new Int32Array(size);
  const wish = new Int32Array(size).fill(-1);
  const isTaken = new Uint8Array(size);
  let filled = 0;
  const takeFrom = (parent: Individual, until: number) => {
    for (let at = 0; filled < until && at < size; at++) {
      const node = parent.order[at] as number;
      if (isTaken[node] === 1) continue;
      isTaken[node] = 1;
      order[filled++] = node;
      wish[node] = parent.sketch.seat[node] as number;
    }
  };
  takeFrom(mother, first);
  takeFrom(father, second);
  takeFrom(mother, size);
  return { order, wish };
}

/** Neighbours change places where neither waits for the other; now and then a task may take any seat. */
function mutate({ graph, seatsFor }: Problem, order: Int32Array, wish: Int32Array, random: Random): void {
  for (let at = 1; at < order.length; at++) {
    if (random() < WISH_CHANCE) {
      const seats = seatsFor[order[at] as number] as Int32Array;
      wish[order[at] as number] = seats[Math.floor(random() * seats.length)] ?? -1;
    }
    if (random() >= SWAP_CHANCE) continue;
    const [before, after] = [order[at - 1] as number, order[at] as number];
    const from = graph.blockerStart[after] as number;
    const waits = graph.blockerOf.subarray(from, graph.blockerStart[after + 1] as number).includes(before);
    if (waits) continue;
    order[at - 1] = after;
    order[at] = before;
  }
}
