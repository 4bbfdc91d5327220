/** How far the whole is: tasks by status, without containers, because what lies below them is counted, and gates, which are a word and no work. */
import type { Status, World } from "./world.ts";

export interface TaskCount {
  readonly total: number;
  readonly by: Readonly<Record<Status, number>>;
  /** Gates among the blocked: they wait for work, nobody waits for them to be given it. */
  readonly blockedGates: number;
}

export function countTasks(world: World): TaskCount {
  const by: Record<Status, number> = { ready: 0, blocked: 0, "in progress": 0, "in review": 0, hold: 0, done: 0 };
  let total = 0;
  let blockedGates = 0;
  for (const task of world.tasks.values()) {
    if (task.isContainer || task.gate !== null) continue;
    by[task.status] += 1;
    total += 1;
    if (task.gate !== null && task.status === "blocked") blockedGates += 1;
  }
  return { total, by, blockedGates };
}

/** `3 ready`, `2 in progress`, `14 blocked`, `1 gate not open yet`: what there is, in the order in which work moves. */
export function sayCounts({ by, blockedGates }: TaskCount): readonly string[] {
  const counts: readonly (readonly [number, string])[] = [
    [by.ready, "ready"],
    [by["in progress"], "in progress"],
    [by["in review"], "in review"],
    [by.blocked - blockedGates, "blocked"],
    [blockedGates, blockedGates === 1 ? "gate not open yet" : "gates not open yet"],
    [by.hold, "on hold"],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}
