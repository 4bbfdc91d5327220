/** Among equals, whoever built what the task rests on: the context is still warm. */
import type { WorkerScore } from "../schedule/rule.ts";
import { showWorker } from "../schedule/wording.ts";

export const affinity: WorkerScore = {
  kind: "score",
  name: "affinity",
  sentence: "The worker who built one of the blockers.",
  about: "worker",
  value: (task, { worker }) => (task.builtBlockers.includes(worker.name) ? 0 : 1),
  reason: (_task, { worker }) => `${showWorker(worker)} built what it rests on`,
  examples: [
    { first: { task: { builtBlockers: ["ana"] } }, second: { task: { builtBlockers: ["bob"] } }, isEqual: false },
    { first: {}, second: {}, isEqual: true },
  ],
};
