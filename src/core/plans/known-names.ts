/** Names in a drawing that are titles of tasks the document lists elsewhere: one task, under its own id. */

import { type Directory, lookUp, openDirectory } from "./directory.ts";
import type { PlanDraft, TaskDraft } from "./draft.ts";
import { nameKey, slug } from "./names.ts";

/** `Draft → Build` beside a table with T-1 "Draft" and T-2 "Build" speaks of T-1 and T-2. */
export function underKnownNames(draft: PlanDraft): PlanDraft {
  const listed = draft.tasks.filter((task) => !isDrawn(task));
  if (listed.length === 0 || listed.length === draft.tasks.length) return draft;
  const known = openDirectory(titled(listed));
  const renamed = new Map(
    draft.tasks.filter(isDrawn).flatMap((task): [string, string][] => {
      const id = knownAs(task, known);
      return id === null ? [] : [[keyOf(task.scope, task.ids[0] ?? ""), id]];
    }),
  );
  if (renamed.size === 0) return draft;
  const rename = (scope: string) => (name: string) => renamed.get(keyOf(scope, name)) ?? name;
  const anywhere = new Map([...renamed].map(([key, id]) => [key.slice(key.indexOf("\n") + 1), id]));
  const renameMember = (name: string) => (known.byId.has(nameKey(name)) ? name : (anywhere.get(nameKey(name)) ?? name));
  return {
    ...draft,
    tasks: draft.tasks.map((task) => {
      const id = renamed.get(keyOf(task.scope, task.ids[0] ?? ""));
      return id === undefined ? task : { ...task, ids: [id], title: null };
    }),
    waits: draft.waits.map((wait) => {
      const own = rename(wait.scope);
      return { ...wait, dependent: own(wait.dependent), on: own(wait.on) };
    }),
    groups: draft.groups.map((group) => ({ ...group, members: group.members.map(renameMember) })),
    gates: draft.gates.map((gate) => ({ ...gate, after: gate.after.map(renameMember) })),
  };
}

function isDrawn({ scope }: TaskDraft): boolean {
  return /^(?:drawing|diagram|tree) /.test(scope);
}

function keyOf(scope: string, name: string): string {
  return `${scope}\n${nameKey(name)}`;
}

/** One entry for each id, so that a title given twice is still one task's. */
function titled(tasks: readonly TaskDraft[]): { ids: readonly string[]; title: string }[] {
  const byId = new Map<string, { ids: readonly string[]; title: string }>();
  for (const { ids, title } of tasks) {
    const key = nameKey(ids[0] ?? "");
    if (!byId.has(key) || byId.get(key)?.title === "") byId.set(key, { ids, title: title ?? "" });
  }
  return [...byId.values()];
}

/** The id under which a drawn name is listed: by any name when it has no id of its own, else by its exact title. */
function knownAs({ ids, title }: TaskDraft, known: Directory): string | null {
  const id = ids[0] ?? "";
  if (title === null || ids.some((one) => known.byId.has(nameKey(one)))) return null;
  const exact = known.byTitle.get(nameKey(title)) ?? [];
  const found = id === slug(title) ? lookUp(known, title) : exact;
  return found?.length === 1 ? (known.tasks[found[0] ?? -1]?.ids[0] ?? null) : null;
}
