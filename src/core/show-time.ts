/** Times as people in the repository read them: `1 Jun 09:00`, in the repository's zone, never "3 hours ago". */
import { localClock } from "./local-time.ts";
import type { Snapshot } from "./world.ts";

/** Who reads, and when: the zone of the clocks there, and the year that goes without saying. */
export type Reading = Pick<Snapshot, "now"> & { readonly settings: Pick<Snapshot["settings"], "timezone"> };

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Keeps a time on one line: a narrow table breaks lines at spaces and hyphens. */
const NO_BREAK = "\u00a0";

/** The same few times are printed in every pass, and reading a zone's rules is slow: shown times are kept. */
const shown = new Map<string, string>();
const MOST_KEPT = 20_000;

/** `1 Jun 2026 09:00`, for what is read for longer than a year. `iso` is ISO 8601, UTC; `zone` an IANA name. */
export function showTimeAndYear(iso: string, zone: string): string {
  const key = `${iso} ${zone}`;
  const before = shown.get(key);
  if (before !== undefined) return before;
  const clock = localClock(iso, zone);
  const text = `${showDayAndYear(clock.slice(0, 10))} ${clock.slice(11, 16)}`;
  if (shown.size >= MOST_KEPT) shown.clear();
  shown.set(key, text);
  return text;
}

/** `1 Jun 2026` of a local day, YYYY-MM-DD. */
export function showDayAndYear(date: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** `1 Jun 09:00`, with the year when it is another one than now. `iso` is ISO 8601, UTC. */
export function showTime(iso: string, { now, settings }: Reading): string {
  return withoutYear(showTimeAndYear(iso, settings.timezone), yearOf(now, settings.timezone));
}

/** The same for a cell of a table. */
export function showTimeInCell(iso: string, reading: Reading): string {
  return keepTogether(showTime(iso, reading));
}

export function keepTogether(text: string): string {
  return text.replaceAll(" ", NO_BREAK);
}

/** `1 Jun` of a local day, YYYY-MM-DD, with the year when it is another one than now. */
export function showDay(date: string, { now, settings }: Reading): string {
  return withoutYear(showDayAndYear(date), yearOf(now, settings.timezone));
}

function yearOf(now: string, zone: string): string {
  return showTimeAndYear(now, zone).split(" ")[2] ?? "";
}

function withoutYear(text: string, year: string): string {
  return text
    .split(" ")
    .filter((word, at) => at !== 2 || word !== year)
    .join(" ");
}
