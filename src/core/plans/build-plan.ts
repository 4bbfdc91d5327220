/** From what the formats found to one plan: tasks merged, names resolved, edges chosen, groups and gates tied to tasks. */

import { calendarEdges } from "./calendar-edges.ts";
import { chooseEdges, dropCycles } from "./choose-edges.ts";
import { openDirectory } from "./directory.ts";
import type { PlanDraft } from "./draft.ts";
import type { Edge } from "./edge-index.ts";
import { siftEnclosingRanges } from "./enclosing-ranges.ts";
import { type Group, listGroups } from "./list-groups.ts";
import { type MergedTask, mergeTasks } from "./merge-tasks.ts";
import { emptyTask, PLAN_VERSION, type Plan, type PlanReading, type PlanTask, type PlanWarning } from "./plan.ts";
import { resolveWaits } from "./resolve-waits.ts";
import { resourcesOf } from "./resources-of.ts";
import { tieGates } from "./tie-gates.ts";

export interface BuildOptions {
  /** Whether week, day and cycle numbers order what nothing else orders. */
  readonly useCalendar: boolean;
}

/** `title` is the document's; the plan's lists keep the order of the document. */
export function buildPlan(draft: PlanDraft, title: string, options: BuildOptions): PlanReading {
  const sifted = siftEnclosingRanges(inOrder(draft.tasks));
  const merged = mergeTasks(sifted.tasks);
  const directory = openDirectory(merged.tasks);
  const { groups, warnings: groupWarnings } = listGroups(inOrder([...sifted.groups, ...draft.groups]), directory);
  const resolved = resolveWaits(draft.waits, directory, (index) => merged.tasks[index]?.scopes ?? []);
  const idOf = (index: number) => merged.tasks[index]?.ids[0] ?? String(index);
  const chosen = chooseEdges(resolved.edges, resolved.none, idOf);
  const isFree = (index: number) => resolved.none.has(index);
  const dated = options.useCalendar ? calendarEdges(groups, chosen.edges, isFree) : { edges: [], warnings: [] };
  const sound = dropCycles([...chosen.edges, ...dated.edges], idOf);
  const tied = tieGates(draft.gates, directory, [...sound.edges, ...resolved.edges], idOf);
  const tasks = merged.tasks.map((task) => toTask(task, new Set(draft.planned)));
  tieEdges(tasks, sound.edges);
  const phases = phasesAmong(groups);
  tieGroups(tasks, groups, phases);
  const plan: Plan = {
    schema: PLAN_VERSION,
    title,
    tasks,
    phases: listPhases(phases, idOf),
    tracks: listTracks(groups, idOf),
    gates: [...tied.gates],
    milestones: draft.milestones,
    workers: draft.workers,
    resources: resourcesOf(tasks),
    catalogue: draft.catalogue,
    risks: draft.risks,
    metrics: draft.metrics,
    claims: draft.claims,
  };
  const said = [draft, merged, resolved, chosen, dated, sound, tied].flatMap((step) => [...step.warnings]);
  return { plan, warnings: sorted([...said, ...groupWarnings]) };
}

/** As the document has them, whichever format found them. */
function inOrder<T extends { readonly line: number }>(drafts: readonly T[]): T[] {
  return [...drafts].sort((a, b) => a.line - b.line);
}

/** What the document heads as phases; where it has none, its groups and waves; else what its tables name as phases. */
function phasesAmong(groups: readonly Group[]): readonly Group[] {
  const kinds = (["phase", "group", "stage"] as const).map((kind) =>
    groups.filter(({ draft, members }) => draft.kind === kind && members.length > 0),
  );
  return kinds.find(({ length }) => length > 0) ?? [];
}

function sorted(warnings: readonly PlanWarning[]): PlanWarning[] {
  const unique = new Map(warnings.map((warning) => [`${warning.line} ${warning.message}`, warning]));
  return [...unique.values()].sort((a, b) => a.line - b.line);
}

function toTask(task: MergedTask, planned: ReadonlySet<number>): PlanTask {
  const number = task.ids.map((one) => Number(/^#(\d{1,9})$/.exec(one)?.[1] ?? 0)).find((found) => found > 0) ?? 0;
  const [id, ...aliases] = task.ids;
  return {
    ...emptyTask(id ?? "", task.title),
    aliases,
    adopts: number === 0 || planned.has(number) ? null : number,
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

/** A task's phase is the last one that names it, its track the first. */
function tieGroups(tasks: PlanTask[], groups: readonly Group[], phases: readonly Group[]): void {
  for (const { draft, members } of phases) for (const index of members) setPhase(tasks[index], draft.id, draft.owner);
  for (const { draft, members } of groups) {
    for (const index of members) if (draft.kind === "track") setTrack(tasks[index], draft.id);
  }
}

function setPhase(task: PlanTask | undefined, phase: string, owner: string | null): void {
  if (task === undefined) return;
  task.phase = phase;
  task.owner ??= owner;
}

function setTrack(task: PlanTask | undefined, track: string): void {
  if (task !== undefined && task.track === null) task.track = track;
}

function listPhases(phases: readonly Group[], idOf: (index: number) => string): Plan["phases"] {
  return phases.map(({ draft: { id, title, calendar, line }, members }, order) => {
    return { id, title, taskIds: members.map(idOf), order, calendar, line };
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
