/** Reads how long something takes, as plans write it: `45min`, `1h30`, `2-3 hours`, `1.5d`, `2 weeks`. */

import type { Minutes } from "../model.ts";

/** Working minutes: a day has 8 hours, a week 5 days (spec: one schema). */
const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 480, w: 2400 };

const PART = /(\d{1,6}(?:[.,]\d{1,3})?) {0,2}(minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|[mhdw])(?![a-z])/g;
const RANGE = /(\d{1,6}(?:\.\d{1,3})?) {0,2}(?:-|–|—|to) {0,2}(\d{1,6}(?:\.\d{1,3})?) {0,2}([a-z]{1,8})/;

function unitMinutes(unit: string): number {
  return MINUTES[unit.charAt(0)] ?? 0;
}

/** `1h30`: an hour with bare minutes behind it. */
function sumOfParts(text: string): number | null {
  const compact = /^(\d{1,4})h(\d{1,2})$/.exec(text);
  if (compact !== null) return Number(compact[1]) * 60 + Number(compact[2]);
  let total = 0;
  let found = false;
  for (const match of text.matchAll(PART)) {
    total += Number((match[1] ?? "0").replace(",", ".")) * unitMinutes(match[2] ?? "");
    found = true;
  }
  return found ? Math.round(total) : null;
}

/** Minutes that a text states, or null when it states none. A range gives its two ends, anything else the same twice. */
export function durationOf(text: string): Minutes | null {
  const plain = text.toLowerCase().replaceAll("~", "").replaceAll("*", "").trim().slice(0, 80);
  const range = RANGE.exec(plain);
  if (range !== null && /^(?:m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)$/.test(range[3] ?? "")) {
    const unit = unitMinutes(range[3] ?? "");
    const ends = [Math.round(Number(range[1]) * unit), Math.round(Number(range[2]) * unit)];
    return { low: Math.min(...ends), high: Math.max(...ends) };
  }
  const total = sumOfParts(plain);
  return total === null || total === 0 ? null : { low: total, high: total };
}

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
