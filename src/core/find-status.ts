/** The status of one task: the first line of the table in the workers' protocol that fits. */
import type { Fact, Issue } from "./model.ts";
import type { Holder, Status, Wait } from "./world.ts";

export interface StatusSources {
  readonly issue: Issue;
  readonly facts: readonly Fact[];
  readonly waits: readonly Wait[];
  readonly holder: Holder | null;
  readonly isHeld: boolean;
}

/** A `/review` or accepted `/done` holds until the issue is reopened or the work is claimed anew. */
export function isInReview(issue: Issue, facts: readonly Fact[]): boolean {
  const asked = facts.findLast((fact) => fact.kind === "review" || fact.kind === "done");
  if (asked === undefined) return false;
  const back = facts.some(
    (fact) => (fact.kind === "claim" || fact.kind === "released" || fact.kind === "rejected") && fact.at > asked.at,
  );
  return !back && !issue.timeline.some((entry) => entry.kind === "reopened" && entry.at > asked.at);
}

export function isOnHold(issue: Issue, holdLabel: string): boolean {
  return issue.labels.some((label) => label.toLowerCase() === holdLabel.toLowerCase());
}

export function findStatus({ issue, facts, waits, holder, isHeld }: StatusSources): Status {
  if (!issue.isOpen) return "done";
  if (isHeld) return "hold";
  if (waits.length > 0) return "blocked";
  if (issue.linkedPullRequests.some((pull) => pull.isOpen && !pull.isDraft)) return "in review";
  if (isInReview(issue, facts)) return "in review";
  return holder === null ? "ready" : "in progress";
}
