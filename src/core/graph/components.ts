/** Groups of nodes that wait for each other: strongly connected components of more than one node (Tarjan 1972). */
import type { Graph } from "./graph.ts";

/**
 * For every node 0, or the number (from 1) of the group of nodes that wait for each other in a circle.
 * Groups are numbered by their smallest node. Only nodes with `among[node] === 1` are looked at.
 * Without recursion: a chain of 100,000 issues must not overflow the stack.
 */
export function findComponents(graph: Graph, among: Uint8Array): { cycleOf: Int32Array; count: number } {
  const { size, blockerStart, blockerOf } = graph;
  const found = new Int32Array(size); // 1-based order of discovery; 0 = not seen
  const low = new Int32Array(size);
  const group = new Int32Array(size);
  const isOnStack = new Uint8Array(size);
  const next = blockerStart.slice(0, size);
  const stack = new Int32Array(size);
  const path = new Int32Array(size);
  let stacked = 0;
  let seen = 0;
  let groups = 0;

  const enter = (node: number): void => {
    found[node] = low[node] = ++seen;
    stack[stacked++] = node;
    isOnStack[node] = 1;
  };
  const leave = (node: number): void => {
    if (low[node] !== found[node]) return;
    const isCircle = stack[stacked - 1] !== node;
    if (isCircle) groups++;
    for (let member = -1; member !== node; ) {
      member = stack[--stacked] ?? node;
      isOnStack[member] = 0;
      if (isCircle) group[member] = groups;
    }
  };

  for (let root = 0; root < size; root++) {
    if (among[root] !== 1 || found[root] !== 0) continue;
    let depth = 0;
    path[0] = root;
    enter(root);
    while (depth >= 0) {
      const node = path[depth] ?? 0;
      const at = next[node] ?? 0;
      if (at < (blockerStart[node + 1] ?? 0)) {
        next[node] = at + 1;
        const blocker = blockerOf[at] ?? 0;
        if (among[blocker] !== 1) continue;
        if (found[blocker] === 0) {
          path[++depth] = blocker;
          enter(blocker);
        } else if (isOnStack[blocker] === 1) low[node] = Math.min(low[node] ?? 0, found[blocker] ?? 0);
        continue;
      }
      leave(node);
      depth--;
      const above = path[depth] ?? 0;
      if (depth >= 0) low[above] = Math.min(low[above] ?? 0, low[node] ?? 0);
    }
  }
  return { cycleOf: renumber(group, groups), count: groups };
}

/** Numbers the groups by their smallest node instead of by the order in which the search met them. */
function renumber(group: Int32Array, groups: number): Int32Array {
  const names = new Int32Array(groups + 1);
  let used = 0;
  for (let node = 0; node < group.length; node++) {
    const old = group[node] ?? 0;
    if (old === 0) continue;
    if (names[old] === 0) names[old] = ++used;
    group[node] = names[old] ?? 0;
  }
  return group;
}
