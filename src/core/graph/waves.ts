/** Waves: what can be done at once, what after that, and so on. */
import type { Graph } from "./graph.ts";
import { sortTopologically } from "./sort-topologically.ts";

/**
 * The wave of every node: 0 when nothing blocks it, else one more than its latest blocker; -1 in or behind a cycle or a
 * node that stands still.
 */
export function waves(graph: Graph, standsStill: (node: number) => boolean = () => false): Int32Array {
  const sorted = sortTopologically(graph);
  const wave = new Int32Array(graph.size);
  for (const node of sorted.order) {
    let latest = -1;
    let isStill = sorted.inOrBehindCycle[node] === 1 || standsStill(node);
    const end = graph.blockerStart[node + 1] ?? 0;
    for (let at = graph.blockerStart[node] ?? 0; at < end && !isStill; at++) {
      const before = wave[graph.blockerOf[at] ?? 0] ?? 0;
      isStill = before < 0;
      latest = Math.max(latest, before);
    }
    wave[node] = isStill ? -1 : latest + 1;
  }
  return wave;
}
