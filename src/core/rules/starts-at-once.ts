/** Whoever can begin now goes before an agent that a person has to start first. */
import type { WorkerScore } from "../schedule/rule.ts";

export const startsAtOnce: WorkerScore = {
  kind: "score",
  name: "starts-at-once",
  sentence: "A worker who can begin at once before an agent that only a person can start.",
  about: "worker",
  value: (_task, { worker }) => (worker.isOffered === true ? 1 : 0),
  reason: (_task, { worker }) =>
    worker.isOffered === true ? "nobody who could begin at once is free" : "the others have to be started by a person",
  examples: [
    { first: { worker: {} }, second: { worker: { isOffered: true } }, isEqual: false },
    { first: { worker: {} }, second: { worker: {} }, isEqual: true },
  ],
};
