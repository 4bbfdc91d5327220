/** When a worker works, as the settings say: on which days, from when to when, in which zone. */
import { instantOf, localDate, nextDate, weekday } from "./local-time.ts";
import type { Weekday } from "./work-calendar.ts";

export interface WorkHours {
  /** IANA name. */
  readonly zone: string;
  /** Null: nothing is said about days. Else at least one. */
  readonly days: readonly Weekday[] | null;
  /** Minutes since midnight, `from` before `to`, which is 1440 at most; null: nothing is said about hours. */
  readonly daily: { readonly from: number; readonly to: number } | null;
}

const DAYS_TO_LOOK_AT = 8;

/** When they begin to work again (ISO); null while they work, and for whoever may be given work at any time. */
export function restsUntil({ zone, days, daily }: WorkHours, now: string): string | null {
  if (days === null && daily === null) return null;
  const { from, to } = daily ?? { from: 0, to: 1440 };
  let date = localDate(now, zone);
  for (let left = DAYS_TO_LOOK_AT; left > 0; left--, date = nextDate(date)) {
    if (days !== null && !days.includes(weekday(date))) continue;
    const begins = instantOf(date, from / 60, zone);
    if (now < begins) return begins;
    if (now < instantOf(date, to / 60, zone)) return null;
  }
  return null;
}

/** `09:00-17:30` in minutes since midnight; null when it is none. */
export function readDaily(text: string): WorkHours["daily"] {
  const found = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/.exec(text);
  if (found === null) return null;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number);
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  return fromMinute > 59 || toMinute > 59 || to > 1440 || from >= to ? null : { from, to };
}
