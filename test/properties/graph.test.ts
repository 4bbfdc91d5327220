/** Laws of the graph: compared with the plainest possible computation of the same thing. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countDependents } from "../../src/core/graph/count-dependents.ts";
import { findCycles } from "../../src/core/graph/find-cycles.ts";
import { buildGraph, type Graph } from "../../src/core/graph/graph.ts";
import { criticalPath, earliestStarts, longestTails, slack } from "../../src/core/graph/longest-paths.ts";
import { sortTopologically } from "../../src/core/graph/sort-topologically.ts";
import { waves } from "../../src/core/graph/waves.ts";

type Edges = readonly (readonly [dependent: number, blocker: number])[];

const graphs = fc.integer({ min: 1, max: 14 }).chain((size) => {
  const node = fc.nat({ max: size - 1 });
  const anywhere = fc.tuple(node, node);
  // Edges between near nodes make several small cycles, one behind the other, instead of a single large one.
  const near = fc.tuple(node, fc.integer({ min: -2, max: 1 })).map(([one, step]): [number, number] => {
    return [one, Math.min(size - 1, Math.max(0, one + step))];
  });
  const edges = fc.oneof(fc.array(anywhere, { maxLength: 30 }), fc.array(near, { maxLength: 16 }));
  return fc.record({ size: fc.constant(size), edges });
});
const plans = graphs.map(({ size, edges }) => ({ size, edges: edges.filter(([one, other]) => one > other) }));

function build({ size, edges }: { size: number; edges: Edges }): Graph {
  return buildGraph(
    size,
    edges.map(([dependent]) => dependent),
    edges.map(([, blocker]) => blocker),
  );
}

/** reach[a][b]: a waits for b, directly or not (Warshall). */
function reachability({ size, edges }: { size: number; edges: Edges }): boolean[][] {
  const reach = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const has = (a: number, b: number) => reach[a]?.[b] === true;
  const set = (a: number, b: number) => {
    const row = reach[a];
    if (row !== undefined) row[b] = true;
  };
  for (const [dependent, blocker] of edges) if (dependent !== blocker) set(dependent, blocker);
  for (let via = 0; via < size; via++)
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) if (has(a, via) && has(via, b)) set(a, b);
  return reach;
}

function rows(start: Int32Array, of: Int32Array): number[][] {
  return Array.from({ length: start.length - 1 }, (_, node) => [...of.subarray(start[node], start[node + 1])]);
}

const minutesOf = (size: number) => Float64Array.from({ length: size }, (_, node) => ((node * 7) % 5) * 30);

describe("building", () => {
  test("keeps every edge once, in ascending rows, both ways, whatever the order of the edges", () => {
    fc.assert(
      fc.property(graphs, ({ size, edges }) => {
        const graph = build({ size, edges });
        const expected = Array.from({ length: size }, (_, node) =>
          [...new Set(edges.filter(([d, b]) => d === node && b !== node).map(([, b]) => b))].sort((a, b) => a - b),
        );
        const reverse = expected.map((_, node) =>
          expected.flatMap((row, other) => (row.includes(node) ? [other] : [])),
        );
        expect(rows(graph.blockerStart, graph.blockerOf)).toEqual(expected);
        expect(rows(graph.dependentStart, graph.dependentOf)).toEqual(reverse);
        expect(build({ size, edges: [...edges].reverse() })).toEqual(graph);
      }),
    );
  });

  test("refuses edges to nodes that do not exist", () => {
    expect(() => buildGraph(2, [0], [2])).toThrow(RangeError);
    expect(() => buildGraph(2, [-1], [0])).toThrow(RangeError);
    expect(() => buildGraph(2, [0, 1], [1])).toThrow("found 2 and 1");
  });
});

describe("cycles", () => {
  test("a node is in a cycle exactly when it can reach itself, behind one exactly when it reaches such a node", () => {
    fc.assert(
      fc.property(graphs, (input) => {
        const sorted = sortTopologically(build(input));
        const reach = reachability(input);
        const inCycle = reach.map((row, node) => row[node] === true);
        expect([...sorted.cycleOf].map((cycle) => cycle !== 0)).toEqual(inCycle);
        const stuck = reach.map((row, node) => inCycle[node] || row.some((is, other) => is && inCycle[other]));
        expect([...sorted.inOrBehindCycle].map((is) => is === 1)).toEqual(stuck);
      }),
    );
  });

  test("members wait for each other; the path is a real circle, as short as any through its first, smallest node", () => {
    fc.assert(
      fc.property(graphs, (input) => {
        const graph = build(input);
        const reach = reachability(input);
        const blockers = rows(graph.blockerStart, graph.blockerOf);
        for (const { members, path, cut } of findCycles(graph)) {
          expect(path[0]).toBe(Math.min(...members));
          expect(new Set(path).size).toBe(path.length);
          path.forEach((node, at) => {
            expect(blockers[node]).toContain(path[(at + 1) % path.length]);
          });
          for (const one of members) for (const other of members) expect(reach[one]?.[other]).toBe(true);
          expect(path.length).toBe(girthThrough(blockers, path[0] ?? 0));
          expect(path[(path.indexOf(cut.dependent) + 1) % path.length]).toBe(cut.blocker);
        }
      }),
    );
  });

  test("cutting the suggested edges one by one leaves no cycle, and every step removes one edge", () => {
    fc.assert(
      fc.property(graphs, ({ size, edges }) => {
        let left: Edges = edges;
        for (let cycles = findCycles(build({ size, edges: left })); cycles.length > 0; ) {
          const before = left.length;
          left = left.filter(([d, b]) => !cycles.some(({ cut }) => cut.dependent === d && cut.blocker === b));
          expect(left.length).toBeLessThan(before);
          cycles = findCycles(build({ size, edges: left }));
        }
        expect(sortTopologically(build({ size, edges: left })).cycleCount).toBe(0);
      }),
    );
  });

  test("circles one behind the other are told apart, and what waits for the outer one comes after it", () => {
    const edges = [
      [0, 1],
      [1, 2],
      [2, 0],
      [0, 3],
      [2, 4],
      [3, 4],
      [4, 3],
    ] as const;
    const graph = build({ size: 5, edges });
    expect(findCycles(graph).map(({ path }) => path)).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    const order = [...sortTopologically(graph).order];
    expect(order.indexOf(0)).toBeGreaterThan(order.indexOf(3));
    expect(order.indexOf(2)).toBeGreaterThan(order.indexOf(4));
  });

  test("the older that waits for the much newer is the edge to cut", () => {
    const [cycle] = findCycles(
      build({
        size: 4,
        edges: [
          [1, 3],
          [2, 1],
          [3, 2],
          [0, 1],
        ],
      }),
    );
    expect(cycle).toEqual({ members: [1, 2, 3], path: [1, 3, 2], cut: { dependent: 1, blocker: 3 } });
  });

  test("a circle of 100,000 and a chain behind it need no deep stack", () => {
    const size = 100_000;
    const dependents = Int32Array.from({ length: size }, (_, node) => node);
    const graph = buildGraph(
      size,
      dependents,
      dependents.map((node) => (node < size / 2 ? (node + 1) % (size / 2) : node - 1)),
    );
    const [cycle, ...others] = findCycles(graph);
    expect(others).toEqual([]);
    expect(cycle?.path.length).toBe(size / 2);
    expect(sortTopologically(graph).inOrBehindCycle.every((is) => is === 1)).toBe(true);
  });
});

/** Length of the shortest circle through `start`, by trying ever more steps. */
function girthThrough(blockers: readonly (readonly number[])[], start: number): number {
  let reached = new Set([start]);
  for (let steps = 1; steps <= blockers.length; steps++) {
    reached = new Set([...reached].flatMap((node) => blockers[node] ?? []));
    if (reached.has(start)) return steps;
  }
  return Number.POSITIVE_INFINITY;
}

describe("order", () => {
  test("every node stands once, after its blockers unless both are in one cycle", () => {
    fc.assert(
      fc.property(graphs, (input) => {
        const { order, cycleOf } = sortTopologically(build(input));
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: input.size }, (_, node) => node));
        const place = new Map([...order].map((node, at) => [node, at]));
        for (const [d, b] of input.edges) {
          if (d === b || (cycleOf[d] !== 0 && cycleOf[d] === cycleOf[b])) continue;
          expect(place.get(d) ?? 0).toBeGreaterThan(place.get(b) ?? 0);
        }
      }),
    );
  });

  test("waves: each blocker in an earlier wave, one of them in the wave just before; -1 in or behind a cycle", () => {
    fc.assert(
      fc.property(graphs, (input) => {
        const graph = build(input);
        const wave = waves(graph);
        const { inOrBehindCycle } = sortTopologically(graph);
        rows(graph.blockerStart, graph.blockerOf).forEach((blockers, node) => {
          if (inOrBehindCycle[node] === 1) expect(wave[node]).toBe(-1);
          else expect(wave[node]).toBe(1 + Math.max(-1, ...blockers.map((blocker) => wave[blocker] ?? 0)));
        });
      }),
    );
  });
});

describe("lengths", () => {
  /** All chains of dependents from a node, by plain recursion: small graphs only. */
  function longestChain(dependents: readonly (readonly number[])[], minutes: Float64Array, node: number): number {
    const next = (dependents[node] ?? []).map((dependent) => longestChain(dependents, minutes, dependent));
    return (minutes[node] ?? 0) + Math.max(0, ...next);
  }

  test("tails, earliest starts, slack and the critical path agree with walking every chain", () => {
    fc.assert(
      fc.property(plans, (input) => {
        const graph = build(input);
        const minutes = minutesOf(input.size);
        const dependents = rows(graph.dependentStart, graph.dependentOf);
        const tails = dependents.map((_, node) => longestChain(dependents, minutes, node));
        const end = Math.max(...tails);
        const { path, minutes: total } = criticalPath(graph, minutes);
        expect([...longestTails(graph, minutes)]).toEqual(tails);
        expect(total).toBe(end);
        expect(path.reduce((sum, node) => sum + (minutes[node] ?? 0), 0)).toBe(end);
        path.slice(1).forEach((node, at) => {
          expect(dependents[path[at] ?? 0]).toContain(node);
        });
        const spare = slack(graph, minutes);
        const starts = earliestStarts(graph, minutes);
        for (const node of path) expect(spare[node]).toBe(0);
        tails.forEach((tail, node) => {
          expect((starts[node] ?? 0) + tail + (spare[node] ?? 0)).toBe(end);
        });
      }),
    );
  });

  test("a cycle is left out of account and hides nothing: each tail is its own minutes and the longest outside", () => {
    const graph = build({
      size: 4,
      edges: [
        [1, 2],
        [2, 1],
        [2, 0],
        [3, 1],
      ],
    });
    const minutes = Float64Array.of(10, 20, 300, 40);
    expect([...longestTails(graph, minutes)]).toEqual([310, 60, 300, 40]);
    expect(criticalPath(graph, minutes)).toEqual({ path: [0, 2], minutes: 310 });
    expect([...slack(graph, minutes)]).toEqual([0, 250, 0, 250]);
  });

  test("no nodes, no path", () => {
    expect(criticalPath(buildGraph(0, [], []), new Float64Array(0))).toEqual({ path: [], minutes: 0 });
  });

  test("counts everything that waits, to the cap", () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 20 }), (input, cap) => {
        const reach = reachability(input);
        const exact = reach.map((_, node) => reach.filter((row, other) => other !== node && row[node] === true).length);
        expect([...countDependents(build(input))]).toEqual(exact);
        expect([...countDependents(build(input), null, cap)]).toEqual(exact.map((count) => Math.min(cap, count)));
        expect([...countDependents(build(input), [0])]).toEqual(exact.slice(0, 1));
      }),
    );
  });
});
