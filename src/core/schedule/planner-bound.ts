/** How short a schedule can never be: the longest chain, and the work of each group of seats and each resource. */
import { earliestStarts } from "../graph/longest-paths.ts";
import type { Problem } from "./planner-problem.ts";

/** In minutes; the makespan of no legal schedule is less. */
export function lowerBound(problem: Problem): number {
  const { minutes, tails, graph, needsSeat, seatsFor, uses, capacities } = problem;
  const heads = earliestStarts(graph, minutes);
  const nodes = [...minutes.keys()].filter((node) => (minutes[node] ?? 0) > 0);
  const longest = tails.reduce((most, tail) => Math.max(most, tail), 0);
  const seated = nodes.filter((node) => needsSeat[node] === 1);
  const groups = new Map(seated.map((node) => [String(seatsFor[node]), seatsFor[node] ?? new Int32Array()]));
  const byGroup = [...groups.values()].map((seats) => {
    const inside = new Set(seats);
    const closed = seated.filter((node) => seatsFor[node]?.every((seat) => inside.has(seat)));
    return boundOf(closed, (node) => minutes[node] ?? 0, seats.length);
  });
  const byResource = capacities.map((capacity, resource) => {
    const amount = (node: number) => uses[node]?.find((use) => use.resource === resource)?.amount ?? 0;
    const users = nodes.filter((node) => amount(node) > 0);
    return boundOf(users, (node) => (minutes[node] ?? 0) * amount(node), capacity);
  });
  const bound = Math.max(longest, ...byGroup, ...byResource);
  return minutes.every(Number.isInteger) ? Math.ceil(bound - 1e-9) : bound;

  /** None of them begins before the earliest may, and after the last of them at least the shortest rest follows. */
  function boundOf(members: readonly number[], work: (node: number) => number, capacity: number): number {
    if (members.length === 0 || capacity <= 0) return 0;
    const head = members.reduce((least, node) => Math.min(least, heads[node] ?? 0), Number.POSITIVE_INFINITY);
    const rest = members.reduce(
      (least, node) => Math.min(least, (tails[node] ?? 0) - (minutes[node] ?? 0)),
      Number.POSITIVE_INFINITY,
    );
    return head + members.reduce((sum, node) => sum + work(node), 0) / capacity + rest;
  }
}
