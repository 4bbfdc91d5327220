/** Turns working minutes into dates and times: which days are worked on, and from when to when. */
import { Temporal } from "temporal-polyfill";
import { nextDate, weekday } from "./local-time.ts";

export type Weekday = ReturnType<typeof weekday>;

export interface WorkCalendar {
  /** At least one. */
  readonly days: readonly Weekday[];
  /** Minutes since midnight, `from` before `to`. */
  readonly hours: { readonly from: number; readonly to: number };
}

/** Five days of eight hours, as the units of estimates have it. */
export const USUAL_CALENDAR: WorkCalendar = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  hours: { from: 9 * 60, to: 17 * 60 },
};

/**
 * When work stands `minutes` working minutes after the first working moment of `start` (YYYY-MM-DD) or later, as a local
 * time YYYY-MM-DDTHH:MM. On the seam between two days what begins does so in the morning, and what ends in the evening.
 */
export function workingTime(start: string, minutes: number, edge: "begins" | "ends", calendar: WorkCalendar): string {
  const { from, to } = calendar.hours;
  const whole = Math.max(0, Math.round(minutes));
  const isEvening = edge === "ends" && whole > 0;
  const days = Math.floor((isEvening ? whole - 1 : whole) / (to - from));
  const minute = from + whole - days * (to - from);
  return `${workingDay(start, days, calendar.days)}T${clock(minute)}`;
}

/** The working day with `count` working days between the first at or after `start` and itself. */
function workingDay(start: string, count: number, days: readonly Weekday[]): string {
  const perWeek = new Set(days).size;
  const weeks = Math.floor(count / perWeek);
  let date = Temporal.PlainDate.from(start)
    .add({ days: 7 * weeks })
    .toString();
  for (let left = count - weeks * perWeek; ; date = nextDate(date)) {
    if (!days.includes(weekday(date))) continue;
    if (left === 0) return date;
    left -= 1;
  }
}

function clock(minute: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
