/** May this task be finished, and what does finishing it lead to? One answer for `/done`, for a report, and for the plan. */
import { nameRef, sayWait } from "./explain.ts";
import type { Fact } from "./model.ts";
import { quote } from "./quote.ts";
import { attestants } from "./reviewing.ts";
import type { Task, World } from "./world.ts";

export interface Handing {
  /** What the very report that hands it in lists as delivered. */
  readonly delivers?: readonly string[];
  /** Evidence such as a merge comes after the review. */
  readonly isForReview?: boolean;
}

/** Everything that stands in the way of finishing, each as Markdown with the exact item. Empty: nothing does. */
export function unmetFor(
  task: Task,
  world: World,
  { delivers = [], isForReview = false }: Handing = {},
): readonly string[] {
  const boxes = (task.fields.doneWhen ?? []).filter((item) => item.done === false);
  const reported = new Set([...task.deliverables, ...delivers].map((one) => one.toLowerCase()));
  const owed = (task.fields.deliverables ?? []).filter(
    ({ text, done }) => done === false && !reported.has(text.toLowerCase()),
  );
  return [
    ...named(task.waits, sayWait),
    ...named(task.finishAfter, (ref) => `${nameRef(ref, world.snapshot.repo)} has to be finished first`),
    ...named(boxes, ({ text }) => `“${quote(text, 100)}” under “Done when” is not ticked`),
    ...named(owed, ({ text }) => `“${quote(text, 100)}” under “Deliverables” is neither ticked nor reported`),
    ...(isForReview || needsReview(task, world) ? [] : lackingEvidence(task, world)),
  ];
}

/** What the settings or the task's own `Evidence` line ask for and GitHub does not show; attesting is a review. */
function lackingEvidence({ issue, fields }: Task, { snapshot }: World): readonly string[] {
  const own = (fields.unknown ?? []).filter(({ name }) => /^evidence$/i.test(name)).map(({ value }) => value);
  const wantsMerge = [...snapshot.settings.evidence, ...own].some((kind) => /\bmerged pull request\b/i.test(kind));
  if (!wantsMerge || issue.linkedPullRequests.some(({ isMerged }) => isMerged)) return [];
  const open = issue.linkedPullRequests.find(({ isOpen }) => isOpen);
  const way = open === undefined ? "a pull request that says it closes this" : nameRef(open.ref, snapshot.repo);
  return [`a merged pull request has to show it: ${way} is not merged yet`];
}

/** Items of one kind that are named one by one. */
const MOST_NAMED = 5;

function named<T>(items: readonly T[], say: (item: T) => string): string[] {
  const more = items.length - MOST_NAMED;
  return [...items.slice(0, MOST_NAMED).map(say), ...(more > 0 ? [`and ${more} more of this kind`] : [])];
}

/** True when somebody else has to look at the work before it counts as done. */
export function needsReview(task: Task, world: World): boolean {
  return world.snapshot.settings.review.required || task.fields.reviewer !== undefined || attestants(world).length > 0;
}

/** Work handed in by a word of its worker, as far as nothing has undone that word. */
function isHandedIn(facts: readonly Fact[], until: string): boolean {
  const word = facts.findLast((fact) => (fact.kind === "review" || fact.kind === "done") && fact.at <= until);
  return word !== undefined && !facts.some((fact) => isUndoing(fact) && fact.at > word.at && fact.at < until);
}

function isUndoing({ kind }: Fact): boolean {
  return kind === "claim" || kind === "rejected";
}

/**
 * Done by the worker's word, approved where that is due, not reopened, sent back or claimed anew since. An approval of
 * a pull request alone closes nothing: its merge does, and it may never come.
 */
export function isAcceptedAsDone(task: Task, facts: readonly Fact[], world: World): boolean {
  const done = facts.findLast((fact) => fact.kind === "done" || fact.kind === "approved");
  if (done === undefined) return false;
  if (done.kind === "done" && needsReview(task, world)) return false;
  if (done.kind === "approved" && task.gate === null && !isHandedIn(facts, done.at)) return false;
  const undone = facts.some((fact) => isUndoing(fact) && fact.at > done.at);
  return !undone && !task.issue.timeline.some((entry) => entry.kind === "reopened" && entry.at > done.at);
}

/** True when Signalbox is about to close it: told that it is done, by the settings ours to close, and nothing holds it open. */
export function isToBeClosed(task: Task, world: World): boolean {
  const { issue } = task;
  if (world.snapshot.settings.close !== "signalbox" || !issue.isOpen || task.isContainer || task.status === "hold")
    return false;
  if (issue.linkedPullRequests.some((pull) => pull.isOpen)) return false;
  return isAcceptedAsDone(task, world.facts.get(issue.number) ?? [], world);
}
