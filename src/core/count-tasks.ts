/** How far the whole is: tasks by status, without containers (what lies below them counts) and gates (a word, no work). */
import type { Status, World } from "./world.ts";

export interface TaskCount {
  readonly total: number;
  readonly by: Readonly<Record<Status, number>>;
  /** Gates that nobody has opened yet. */
  readonly closedGates: number;
}

export function countTasks(world: World): TaskCount {
  const by: Record<Status, number> = { ready: 0, blocked: 0, "in progress": 0, "in review": 0, hold: 0, done: 0 };
  let total = 0;
  let closedGates = 0;
  for (const task of world.tasks.values()) {
    if (task.gate !== null && task.status !== "done") closedGates += 1;
    if (task.isContainer || task.gate !== null) continue;
    by[task.status] += 1;
    total += 1;
  }
  return { total, by, closedGates };
}

/** `3 ready`, `2 in progress`, `14 blocked`, `1 gate not open yet`: what there is, in the order in which work moves. */
export function sayCounts({ by, closedGates }: TaskCount): readonly string[] {
  const counts: readonly (readonly [number, string])[] = [
    [by.ready, "ready"],
    [by["in progress"], "in progress"],
    [by["in review"], "in review"],
    [by.blocked, "blocked"],
    [closedGates, closedGates === 1 ? "gate not open yet" : "gates not open yet"],
    [by.hold, "on hold"],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}
