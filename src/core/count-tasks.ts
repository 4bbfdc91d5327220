/** How far the whole is: tasks by status, containers left out because what lies below them is counted. */
import type { Status, World } from "./world.ts";

export interface TaskCount {
  readonly total: number;
  readonly by: Readonly<Record<Status, number>>;
}

export function countTasks(world: World): TaskCount {
  const by: Record<Status, number> = { ready: 0, blocked: 0, "in progress": 0, "in review": 0, hold: 0, done: 0 };
  let total = 0;
  for (const task of world.tasks.values()) {
    if (task.isContainer) continue;
    by[task.status] += 1;
    total += 1;
  }
  return { total, by };
}
