/** Waves: what can be done at once, what after that, and so on; and what is ready now. */
import type { Graph } from "./graph.ts";
import { type Sorted, sortTopologically } from "./sort-topologically.ts";

/** The wave of every node: 0 when nothing blocks it, else one more than its latest blocker; -1 in or behind a cycle. */
export function waves(graph: Graph, sorted: Sorted = sortTopologically(graph)): Int32Array {
  const wave = new Int32Array(graph.size);
  for (const node of sorted.order) {
    if (sorted.inOrBehindCycle[node] === 1) {
      wave[node] = -1;
      continue;
    }
    let latest = -1;
    const end = graph.blockerStart[node + 1] ?? 0;
    for (let at = graph.blockerStart[node] ?? 0; at < end; at++)
      latest = Math.max(latest, wave[graph.blockerOf[at] ?? 0] ?? 0);
    wave[node] = latest + 1;
  }
  return wave;
}

/** 1 for every open node none of whose blockers is open. */
export function findReady(graph: Graph, isOpen: Uint8Array): Uint8Array {
  const ready = new Uint8Array(graph.size);
  for (let node = 0; node < graph.size; node++) {
    if (isOpen[node] !== 1) continue;
    const end = graph.blockerStart[node + 1] ?? 0;
    let at = graph.blockerStart[node] ?? 0;
    while (at < end && isOpen[graph.blockerOf[at] ?? 0] !== 1) at++;
    if (at === end) ready[node] = 1;
  }
  return ready;
}
