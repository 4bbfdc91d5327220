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

type Dated = Group & { readonly calendar: Span };

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
  const dated = groups.flatMap((group): Dated[] => {
    const calendar = group.draft.calendar ?? numberOf(group, groups);
    return calendar === null || group.members.length === 0 ? [] : [{ ...group, calendar }];
  });
  const ends = endsOf(dated);
  const found: Edge[] = [];
  const warnings: PlanWarning[] = [];
  for (const block of dated) {
    if (!block.draft.isOrderedByCalendar) continue;
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

const NUMBERED = /^(phase|wave|stage|step|sprint) (\d{1,3})$/i;

/** `Wave 2` comes after `Wave 1`, where none of the waves has a date. */
function numberOf({ draft }: Group, groups: readonly Group[]): Span | null {
  const [, word = "", number = ""] = NUMBERED.exec(draft.names[0] ?? "") ?? [];
  if (word === "") return null;
  const unit = word.toLowerCase();
  const isDated = groups.some(
    (other) => other.draft.calendar !== null && other.draft.names[0]?.toLowerCase().startsWith(unit),
  );
  return isDated ? null : { unit, from: Number(number), to: Number(number) };
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
  if (NUMBERED.test(`${unit} ${from}`)) {
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
