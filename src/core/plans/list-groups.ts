/** Tracks, phases and other groups with the tasks that belong to them; every name of a group stands for all of these. */

import { type Directory, lookUpList } from "./directory.ts";
import type { GroupDraft } from "./draft.ts";
import { nameKey } from "./names.ts";
import type { PlanWarning } from "./plan.ts";

export interface Group {
  readonly draft: GroupDraft;
  /** Task numbers, in the order in which they are named. */
  readonly members: readonly number[];
}

export interface ListedGroups {
  readonly groups: readonly Group[];
  readonly warnings: readonly PlanWarning[];
}

interface Growing {
  draft: GroupDraft;
  readonly names: Set<string>;
  readonly members: Set<number>;
}

/** Groups of one kind and id are one. Names several groups share (`Phase 2`) stand for the tasks of all of them. */
export function listGroups(drafts: readonly GroupDraft[], directory: Directory): ListedGroups {
  const growing = new Map<string, Growing>();
  const warnings: PlanWarning[] = [];
  for (const draft of drafts.filter((one) => one.kind === "name")) {
    const members = draft.members.flatMap((member) => lookUpList(directory, member).tasks.map(({ index }) => index));
    for (const name of [draft.id, ...draft.names]) directory.byGroup.set(nameKey(name), members);
  }
  for (const draft of drafts) {
    const key = `${draft.kind} ${draft.id}`;
    const group: Growing = growing.get(key) ?? { draft, names: new Set(), members: new Set() };
    growing.set(key, group);
    group.draft = joined(group.draft, draft);
    for (const name of [draft.id, draft.title, ...draft.names]) group.names.add(nameKey(name));
    for (const member of draft.members) {
      const found = lookUpList(directory, member);
      for (const { index } of found.tasks) group.members.add(index);
      for (const name of found.unknown) warnings.push(unknownMember(name, draft));
    }
  }
  const byName = new Map<string, Set<number>>();
  for (const { names, members } of growing.values()) {
    for (const name of names) {
      const all = byName.get(name) ?? new Set();
      byName.set(name, all);
      for (const member of members) all.add(member);
    }
  }
  for (const [name, members] of byName) if (members.size > 0) directory.byGroup.set(name, [...members]);
  return { groups: [...growing.values()].map(({ draft, members }) => ({ draft, members: [...members] })), warnings };
}

/** The first mention names and places the group; a later one may add its dates and its owner. */
function joined(first: GroupDraft, more: GroupDraft): GroupDraft {
  return {
    ...first,
    calendar: first.calendar ?? more.calendar,
    isOrderedByCalendar: first.calendar === null ? more.isOrderedByCalendar : first.isOrderedByCalendar,
    owner: first.owner ?? more.owner,
  };
}

function unknownMember(name: string, draft: GroupDraft): PlanWarning {
  return { line: draft.line, message: `“${name.slice(0, 80)}” in ${draft.title} names no task of this plan.` };
}
