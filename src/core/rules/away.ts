/** A worker who is away is given nothing. */
import type { LastingFilter } from "../schedule/rule.ts";
import { listWorkers, showWorker } from "../schedule/wording.ts";

export const away: LastingFilter = {
  kind: "filter",
  name: "away",
  sentence: "A worker who is away is given nothing.",
  lasts: true,
  passes: (_task, hand) => !hand.isAway,
  why: (_task, { worker }) => `${showWorker(worker)} is away`,
  whyAll: (_task, hands) =>
    hands.length === 1
      ? `only ${listWorkers(hands)} can do it and is away`
      : `all who can do it are away: ${listWorkers(hands)}`,
  examples: [
    { scene: {}, why: null },
    { scene: { worker: { isAway: true } }, why: "ana is away" },
  ],
};
