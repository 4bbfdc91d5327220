/** Weeks and days on lines of their own, outside every drawing: `Week 1: Choose the songs`, `- Day 3-4: T-1, T-2`. */

import { drawnHead } from "./block-head.ts";
import { type Directory, lookUpList, openDirectory } from "./directory.ts";
import { type GroupDraft, joinAll, type PlanDraft, type PlanFormat } from "./draft.ts";
import { slug } from "./names.ts";
import { readMap } from "./phase-map.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

type Line = BlockOf<"text"> | BlockOf<"item">;

export const weekLines: PlanFormat = {
  name: "week lines",
  about: "lines such as Week 1: T-1, T-2 place tasks in time; in a document without other tasks each is one",
  read: (blocks, found) => {
    const taken = new Set([...found.read, ...found.tasks.map(({ line }) => line)]);
    const lines = blocks.filter((block): block is Line => isWeek(block) && !taken.has(block.line));
    if (lines.length < 2) return {};
    return found.tasks.length > 0 ? placeTasks(lines, found) : joinAll(lines.map(readLine));
  },
};

const WEEK = /^(?:weeks?|days?|sprints?) {0,2}\d{1,4}(?: ?(?:[-–—]|to) ?\d{1,4})?(?: ?: ?| [-–—] )\S/i;

function isWeek(block: Block): boolean {
  if (block.kind !== "text" && block.kind !== "item") return false;
  return WEEK.test(textOf(block)) && !/\bmilestones?\b/i.test(block.under.at(-1)?.text ?? "");
}

/** `Week 2 – Paint` as `Week 2: Paint`. */
function textOf({ text }: Line): string {
  return plain(text)
    .slice(0, 1000)
    .replace(/^(\p{L}{3,8} {0,2}[\d –—-]{1,12}?) ?(?::| [-–—] )\s?/u, "$1: ");
}

/** A block of a drawing without a task in it is one itself; as a phase it is called by its week. */
function readLine(block: Line): PlanDraft {
  const text = textOf(block);
  const draft = readMap({ kind: "fence", language: "", lines: [text], line: block.line, under: block.under });
  const title = text.slice(0, text.indexOf(": "));
  return {
    ...draft,
    tasks: draft.tasks.map((task) => ({ ...task, scope: `list ${block.under.at(-1)?.line ?? 0}` })),
    groups: draft.groups.map((group) => ({ ...group, id: slug(title), title, names: [title] })),
  };
}

/** Behind the weeks stand tasks that are known, and these belong there; what else stands there is reported once. */
function placeTasks(lines: readonly Line[], found: PlanDraft): Partial<PlanDraft> {
  const known = openDirectory(found.tasks.map(({ ids, title }) => ({ ids, title: title ?? ids[0] ?? "" })));
  const groups = lines.flatMap((line) => groupOf(line, known) ?? []);
  const read = new Set(groups.map(({ line }) => line));
  const [first, ...more] = lines.filter(({ line }) => !read.has(line));
  if (first === undefined) return { groups, read: [...read] };
  const others = more.length === 0 ? "" : ` (and ${more.length} more such lines)`;
  const message = `“${plain(first.text).slice(0, 80)}” names no task of this plan and is not read${others}.`;
  return { groups, warnings: [{ line: first.line, message }], read: lines.map(({ line }) => line) };
}

function groupOf(block: Line, known: Directory): GroupDraft | null {
  const text = textOf(block);
  const colon = text.indexOf(": ");
  const { tasks, unknown } = lookUpList(known, text.slice(colon + 2));
  const head = drawnHead(text);
  if (head === null || unknown.length > 0 || tasks.length === 0) return null;
  const title = text.slice(0, colon);
  return {
    kind: "group",
    id: slug(title),
    title,
    names: [title],
    members: tasks.map(({ index }) => known.tasks[index]?.ids[0] ?? ""),
    owner: null,
    calendar: head.calendar,
    isOrderedByCalendar: true,
    line: block.line,
  };
}
