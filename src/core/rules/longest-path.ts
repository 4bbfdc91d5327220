/**
 * The longest remaining path goes first, the more so the fewer can do its first step. Highest level first (Hu 1961)
 * divided by the number of capable workers: work that only few can do becomes the bottleneck soonest.
 */
import type { TaskScore } from "../schedule/rule.ts";
import { count, showMinutes } from "../schedule/wording.ts";

export const longestPath: TaskScore = {
  kind: "score",
  name: "longest-path",
  sentence: "The longest remaining path divided by the number of workers who can do the task.",
  about: "task",
  value: (task, board) => -task.tailMinutes / Math.max(1, board.able(task).length),
  reason: (task, board) =>
    `${showMinutes(task.tailMinutes)} of work hang on it and ${count(board.able(task).length, "worker")} can do it`,
  examples: [
    { first: { task: { tailMinutes: 300 } }, second: { task: { tailMinutes: 200 } }, isEqual: false },
    {
      first: {
        task: { tailMinutes: 200, skills: { sql: 1 } },
        worker: { skills: { sql: 1 } },
        others: [{ name: "bob" }],
      },
      second: { task: { tailMinutes: 300 }, worker: { skills: { sql: 1 } }, others: [{ name: "bob" }] },
      isEqual: false,
    },
    { first: {}, second: {}, isEqual: true },
  ],
};
