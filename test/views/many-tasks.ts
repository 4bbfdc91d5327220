// A world of many tasks in chains, for everything that has to fold.

import type { World } from "../../src/core/world.ts";
import { worldFrom } from "../world-builder.ts";

/** Ten chains side by side; the first tenth of each is done, the next task in progress, the rest waits. */
export function manyTasks(
  count: number,
  title = "A task whose title is about as long as titles are in real life",
): World {
  const sentences: string[] = ["ana is a worker with 9 slots", "bo is a worker"];
  const perChain = Math.max(2, Math.floor(count / 10));
  for (let number = 1; number <= count; number += 1) {
    const place = (number - 1) % perChain;
    sentences.push(`#${number} is titled ${title} ${number}`);
    sentences.push(place === 0 ? `#${number} is open` : `#${number} depends on #${number - 1}`);
    if (place < perChain / 10) sentences.push(`#${number} was finished by ana`);
    if (place === Math.ceil(perChain / 10) && Math.floor(number / perChain) % 2 === 0)
      sentences.push(`#${number} is held by w-${number}`);
  }
  return worldFrom(sentences);
}
