/** What the graph costs: build, sort with cycles, readiness, longest paths, in CPU milliseconds, beside two libraries. Run by hand. */

import { alg, Graph as Graphlib } from "@dagrejs/graphlib";
import { DirectedGraph } from "graphology";
import { topologicalSort } from "graphology-dag";
import { countDependents } from "../../src/core/graph/count-dependents.ts";
import { findCycles } from "../../src/core/graph/find-cycles.ts";
import { buildGraph } from "../../src/core/graph/graph.ts";
import { longestTails } from "../../src/core/graph/longest-paths.ts";
import { sortTopologically } from "../../src/core/graph/sort-topologically.ts";

/** A small generator with a seed, so that every run measures the same graphs (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Issue-like: blockers mostly among the 200 issues before, every tenth one a hub anywhere before. */
function issueLike(size: number, edges: number, random: () => number) {
  const dependents = new Int32Array(edges);
  const blockers = new Int32Array(edges);
  for (let edge = 0; edge < edges; edge++) {
    const dependent = 1 + Math.floor(random() * (size - 1));
    const reach = random() < 0.1 ? dependent : Math.min(dependent, 200);
    dependents[edge] = dependent;
    blockers[edge] = dependent - 1 - Math.floor(random() * reach);
  }
  return { dependents, blockers };
}

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000;
}

type Numbers = Int32Array;

function ourSort(size: number, dependents: Numbers, blockers: Numbers): number {
  return sortTopologically(buildGraph(size, dependents, blockers)).order.length;
}

function graphlibSort(size: number, dependents: Numbers, blockers: Numbers): number {
  const graph = new Graphlib();
  for (let node = 0; node < size; node++) graph.setNode(String(node));
  dependents.forEach((dependent, edge) => void graph.setEdge(String(blockers[edge]), String(dependent)));
  return alg.topsort(graph).length;
}

function graphologySort(size: number, dependents: Numbers, blockers: Numbers): number {
  const graph = new DirectedGraph();
  for (let node = 0; node < size; node++) graph.addNode(node);
  dependents.forEach((dependent, edge) => void graph.mergeDirectedEdge(blockers[edge], dependent));
  return topologicalSort(graph).length;
}

function figures(runs: number, work: () => unknown, warmUps = 20): string {
  for (let warm = 0; warm < warmUps; warm++) work();
  const all = Array.from({ length: runs }, () => cpuMs(work)).sort((a, b) => a - b);
  const at = (part: number) =>
    (all[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0).toFixed(2).padStart(8);
  return `${at(0.5)} ${at(0.99)}`;
}

for (const [size, edges, runs] of [
  [10_000, 30_000, 300],
  [100_000, 77_000, 60],
  [100_000, 300_000, 60],
] as const) {
  const { dependents, blockers } = issueLike(size, edges, randomFrom(7));
  const minutes = Float64Array.from({ length: size }, (_, node) => 30 + (node % 240));
  const graph = buildGraph(size, dependents, blockers);
  const bytes = 4 * (2 * (size + 1) + 2 * graph.blockerOf.length);
  const whole = () => {
    const sorted = sortTopologically(graph);
    return [findCycles(graph, sorted), longestTails(graph, minutes, sorted)];
  };
  const free = Array.from({ length: size }, (_, node) => node).filter(
    (node) => graph.blockerStart[node] === graph.blockerStart[node + 1],
  );
  const ready = free.slice(0, 200);
  console.log(`${size} issues, ${edges} edges, ${(bytes / 1e6).toFixed(1)} MB   (CPU ms: median, P99)`);
  console.log(
    `  build                                    ${figures(runs, () => buildGraph(size, dependents, blockers))}`,
  );
  console.log(`  sort                                     ${figures(runs, () => sortTopologically(graph))}`);
  console.log(`  sort + cycles + longest path             ${figures(runs, whole)}`);
  // The same directed graph without circles, built from cold and sorted: what these libraries can be asked, too.
  console.log(
    `  our build + sort                         ${figures(10, () => ourSort(size, dependents, blockers), 2)}`,
  );
  console.log(
    `  @dagrejs/graphlib build + sort           ${figures(3, () => graphlibSort(size, dependents, blockers), 1)}`,
  );
  console.log(
    `  graphology build + sort                  ${figures(3, () => graphologySort(size, dependents, blockers), 1)}`,
  );
  console.log(`  dependents of 200 ready ones             ${figures(20, () => countDependents(graph, ready))}`);
}
