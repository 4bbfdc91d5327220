/** What applying a plan would change: made, brought up to date, closed; and what people changed by hand and keep. */

import type { Issue } from "../../model.ts";
import { isSameName, refKey } from "../../model.ts";
import type { World } from "../../world.ts";
import type { ChosenPlan } from "./applied-plans.ts";
import { comparePlace, findPhasesOver, isUnder, type Place, placeName } from "./compare-places.ts";
import { findPlanIssues, type PlanIssues } from "./find-plan-issues.ts";
import { type ItemText, type ItemViews, issuePrint, isUntouched, itemText } from "./item-text.ts";
import { comesAfter, itemKey, type PlanItem, planItems } from "./plan-items.ts";
import { givenInstead } from "./plan-owners.ts";

/** The issue of an item that differs from what the plan says, and may be changed. */
export interface PlanEdit {
  readonly item: PlanItem;
  readonly issue: Issue;
  readonly text: ItemText;
  /** False while something it waits for has no issue yet: written once, when all is there. */
  readonly isDue: boolean;
  readonly addLabels: readonly string[];
  readonly removeLabels: readonly string[];
  readonly place: Place;
}

/** What a person changed, as the end of a sentence about the issue. */
export interface Drift {
  readonly issue: number | null;
  readonly id: string;
  readonly what: string;
  /** True when a line of the plan could say the same. */
  readonly isLine: boolean;
}

export interface Comparison {
  readonly items: readonly PlanItem[];
  readonly issues: PlanIssues;
  /** In the order in which they can be made. */
  readonly create: readonly PlanItem[];
  readonly edit: readonly PlanEdit[];
  /** Made as done and still open. */
  readonly finish: readonly number[];
  /** No longer in the plan, and nobody touched them. */
  readonly close: readonly number[];
  /** Phases in which everything is done. */
  readonly over: readonly number[];
  /** Adopted issues that go under their phase. */
  readonly move: readonly { readonly issue: number; readonly parent: number }[];
  readonly drift: readonly Drift[];
  readonly conflicts: readonly string[];
  /** Issues that are finished. */
  readonly done: number;
  /** Open issues that are as the plan says. */
  readonly same: number;
}

/** Issues that go to another place. */
export function countMoved({ edit, move }: Comparison): number {
  return move.length + edit.filter(({ place }) => place.moveTo !== undefined).length;
}

/** True when applying would change nothing but dependencies. */
export function isSettled({ create, edit, finish, close, over, move }: Comparison): boolean {
  return [create, edit, finish, close, over, move].every(({ length }) => length === 0);
}

export function comparePlan(plan: ChosenPlan, world: World, views: ItemViews): Comparison {
  const items = planItems(plan.plan);
  const issues = findPlanIssues(plan.path, plan.plan.tasks, world);
  const drift: Drift[] = [];
  const edit: PlanEdit[] = [];
  const finish: number[] = [];
  const move: { issue: number; parent: number }[] = [];
  const counts = { done: 0, same: 0 };
  const create = items.filter((item) => isToBeMade(item, plan, issues));
  const coming = new Set(create.map(({ id }) => id));
  for (const item of items) {
    const number = issues.numbers.get(item.id);
    const issue = number === undefined ? undefined : world.issues.get(number);
    if (issues.gone.has(item.id))
      drift.push({ issue: null, id: item.id, what: "its issue was taken away", isLine: false });
    if (issue === undefined) continue;
    const place =
      item.task.adopts === null ? placeOfOurs(item, issue, issues, world) : placeOfAdopted(item, issue, issues, world);
    if (place.drift !== null) drift.push({ issue: issue.number, id: item.id, what: place.drift, isLine: false });
    const instead = issue.isOpen && item.kind === "task" ? givenInstead(item, issue, world) : null;
    if (instead !== null) drift.push({ issue: issue.number, id: item.id, what: instead, isLine: true });
    if (item.task.adopts !== null && typeof place.moveTo === "number" && issue.isOpen)
      move.push({ issue: issue.number, parent: place.moveTo });
    const found = compareItem(item, issue, place, coming, { plan, world, views, issues });
    if (found === "done" || found === "same") counts[found] += 1;
    else if (found === "finish") finish.push(issue.number);
    else if ("what" in found) drift.push(found);
    else edit.push(found);
  }
  const left = findLeftOver(plan, items, issues, world);
  const conflicts = findConflicts(plan, issues, world);
  const over = findPhasesOver(plan.plan, issues, world);
  const all = [...drift, ...left.drift];
  return { items, issues, create, edit, finish, close: left.close, over, move, drift: all, conflicts, ...counts };
}

function isToBeMade({ id, task }: PlanItem, { includeDone }: ChosenPlan, { numbers, gone }: PlanIssues): boolean {
  if (numbers.has(id) || gone.has(id) || task.adopts !== null) return false;
  return task.status !== "done" || includeDone;
}

interface Comparing {
  readonly plan: ChosenPlan;
  readonly world: World;
  readonly views: ItemViews;
  readonly issues: PlanIssues;
}

function placeOfOurs(item: PlanItem, issue: Issue, { numbers }: PlanIssues, world: World): Place {
  const remembered = world.snapshot.issueMarkers.get(issue.number)?.data["parent"];
  return comparePlace(item, issue, typeof remembered === "string" ? remembered : undefined, numbers, world);
}

/** An adopted issue is put under its phase once, where it stands under nothing or where we had put it. */
function placeOfAdopted(item: PlanItem, issue: Issue, { numbers, placed }: PlanIssues, world: World): Place {
  const remembered = placeName(placed.get(issue.number) ?? null);
  const place = comparePlace(item, issue, remembered, numbers, world);
  return item.parent === null ? { ...place, moveTo: undefined, drift: null } : place;
}

type Compared = PlanEdit | Drift | "same" | "done" | "finish";

/** Finished and adopted issues are left as they are; else our own last text decides who changed what. */
function compareItem(
  item: PlanItem,
  issue: Issue,
  place: Place,
  coming: ReadonlySet<string>,
  comparing: Comparing,
): Compared {
  const { plan, world, views, issues } = comparing;
  const marker = world.snapshot.issueMarkers.get(issue.number);
  const drift = (what: string, isLine = item.kind === "task"): Drift => ({
    issue: issue.number,
    id: item.id,
    what,
    isLine,
  });
  if (!issue.isOpen) {
    const isSetAside = issue.stateReason === "not_planned" || issue.stateReason === "duplicate";
    return isSetAside ? drift("it was closed as not planned; reopen it, or take it out of the plan", false) : "done";
  }
  if (item.task.adopts !== null) return "same";
  const wasClosed = issue.timeline.some(({ kind }) => kind === "closed");
  if (marker?.data["done"] === true && !wasClosed) return "finish";
  if (item.task.status === "done" && item.kind !== "phase")
    return drift("the plan says that it is done, but it is open");
  const text = itemText(item, issues.numbers, plan.path, views);
  const waitsForNew = comesAfter(item).some((id) => coming.has(id));
  const isSameText = text.print === issuePrint(issue);
  const labels = differentLabels(item, issue, marker?.data["labels"]);
  const isPlaced = place.moveTo === undefined && !place.isStale;
  const isSame = isSameText && !waitsForNew && isPlaced && labels.addLabels.length + labels.removeLabels.length === 0;
  if (isSame) return "same";
  if (isUntouched(issue, marker, world.snapshot.app.botId))
    return { item, issue, text, isDue: !waitsForNew, place, ...labels };
  if (isSameText) return waitsForNew ? "same" : { item, issue, text, isDue: true, place, ...labels };
  const isOldPlan = text.print === marker?.data["base"] && place.moveTo === undefined;
  return drift(isOldPlan ? "its text was edited by hand" : "its text was edited by hand, and the plan changed too");
}

/** Labels that the plan gave and no longer gives, and the other way round; what people did to labels stays. */
function differentLabels({ labels }: PlanItem, issue: Issue, before: unknown) {
  const given = typeof before === "string" && before !== "" ? before.split("\n") : [];
  const same = (one: string) => (other: string) => isSameName(one, other);
  const worn = (label: string) => issue.labels.some(same(label));
  return {
    addLabels: labels.filter((label) => !given.some(same(label)) && !worn(label)),
    removeLabels: given.filter((label) => !labels.some(same(label)) && worn(label)),
  };
}

/** Issues of this plan that the document does not name any more. */
function findLeftOver(plan: ChosenPlan, items: readonly PlanItem[], { numbers }: PlanIssues, world: World) {
  const here = new Set(items.map(({ id }) => id));
  const close: number[] = [];
  const drift: Drift[] = [];
  for (const [id, number] of numbers) {
    const issue = world.issues.get(number);
    const plain = id.replace(/^\/(?:gate|phase)\//, "");
    if (here.has(id) || plan.known.has(plain) || issue === undefined || !issue.isOpen) continue;
    if (id !== plain && holdsTasks(number, numbers, here, world)) continue;
    const why = whyKept(issue, plan.path, id, world);
    if (why === null) close.push(number);
    else drift.push({ issue: number, id, what: `it is no longer in the plan, but ${why}`, isLine: id === plain });
  }
  return { close, drift };
}

/** True while tasks of the plan stand under it that are to stand elsewhere: a phase goes when they have gone. */
function holdsTasks(number: number, numbers: PlanIssues["numbers"], here: ReadonlySet<string>, world: World): boolean {
  return [...numbers].some(([id, task]) => here.has(id) && isUnder(world.issues.get(task), number, world));
}

/** Why an issue that left the plan is not closed; null when nobody touched it. */
function whyKept(issue: Issue, path: string, id: string, world: World): string | null {
  const { snapshot, facts } = world;
  const marker = snapshot.issueMarkers.get(issue.number);
  if (marker?.key !== itemKey(path, id)) return "it is not ours";
  if (!isUntouched(issue, marker, snapshot.app.botId)) return "its text was edited by hand";
  if (issue.assignees.length > 0) return "somebody is assigned";
  if ((facts.get(issue.number)?.length ?? 0) > 0) return "somebody worked on it";
  const isTalkedAbout = snapshot.comments.some(
    (comment) => comment.issue === issue.number && comment.author?.id !== snapshot.app.botId,
  );
  if (isTalkedAbout) return "people talk about it";
  const holdsOthers = snapshot.issues.some((one) => one.isOpen && isUnder(one, issue.number, world));
  return holdsOthers ? "it holds other issues" : null;
}

const NUMBER = /^#(\d{1,9})$/;

/** Numbers that the plan means otherwise than the repository does. */
function findConflicts(plan: ChosenPlan, { numbers }: PlanIssues, world: World): readonly string[] {
  return plan.plan.tasks.flatMap(({ id, aliases, adopts }): readonly string[] => {
    if (adopts !== null && !numbers.has(id))
      return [`the plan builds on #${adopts}, which is no issue of this repository`];
    const named = [id, ...aliases].flatMap((one) => NUMBER.exec(one)?.[1] ?? []).map(Number);
    const taken =
      adopts === null ? named.filter((number) => world.issues.has(number) && numbers.get(id) !== number) : [];
    return taken.map(
      (number) => `the plan expects to get #${number}, which exists and stays as it is; its task gets another number`,
    );
  });
}

/** How many dependencies would be written. */
export function countWired({ create, edit, issues: { numbers } }: Comparison, world: World): number {
  const { repo } = world.snapshot;
  const known = new Set(world.edges.map(({ dependent, blocker }) => `${refKey(dependent)} ${refKey(blocker)}`));
  const made = new Set([...create.map(({ id }) => id), ...numbers.keys()]);
  const waits = ({ task }: PlanItem) => [...task.dependsOn, ...task.softDependsOn].filter((id) => made.has(id));
  const fresh = create.reduce((sum, item) => sum + waits(item).length, 0);
  const more = edit.map(({ item, issue }) => {
    return waits(item).filter((id) => {
      const number = numbers.get(id);
      const pair =
        number === undefined ? null : [issue.number, number].map((one) => refKey({ repo, number: one })).join(" ");
      return pair === null || !known.has(pair);
    }).length;
  });
  return more.reduce((sum, one) => sum + one, fresh);
}
