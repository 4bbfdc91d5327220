/** What the calendar says about order: a block whose tasks nothing else orders waits for the blocks that end before it. */

import { type Edge, indexEdges, lastOf, rank } from "./edge-index.ts";
import type { Group } from "./list-groups.ts";
import type { PlanCalendar, PlanWarning } from "./plan.ts";

type Dated = Group & { readonly calendar: NonNullable<PlanCalendar> };

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
    const calendar = group.draft.calendar;
    return calendar === null || group.members.length === 0 ? [] : [{ ...group, calendar }];
  });
  const found: Edge[] = [];
  const warnings: PlanWarning[] = [];
  for (const [at, block] of dated.entries()) {
    if (!block.draft.isOrderedByCalendar) continue;
    const first = block.members.filter((index) => !ordered.has(index) && !free(index));
    if (first.length === 0) continue;
    for (const before of nearestBefore(dated, at)) {
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

/** The blocks with the latest end that is not after this one's start. Of two at the very same time the first is earlier. */
function nearestBefore(dated: readonly Dated[], at: number): Dated[] {
  const block = dated[at];
  if (block === undefined) return [];
  const { unit, from, to } = block.calendar;
  const earlier = dated.filter((other, index) => {
    const same = other.calendar.from === from && other.calendar.to === to;
    return other.calendar.unit === unit && other.calendar.to <= from && (!same || index < at);
  });
  const latest = earlier.reduce((most, other) => Math.max(most, other.calendar.to), 0);
  return earlier.filter((other) => other.calendar.to === latest);
}

function inferred(block: Dated, before: Dated): string {
  const { unit, from } = block.calendar;
  return (
    `${block.draft.title} begins in ${unit} ${from} and nothing else orders its first tasks; they are taken to wait for ` +
    `${before.draft.title}, which ends in ${unit} ${before.calendar.to} (inferred from the calendar).`
  );
}
