/**
 * Who waits for an issue of another repository: woken when that repository's own webhook shows it changed. In memory
 * only, and a hint only: what is forgotten here is found by the next resync.
 */
import type { ForeignIssue, Issue, Ref } from "../core/model.ts";
import { refKey } from "../core/model.ts";

interface Waiting {
  readonly ref: Ref;
  /** What the waiting repository knows of it. */
  readonly state: ForeignIssue["state"];
}

export class CrossWaits {
  /** Waiting repository -> what it waits for. */
  readonly #waiting = new Map<number, readonly Waiting[]>();
  /** Waiting repository and issue -> what was last told of it. */
  readonly #told = new Map<string, ForeignIssue["state"]>();
  readonly #stale = new Map<number, readonly Ref[]>();

  /** What a repository waits for now, with what it knows. */
  remember(repositoryId: number, foreign: readonly ForeignIssue[]): void {
    if (foreign.length === 0) this.#waiting.delete(repositoryId);
    else
      this.#waiting.set(
        repositoryId,
        foreign.map(({ ref, state }) => ({ ref, state })),
      );
  }

  /** Repositories that know something else of an issue of `repo` than it shows now; they will be told what to ask again. */
  findSurprised(repo: string, issueOf: (number: number) => Issue | undefined): readonly number[] {
    const name = repo.toLowerCase();
    return [...this.#waiting].flatMap(([repositoryId, waiting]) => {
      const stale = waiting
        .filter(({ ref }) => ref.repo.toLowerCase() === name)
        .filter(({ ref, state }) => this.#isNews(repositoryId, ref, state, stateOf(issueOf(ref.number))))
        .map(({ ref }) => ref);
      if (stale.length === 0) return [];
      this.#stale.set(repositoryId, stale);
      return [repositoryId];
    });
  }

  /** Told once: whoever may not see the issue goes on reading it as unreachable. */
  #isNews(repositoryId: number, ref: Ref, known: ForeignIssue["state"], now: ForeignIssue["state"]): boolean {
    const key = `${repositoryId} ${refKey(ref)}`;
    const isNew = known !== now && this.#told.get(key) !== now;
    this.#told.set(key, now);
    return isNew;
  }

  /** What to ask again before the next decision; empty the second time. */
  takeStale(repositoryId: number): readonly Ref[] {
    const stale = this.#stale.get(repositoryId) ?? [];
    this.#stale.delete(repositoryId);
    return stale;
  }
}

/** As another repository would read it. */
function stateOf(issue: Issue | undefined): ForeignIssue["state"] {
  if (issue === undefined) return "unreachable";
  if (issue.isOpen) return "open";
  if (issue.isPullRequest) return issue.isMerged ? "merged" : "unmerged";
  return issue.stateReason === "not_planned" || issue.stateReason === "duplicate" ? issue.stateReason : "completed";
}
