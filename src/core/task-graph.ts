/** The graph of the tasks that take part, with its circles told in numbers of issues. */
import { edgesFor, type Parts } from "./build-task.ts";
import { findCycles } from "./graph/find-cycles.ts";
import { buildGraph } from "./graph/graph.ts";
import { isHere } from "./model.ts";
import type { Cycle, Task, World } from "./world.ts";

/** Edges between open tasks of this repository, as pairs of numbers; a container's count for everything in it. */
function graphPairs(taking: readonly number[], parts: Parts): { dependents: number[]; blockers: number[] } {
  const dependents: number[] = [];
  const blockers: number[] = [];
  for (const number of taking) {
    for (const edge of edgesFor(number, parts)) {
      if (!isHere(edge.blocker, parts.snapshot.repo) || !parts.taking.has(edge.blocker.number)) continue;
      dependents.push(number);
      blockers.push(edge.blocker.number);
    }
  }
  return { dependents, blockers };
}

export function graphOf(parts: Parts): Pick<World, "graph" | "numbers" | "nodeOf" | "cycles"> {
  const numbers = [...parts.taking].sort((a, b) => a - b);
  const nodeOf = new Map(numbers.map((number, node) => [number, node]));
  const pairs = graphPairs(numbers, parts);
  const toNode = (list: readonly number[]) => list.map((number) => nodeOf.get(number) ?? 0);
  const graph = buildGraph(numbers.length, toNode(pairs.dependents), toNode(pairs.blockers));
  const cycles = findCycles(graph).map((cycle): Cycle => {
    const name = (node: number) => numbers[node] ?? 0;
    return {
      members: cycle.members.map(name),
      issues: cycle.path.map(name),
      cut: { dependent: name(cycle.cut.dependent), blocker: name(cycle.cut.blocker) },
    };
  });
  return { graph, numbers, nodeOf, cycles };
}

/** What waits in a circle says so, with the cheapest way out. */
export function markCycles(tasks: Map<number, Task>, cycles: readonly Cycle[], repo: string): void {
  for (const cycle of cycles) {
    const members = new Set(cycle.members);
    const path = [...cycle.issues, cycle.issues[0] ?? 0].map((number) => `#${number}`).join(" → ");
    const wayOut = `on #${cycle.cut.dependent}: /unblock #${cycle.cut.blocker} because …`;
    for (const number of members) {
      const task = tasks.get(number);
      if (task === undefined) continue;
      const waits = task.waits.map((wait) =>
        wait.state === "open" && wait.blocker !== null && isHere(wait.blocker, repo) && members.has(wait.blocker.number)
          ? { ...wait, state: "cycle" as const, why: `waits in a circle: ${path}`, wayOut }
          : wait,
      );
      tasks.set(number, { ...task, waits });
    }
  }
}
