/** What the columns of a table hold, by their headers. */

import { nearestWord } from "../nearest-word.ts";
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

/** Columns whose loss changes what the plan means. */
const DECIDING: readonly Column[] = ["dependsOn", "softDependsOn", "blocks", "estimate", "owner", "status", "priority"];
/** In shorter words one slip makes too many others. */
const SHORTEST = 5;
const SPELLED = [...BY_HEADER].flatMap(([header, column]) =>
  DECIDING.includes(column) && header.length >= SHORTEST ? [header] : [],
);

/** The deciding column whose header this one most likely is, misspelled; null when none is near. */
export function nearColumn(header: string): { readonly column: Column; readonly header: string } | null {
  const near = nearestWord(headerKey(header).slice(0, 60), SPELLED);
  const column = near === null ? undefined : BY_HEADER.get(near);
  return near === null || column === undefined
    ? null
    : { column, header: near.charAt(0).toUpperCase() + near.slice(1) };
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
