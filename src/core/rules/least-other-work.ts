/**
 * Of the capable, whoever has the least other work they could do: all-rounders stay free for what only they can do. Work
 * that several could do counts in equal parts, so that being one of ten for a task weighs less than being the only one.
 */
import type { WorkerScore } from "../schedule/rule.ts";
import { showMinutes, showWorker } from "../schedule/wording.ts";

export const leastOtherWork: WorkerScore = {
  kind: "score",
  name: "least-other-work",
  sentence: "The worker with the least other open work they could do, each task divided by all who could.",
  about: "worker",
  value: (_task, hand) => hand.otherMinutes,
  reason: (_task, hand) =>
    `${showWorker(hand.worker)} can do less of the other open work (${showMinutes(hand.otherMinutes)})`,
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
