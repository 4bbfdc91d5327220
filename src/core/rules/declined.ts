/** Who gave a task back, or lost it to silence, is not given it again. */
import type { LastingFilter } from "../schedule/rule.ts";
import { listWorkers, showWorker } from "../schedule/wording.ts";
import { isSameWord } from "../schedule/words-match.ts";

export const declined: LastingFilter = {
  kind: "filter",
  name: "declined",
  sentence: "Who gave a task back, or lost it to silence, is not given it again; `/claim` takes it all the same.",
  lasts: true,
  passes: ({ declinedBy }, { worker }) =>
    declinedBy.length === 0 || !declinedBy.some((name) => isSameWord(name, worker.name)),
  why: (_task, { worker }) => `${showWorker(worker)} gave it back before`,
  whyAll: (_task, hands) => `${listWorkers(hands)} gave it back before, and nobody else can do it`,
  examples: [
    { scene: { task: { declinedBy: ["bob"] } }, why: null },
    { scene: { task: { declinedBy: ["bob", "Ana"] } }, why: "ana gave it back before" },
  ],
};
