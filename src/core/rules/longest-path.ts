/**
 * The longest remaining path goes first (highest level first, Hu 1961), the more so the fewer can do its first step and
 * the more it takes of what others need too: such work becomes the bottleneck soonest.
 */
import type { Board, Candidate } from "../schedule/board.ts";
import type { TaskScore } from "../schedule/rule.ts";
import { scarcity } from "../schedule/scarcity.ts";
import { count, list, showMinutes, showWord } from "../schedule/wording.ts";

function sharesOf({ uses, amounts }: Candidate, board: Board): number {
  let sum = 0;
  for (const name of uses) sum += Math.min(1, (amounts?.[name] ?? 1) / board.capacityOf(name));
  return sum;
}

export const longestPath: TaskScore = {
  kind: "score",
  name: "longest-path",
  sentence:
    "The longest remaining path, the more so the fewer workers can do the task and the more of a resource it takes.",
  about: "task",
  value: (task, board) => -task.tailMinutes * scarcity(board.able(task).length, sharesOf(task, board)),
  reason(task, board) {
    const able = `${count(board.able(task).length, "worker")} can do it`;
    const needs = task.uses.length === 0 ? "" : `, and it needs ${list(task.uses.map(showWord))}`;
    return `${showMinutes(task.tailMinutes)} of work hang on it and ${able}${needs}`;
  },
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
    {
      first: { task: { tailMinutes: 200, uses: ["staging"] } },
      second: { task: { tailMinutes: 250 } },
      isEqual: false,
    },
    {
      first: { task: { tailMinutes: 250 }, resources: { staging: 4 } },
      second: { task: { tailMinutes: 200, uses: ["staging"] }, resources: { staging: 4 } },
      isEqual: false,
    },
    { first: {}, second: {}, isEqual: true },
  ],
};
