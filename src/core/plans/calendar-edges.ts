/** What the calendar says about order: a block whose tasks nothing else orders waits for the blocks that end before it. */

import { type Edge, indexEdges, lastOf, rank } from "./edge-index.ts";
import type { Group } from "./list-groups.ts";
import type { PlanWarning } from "./plan.ts";

/** A span of the calendar, or the place among phases, waves and the like that are only numbered. */
interface Span {
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

interface Dated extends Group {
  readonly calendar: Span;
  /** Beside others without a date a dated phase is in front of them by its number; its own place has its date. */
  readonly isOnlyInFront: boolean;
}

export interface CalendarEdges {
  readonly edges: readonly Edge[];
  readonly warnings: readonly PlanWarning[];
}

/** `edges` are those that hold already; `free` says of a task that a statement frees it from waiting. */
export function calendarEdges(
  groups: readonly Group[],
  edges: readonly Edge[],
  free: (index: number) => boolean,
): CalendarEdges {
  const orders = (edge: Edge) => rank(edge.source) < rank("order") || (!edge.soft && edge.source !== "calendar");
  const index = indexEdges(edges);
  const ordered = new Set(edges.filter(orders).map((edge) => edge.dependent));
  const families = familiesOf(groups);
  const dated = groups.filter(({ members }) => members.length > 0).flatMap((group) => placesOf(group, families));
  const ends = endsOf(dated);
  const found: Edge[] = [];
  const warnings: PlanWarning[] = [];
  for (const block of dated) {
    if (!block.draft.isOrderedByCalendar || block.isOnlyInFront) continue;
    const first = block.members.filter((index) => !ordered.has(index) && !free(index));
    if (first.length === 0) continue;
    for (const before of nearestBefore(block, ends)) {
      const blockers = lastOf(before.members, index).filter((index) => !block.members.includes(index));
      const dependents = first.filter((index) => !before.members.includes(index));
      if (blockers.length === 0 || dependents.length === 0) continue;
      for (const dependent of dependents) {
        for (const blocker of blockers)
          found.push({ dependent, blocker, soft: false, source: "calendar", line: block.draft.line });
      }
      warnings.push({ line: block.draft.line, message: inferred(block, before) });
    }
  }
  return { edges: found, warnings };
}

const NUMBERED = /^(phase|wave|stage|step|sprint) (\d{1,3})(?:\.(\d{1,3}))?$/i;

/** What is known of all phases, or of all waves, together. */
interface Family {
  readonly hasUndated: boolean;
  /** Some are called `Phase 2`, others `Phase 2.1`: these may be part of those. */
  readonly isMixed: boolean;
}

function familiesOf(groups: readonly Group[]): ReadonlyMap<string, Family> {
  const named = groups.flatMap(({ draft }) => {
    const [, word = "", , part] = NUMBERED.exec(draft.names[0] ?? "") ?? [];
    return word === ""
      ? []
      : [{ word: word.toLowerCase(), isPart: part !== undefined, isDated: draft.calendar !== null }];
  });
  const families = Map.groupBy(named, ({ word }) => word);
  return new Map(
    [...families].map(([word, all]) => {
      const parts = all.filter(({ isPart }) => isPart).length;
      return [word, { hasUndated: all.some(({ isDated }) => !isDated), isMixed: parts > 0 && parts < all.length }];
    }),
  );
}

/** By its date, else by its number: `Wave 2` comes after `Wave 1`, and `Phase 3.2` after `Phase 3.1`. */
function placesOf(group: Group, families: ReadonlyMap<string, Family>): Dated[] {
  const { calendar } = group.draft;
  const own = calendar === null ? [] : [{ ...group, calendar, isOnlyInFront: false }];
  const [, word = "", number = "", part] = NUMBERED.exec(group.draft.names[0] ?? "") ?? [];
  const unit = word.toLowerCase();
  const family = families.get(unit);
  if (family === undefined || !family.hasUndated || (family.isMixed && part !== undefined)) return own;
  const place = Number(number) * 1000 + Number(part ?? 0);
  return [...own, { ...group, calendar: { unit, from: place, to: place }, isOnlyInFront: calendar !== null }];
}

/** Blocks by unit and last week, with the last weeks in order: what "nearest before" is looked up in. */
interface Ends {
  readonly blocks: ReadonlyMap<string, readonly Dated[]>;
  readonly sorted: ReadonlyMap<string, readonly number[]>;
}

function endsOf(dated: readonly Dated[]): Ends {
  const blocks = Map.groupBy(dated, ({ calendar }) => `${calendar.unit} ${calendar.to}`);
  const units = Map.groupBy(dated, ({ calendar }) => calendar.unit);
  const sorted = new Map<string, number[]>();
  for (const [unit, own] of units) {
    sorted.set(
      unit,
      [...new Set(own.map(({ calendar }) => calendar.to))].sort((a, b) => a - b),
    );
  }
  return { blocks, sorted };
}

/** The blocks with the latest end that is not after this one's start; two of the very same time stand side by side. */
function nearestBefore(block: Dated, ends: Ends): readonly Dated[] {
  const { unit, from, to } = block.calendar;
  const sorted = ends.sorted.get(unit) ?? [];
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= Math.max(0, low - 2); at -= 1) {
    const ending = ends.blocks.get(`${unit} ${sorted[at]}`) ?? [];
    const earlier = ending.filter((other) => other.calendar.from !== from || other.calendar.to !== to);
    if (earlier.length > 0) return earlier;
  }
  return [];
}

function inferred(block: Dated, before: Dated): string {
  const { unit, from } = block.calendar;
  if (NUMBERED.test(`${unit} 1`)) {
    return (
      `Nothing else orders the first tasks of ${block.draft.title}; they are taken to wait for ${before.draft.title} ` +
      "(inferred from the numbers)."
    );
  }
  return (
    `${block.draft.title} begins in ${unit} ${from} and nothing else orders its first tasks; they are taken to wait for ` +
    `${before.draft.title}, which ends in ${unit} ${before.calendar.to} (inferred from the calendar).`
  );
}
