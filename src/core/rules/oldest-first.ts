/** What was written down first goes first, so that nothing waits for ever among its equals. */
import type { TaskScore } from "../schedule/rule.ts";

export const oldestFirst: TaskScore = {
  kind: "score",
  name: "oldest-first",
  sentence: "The task that was created first.",
  about: "task",
  value: (task) => Date.parse(task.createdAt) || 0,
  reason: () => "it is the oldest",
  examples: [
    {
      first: { task: { createdAt: "2026-05-31T23:00:00Z" } },
      second: { task: { createdAt: "2026-06-01T00:00:00Z" } },
      isEqual: false,
    },
    { first: {}, second: {}, isEqual: true },
  ],
};
