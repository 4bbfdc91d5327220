/**
 * How long the work takes when nobody is short of hands: longest paths, the critical path, slack. Edges between members
 * of one cycle are left out of account, so a cycle never hides the figures of the rest.
 */
import type { Graph } from "./graph.ts";
import { isWithinCycle, type Sorted, sortTopologically } from "./sort-topologically.ts";

/** Minutes from the start of each node to the end of everything that waits for it, its own included. Minutes are >= 0. */
export function longestTails(
  graph: Graph,
  minutes: Float64Array,
  sorted: Sorted = sortTopologically(graph),
): Float64Array {
  const { dependentStart, dependentOf } = graph;
  const { order, cycleOf } = sorted;
  const tails = new Float64Array(graph.size);
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at] as number;
    const end = dependentStart[node + 1] as number;
    let longest = 0;
    for (let edge = dependentStart[node] as number; edge < end; edge++) {
      const dependent = dependentOf[edge] as number;
      const tail = tails[dependent] as number;
      if (tail > longest && !isWithinCycle(cycleOf, node, dependent)) longest = tail;
    }
    tails[node] = longest + (minutes[node] as number);
  }
  return tails;
}

/** The earliest start of each node in minutes from now. */
export function earliestStarts(
  graph: Graph,
  minutes: Float64Array,
  sorted: Sorted = sortTopologically(graph),
): Float64Array {
  const starts = new Float64Array(graph.size);
  for (const node of sorted.order) {
    const end = graph.blockerStart[node + 1] ?? 0;
    let latest = 0;
    for (let at = graph.blockerStart[node] ?? 0; at < end; at++) {
      const blocker = graph.blockerOf[at] ?? 0;
      if (isWithinCycle(sorted.cycleOf, node, blocker)) continue;
      latest = Math.max(latest, (starts[blocker] ?? 0) + (minutes[blocker] ?? 0));
    }
    starts[node] = latest;
  }
  return starts;
}

/** A longest path from first to last, with its length in minutes; among equals the smallest nodes. Empty without nodes. */
export function criticalPath(
  graph: Graph,
  minutes: Float64Array,
  sorted: Sorted = sortTopologically(graph),
): { readonly path: readonly number[]; readonly minutes: number } {
  const tails = longestTails(graph, minutes, sorted);
  const path: number[] = [];
  let node = longestOf(tails, 0, graph.size, (at) => at);
  const total = node === -1 ? 0 : (tails[node] ?? 0);
  while (node !== -1) {
    const from = node;
    path.push(from);
    node = longestOf(tails, graph.dependentStart[from] ?? 0, graph.dependentStart[from + 1] ?? 0, (at) => {
      const dependent = graph.dependentOf[at] ?? -1;
      return isWithinCycle(sorted.cycleOf, from, dependent) ? -1 : dependent;
    });
  }
  return { path, minutes: total };
}

function longestOf(tails: Float64Array, from: number, to: number, nodeAt: (at: number) => number): number {
  let best = -1;
  for (let at = from; at < to; at++) {
    const node = nodeAt(at);
    if (node !== -1 && (best === -1 || (tails[node] ?? 0) > (tails[best] ?? 0))) best = node;
  }
  return best;
}

/** By how many minutes each node may slip before the end does; 0 on every critical path. */
export function slack(graph: Graph, minutes: Float64Array): Float64Array {
  const sorted = sortTopologically(graph);
  const tails = longestTails(graph, minutes, sorted);
  const starts = earliestStarts(graph, minutes, sorted);
  const end = tails.reduce((most, tail) => Math.max(most, tail), 0);
  return tails.map((tail, node) => Math.max(0, end - tail - (starts[node] ?? 0)));
}
