/**
 * Work offered to agents that GitHub lets only people start: the label `start:NAME` on the task. It follows the schedule,
 * which gives such an agent no more than its slots, so nothing is offered twice and what goes to somebody else is not
 * offered any more.
 */
import { mostNow } from "./assigning.ts";
import { handOut } from "./hand-out.ts";
import { isSameName, type Worker } from "./model.ts";
import { isOffered } from "./workers.ts";
import type { World } from "./world.ts";

export interface Offer {
  readonly issue: number;
  readonly worker: Worker;
}

/** In the order in which they matter. */
export function findOffers(world: World): readonly Offer[] {
  return handOut(world)
    .given.flatMap(({ issue, worker: name }): Offer[] => {
      const worker = world.workers.find((one) => isSameName(one.name, name));
      return worker !== undefined && isOffered(worker) ? [{ issue, worker }] : [];
    })
    .slice(0, mostNow(world));
}
