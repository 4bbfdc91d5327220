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
export function inFrontOf(tasks: readonly number[], index: EdgeIndex): ReadonlySet<number> {
  const seen = new Set(tasks);
  const queue = [...tasks];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const blocker of index.blockersOf.get(next) ?? []) {
      if (!seen.has(blocker)) queue.push(blocker);
      seen.add(blocker);
    }
  }
  return seen;
}

/** Everything that waits for this task, however far. */
export function behind(task: number, index: EdgeIndex): ReadonlySet<number> {
  const seen = new Set<number>();
  const queue = [task];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const dependent of index.dependentsOf.get(next) ?? []) {
      if (!seen.has(dependent)) queue.push(dependent);
      seen.add(dependent);
    }
  }
  return seen;
}
