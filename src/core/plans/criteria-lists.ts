/** Lists that belong to one task: what stands below its `Acceptance criteria:`, and the boxes nested below its own line. */

import { columnOf } from "./columns.ts";
import type { PlanDraft, PlanFormat, TaskDraft } from "./draft.ts";
import { nameKey } from "./names.ts";
import { isNoRemark } from "./phase-bullets.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export const criteriaLists: PlanFormat = {
  name: "criteria lists",
  about: "a list below Acceptance criteria: or Deliverables: of a task, and boxes nested below a task in a list",
  read: (blocks, found) => {
    const taken = new Set([...found.read, ...found.waits.map(({ line }) => line)]);
    const titled = found.tasks.filter(({ title }) => title !== null);
    const ids = new Map([...phasesAsTasks(found), ...titled.map(({ line, ids }) => [line, ids[0] ?? ""] as const)]);
    const tasks = checksOf(blocks, ids).filter(({ line }) => !taken.has(line));
    return { tasks, read: tasks.map(({ line }) => line) };
  },
};

/** Lines of the headings of phases that are one task each, such as a row of a table of phases. */
function phasesAsTasks({ groups, tasks }: PlanDraft): (readonly [number, string])[] {
  const known = new Set(tasks.flatMap(({ ids }) => ids.map(nameKey)));
  return groups.flatMap(({ kind, names, members, line }) => {
    const [only, ...more] = new Set(members.map(nameKey));
    const isItself = kind === "phase" && more.length === 0 && only === nameKey(names[0] ?? "");
    return isItself && only !== undefined && known.has(only) ? [[line, members[0] ?? ""] as const] : [];
  });
}

type Field = "doneWhen" | "deliverables";

/** What the next items are, and of which task. */
interface Opened {
  readonly id: string;
  readonly field: Field;
  /** Items belong to it that are indented by at least this much. */
  readonly indent: number;
}

function checksOf(blocks: readonly Block[], ids: ReadonlyMap<number, string>): TaskDraft[] {
  const checks: TaskDraft[] = [];
  const above: BlockOf<"item">[] = [];
  let opened: Opened | null = null;
  let isLed = false;
  for (const block of blocks) {
    if (block.kind !== "item") {
      above.length = 0;
      isLed = block.kind === "text" ? leads(block.text) : isLed && block.kind !== "heading";
    }
    if (block.kind === "item") {
      while ((above.at(-1)?.indent ?? -1) >= block.indent) above.pop();
      if (opened !== null && block.indent < opened.indent) opened = null;
    }
    const owner = ownerOf(block, above, ids);
    const field = openedBy(block);
    if (field !== null && owner !== null) {
      opened = { id: owner, field, indent: block.kind === "item" ? block.indent + 1 : 0 };
    } else if (block.kind !== "item") opened = null;
    else if (!ids.has(block.line)) {
      const list = opened ?? boxBelow(block, above, ids) ?? (isLed ? null : stepOf(block, above, ids));
      if (list !== null) checks.push(checkOf(block, list));
    }
    if (block.kind === "item") above.push(block);
  }
  return checks;
}

/** The task in whose item a line is nested, or below whose heading it stands. */
function ownerOf(block: Block, above: readonly BlockOf<"item">[], ids: ReadonlyMap<number, string>): string | null {
  const item = above.findLast(({ line }) => ids.has(line));
  const heading = block.under.toReversed().find(({ line }) => ids.has(line));
  return ids.get(item?.line ?? heading?.line ?? -1) ?? null;
}

/** `Acceptance criteria:` with nothing behind it, as a line, an item or a heading. */
function openedBy(block: Block): Field | null {
  if (block.kind !== "text" && block.kind !== "item" && block.kind !== "heading") return null;
  const text = plain(block.text).slice(0, 80);
  const name = /^(\p{L}[\p{L} ]{2,40}?) ?:$/u.exec(text)?.[1] ?? (block.kind === "heading" ? text : "");
  const column = columnOf(name);
  return column === "doneWhen" || column === "deliverables" ? column : null;
}

function boxBelow(
  item: BlockOf<"item">,
  above: readonly BlockOf<"item">[],
  ids: ReadonlyMap<number, string>,
): Opened | null {
  const id = item.done === null ? undefined : ids.get(above.at(-1)?.line ?? -1);
  return id === undefined ? null : { id, field: "doneWhen", indent: 0 };
}

/** `Risks:` or `**Notes**` on a line of its own says what the list below it is; `Steps:` that it holds steps. */
function leads(text: string): boolean {
  const isLead = /:\**$/.test(text) || /^\*\*[^*]{1,60}\*\*$/.test(text);
  return isLead && !/^\W{0,8}(?:steps|tasks|sub-?tasks|to-?dos?|what to do)\b/i.test(text);
}

/** A bullet right below the heading of a task, which says nothing else of it, is a step of it. */
function stepOf(
  item: BlockOf<"item">,
  above: readonly BlockOf<"item">[],
  ids: ReadonlyMap<number, string>,
): Opened | null {
  const id = ids.get(item.under.at(-1)?.line ?? -1);
  return id === undefined || above.length > 0 || !isNoRemark(item) ? null : { id, field: "doneWhen", indent: 0 };
}

function checkOf({ text, done, line }: BlockOf<"item">, { id, field }: Opened): TaskDraft {
  const check = { text: plain(text).slice(0, 1000), done: done === true };
  return { ids: [id], title: null, line, scope: "fields", fields: { [field]: [check] } };
}
