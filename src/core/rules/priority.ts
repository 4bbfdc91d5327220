/** The higher priority goes first. */
import type { TaskScore } from "../schedule/rule.ts";

export const priority: TaskScore = {
  kind: "score",
  name: "priority",
  sentence: "P0 before P1 before P2; a task without a priority counts as P2.",
  about: "task",
  value: (task) => Number(task.priority.slice(1)),
  reason: (task) => `it is ${task.priority}`,
  examples: [
    { first: { task: { priority: "P0" } }, second: { task: { priority: "P1" } }, isEqual: false },
    { first: { task: { priority: "P3" } }, second: { task: { priority: "P3" } }, isEqual: true },
  ],
};
