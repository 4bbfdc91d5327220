/** From what the formats found to one plan: tasks merged, names resolved, edges chosen, groups and gates tied to tasks. */

import { chooseEdges } from "./choose-edges.ts";
import { type Directory, lookUp, lookUpList, openDirectory } from "./directory.ts";
import type { GateDraft, GroupDraft, PlanDraft } from "./draft.ts";
import { type MergedTask, mergeTasks } from "./merge-tasks.ts";
import { nameKey, saysAll } from "./names.ts";
import { PLAN_VERSION, type Plan, type PlanGate, type PlanReading, type PlanTask, type PlanWarning } from "./plan.ts";
import { type Edge, resolveWaits } from "./resolve-waits.ts";

interface Group {
  readonly draft: GroupDraft;
  readonly members: readonly number[];
}

/** `title` is the document's; the plan's lists keep the order of the document. */
export function buildPlan(draft: PlanDraft, title: string): PlanReading {
  const merged = mergeTasks(draft.tasks);
  const directory = openDirectory(merged.tasks);
  const warnings: PlanWarning[] = [...draft.warnings, ...merged.warnings];
  const groups = listGroups(draft.groups, directory, warnings);
  const resolved = resolveWaits(draft.waits, directory, (index) => merged.tasks[index]?.scopes ?? []);
  const idOf = (index: number) => merged.tasks[index]?.ids[0] ?? String(index);
  const chosen = chooseEdges(resolved.edges, resolved.none, idOf);
  warnings.push(...resolved.warnings, ...chosen.warnings);
  const tasks = merged.tasks.map((task) => toTask(task));
  tieEdges(tasks, chosen.edges);
  tieGroups(tasks, groups);
  const gates = draft.gates.map((gate) => toGate(gate, directory, tasks, warnings));
  const plan: Plan = {
    schema: PLAN_VERSION,
    title,
    tasks,
    phases: listPhases(groups, idOf),
    tracks: listTracks(groups, idOf),
    gates,
    milestones: draft.milestones,
    workers: draft.workers,
    resources: resourcesOf(tasks),
    catalogue: draft.catalogue,
    risks: draft.risks,
    metrics: draft.metrics,
    claims: draft.claims,
  };
  return { plan, warnings: sorted(warnings) };
}

function sorted(warnings: readonly PlanWarning[]): PlanWarning[] {
  const unique = new Map(warnings.map((warning) => [`${warning.line} ${warning.message}`, warning]));
  return [...unique.values()].sort((a, b) => a.line - b.line);
}

function toTask(task: MergedTask): PlanTask {
  const [id, ...aliases] = task.ids;
  return {
    id: id ?? "",
    aliases,
    title: task.title,
    estimateMinutes: null,
    dependsOn: [],
    softDependsOn: [],
    inferredDependsOn: [],
    track: null,
    phase: null,
    priority: null,
    owner: null,
    reviewer: null,
    skills: {},
    uses: {},
    touches: [],
    workersNeeded: 1,
    doneWhen: [],
    deliverables: [],
    notes: [],
    notBefore: null,
    due: null,
    status: "open",
    line: task.line,
    ...task.fields,
  };
}

function tieEdges(tasks: PlanTask[], edges: readonly Edge[]): void {
  for (const edge of edges) {
    const task = tasks[edge.dependent];
    const blocker = tasks[edge.blocker];
    if (task === undefined || blocker === undefined) continue;
    (edge.soft ? task.softDependsOn : task.dependsOn).push(blocker.id);
    if (edge.source === "calendar") task.inferredDependsOn.push(blocker.id);
  }
}

/** Groups of the same name are one. Every name of a group stands for all its tasks from here on. */
function listGroups(drafts: readonly GroupDraft[], directory: Directory, warnings: PlanWarning[]): Group[] {
  const byKey = new Map<string, { draft: GroupDraft; members: Set<number> }>();
  for (const draft of drafts) {
    const key = `${draft.kind} ${draft.id}`;
    const group = byKey.get(key) ?? { draft, members: new Set() };
    byKey.set(key, group);
    for (const member of draft.members) {
      const found = lookUp(directory, member);
      if (found === null)
        warnings.push({ line: draft.line, message: `"${member}" in ${draft.title} names no task of this plan.` });
      for (const index of found ?? []) group.members.add(index);
    }
  }
  const groups = [...byKey.values()].map(({ draft, members }) => ({ draft, members: [...members] }));
  for (const { draft, members } of groups) {
    for (const name of [draft.title, ...draft.names]) {
      if (members.length > 0 && !directory.byGroup.has(nameKey(name))) directory.byGroup.set(nameKey(name), members);
    }
  }
  return groups;
}

/** A task's phase is the last one that names it, its track the first. */
function tieGroups(tasks: PlanTask[], groups: readonly Group[]): void {
  for (const { draft, members } of groups) {
    for (const index of members) {
      const task = tasks[index];
      if (task === undefined) continue;
      if (draft.kind === "phase") task.phase = draft.id;
      if (draft.kind === "track" && task.track === null) task.track = draft.id;
    }
  }
}

function listPhases(groups: readonly Group[], idOf: (index: number) => string): Plan["phases"] {
  return groups
    .filter((group) => group.draft.kind === "phase")
    .map(({ draft, members }, order) => {
      return {
        id: draft.id,
        title: draft.title,
        taskIds: members.map(idOf),
        order,
        weeks: draft.weeks,
        line: draft.line,
      };
    });
}

function listTracks(groups: readonly Group[], idOf: (index: number) => string): Plan["tracks"] {
  return groups
    .filter((group) => group.draft.kind === "track")
    .map(({ draft, members }) => ({
      id: draft.id,
      title: draft.title,
      taskIds: members.map(idOf),
      owner: draft.owner,
    }));
}

function toGate(draft: GateDraft, directory: Directory, tasks: readonly PlanTask[], warnings: PlanWarning[]): PlanGate {
  const idsOf = (names: readonly string[]) => {
    if (names.some(saysAll)) return tasks.map((task) => task.id);
    const found = names.map((name) => lookUpList(directory, name));
    for (const name of found.flatMap((list) => list.unknown)) {
      warnings.push({
        line: draft.line,
        message: `"${name}" at the gate "${draft.title}" names no task of this plan.`,
      });
    }
    return [...new Set(found.flatMap((list) => list.tasks.map(({ index }) => tasks[index]?.id ?? "")))];
  };
  const after = idsOf(draft.after);
  const { id, title, approver, status, fresh, line } = draft;
  const criteria = draft.criteria.map((criterion) => ({ ...criterion }));
  return { id, title, criteria, approver, status, fresh, after, before: idsOf(draft.before), line };
}

/** What several tasks share and nobody counted: one of each. */
function resourcesOf(tasks: readonly PlanTask[]): Record<string, number> {
  return Object.fromEntries(
    tasks.flatMap((task) => Object.entries(task.uses)).map(([name, amount]) => [name, Math.max(1, amount)]),
  );
}
