/** Idle workers before those who have work already: several slots are room, not a reason to pile up tasks. */
import type { WorkerScore } from "../schedule/rule.ts";

export const leastLoaded: WorkerScore = {
  kind: "score",
  name: "least-loaded",
  sentence: "The worker with the smallest part of their slots in use, so the idle first.",
  about: "worker",
  value: (_task, { worker, holds }) => holds.length / worker.slots,
  reason: (_task, { holds }) => (holds.length === 0 ? "nothing else is in hand there" : "more slots are free there"),
  examples: [
    { first: { worker: { slots: 2 } }, second: { worker: { slots: 2, holds: [7] } }, isEqual: false },
    { first: { worker: { slots: 4, holds: [7] } }, second: { worker: { slots: 2, holds: [7] } }, isEqual: false },
    { first: { worker: { slots: 2 } }, second: { worker: {} }, isEqual: true },
  ],
};
