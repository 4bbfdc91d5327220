/** Edges by task, in both directions, built once for everything that asks who waits for whom. */

import { append } from "./append.ts";
import { SOURCES, type Source } from "./draft.ts";

export interface Edge {
  readonly dependent: number;
  readonly blocker: number;
  readonly soft: boolean;
  readonly source: Source;
  readonly line: number;
}

/** 0 for the strongest source. */
export function rank(source: Source): number {
  return SOURCES.indexOf(source);
}

export interface EdgeIndex {
  readonly edges: readonly Edge[];
  readonly dependentsOf: ReadonlyMap<number, readonly number[]>;
  readonly blockersOf: ReadonlyMap<number, readonly number[]>;
}

export function indexEdges(edges: readonly Edge[]): EdgeIndex {
  const dependentsOf = new Map<number, number[]>();
  const blockersOf = new Map<number, number[]>();
  for (const { dependent, blocker } of edges) {
    append(dependentsOf, blocker, dependent);
    append(blockersOf, dependent, blocker);
  }
  return { edges, dependentsOf, blockersOf };
}

/** Tasks of a set that no other task of the set waits for; a soft wait counts, it holds back the end. */
export function lastOf(members: readonly number[], index: EdgeIndex): number[] {
  const inside = new Set(members);
  return members.filter((member) => !(index.dependentsOf.get(member) ?? []).some((other) => inside.has(other)));
}

/** These tasks and everything they wait for, however far. */
export function inFrontOf(tasks: readonly number[], { blockersOf }: EdgeIndex): ReadonlySet<number> {
  return reached(tasks, blockersOf);
}

/** This task and everything that waits for it, however far. */
export function behind(task: number, { dependentsOf }: EdgeIndex): ReadonlySet<number> {
  return reached([task], dependentsOf);
}

function reached(from: readonly number[], next: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const seen = new Set(from);
  const queue = [...from];
  for (let task = queue.pop(); task !== undefined; task = queue.pop()) {
    for (const other of next.get(task) ?? []) {
      if (!seen.has(other)) queue.push(other);
      seen.add(other);
    }
  }
  return seen;
}
