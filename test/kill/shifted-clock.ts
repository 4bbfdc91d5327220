/** Real time with the date moved, so that a working day can begin while a process is watched. */
import { systemClock } from "../../src/app/system-clock.ts";
import type { Clock } from "../../src/ports/clock.ts";

/** `shift.ms` may change while the clock is in use; sleeps last as long as in real time. */
export function shiftedClock(shift: { readonly ms: number }): Clock {
  return { ...systemClock, now: () => Date.now() + shift.ms };
}
