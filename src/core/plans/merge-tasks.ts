/** Several mentions of one task become one: ids joined, fields that agree merged, fields that differ reported. */

import type { TaskDraft } from "./draft.ts";
import { showEstimate } from "./duration.ts";
import { nameKey } from "./names.ts";
import type { PlanTask, PlanWarning } from "./plan.ts";
import { lessFinished } from "./status-words.ts";

export interface MergedTask {
  /** Shortest first. */
  readonly ids: readonly string[];
  readonly title: string;
  readonly line: number;
  readonly scopes: readonly string[];
  readonly fields: TaskDraft["fields"];
}

export interface Merged {
  readonly tasks: readonly MergedTask[];
  readonly warnings: readonly PlanWarning[];
}

/** Mentions in the order of the document; the first gives the place, a lower line never changes it. */
export function mergeTasks(drafts: readonly TaskDraft[]): Merged {
  const warnings: PlanWarning[] = [];
  const tasks = groupsOf(drafts).map((mentions) => mergeMentions(mentions, warnings));
  return { tasks, warnings };
}

/** Mentions that share an id, directly or through a third one. */
function groupsOf(drafts: readonly TaskDraft[]): TaskDraft[][] {
  const parent = drafts.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = index; at !== root; ) [at, parent[at]] = [parent[at] ?? root, root];
    return root;
  };
  const owner = new Map<string, number>();
  for (const [index, draft] of drafts.entries()) {
    for (const id of draft.ids) {
      const other = owner.get(nameKey(id));
      if (other === undefined) owner.set(nameKey(id), index);
      else {
        const [a, b] = [rootOf(other), rootOf(index)];
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  const groups = new Map<number, TaskDraft[]>();
  for (const [index, draft] of drafts.entries()) {
    const group = groups.get(rootOf(index));
    if (group === undefined) groups.set(rootOf(index), [draft]);
    else group.push(draft);
  }
  return [...groups.values()];
}

function mergeMentions(mentions: readonly TaskDraft[], warnings: PlanWarning[]): MergedTask {
  const byKey = new Map<string, string>();
  for (const id of mentions.flatMap((mention) => mention.ids)) if (!byKey.has(nameKey(id))) byKey.set(nameKey(id), id);
  const ids = [...byKey.values()];
  ids.sort((a, b) => a.length - b.length);
  const id = ids[0] ?? "";
  const first = mentions[0];
  const fields = mentions
    .slice(1)
    .reduce((joined, next) => joinFields(id, joined, next, warnings), first?.fields ?? {});
  warnings.push(...differentTitles(id, mentions));
  const listed = mentions.filter(({ scope, title }) => scope.startsWith("list ") && title !== null);
  const earlier = listed.slice(0, -1).map((mention) => ({ text: mention.title ?? id, done: false }));
  return {
    ids,
    title: (mentions.find((mention) => mention.title !== null)?.title ?? id).slice(0, 256),
    line: first?.line ?? 0,
    scopes: [...new Set(mentions.map((mention) => mention.scope))],
    fields: earlier.length === 0 ? fields : { ...fields, doneWhen: joinLists(fields.doneWhen, earlier) },
  };
}

/** Rows of two tables that share an id but not one word are most likely two tasks. */
function differentTitles(id: string, mentions: readonly TaskDraft[]): PlanWarning[] {
  const rows = mentions.filter((mention) => mention.scope.startsWith("table ") && mention.title !== null);
  const first = rows[0];
  const words = (title: string | null) =>
    nameKey(title ?? "")
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2);
  const known = new Set(words(first?.title ?? null));
  return rows.flatMap((row) => {
    if (first === undefined || row.scope === first.scope || words(row.title).some((word) => known.has(word))) return [];
    const message = `${id} is “${row.title}” here and “${first.title}” in line ${first.line}; both are read as one task. Give one of them another id.`;
    return [{ line: row.line, message }];
  });
}

type Fields = TaskDraft["fields"];

function joinFields(id: string, fields: Fields, next: TaskDraft, warnings: PlanWarning[]): Fields {
  const more = next.fields;
  const say = (what: string, a: string, b: string, kept: string) => {
    warnings.push({ line: next.line, message: `${id} has two ${what}, “${a}” and “${b}”; “${kept}” is used.` });
  };
  const [a, b] = [fields.status, more.status];
  const status = a === undefined || b === undefined ? (a ?? b) : lessFinished(a, b);
  if (status !== undefined && a !== undefined && b !== undefined && a !== b) say("statuses", a, b, status);
  const [long, other] = [fields.estimateMinutes, more.estimateMinutes];
  if (long && other && (long.low !== other.low || long.high !== other.high)) {
    say("estimates", showEstimate(long), showEstimate(other), showEstimate(long));
  }
  return {
    ...more,
    ...fields,
    ...(status === undefined ? {} : { status }),
    skills: { ...more.skills, ...fields.skills },
    uses: { ...more.uses, ...fields.uses },
    touches: [...new Set([...(fields.touches ?? []), ...(more.touches ?? [])])],
    doneWhen: joinLists(fields.doneWhen, more.doneWhen),
    deliverables: joinLists(fields.deliverables, more.deliverables),
    notes: [...new Set([...(fields.notes ?? []), ...(more.notes ?? [])])],
  };
}

type Checks = PlanTask["doneWhen"];

function joinLists(first: Checks | undefined, more: Checks | undefined): Checks {
  const known = new Set((first ?? []).map((check) => check.text));
  return [...(first ?? []), ...(more ?? []).filter((check) => !known.has(check.text))];
}
