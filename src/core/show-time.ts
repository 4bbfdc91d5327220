/** Times as people in the repository read them: `2026-06-01 09:00`, in the repository's zone, never "3 hours ago". */
import { Temporal } from "temporal-polyfill";

/** The same few times are printed in every pass, and reading a zone's rules is slow: shown times are kept. */
const shown = new Map<string, string>();
const MOST_KEPT = 20_000;

/** `iso` is ISO 8601, UTC; `zone` an IANA name. */
export function showTime(iso: string, zone: string): string {
  const key = `${iso} ${zone}`;
  const before = shown.get(key);
  if (before !== undefined) return before;
  const local = Temporal.Instant.from(iso).toZonedDateTimeISO(zone).toPlainDateTime();
  const text = local.toString({ smallestUnit: "minute" }).replace("T", " ");
  if (shown.size >= MOST_KEPT) shown.clear();
  shown.set(key, text);
  return text;
}
