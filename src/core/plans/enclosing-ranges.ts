/** A range that encloses other ranges names all of them: beside `31-40` and `41-50`, `31-60` is no task of its own. */

import type { GroupDraft, TaskDraft } from "./draft.ts";
import { nameKey } from "./names.ts";

interface Span {
  readonly from: number;
  readonly to: number;
}

function spanOf(task: TaskDraft): Span | null {
  for (const id of task.ids) {
    const found = /^(?:[a-z]{1,12} )?(\d{1,6})-(\d{1,6})$/.exec(nameKey(id));
    if (found !== null) return { from: Number(found[1]), to: Number(found[2]) };
  }
  return null;
}

export interface Sifted {
  readonly tasks: readonly TaskDraft[];
  readonly groups: readonly GroupDraft[];
}

/** Mentions without those that enclose at least two others; these come back as names of what they enclose. */
export function siftEnclosingRanges(drafts: readonly TaskDraft[]): Sifted {
  const spans = drafts.flatMap((task) => {
    const span = spanOf(task);
    return span === null ? [] : [{ task, span, key: `${span.from}-${span.to}` }];
  });
  const distinct = new Map(spans.map((one) => [one.key, one]));
  if (distinct.size < 3 || distinct.size > 2000) return { tasks: drafts, groups: [] };
  const groups = new Map<string, GroupDraft>();
  for (const [key, { task, span }] of distinct) {
    const inside = [...distinct.values()].filter((other) => {
      return other.key !== key && other.span.from >= span.from && other.span.to <= span.to;
    });
    if (inside.length < 2) continue;
    const members = inside.map((other) => other.task.ids[0] ?? "");
    const [id = key, ...names] = task.ids;
    groups.set(key, {
      kind: "name",
      id,
      title: task.title ?? id,
      names,
      members,
      owner: null,
      calendar: null,
      isOrderedByCalendar: false,
      line: task.line,
    });
  }
  const enclosing = new Set(spans.filter(({ key }) => groups.has(key)).map(({ task }) => task));
  return { tasks: drafts.filter((task) => !enclosing.has(task)), groups: [...groups.values()] };
}
