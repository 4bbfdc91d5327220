/** The waves of a repository's open work, without what time and other people's work alone will not free. */
import { waves } from "./graph/waves.ts";
import type { Task, World } from "./world.ts";

/** On hold, in a circle, or waiting for a decision, a date, or what cannot be seen. */
function standsStill({ status, waits }: Task): boolean {
  return status === "hold" || waits.some(({ state }) => state !== "open");
}

/** By node of the graph: 0 is now; -1 stands still, or waits for what does. */
export function openWaves(world: World): Int32Array {
  const tasks = world.numbers.map((number) => world.tasks.get(number));
  return waves(world.graph, (node) => {
    const task = tasks[node];
    return task !== undefined && standsStill(task);
  });
}
