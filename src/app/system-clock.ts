// Real time behind the clock port.
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../ports/clock.ts";

/** The machine's clock; nothing needs counting because real time waits for nobody. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(Math.max(0, ms), undefined, signal === undefined ? {} : { signal }),
  track: (work) => (typeof work === "function" ? work() : work),
};
