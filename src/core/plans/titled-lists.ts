/** Groups of listed tasks: what stands above them, as a heading or as an item of its own, names them together. */
import { headingHead } from "./block-head.ts";
import type { GroupDraft, TaskDraft } from "./draft.ts";
import type { Item } from "./listed-items.ts";
import { slug } from "./names.ts";
import { plain } from "./plain.ts";

/** `Backend` above a list, as a heading or as an item of its own, stands for the tasks below it. */
export function groupsOf(
  lists: readonly (readonly Item[])[],
  tasksOf: ReadonlyMap<number, readonly TaskDraft[]>,
  nameOf = (heading: string): string | null => (headingHead(heading) === null ? heading : null),
): GroupDraft[] {
  const groups = new Map<number, { title: string; members: string[] }>();
  const add = (title: string, line: number, tasks: readonly TaskDraft[]) => {
    const group = groups.get(line) ?? { title, members: [] };
    group.members.push(...tasks.map(({ ids }) => ids[0] ?? ""));
    groups.set(line, group);
  };
  for (const list of lists) {
    const above: Item[] = [];
    for (const item of list) {
      while ((above.at(-1)?.indent ?? -1) >= item.indent) above.pop();
      const [tasks, parents, heading] = [tasksOf.get(item.line), [...above], item.under.at(-1)];
      above.push(item);
      if (tasks === undefined) continue;
      for (const parent of parents.filter(({ line }) => !tasksOf.has(line)).slice(0, 5)) {
        add(plain(parent.text).slice(0, 200), parent.line, tasks);
      }
      const name = heading !== undefined && heading.level > 1 ? nameOf(heading.text) : null;
      if (heading !== undefined && name !== null) add(name, heading.line, tasks);
    }
  }
  return [...groups].map(([line, { title, members }]) => nameFor(title.replace(/ ?:$/, ""), line, members));
}

function nameFor(title: string, line: number, members: readonly string[]): GroupDraft {
  return {
    kind: "name",
    id: slug(title),
    title,
    names: [title, ...(/^\d[\d.]{0,11}(?=[.)]? \S)/.exec(title) ?? []).map((number) => number.replace(/\.$/, ""))],
    members,
    owner: null,
    calendar: null,
    isOrderedByCalendar: false,
    line,
  };
}
