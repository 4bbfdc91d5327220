/** A worker on standby steps in only where no regular worker, busy or not, can do the task. */
import type { LastingFilter } from "../schedule/rule.ts";
import { listWorkers, showWorker } from "../schedule/wording.ts";

export const standby: LastingFilter = {
  kind: "filter",
  name: "standby",
  sentence: "A worker on standby steps in only where no regular worker who is here, busy or not, can do the task.",
  lasts: true,
  passes: (task, { worker }, board) => !worker.isStandby || board.regulars(task).length === 0,
  why: (task, { worker }, board) =>
    `${showWorker(worker)} is on standby, and ${listWorkers(board.regulars(task))} can do it`,
  examples: [
    { scene: { others: [{ name: "bob" }] }, why: null },
    { scene: { worker: { isStandby: true }, others: [{ name: "bob", isAway: true }] }, why: null },
    {
      scene: { worker: { isStandby: true }, others: [{ name: "bob", holds: [7] }] },
      why: "ana is on standby, and bob can do it",
    },
    {
      scene: {
        task: { skills: { rust: 1 } },
        worker: { isStandby: true, skills: { rust: 1 } },
        others: [{ name: "bob" }],
      },
      why: null,
    },
  ],
};
