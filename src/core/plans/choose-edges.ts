/** Of all stated edges the ones that hold: the stronger source speaks for a task, and a weaker one closes no cycle. */

import type { Source } from "./draft.ts";
import type { PlanWarning } from "./plan.ts";
import { type Edge, rank } from "./resolve-waits.ts";

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
  none: ReadonlyMap<number, Source>,
  idOf: (index: number) => string,
): Chosen {
  const warnings: PlanWarning[] = [];
  const best = strongest(edges, none);
  const kept = new Map<string, Edge>();
  const ordered = [...edges].sort((a, b) => rank(a.source) - rank(b.source));
  for (const edge of ordered) {
    const pair = `${edge.dependent} ${edge.blocker}`;
    const known = kept.get(pair);
    if (known !== undefined) {
      if (known.source === edge.source && known.soft && !edge.soft) kept.set(pair, { ...known, soft: false });
      continue;
    }
    const chosen = best.get(edge.dependent);
    if (chosen === undefined || rank(edge.source) <= rank(chosen.source)) kept.set(pair, edge);
    else if (edge.source !== "calendar") warnings.push(leftOut(edge, chosen, idOf));
  }
  const sound = withoutCycles([...kept.values()], idOf, warnings);
  return { edges: sound, warnings };
}

interface Spoken {
  readonly source: Source;
  readonly line: number;
}

/** For each task the strongest source that names a predecessor, or says that there is none. */
function strongest(edges: readonly Edge[], none: ReadonlyMap<number, Source>): Map<number, Spoken> {
  const best = new Map<number, Spoken>();
  const note = (dependent: number, spoken: Spoken) => {
    const known = best.get(dependent);
    if (known === undefined || rank(spoken.source) < rank(known.source)) best.set(dependent, spoken);
  };
  for (const edge of edges) note(edge.dependent, edge);
  for (const [dependent, source] of none) note(dependent, { source, line: 0 });
  return best;
}

function leftOut(edge: Edge, chosen: Spoken, idOf: (index: number) => string): PlanWarning {
  const where = chosen.line === 0 ? "" : ` (line ${chosen.line})`;
  const message =
    `${idOf(edge.dependent)} would wait for ${idOf(edge.blocker)} by ${SAID_BY[edge.source]}, but ` +
    `${SAID_BY[chosen.source]}${where} does not say so and counts more; left out.`;
  return { line: edge.line, message };
}

/** Adds source by source; an edge of a weaker source that would close a cycle over stronger ones is dropped. */
function withoutCycles(edges: readonly Edge[], idOf: (index: number) => string, warnings: PlanWarning[]): Edge[] {
  const kept: Edge[] = [];
  for (const source of new Set(edges.map((edge) => edge.source))) {
    const fresh = edges.filter((edge) => edge.source === source);
    const inCycle = cyclicEdges([...kept, ...fresh]);
    const strong = new Set(kept.map((edge) => inCycle.get(edge)).filter((cycle) => cycle !== undefined));
    const mixed = fresh.filter((edge) => strong.has(inCycle.get(edge) ?? -1));
    for (const edge of mixed) {
      const message = `${idOf(edge.dependent)} would wait for ${idOf(edge.blocker)} by ${SAID_BY[source]}, which closes a circle of waiting; left out.`;
      warnings.push({ line: edge.line, message });
    }
    const dropped = new Set(mixed);
    kept.push(...fresh.filter((edge) => !dropped.has(edge)));
  }
  return kept;
}

/** Edges that lie in a cycle, with the number of that cycle's component. */
function cyclicEdges(edges: readonly Edge[]): Map<Edge, number> {
  const component = components(edges.map((edge) => [edge.dependent, edge.blocker] as const));
  const found = new Map<Edge, number>();
  for (const edge of edges) {
    const of = component.get(edge.dependent);
    if (of !== undefined && of === component.get(edge.blocker)) found.set(edge, of);
  }
  return found;
}

/** Node -> number of its strongly connected component (Tarjan, without recursion). */
export function components(pairs: readonly (readonly [number, number])[]): Map<number, number> {
  const next = new Map<number, number[]>();
  for (const [from, to] of pairs) {
    const list = next.get(from);
    if (list === undefined) next.set(from, [to]);
    else list.push(to);
    if (!next.has(to)) next.set(to, []);
  }
  const state = { index: new Map<number, number>(), low: new Map<number, number>(), open: [] as number[] };
  const component = new Map<number, number>();
  for (const root of next.keys()) if (!state.index.has(root)) visit(root, next, state, component);
  return component;
}

interface Search {
  readonly index: Map<number, number>;
  readonly low: Map<number, number>;
  readonly open: number[];
}

function visit(root: number, next: Map<number, number[]>, search: Search, component: Map<number, number>): void {
  const path: { node: number; at: number }[] = [{ node: root, at: 0 }];
  enter(root, search);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const to = next.get(top.node)?.[top.at];
    top.at += 1;
    if (to === undefined) {
      path.pop();
      leave(top.node, path.at(-1)?.node, search, component);
    } else if (!search.index.has(to)) {
      enter(to, search);
      path.push({ node: to, at: 0 });
    } else if (!component.has(to)) lower(top.node, search.index.get(to) ?? 0, search);
  }
}

function enter(node: number, search: Search): void {
  search.index.set(node, search.index.size);
  search.low.set(node, search.index.size - 1);
  search.open.push(node);
}

function lower(node: number, value: number, search: Search): void {
  search.low.set(node, Math.min(search.low.get(node) ?? value, value));
}

function leave(node: number, above: number | undefined, search: Search, component: Map<number, number>): void {
  const low = search.low.get(node) ?? 0;
  if (above !== undefined) lower(above, low, search);
  if (low !== search.index.get(node)) return;
  for (let member = search.open.pop(); member !== undefined; member = search.open.pop()) {
    component.set(member, low);
    if (member === node) return;
  }
}
