/** The temperaments of the demo's workers, by name. */
import type { TemperamentName } from "../player.ts";
import { careful } from "./careful.ts";
import { silent } from "./silent.ts";
import { slow } from "./slow.ts";
import { steady } from "./steady.ts";
import { stuck } from "./stuck.ts";
import type { Temperament } from "./temperament.ts";

export const temperaments = { steady, slow, silent, stuck, careful } as const satisfies Record<
  TemperamentName,
  Temperament
>;
