/** Lists that belong to one task: what stands below its `Acceptance criteria:`, and the boxes nested below its own line. */

import { columnOf } from "./columns.ts";
import type { PlanFormat, TaskDraft } from "./draft.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export const criteriaLists: PlanFormat = {
  name: "criteria lists",
  about: "a list below Acceptance criteria: or Deliverables: of a task, and boxes nested below a task in a list",
  read: (blocks, found) => {
    const taken = new Set([...found.read, ...found.waits.map(({ line }) => line)]);
    const ids = new Map(found.tasks.filter(({ title }) => title !== null).map(({ line, ids }) => [line, ids[0] ?? ""]));
    const tasks = checksOf(blocks, ids).filter(({ line }) => !taken.has(line));
    return { tasks, read: tasks.map(({ line }) => line) };
  },
};

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
  for (const block of blocks) {
    if (block.kind !== "item") above.length = 0;
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
      const list = opened ?? boxBelow(block, above, ids);
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

function checkOf({ text, done, line }: BlockOf<"item">, { id, field }: Opened): TaskDraft {
  const check = { text: plain(text).slice(0, 1000), done: done === true };
  return { ids: [id], title: null, line, scope: "fields", fields: { [field]: [check] } };
}
