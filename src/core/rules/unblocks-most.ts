/** The task that more others wait for goes first. */
import type { TaskScore } from "../schedule/rule.ts";
import { count } from "../schedule/wording.ts";

export const unblocksMost: TaskScore = {
  kind: "score",
  name: "unblocks-most",
  sentence: "The task that more others wait for, directly or not.",
  about: "task",
  value: (task) => -task.unblocks,
  reason: (task) => `${count(task.unblocks, "task")} wait${task.unblocks === 1 ? "s" : ""} for it`,
  examples: [
    { first: { task: { unblocks: 3 } }, second: { task: { unblocks: 2 } }, isEqual: false },
    { first: { task: { unblocks: 3 } }, second: { task: { unblocks: 3 } }, isEqual: true },
  ],
};
