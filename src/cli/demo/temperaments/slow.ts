/** Needs twice the time, but keeps saying so: slow is not silent. */
import { steady } from "./steady.ts";
import type { Temperament } from "./temperament.ts";

export const slow: Temperament = { pace: 2, act: (desk) => steady.act(desk) };
