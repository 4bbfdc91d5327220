/** The weeks of the rows of a table of tasks: they order a document in which nothing else says what comes first. */

import { columnOf } from "./columns.ts";
import type { GroupDraft, PlanFormat } from "./draft.ts";
import { slug } from "./names.ts";
import { plain } from "./plain.ts";

export const tableWeeks: PlanFormat = {
  name: "weeks of a table",
  about: "in a document in which no task is said to wait, a column Week or Days of a table of tasks: 1, 2-3",
  read: (blocks, { tasks, waits, groups }) => {
    if (waits.length > 0 || groups.some(({ calendar }) => calendar !== null)) return {};
    const idAt = new Map(tasks.map(({ line, ids }) => [line, ids[0] ?? ""]));
    const weeks = blocks.flatMap((block) => {
      const at = block.kind === "table" ? block.header.findIndex((name) => columnOf(name) === "week") : -1;
      if (block.kind !== "table" || at < 0) return [];
      return block.rows.flatMap(({ cells, line }) => {
        const id = idAt.get(line);
        return id === undefined ? [] : (weekOf(cells[at] ?? "", block.header[at] ?? "", id, line) ?? []);
      });
    });
    return { groups: weeks };
  },
};

const SPAN = /^(?:\p{L}{1,8}\.? ?)?(\d{1,4})(?: ?(?:[-–—]|to) ?(?:\p{L}{1,8} ?)?(\d{1,4}))?$/u;

/** A cell below `Week` or `Days`: `3`, `W3`, `3-6`, `Week 3 to 6`; null for dates and all else. */
function weekOf(text: string, header: string, id: string, line: number): GroupDraft | null {
  const [, first, last = first] = SPAN.exec(plain(text)) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === undefined || from > to) return null;
  const unit = /^(?:days?|tage?|jours?|d[ií]as?)\b/i.test(plain(/\p{L}{3}/u.test(text) ? text : header))
    ? "day"
    : "week";
  const title = `${unit === "day" ? "Day" : "Week"} ${from === to ? from : `${from}-${to}`}`;
  return {
    kind: "stage",
    id: slug(title),
    title,
    names: [title],
    members: [id],
    owner: null,
    calendar: { unit, from, to },
    isOrderedByCalendar: true,
    line,
  };
}
