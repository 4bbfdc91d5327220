/** Of all stated edges the ones that hold: the stronger source speaks for a task, and a weaker one closes no cycle. */

import { buildGraph } from "../graph/graph.ts";
import { isWithinCycle, sortTopologically } from "../graph/sort-topologically.ts";
import type { Source } from "./draft.ts";
import { type Edge, rank } from "./edge-index.ts";
import type { PlanWarning } from "./plan.ts";
import type { Spoken } from "./resolve-waits.ts";

export interface Chosen {
  readonly edges: readonly Edge[];
  readonly warnings: readonly PlanWarning[];
}

const SAID_BY: Readonly<Record<Source, string>> = {
  cell: "a dependency cell",
  stated: "a statement of the task or its group",
  tree: "a dependency tree",
  map: "a drawing",
  marker: "a marker",
  order: "the order of groups",
  calendar: "the calendar",
};

/** `idOf` names a task in warnings. What is left out is reported once per pair, with both lines. */
export function chooseEdges(
  edges: readonly Edge[],
  none: ReadonlyMap<number, Spoken>,
  idOf: (index: number) => string,
): Chosen {
  const best = strongest(edges, none);
  const kept = new Map<string, Edge>();
  const left: Edge[] = [];
  const ordered = [...edges].sort((a, b) => rank(a.source) - rank(b.source));
  for (const edge of ordered) {
    const pair = pairOf(edge);
    const known = kept.get(pair);
    const chosen = best.get(edge.dependent);
    if (known !== undefined) {
      if (known.source === edge.source && known.soft && !edge.soft) kept.set(pair, { ...known, soft: false });
    } else if (chosen === undefined || rank(edge.source) <= rank(chosen.source)) kept.set(pair, edge);
    else if (edge.source !== "calendar") left.push(edge);
  }
  const chosen = [...kept.values()];
  return { edges: chosen, warnings: [...reportLeft(left, best, idOf), ...reportUnlisted(edges, best, idOf)] };
}

function pairOf(edge: Edge): string {
  return `${edge.dependent} ${edge.blocker}`;
}

/** For each task the strongest source that names a predecessor, or says that there is none. */
function strongest(edges: readonly Edge[], none: ReadonlyMap<number, Spoken>): Map<number, Spoken> {
  const best = new Map<number, Spoken>();
  const note = (dependent: number, spoken: Spoken) => {
    const known = best.get(dependent);
    if (known === undefined || rank(spoken.source) < rank(known.source)) best.set(dependent, spoken);
  };
  for (const edge of edges) if (!(edge.soft && edge.source === "order")) note(edge.dependent, edge);
  for (const [dependent, spoken] of none) note(dependent, spoken);
  return best;
}

/** One warning per task and line that says something else than the stronger statement. */
function reportLeft(
  left: readonly Edge[],
  best: ReadonlyMap<number, Spoken>,
  idOf: (index: number) => string,
): PlanWarning[] {
  const byPlace = Map.groupBy(left, (edge) => `${edge.dependent} ${edge.source} ${edge.line}`);
  return [...byPlace.values()].flatMap((edges) => {
    const edge = edges[0];
    const chosen = edge === undefined ? undefined : best.get(edge.dependent);
    if (edge === undefined || chosen === undefined) return [];
    const ids = [...new Set(edges.map((other) => idOf(other.blocker)))].join(", ");
    const message =
      `${idOf(edge.dependent)} would wait for ${ids} by ${SAID_BY[edge.source]}, but ${SAID_BY[chosen.source]} (line ${chosen.line}) ` +
      "does not say so and counts more; left out.";
    return [{ line: edge.line, message }];
  });
}

/** A statement about a task that lists less than its dependency cell is a disagreement too. */
function reportUnlisted(
  edges: readonly Edge[],
  best: ReadonlyMap<number, Spoken>,
  idOf: (index: number) => string,
): PlanWarning[] {
  const byTask = Map.groupBy(
    edges.filter((edge) => rank(edge.source) <= rank("stated")),
    (edge) => edge.dependent,
  );
  return [...byTask].flatMap(([dependent, own]) => {
    const stated = own.filter((edge) => edge.source === "stated");
    const line = stated[0]?.line;
    if (line === undefined || best.get(dependent)?.source !== "cell") return [];
    const listed = new Set(stated.map((edge) => edge.blocker));
    const missing = own.filter((edge) => edge.source === "cell" && !listed.has(edge.blocker));
    if (missing.length === 0) return [];
    const ids = missing.map((edge) => idOf(edge.blocker)).join(", ");
    const message = `${idOf(dependent)} waits for ${ids} by its dependency cell (line ${missing[0]?.line}), which is not listed here; the cell counts.`;
    return [{ line, message }];
  });
}

/** Adds source by source; an edge of a weaker source that would close a cycle over stronger ones is dropped. */
export function dropCycles(edges: readonly Edge[], idOf: (index: number) => string): Chosen {
  const warnings: PlanWarning[] = [];
  const unique = new Map(
    [...edges].sort((a, b) => rank(b.source) - rank(a.source)).map((edge) => [pairOf(edge), edge]),
  );
  const ordered = [...unique.values()].sort((a, b) => rank(a.source) - rank(b.source));
  const kept: Edge[] = [];
  for (const source of new Set(ordered.map((edge) => edge.source))) {
    const fresh = ordered.filter((edge) => edge.source === source);
    const inCycle = cyclicEdges([...kept, ...fresh]);
    const strong = new Set(kept.map((edge) => inCycle.get(edge)).filter((cycle) => cycle !== undefined));
    const mixed = fresh.filter((edge) => strong.has(inCycle.get(edge) ?? -1));
    for (const edge of mixed) {
      const message = `${idOf(edge.dependent)} would wait for ${idOf(edge.blocker)} by ${SAID_BY[source]}, which closes a circle of waiting; left out.`;
      warnings.push({ line: edge.line, message });
    }
    const dropped = new Set(mixed);
    for (const edge of fresh) if (!dropped.has(edge)) kept.push(edge);
  }
  return { edges: kept, warnings };
}

/** Edges that lie in a cycle, with the number of that cycle's component. */
function cyclicEdges(edges: readonly Edge[]): Map<Edge, number> {
  const size = edges.reduce((most, edge) => Math.max(most, edge.dependent + 1, edge.blocker + 1), 0);
  const graph = buildGraph(
    size,
    edges.map((edge) => edge.dependent),
    edges.map((edge) => edge.blocker),
  );
  const { cycleOf } = sortTopologically(graph);
  const found = new Map<Edge, number>();
  for (const edge of edges) {
    const cycle = cycleOf[edge.dependent] ?? 0;
    if (isWithinCycle(cycleOf, edge.dependent, edge.blocker)) found.set(edge, cycle);
  }
  return found;
}
