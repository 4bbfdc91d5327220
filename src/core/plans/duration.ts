/** Writes how long something takes: so that it reads back as the same (`1h30`), or for people (`3.5 days`). */

import type { Minutes } from "../model.ts";
import { showMinutes } from "../schedule/wording.ts";

/** The shortest usual way to write minutes: `45min`, `1h30`, `8h`. */
function writeDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}min`;
  return rest === 0 ? `${hours}h` : `${hours}h${String(rest).padStart(2, "0")}`;
}

/** A range when the ends differ: `2h-3h` cannot be read back by every tool, so both ends take the smaller unit. */
export function writeEstimate(estimate: Minutes): string {
  return estimate.low === estimate.high ? writeDuration(estimate.low) : `${estimate.low}-${estimate.high} min`;
}

/** The same for reading: `3 h`, `2 h to 3 h`. */
export function showEstimate({ low, high }: Minutes): string {
  return low === high ? showLength(low) : `${showLength(low)} to ${showLength(high)}`;
}

const DAY = 480;
const WEEK = 2400;

/** For reading, in the unit a person thinks in: `45 min`, `7 h 30 min`, `3.5 days`, `11 weeks` of 5 days of 8 hours. */
export function showLength(minutes: number): string {
  if (minutes < 2 * DAY) return showMinutes(minutes);
  const [unit, name] = minutes < 2 * WEEK ? [DAY, "days"] : [WEEK, "weeks"];
  return `${Number((minutes / unit).toFixed(1))} ${name}`;
}
