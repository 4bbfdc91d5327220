/** Bare numbers that two tables of a document give to different tasks. */

import type { PlanDraft } from "./draft.ts";
import { nameKey, slug } from "./names.ts";
import type { Table } from "./table-rows.ts";

export type TableDraft = Pick<PlanDraft, "tasks" | "waits" | "groups" | "warnings" | "read">;

/**
 * Bare numbers mean something only inside their table: when a later table gives most of them to other titles, its
 * numbers take the name of its heading in front.
 */
export function ownNumbers(draft: TableDraft, table: Table, taken: Map<string, string | null>): TableDraft {
  const numbered = draft.tasks.filter((task) => /^\d{1,5}$/.test(task.ids[0] ?? ""));
  const others = numbered.filter((task) => {
    const title = taken.get(task.ids[0] ?? "");
    return title !== undefined && title !== null && nameKey(title) !== nameKey(task.title ?? "");
  });
  for (const task of numbered) taken.set(task.ids[0] ?? "", taken.get(task.ids[0] ?? "") ?? task.title);
  const heading = table.under.at(-1)?.text;
  if (others.length * 2 <= numbered.length || heading === undefined) return draft;
  const rename = (text: string) =>
    text
      .replace(/(?<![\w.#-])(\d{1,5}) ?[-–] ?(?=\d{1,5}(?![\w.]))/g, "$1 to ")
      .replace(/(?<![\w.#-])\d{1,5}(?![\w.])/g, (number) => `${slug(heading)}-${number}`);
  const renameAll = (names: readonly string[]) => names.map(rename);
  return {
    ...draft,
    tasks: draft.tasks.map((task) => ({ ...task, ids: task.ids.slice(0, 1).map(rename) })),
    waits: draft.waits.map((wait) => ({ ...wait, dependent: rename(wait.dependent), on: rename(wait.on) })),
    groups: draft.groups.map((group) => ({ ...group, members: renameAll(group.members) })),
    warnings: [
      ...draft.warnings,
      {
        line: table.line,
        message: `Numbers of this table are taken by another one; they are read as ${slug(heading)}-1 and so on.`,
      },
    ],
  };
}
