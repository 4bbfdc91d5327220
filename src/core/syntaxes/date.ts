/** A day is a blocker too. */
import type { Syntax } from "./syntax.ts";

export const date: Syntax = {
  name: "date",
  help: "`Not before: 2026-12-01`, `After: 2026-12-01`.",
  examples: [
    { text: "Not before: 2026-12-01", finds: ["not before 2026-12-01"] },
    { text: "After: 2026-12-01", finds: ["not before 2026-12-01"] },
    { text: "Released on 2026-12-01", finds: [] },
  ],
};

const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/** Whether the calendar has this day. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2 && day === 29) return isLeap;
  return day >= 1 && day <= (LENGTHS[month - 1] ?? 0);
}
