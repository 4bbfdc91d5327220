/** Writes how long something takes, so that it reads back as the same: `45min`, `1h30`, `8h`. */

import type { Minutes } from "../model.ts";

/** The shortest usual way to write minutes: `45min`, `1h30`, `8h`. */
export function writeDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}min`;
  return rest === 0 ? `${hours}h` : `${hours}h${String(rest).padStart(2, "0")}`;
}

/** A range when the ends differ: `2h-3h` cannot be read back by every tool, so both ends take the smaller unit. */
export function writeEstimate(estimate: Minutes): string {
  return estimate.low === estimate.high ? writeDuration(estimate.low) : `${estimate.low}-${estimate.high} min`;
}
