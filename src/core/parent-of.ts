/** What an issue is part of: GitHub's own sub-issue, else what its text says, by the authority rule. */

import type { Issue, Meaning, Worker } from "./model.ts";
import { isHere } from "./model.ts";
import { type Trust, trustsEveryone } from "./trust.ts";
import { workerOf } from "./workers.ts";
import type { Snapshot } from "./world.ts";

export interface ParentSources {
  readonly snapshot: Pick<Snapshot, "repo" | "isPrivate" | "settings">;
  readonly trust: Trust;
  readonly issues: ReadonlyMap<number, Issue>;
  readonly meanings: ReadonlyMap<number, Meaning>;
  readonly workers: readonly Worker[];
}

/**
 * Number of the parent in this repository. A text makes a container of somebody else's issue, which takes its status
 * and its worker away: so it counts from a worker, from people with triage permission, or from the parent's own author.
 */
export function parentOf(number: number, { snapshot, trust, issues, meanings, workers }: ParentSources): number | null {
  const issue = issues.get(number);
  if (issue?.parent) return isHere(issue.parent, snapshot.repo) ? issue.parent.number : null;
  const stated = meanings.get(number)?.parent?.ref;
  if (issue === undefined || stated === undefined || !isHere(stated, snapshot.repo)) return null;
  const by = issue.editor ?? issue.author;
  const mayState =
    by !== null &&
    (trustsEveryone(snapshot) ||
      issues.get(stated.number)?.author?.id === by.id ||
      workerOf(workers, by, null) !== null ||
      trust.mayTriage(by));
  return mayState ? stated.number : null;
}
