/** `--start`, `--days` and `--hours`: the dates that a plan's minutes fall on. */
import { InvalidArgumentError } from "commander";
import { dispatchPlan } from "../../core/plans/makespan.ts";
import type { PlanReport } from "../../core/plans/plan-report.ts";
import { USUAL_CALENDAR, type Weekday, type WorkCalendar, workingTime } from "../../core/work-calendar.ts";
import { UsageError } from "../usage-error.ts";

const WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES: readonly string[] = WEEK;

export interface DateFlags {
  readonly start?: string;
  readonly days?: readonly Weekday[];
  readonly hours?: WorkCalendar["hours"];
}

export interface PlanDates {
  readonly start: string;
  /** Local time YYYY-MM-DDTHH:MM. */
  begins(minutes: number): string;
  ends(minutes: number): string;
}

/** Null without `--start`: then the plan is told in minutes only. */
export function datesOf(flags: DateFlags): PlanDates | null {
  if (flags.start !== undefined) return openDates(flags.start, flags);
  if (flags.days === undefined && flags.hours === undefined) return null;
  throw new UsageError("--days and --hours say when work is done: they need --start, for example --start 2026-12-01.");
}

export function openDates(start: string, { days, hours }: DateFlags): PlanDates {
  const calendar = { days: days ?? USUAL_CALENDAR.days, hours: hours ?? USUAL_CALENDAR.hours };
  return {
    start,
    begins: (minutes) => workingTime(start, minutes, "begins", calendar),
    ends: (minutes) => workingTime(start, minutes, "ends", calendar),
  };
}

/** What `--json` adds: when the work is done with each number of workers, and when each task is with `workers`. */
export function datedSchedule({ plan, makespans }: PlanReport, workers: number, { start, begins, ends }: PlanDates) {
  const { assignments } = dispatchPlan(plan, workers);
  return {
    start,
    finish: makespans.rows.map((row) => ({ workers: row.workers, at: ends(row.minutes) })),
    workers,
    tasks: assignments.map((one) => ({ task: one.task, start: begins(one.start), end: ends(one.end) })),
  };
}

export function startDate(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  // 2026-02-30 becomes a day in March.
  if (date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError("Expected a date as YYYY-MM-DD, for example 2026-12-01.");
}

/** `mon-fri`, `sat,sun`, `mon-wed,fri`. */
export function workingDays(text: string): Weekday[] {
  const wanted = text.toLowerCase().split(",").map(daysOf);
  if (wanted.every((days) => days.length > 0)) return WEEK.filter((day) => wanted.some((days) => days.includes(day)));
  throw new InvalidArgumentError("Expected days of the week, for example mon-fri or mon,wed,sat.");
}

function daysOf(part: string): readonly Weekday[] {
  const [first = "", last] = part.trim().split("-");
  const from = NAMES.indexOf(first);
  const to = last === undefined ? from : NAMES.indexOf(last);
  if (from < 0 || to < 0) return [];
  return from <= to ? WEEK.slice(from, to + 1) : [...WEEK.slice(from), ...WEEK.slice(0, to + 1)];
}

/** `9-17`, `8:30-16:30`. */
export function workingHours(text: string): WorkCalendar["hours"] {
  const found = /^(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?$/.exec(text);
  const minute = (hours: string | undefined, rest: string | undefined) => Number(hours) * 60 + Number(rest ?? 0);
  const hours = { from: minute(found?.[1], found?.[2]), to: minute(found?.[3], found?.[4]) };
  if (found !== null && hours.from < hours.to && hours.to <= 24 * 60) return hours;
  throw new InvalidArgumentError("Expected hours of the day, for example 9-17 or 8:30-16:30.");
}

/** `Tue 2026-12-01 17:00` from YYYY-MM-DDTHH:MM. */
export function showDate(local: string): string {
  const [date = "", time = ""] = local.split("T");
  return `${new Date(`${date}T00:00:00Z`).toUTCString().slice(0, 3)} ${date} ${time}`;
}
