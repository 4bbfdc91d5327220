/** Outside of their working days and hours nobody is given anything; what they have, or take themselves, stays theirs. */
import type { LastingFilter } from "../schedule/rule.ts";
import { list, listWorkers, sayRest, showWorker } from "../schedule/wording.ts";

export const workHours: LastingFilter = {
  kind: "filter",
  name: "work-hours",
  sentence: "Nothing is given out of a worker's own working days and hours.",
  lasts: true,
  passes: (_task, hand) => hand.restsUntil === undefined,
  why: (_task, hand) => sayRest(hand),
  whyAll: (_task, hands) =>
    hands.length === 1
      ? `only ${listWorkers(hands)} can do it and does not work before ${hands[0]?.restsUntil}`
      : `all who can do it rest: ${list(hands.map((hand) => `${showWorker(hand.worker)} until ${hand.restsUntil}`))}`,
  examples: [
    { scene: {}, why: null },
    {
      scene: { worker: { restsUntil: "8 Jun 09:00" } },
      why: "ana does not work before 8 Jun 09:00",
    },
  ],
};
