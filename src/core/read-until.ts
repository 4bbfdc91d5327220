/** Until when: `2026-06-05`, `5 June`, `tomorrow`, `Friday`, `3d`, `2w` in the repository's zone. */
import { Temporal } from "temporal-polyfill";
import { instantOf, later, localDate, weekday } from "./local-time.ts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const HOURS = /^(\d{1,3}) ?h(?:ours?)?$/;
const SPAN = /^(\d{1,3}) ?(d|days?|w|weeks?)$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MONTH = /^(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})(?: (\d{4}))?$/;
const MONTH_DAY = /^([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/;

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  const date = Temporal.PlainDate.from(
    { year, month: Math.max(1, month), day: Math.max(1, day) },
    { overflow: "constrain" },
  );
  return date.month === month && date.day === day ? date : null;
}

/** Without a year: the next such day. */
function named(
  day: number,
  monthName: string,
  year: string | undefined,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const month = 1 + MONTHS.indexOf(monthName.slice(0, 3));
  if (month === 0) return null;
  if (year !== undefined) return dateOf(Number(year), month, day);
  const here = dateOf(today.year, month, day);
  if (here !== null && Temporal.PlainDate.compare(here, today) > 0) return here;
  return dateOf(today.year + 1, month, day);
}

function readDate(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (text === "tomorrow") return today.add({ days: 1 });
  if (text === "next week") return today.add({ days: 8 - today.dayOfWeek });
  const span = SPAN.exec(text);
  if (span !== null) return today.add({ days: Number(span[1]) * ((span[2] ?? "").startsWith("w") ? 7 : 1) });
  const iso = ISO.exec(text);
  if (iso !== null) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const weekdayAt = /^(?:next )?(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}$/.exec(text)?.[1];
  if (weekdayAt !== undefined) {
    const from = DAYS.indexOf(weekday(today.toString()));
    return today.add({ days: ((DAYS.indexOf(weekdayAt) - from + 6) % 7) + 1 });
  }
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth !== null) return named(Number(dayMonth[1]), dayMonth[2] ?? "", dayMonth[3], today);
  const monthDay = MONTH_DAY.exec(text);
  return monthDay === null ? null : named(Number(monthDay[2]), monthDay[1] ?? "", monthDay[3], today);
}

/** An instant (ISO): dates begin at 00:00 in the zone. null when it is none, or lies in the past. */
export function readUntil(text: string, now: string, zone: string): string | null {
  const words = text.toLowerCase().replace(/[,.]$/, "").trim().slice(0, 40);
  const hours = HOURS.exec(words);
  if (hours !== null) return Number(hours[1]) > 0 ? later(now, Number(hours[1]) * 3_600_000) : null;
  const date = readDate(words, Temporal.PlainDate.from(localDate(now, zone)));
  const at = date === null ? null : instantOf(date.toString(), 0, zone);
  return at !== null && at > now ? at : null;
}
