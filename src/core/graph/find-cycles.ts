/** Cycles as people can act on them: who waits for whom in a circle, and which edge to cut. */
import type { Graph } from "./graph.ts";
import { type Sorted, sortTopologically } from "./sort-topologically.ts";

export interface GraphCycle {
  /** Every node that can reach itself through the others, ascending. */
  readonly members: readonly number[];
  /** A shortest circle through the smallest member: each waits for the next, the last for the first. */
  readonly path: readonly number[];
  /**
   * The edge of `path` one would cut: the one where the older waits for the much newer (largest step upwards, then the
   * smaller dependent). Work is mostly written down in the order it is done, so that edge is most often the mistake.
   */
  readonly cut: { readonly dependent: number; readonly blocker: number };
}

/** One entry per group of nodes that wait for each other, by smallest member. A node is in one exactly when it can reach itself. */
export function findCycles(graph: Graph, sorted: Sorted = sortTopologically(graph)): GraphCycle[] {
  if (sorted.cycleCount === 0) return [];
  const members: number[][] = Array.from({ length: sorted.cycleCount }, () => []);
  for (let node = 0; node < graph.size; node++) {
    const cycle = sorted.cycleOf[node] ?? 0;
    if (cycle !== 0) members[cycle - 1]?.push(node);
  }
  const cameFrom = new Int32Array(graph.size).fill(-1);
  return members.map((group) => {
    const path = shortestCircle(graph, sorted.cycleOf, group[0] ?? 0, cameFrom);
    return { members: group, path, cut: edgeToCut(path) };
  });
}

/** Breadth first from `start` along its blockers, inside its cycle, until somebody waits for `start` again. */
function shortestCircle(graph: Graph, cycleOf: Int32Array, start: number, cameFrom: Int32Array): number[] {
  const queue = [start];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? start;
    const end = graph.blockerStart[node + 1] ?? 0;
    for (let edge = graph.blockerStart[node] ?? 0; edge < end; edge++) {
      const blocker = graph.blockerOf[edge] ?? 0;
      if (blocker === start) return pathBack(start, node, cameFrom);
      if (cycleOf[blocker] !== cycleOf[start] || cameFrom[blocker] !== -1) continue;
      cameFrom[blocker] = node;
      queue.push(blocker);
    }
  }
  return [start];
}

function pathBack(start: number, last: number, cameFrom: Int32Array): number[] {
  const path: number[] = [];
  for (let node = last; node !== start; node = cameFrom[node] ?? start) path.push(node);
  path.push(start);
  return path.reverse();
}

function edgeToCut(path: readonly number[]): { dependent: number; blocker: number } {
  let best = { dependent: path[0] ?? 0, blocker: path[1] ?? 0 };
  path.forEach((dependent, at) => {
    const blocker = path[(at + 1) % path.length] ?? 0;
    const gain = blocker - dependent - (best.blocker - best.dependent);
    if (gain > 0 || (gain === 0 && dependent < best.dependent)) best = { dependent, blocker };
  });
  return best;
}
