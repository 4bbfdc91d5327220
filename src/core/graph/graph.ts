/** Edges as typed arrays: built once per changed set of edges, then read by everything that asks about order. */

/**
 * A directed graph in compressed sparse rows. Nodes are 0..size-1; an edge runs from a dependent to a blocker.
 * `blockers` of node n are `blockerOf[blockerStart[n] .. blockerStart[n+1])`; dependents likewise.
 * Every row is ascending and names a node at most once, so all that is computed from it is deterministic.
 */
export interface Graph {
  readonly size: number;
  readonly blockerStart: Int32Array;
  readonly blockerOf: Int32Array;
  readonly dependentStart: Int32Array;
  readonly dependentOf: Int32Array;
}

interface Rows {
  readonly start: Int32Array;
  readonly of: Int32Array;
}

/**
 * The graph in which `dependents[i]` waits for `blockers[i]`. Duplicates merge, edges to oneself are dropped, the order
 * of the edges does not matter. Throws a RangeError for lists of different length and for nodes outside 0..size-1.
 */
export function buildGraph(
  size: number,
  dependents: Int32Array | readonly number[],
  blockers: Int32Array | readonly number[],
): Graph {
  if (dependents.length !== blockers.length)
    throw new RangeError(`expected as many dependents as blockers, found ${dependents.length} and ${blockers.length}`);
  const asked = group(size, new Int32Array(blockers), new Int32Array(dependents));
  // Turning the rows over twice sorts every row, and the first turn leaves out what stands there twice.
  const waits = turn(size, asked);
  const holds = turn(size, waits);
  return { size, blockerStart: waits.start, blockerOf: waits.of, dependentStart: holds.start, dependentOf: holds.of };
}

/** Rows by `key`, holding `value`, in the order of the edges (a counting sort). */
function group(size: number, key: Int32Array, value: Int32Array): Rows {
  const start = new Int32Array(size + 1);
  for (let edge = 0; edge < key.length; edge++) {
    const row = key[edge] ?? -1;
    const other = value[edge] ?? -1;
    if (row < 0 || row >= size || other < 0 || other >= size)
      throw new RangeError(`expected nodes from 0 to ${size - 1}, found an edge between ${other} and ${row}`);
    start[row + 1] = (start[row + 1] ?? 0) + 1;
  }
  addUp(start);
  const next = start.slice(0, size);
  const of = new Int32Array(key.length);
  for (let edge = 0; edge < key.length; edge++) {
    const row = key[edge] ?? 0;
    const at = next[row] ?? 0;
    of[at] = value[edge] ?? 0;
    next[row] = at + 1;
  }
  return { start, of };
}

/** The reverse rows; walking the rows upwards makes the new rows ascending, so a duplicate is always the last entry. */
function turn(size: number, rows: Rows): Rows {
  const start = new Int32Array(size + 1);
  const last = new Int32Array(size).fill(-1);
  eachNewEdge(size, rows, last, (_row, other) => {
    start[other + 1] = (start[other + 1] ?? 0) + 1;
  });
  addUp(start);
  const next = start.slice(0, size);
  const of = new Int32Array(start[size] ?? 0);
  eachNewEdge(size, rows, last.fill(-1), (row, other) => {
    const at = next[other] ?? 0;
    of[at] = row;
    next[other] = at + 1;
  });
  return { start, of };
}

function eachNewEdge(size: number, rows: Rows, last: Int32Array, take: (row: number, other: number) => void): void {
  for (let row = 0; row < size; row++) {
    const end = rows.start[row + 1] ?? 0;
    for (let at = rows.start[row] ?? 0; at < end; at++) {
      const other = rows.of[at] ?? 0;
      if (other === row || last[other] === row) continue;
      last[other] = row;
      take(row, other);
    }
  }
}

function addUp(start: Int32Array): void {
  for (let row = 1; row < start.length; row++) start[row] = (start[row] ?? 0) + (start[row - 1] ?? 0);
}
