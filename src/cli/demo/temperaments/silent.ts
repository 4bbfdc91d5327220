/** Takes its very first task and is never heard of again until somebody else has it; from then on like anybody. */
import type { Desk } from "../desk.ts";
import { steady } from "./steady.ts";
import type { Temperament } from "./temperament.ts";

/** Whether the first task that ever came to this worker is still its own. */
function isAtFirst({ outside, player }: Desk): boolean {
  const firsts = outside.issues().flatMap(({ number }) => outside.firstGivenAt(number, player) ?? []);
  const first = Math.min(...firsts);
  return outside.heldBy(player).some(({ number }) => outside.givenAt(number, player) === first);
}

export const silent: Temperament = {
  pace: 1,
  act(desk) {
    if (!isAtFirst(desk)) steady.act(desk);
  },
};
