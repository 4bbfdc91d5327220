/** The order in which things can be done, and what stands in the way of it: one pass over the whole graph. */
import { findComponents } from "./components.ts";
import type { Graph } from "./graph.ts";

/** What every question about order starts from. */
export interface Sorted {
  /** Every node once, blockers before dependents; edges between members of one cycle are left out of account. */
  readonly order: Int32Array;
  /** 1 for a node that lies in a cycle or waits, directly or not, for one that does: it can never become ready. */
  readonly inOrBehindCycle: Uint8Array;
  /** 0, or the number (from 1, by smallest node) of the cycle the node lies in. */
  readonly cycleOf: Int32Array;
  readonly cycleCount: number;
}

/** Kahn's algorithm (1962) with a queue; only when it gets stuck are the cycles looked for. O(nodes + edges). */
export function sortTopologically(graph: Graph): Sorted {
  const { size, blockerStart } = graph;
  const order = new Int32Array(size);
  const waits = new Int32Array(size);
  const cycleOf = new Int32Array(size);
  const inOrBehindCycle = new Uint8Array(size);
  let queued = 0;
  for (let node = 0; node < size; node++) {
    const count = (blockerStart[node + 1] ?? 0) - (blockerStart[node] ?? 0);
    waits[node] = count;
    if (count === 0) order[queued++] = node;
  }
  const sorting: Sorting = { graph, order, waits };
  const placed = drain(sorting, 0, queued);
  if (placed === size) return { order, inOrBehindCycle, cycleOf, cycleCount: 0 };

  for (let node = 0; node < size; node++) if (waits[node] !== 0) inOrBehindCycle[node] = 1;
  const found = findComponents(graph, inOrBehindCycle);
  drain(sorting, placed, openCycles(sorting, found.cycleOf, placed), found.cycleOf);
  return { order, inOrBehindCycle, cycleOf: found.cycleOf, cycleCount: found.count };
}

/** A sort while it is under way. */
interface Sorting {
  readonly graph: Graph;
  /** The queue too: what is placed stands in front of what is to be looked at. */
  readonly order: Int32Array;
  /** How many blockers of each node are not placed yet. */
  readonly waits: Int32Array;
}

/** Places what is queued and everything that thereby waits for nothing any more; returns how many are placed then. */
function drain(
  { graph, order, waits }: Sorting,
  from: number,
  queuedBefore: number,
  cycleOf: Int32Array | null = null,
): number {
  const { dependentStart, dependentOf } = graph;
  let queued = queuedBefore;
  for (let at = from; at < queued; at++) {
    const node = order[at] as number;
    const end = dependentStart[node + 1] as number;
    for (let edge = dependentStart[node] as number; edge < end; edge++) {
      const dependent = dependentOf[edge] as number;
      if (cycleOf !== null && isWithinCycle(cycleOf, node, dependent)) continue;
      const left = (waits[dependent] as number) - 1;
      waits[dependent] = left;
      if (left === 0) order[queued++] = dependent;
    }
  }
  return queued;
}

/** Forgets the edges inside cycles and queues what thereby waits for nothing; returns the new end of the queue. */
function openCycles({ graph, order, waits }: Sorting, cycleOf: Int32Array, placed: number): number {
  let queued = placed;
  for (let node = 0; node < graph.size; node++) {
    if (cycleOf[node] === 0) continue;
    const end = graph.blockerStart[node + 1] ?? 0;
    for (let at = graph.blockerStart[node] ?? 0; at < end; at++)
      if (cycleOf[graph.blockerOf[at] ?? 0] === cycleOf[node]) waits[node] = (waits[node] ?? 0) - 1;
    if (waits[node] === 0) order[queued++] = node;
  }
  return queued;
}

/** True for two members of the same cycle: an edge between them says nothing about order. */
export function isWithinCycle(cycleOf: Int32Array, one: number, other: number): boolean {
  return cycleOf[one] !== 0 && cycleOf[one] === cycleOf[other];
}
