/** Is a blocker satisfied, and if not: why not, and what is the cheapest way out? */

import { type GateSources, wasOpenedRightly } from "./gates.ts";
import type { ForeignIssue, Issue, Ref, Worker } from "./model.ts";
import { isHere, refKey, showRef } from "./model.ts";
import { showDay } from "./show-time.ts";
import { isWorkerLogin } from "./workers.ts";
import type { Snapshot, Wait } from "./world.ts";

export interface BlockerSources extends GateSources {
  readonly gates: ReadonlySet<number>;
  readonly foreign: ReadonlyMap<string, ForeignIssue>;
  readonly workers: readonly Worker[];
}

/** Closed by somebody whose word counts: triage, a configured worker, a merge, or this App. */
function isTrustedClose(issue: Issue, { trust, workers }: BlockerSources): boolean {
  const close = issue.timeline.findLast((entry) => entry.kind === "closed");
  if (close === undefined) return true; // older than the timeline we read: nobody can have just planted it
  if (close.mergedPullRequest === true) return true;
  if (close.actor === null) return false;
  return isWorkerLogin(close.actor.login, workers) || trust.mayTriage(close.actor);
}

function waits(blocker: Ref, state: Wait["state"], why: string, wayOut: string): Wait {
  return { state, blocker, why, wayOut, said: [] };
}

/** The way out of waiting for a duplicate. Its original is named when it is of this repository, where all may see it. */
function instead(original: Ref | undefined, repo: string, unblock: string): string {
  const isKnown = original !== undefined && isHere(original, repo);
  return `wait for ${isKnown ? showRef(original, repo) : "the issue it duplicates"} instead, or ${unblock}`;
}

function closedIssue(blocker: Ref, issue: Issue, sources: BlockerSources): Wait | null {
  const name = showRef(blocker, sources.snapshot.repo);
  const unblock = `/unblock ${name} because …`;
  if (issue.isPullRequest) {
    return issue.isMerged
      ? null
      : waits(blocker, "needs a decision", `${name} was closed without being merged`, unblock);
  }
  if (issue.stateReason === "not_planned" || issue.stateReason === "duplicate") {
    if (sources.snapshot.settings.notPlanned === "satisfies") return null;
    const isDuplicate = issue.stateReason === "duplicate";
    const how = isDuplicate ? "as a duplicate" : "as not planned";
    const wayOut = isDuplicate ? instead(issue.duplicateOf, sources.snapshot.repo, unblock) : unblock;
    return waits(blocker, "needs a decision", `${name} was closed ${how}`, wayOut);
  }
  if (sources.gates.has(issue.number) && !wasOpenedRightly(issue.number, sources))
    return waits(
      blocker,
      "needs a decision",
      `the gate ${name} was closed without the word of its approver`,
      `reopen it for its approver, or ${unblock}`,
    );
  if (isTrustedClose(issue, sources)) return null;
  return waits(blocker, "needs a decision", `${name} was closed by somebody without triage permission`, unblock);
}

function localBlocker(blocker: Ref, sources: BlockerSources): Wait | null {
  const issue = sources.issues.get(blocker.number);
  const name = showRef(blocker, sources.snapshot.repo);
  if (issue === undefined) {
    return waits(
      blocker,
      "unreachable",
      `${name} cannot be seen here`,
      `correct the number, or /unblock ${name} because …`,
    );
  }
  if (!issue.isOpen) return closedIssue(blocker, issue, sources);
  const what = issue.isPullRequest ? "merged" : "closed";
  return waits(blocker, "open", `${name} is not ${what} yet`, `finish ${name}, or /unblock ${name} because …`);
}

function foreignBlocker(blocker: Ref, sources: BlockerSources): Wait | null {
  const name = showRef(blocker, sources.snapshot.repo);
  const unblock = `/unblock ${name} because …`;
  const known = blocker.host === undefined ? sources.foreign.get(refKey(blocker)) : undefined;
  switch (known?.state) {
    case "completed":
    case "merged":
      return null;
    case "open":
      return waits(
        blocker,
        "open",
        `${name} is not ${known?.isPullRequest ? "merged" : "closed"} yet`,
        `finish ${name}, or ${unblock}`,
      );
    case "unmerged":
      return waits(blocker, "needs a decision", `${name} was closed without being merged`, unblock);
    case "not_planned":
    case "duplicate":
      if (sources.snapshot.settings.notPlanned === "satisfies") return null;
      return waits(
        blocker,
        "needs a decision",
        `${name} was closed without being done`,
        known.state === "duplicate" ? instead(undefined, "", unblock) : unblock,
      );
    default:
      return waits(blocker, "unreachable", `${name} cannot be seen from here`, unblock);
  }
}

/** null when satisfied. */
export function waitFor(blocker: Ref, sources: BlockerSources): Wait | null {
  return isHere(blocker, sources.snapshot.repo) ? localBlocker(blocker, sources) : foreignBlocker(blocker, sources);
}

/** A "not before" date that lies ahead of `today` (both YYYY-MM-DD, the repository's zone); null when it has come. */
export function waitForDate(date: string, today: string, snapshot: Snapshot): Wait | null {
  if (date <= today) return null;
  const day = showDay(date, snapshot);
  return {
    state: "date",
    blocker: null,
    what: day,
    why: `not before ${day}`,
    wayOut: "change the date in the text",
    said: [],
  };
}
