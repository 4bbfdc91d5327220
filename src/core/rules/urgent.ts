/** Urgent work goes before everything else. */
import type { TaskScore } from "../schedule/rule.ts";

export const urgent: TaskScore = {
  kind: "score",
  name: "urgent",
  sentence: "Urgent tasks first.",
  about: "task",
  value: (task) => (task.isUrgent ? 0 : 1),
  reason: () => "it is urgent",
  examples: [
    { first: { task: { isUrgent: true, priority: "P4" } }, second: { task: { priority: "P0" } }, isEqual: false },
    { first: {}, second: {}, isEqual: true },
  ],
};
