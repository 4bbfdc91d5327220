/** Idle workers before those who have work already: several slots are room, not a reason to pile up tasks. */
import type { WorkerScore } from "../schedule/rule.ts";
import { showWorker } from "../schedule/wording.ts";

export const leastLoaded: WorkerScore = {
  kind: "score",
  name: "least-loaded",
  sentence: "The worker with the smallest part of their slots in use, so the idle first.",
  about: "worker",
  value: (_task, { worker, holds }) => holds.length / worker.slots,
  reason: (_task, { worker, holds }) =>
    holds.length === 0 ? `${showWorker(worker)} has nothing else in hand` : `${showWorker(worker)} has more free slots`,
  examples: [
    { first: { worker: { slots: 2 } }, second: { worker: { slots: 2, holds: [7] } }, isEqual: false },
    { first: { worker: { slots: 4, holds: [7] } }, second: { worker: { slots: 2, holds: [7] } }, isEqual: false },
    { first: { worker: { slots: 2 } }, second: { worker: {} }, isEqual: true },
  ],
};
