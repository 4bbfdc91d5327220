/** How much waits for a node, directly or not. */
import type { Graph } from "./graph.ts";

/**
 * For each of `nodes` (default: all) how many others can only be done after it. Exact up to `cap`; a larger number is
 * given as `cap`, so that one question never costs more than the edges of `cap` nodes: "at least 1,000" decides as well
 * as the true figure. In a cycle every member counts the others, never itself.
 */
export function countDependents(graph: Graph, nodes: Iterable<number> | null = null, cap = 1000): Int32Array {
  const asked = nodes === null ? Int32Array.from({ length: graph.size }, (_, node) => node) : Int32Array.from(nodes);
  const seenFor = new Int32Array(graph.size).fill(-1);
  const queue = new Int32Array(Math.min(cap, graph.size) + 1);
  const counting: Counting = { graph, seenFor, queue, cap };
  return asked.map((node, at) => reach(counting, node, at));
}

/** What all questions share, so that none of them makes room of its own. */
interface Counting {
  readonly graph: Graph;
  /** The stamp of the last question that met a node. */
  readonly seenFor: Int32Array;
  readonly queue: Int32Array;
  readonly cap: number;
}

function reach({ graph, seenFor, queue, cap }: Counting, from: number, stamp: number): number {
  let count = 0;
  queue[0] = from;
  seenFor[from] = stamp;
  for (let at = 0; at <= count; at++) {
    const node = queue[at] ?? 0;
    const end = graph.dependentStart[node + 1] ?? 0;
    for (let edge = graph.dependentStart[node] ?? 0; edge < end; edge++) {
      const dependent = graph.dependentOf[edge] ?? 0;
      if (seenFor[dependent] === stamp) continue;
      if (count === cap) return cap;
      seenFor[dependent] = stamp;
      queue[++count] = dependent;
    }
  }
  return count;
}
