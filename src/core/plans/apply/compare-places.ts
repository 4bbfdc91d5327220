/** Where the issues of a plan stand: each under the issue of its phase, unless a person put it elsewhere; and which phases are over. */
import { type Issue, isHere } from "../../model.ts";
import type { World } from "../../world.ts";
import type { Plan } from "../plan.ts";
import type { PlanIssues } from "./find-plan-issues.ts";
import { gateItemId, type PlanItem, phaseItemId } from "./plan-items.ts";

/** What is to become of an issue's place. */
export interface Place {
  /** The issue it goes under, null: out from under its parent; undefined: it stays where it is. */
  readonly moveTo: number | null | undefined;
  /** False while its phase has no issue yet. */
  readonly isKnown: boolean;
  /** What the marker remembers from now on: where we put it last. */
  readonly remember: string;
  readonly isStale: boolean;
  /** What a person did, as the end of a sentence about the issue. */
  readonly drift: string | null;
}

/** A number as markers remember it. */
export function placeName(parent: number | null): string {
  return parent === null ? "" : String(parent);
}

function parentHere({ parent }: Issue, { snapshot }: World): number | null {
  return parent !== null && isHere(parent, snapshot.repo) ? parent.number : null;
}

export function isUnder(issue: Issue | undefined, parent: number, world: World): boolean {
  return issue !== undefined && parentHere(issue, world) === parent;
}

/** `remembered`: where we put it last; undefined when nothing says so, then what stands there may be ours. */
export function comparePlace(
  item: PlanItem,
  issue: Issue,
  remembered: string | undefined,
  numbers: PlanIssues["numbers"],
  world: World,
): Place {
  const wanted = item.parent === null ? null : numbers.get(item.parent);
  const actual = parentHere(issue, world);
  const isElsewhere = issue.parent !== null && actual === null;
  const last = remembered ?? placeName(actual);
  const stays = { moveTo: undefined, isKnown: wanted !== undefined, remember: last, isStale: false, drift: null };
  if (wanted === undefined || isElsewhere) return stays;
  if (wanted === actual) return { ...stays, remember: placeName(wanted), isStale: last !== placeName(wanted) };
  if (last === placeName(actual)) return { ...stays, moveTo: wanted, remember: placeName(wanted) };
  const drift = actual === null ? "it was taken out of its phase by hand" : `it was put under #${actual} by hand`;
  return { ...stays, drift };
}

/** Phases whose tasks are all done, and their gates; a phase that was closed before is left to whoever reopened it. */
export function findPhasesOver(plan: Plan, { numbers }: PlanIssues, world: World): readonly number[] {
  const members = Map.groupBy(plan.tasks, ({ phase }) => phase ?? "");
  const gates = gatesByPhase(plan);
  const isOver = (id: string, saysDone: boolean) => {
    const number = numbers.get(id);
    return number === undefined ? saysDone : isDone(world.issues.get(number));
  };
  const holdsOpen = new Set(world.snapshot.issues.flatMap((issue) => (issue.isOpen ? [parentHere(issue, world)] : [])));
  return plan.phases.flatMap(({ id }) => {
    const number = numbers.get(phaseItemId(id));
    const issue = number === undefined ? undefined : world.issues.get(number);
    const tasks = members.get(id) ?? [];
    const isOurs = number !== undefined && world.snapshot.issueMarkers.has(number);
    if (issue === undefined || !isOurs || !issue.isOpen || tasks.length === 0 || holdsOpen.has(issue.number)) return [];
    if (issue.timeline.some(({ kind }) => kind === "closed")) return [];
    const areDone =
      tasks.every((task) => isOver(task.id, task.status === "done")) &&
      (gates.get(id) ?? []).every((gate) => isOver(gateItemId(gate.id), gate.status === "approved"));
    return areDone ? [issue.number] : [];
  });
}

function isDone(issue: Issue | undefined): boolean {
  return issue?.isOpen === false && issue.stateReason !== "not_planned" && issue.stateReason !== "duplicate";
}

/** A gate closes the last of the phases whose tasks it waits for. */
function gatesByPhase({ gates, phases, tasks }: Plan): ReadonlyMap<string, Plan["gates"]> {
  const rank = new Map(phases.map(({ id }, at) => [id, at]));
  const phaseOf = new Map(tasks.map(({ id, phase }) => [id, phase ?? ""]));
  return Map.groupBy(gates, ({ after }) => {
    const last = Math.max(-1, ...after.map((id) => rank.get(phaseOf.get(id) ?? "") ?? -1));
    return phases[last]?.id ?? "";
  });
}
