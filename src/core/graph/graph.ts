/** Edges as typed arrays: built once per changed set of edges, then read by everything that asks about order. */

/**
 * A directed graph in compressed sparse rows. Nodes are 0..size-1; an edge runs from a dependent to a blocker.
 * `blockers` of node n are `blockerOf[blockerStart[n] .. blockerStart[n+1])`; dependents likewise.
 */
export interface Graph {
  readonly size: number;
  readonly blockerStart: Int32Array;
  readonly blockerOf: Int32Array;
  readonly dependentStart: Int32Array;
  readonly dependentOf: Int32Array;
}
