/** Times as people in the repository read them: `2026-06-01 09:00`, in the repository's zone, never "3 hours ago". */
import { localClock } from "./local-time.ts";

/** The same few times are printed in every pass, and reading a zone's rules is slow: shown times are kept. */
const shown = new Map<string, string>();
const MOST_KEPT = 20_000;

/** `iso` is ISO 8601, UTC; `zone` an IANA name. */
export function showTime(iso: string, zone: string): string {
  const key = `${iso} ${zone}`;
  const before = shown.get(key);
  if (before !== undefined) return before;
  const text = localClock(iso, zone).slice(0, 16).replace("T", " ");
  if (shown.size >= MOST_KEPT) shown.clear();
  shown.set(key, text);
  return text;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Keeps a time on one line: a narrow table breaks lines at spaces and hyphens. */
const NO_BREAK = "\u00a0";

/** For a cell of a table: `1 Jun 09:00`, with the year when it is another one than `now` has. */
export function showTimeInCell(iso: string, zone: string, now: string): string {
  const [date = "", time = ""] = showTime(iso, zone).split(" ");
  const [year = "", month = "", day = ""] = date.split("-");
  const isThisYear = showTime(now, zone).startsWith(`${year}-`);
  const words = [String(Number(day)), MONTHS[Number(month) - 1] ?? month, ...(isThisYear ? [] : [year]), time];
  return words.join(NO_BREAK);
}
