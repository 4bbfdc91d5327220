/**
 * Whether work counts as finished: somebody's word, the review where one is due, and what GitHub shows. A word that
 * lacks only evidence stands, so that the task finishes as soon as the evidence shows; nothing has to be said again.
 */
import {
  type Approval,
  attestants,
  evidenceFor,
  missingEvidence,
  type SightWish,
  sightFor,
  trackSettings,
} from "./evidence.ts";
import type { Fact } from "./model.ts";
import { isSameName } from "./model.ts";
import { peopleNamed } from "./people-named.ts";
import { quote } from "./quote.ts";
import { isToldAfter } from "./told-after.ts";
import type { Task, World } from "./world.ts";

/** True when somebody else has to look at the work before it counts as done. */
export function needsReview(task: Task, world: World): boolean {
  const { settings } = world.snapshot;
  const ofTrack = trackSettings(task, settings)?.reviewers ?? [];
  const isNamed = task.fields.reviewer !== undefined || ofTrack.length > 0;
  const { required, reviewers } = settings.review;
  const hasReviewers = reviewers.length > 0 || world.workers.some(({ role }) => role === "reviewer");
  return (required ?? hasReviewers) || isNamed || attestants(task, world).length > 0;
}

/** Work handed in by a word of its worker, as far as nothing has undone that word. */
function isHandedIn(facts: readonly Fact[], until: Fact): boolean {
  const word = facts.findLast(
    (fact) => (fact.kind === "review" || fact.kind === "done") && !isToldAfter(fact, until, facts),
  );
  const isBetween = (fact: Fact) =>
    word !== undefined && isToldAfter(fact, word, facts) && isToldAfter(until, fact, facts);
  return word !== undefined && !facts.some((fact) => isUndoing(fact) && isBetween(fact));
}

function isUndoing({ kind }: Fact): boolean {
  return kind === "claim" || kind === "rejected";
}

/** The word by which it counts as done, evidence left aside; null when there is none that still holds. */
function acceptedWord(
  task: Task,
  facts: readonly Fact[],
  world: World,
): Extract<Fact, { kind: "done" | "approved" }> | null {
  const done = facts.findLast((fact) => fact.kind === "done" || fact.kind === "approved");
  if (done === undefined) return null;
  if (done.kind === "done" && needsReview(task, world)) return null;
  if (done.kind === "approved" && task.gate === null && !isHandedIn(facts, done)) return null;
  // Whoever gives the work back does not say any more that it is finished.
  const undone = facts.some((fact) => (isUndoing(fact) || fact.kind === "released") && isToldAfter(fact, done, facts));
  const isReopened = task.issue.timeline.some((entry) => entry.kind === "reopened" && entry.at > done.at);
  return undone || isReopened ? null : done;
}

/**
 * Done by the worker's word, approved where that is due, not reopened, sent back, given back or claimed anew since. An
 * approval of a pull request alone closes nothing: its merge does, and it may never come.
 */
export function isAcceptedAsDone(task: Task, facts: readonly Fact[], world: World): boolean {
  return acceptedWord(task, facts, world) !== null;
}

/** Approvals of the work as it was handed in last. */
function standingApprovals(facts: readonly Fact[]): readonly Approval[] {
  const undone = facts.findLast(isUndoing);
  const stands = (fact: Fact) => undone === undefined || !isToldAfter(undone, fact, facts);
  return facts.flatMap((fact) => (fact.kind === "approved" && stands(fact) && isHandedIn(facts, fact) ? [fact] : []));
}

/** What is missing to a task that somebody said is finished, each as Markdown; empty when nothing is, or nobody did. */
export function awaitedEvidence(task: Task, world: World, told: readonly Fact[] = []): readonly string[] {
  const facts = [...(world.facts.get(task.issue.number) ?? []), ...told];
  if (!task.issue.isOpen || acceptedWord(task, facts, world) === null) return [];
  const approved = standingApprovals(facts);
  return [...missingReview(task, world, approved), ...missingEvidence(task, world, approved)];
}

/** An attestation is no review where somebody else is named for it. */
function missingReview(task: Task, world: World, approved: readonly Approval[]): readonly string[] {
  const attesting = attestants(task, world);
  const named = peopleNamed(task.fields.reviewer, world);
  const reviewers = named.isKnown ? named.names : (trackSettings(task, world.snapshot.settings)?.reviewers ?? []);
  const isOne = (names: readonly string[], login: string) =>
    names.some((name) => isSameName(name.replace(/^@/, ""), login));
  const isReview = ({ by }: Approval) => !isOne(attesting, by.login) || isOne(reviewers, by.login);
  if (attesting.length === 0 || reviewers.length === 0 || approved.some(isReview)) return [];
  return [`the review by ${reviewers.map((name) => quote(name)).join(" or ")} is missing, \`/approve\` here`];
}

/** What must be looked at now: for work that somebody said is finished, not as it was before they said so. */
export function taskSights(world: World): readonly SightWish[] {
  if (!world.isLive) return [];
  return [...world.tasks.values()].flatMap((task) => {
    if (!task.issue.isOpen || task.isContainer || task.gate !== null) return [];
    const word = acceptedWord(task, world.facts.get(task.issue.number) ?? [], world);
    if (word === null) return [];
    return evidenceFor(task, world).flatMap((one) => sightFor(one, task, world.snapshot, word.at) ?? []);
  });
}

/** True when Signalbox is about to close it: told that it is done, shown to be, by the settings ours to close, and nothing holds it open. */
export function isToBeClosed(task: Task, world: World): boolean {
  const { issue } = task;
  if (world.snapshot.settings.close !== "signalbox" || !issue.isOpen || task.isContainer || task.status === "hold")
    return false;
  if (issue.linkedPullRequests.some((pull) => pull.isOpen)) return false;
  return (
    isAcceptedAsDone(task, world.facts.get(issue.number) ?? [], world) && awaitedEvidence(task, world).length === 0
  );
}
