/** What the columns of a table hold, by their headers. */

import { COLUMNS } from "./column-names.ts";
import { plain } from "./plain.ts";

export type Column = keyof typeof COLUMNS;

const BY_HEADER: ReadonlyMap<string, Column> = new Map(
  Object.entries(COLUMNS).flatMap(([column, lots]) =>
    lots.flatMap((lot) => lot.split(", ")).map((header) => [header, column as Column] as const),
  ),
);

export function headerKey(header: string): string {
  return plain(header)
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase()
    .replace(/\([^)]{0,60}\)/g, "")
    .replace(/[^\p{L}\p{N}# ]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export function columnOf(header: string): Column | null {
  const key = headerKey(header);
  const column = BY_HEADER.get(key);
  if (column !== undefined) return column;
  const withoutUnit = BY_HEADER.get(key.replace(UNIT_AT_END, "")) ?? null;
  return withoutUnit !== null && LENGTHS.includes(withoutUnit) ? withoutUnit : null;
}

const LENGTHS: readonly Column[] = ["estimate", "least", "most"];

const UNIT = "h|hrs?|hours?|std|stunden|d|days?|tage|jours|días|w|weeks?|wochen|min|minutes?|pts?|points?|pt|sp";
/** `Estimate days`, `Est. hours`. */
const UNIT_AT_END = new RegExp(` (?:in )?(?:${UNIT})$`);
const UNIT_ALONE = new RegExp(`\\b(?:${UNIT})\\b`, "i");

/** The unit that a header gives to bare numbers below it: `Estimate (days)`, `Hours`; empty when it names none. */
export function unitOf(header: string): string {
  return UNIT_ALONE.exec(plain(header))?.[0] ?? "";
}
