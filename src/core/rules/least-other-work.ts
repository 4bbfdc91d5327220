/** Of the capable, whoever has the least other work they could do: all-rounders stay free for what only they can do. */
import type { WorkerScore } from "../schedule/rule.ts";
import { showMinutes } from "../schedule/wording.ts";

export const leastOtherWork: WorkerScore = {
  kind: "score",
  name: "least-other-work",
  sentence: "The worker for whom the least other open work is left that they could do.",
  about: "worker",
  value: (_task, hand) => hand.otherMinutes,
  reason: (task, hand, board) => {
    const own = board.minutesOf(task);
    return `the least other work could go there (${showMinutes(Math.max(0, hand.otherMinutes - own))})`;
  },
  examples: [
    {
      first: { worker: { skills: {} }, later: [{ skills: { sql: 1 } }] },
      second: { worker: { skills: { sql: 1 } }, later: [{ skills: { sql: 1 } }] },
      isEqual: false,
    },
    {
      first: { worker: { name: "ana" }, later: [{}] },
      second: { worker: { name: "bob" }, later: [{}] },
      isEqual: true,
    },
  ],
};
