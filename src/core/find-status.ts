/** The status of one task: the first line of the table in the workers' protocol that fits. */
import type { Fact, Issue } from "./model.ts";
import { isToldAfter } from "./told-after.ts";
import type { Holder, Status, Wait } from "./world.ts";

export interface StatusSources {
  readonly issue: Issue;
  readonly facts: readonly Fact[];
  readonly waits: readonly Wait[];
  readonly holder: Holder | null;
  readonly isHeld: boolean;
  /** A gate that waits for nothing any more waits for its approver. */
  readonly isGate: boolean;
}

/** What undoes a word about being finished: a rejection, the task given back or taken anew. */
function isUndone(word: Fact, facts: readonly Fact[]): boolean {
  return facts.some(
    (fact) =>
      (fact.kind === "claim" || fact.kind === "released" || fact.kind === "rejected") && isToldAfter(fact, word, facts),
  );
}

/** A `/review` or accepted `/done` holds until the issue is reopened, the work is sent back or claimed anew. */
export function isInReview(issue: Issue, facts: readonly Fact[]): boolean {
  const asked = facts.findLast((fact) => fact.kind === "review" || fact.kind === "done");
  if (asked === undefined || isUndone(asked, facts)) return false;
  return !issue.timeline.some((entry) => entry.kind === "reopened" && entry.at > asked.at);
}

/** An open pull request asks for a look too; work that was sent back has to be handed in again by a word. */
function hasPullRequest(issue: Issue, facts: readonly Fact[]): boolean {
  const last = facts.findLast((fact) => fact.kind === "rejected" || fact.kind === "review" || fact.kind === "done");
  return last?.kind !== "rejected" && issue.linkedPullRequests.some((pull) => pull.isOpen && !pull.isDraft);
}

export function findStatus({ issue, facts, waits, holder, isHeld, isGate }: StatusSources): Status {
  if (!issue.isOpen) return "done";
  if (isHeld) return "hold";
  if (waits.length > 0) return "blocked";
  if (isGate || hasPullRequest(issue, facts) || isInReview(issue, facts)) return "in review";
  return holder === null ? "ready" : "in progress";
}
