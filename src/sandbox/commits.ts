// Commits as far as anybody looks at them: an id for every state of a branch, and the checks that ran on it.
import { createHash } from "node:crypto";
import type { CheckRun, CommitStatus, Pull, Repository } from "./state.ts";
import type { World } from "./world.ts";

const commitId = (text: string): string => createHash("sha1").update(text).digest("hex");

/** The newest commit of a pull request: another one after every push. */
export const headOf = (pull: Pull): string => commitId(`pull ${pull.id} ${pull.pushes}`);

/** The newest commit of the default branch: another one after every change of its files. */
export const branchHead = (repository: Repository): string =>
  commitId(`branch ${repository.id} ${JSON.stringify([...repository.files])}`);

/** The commit that `heads/BRANCH`, `BRANCH` or a commit's own id stands for; null when there is none. */
export function findCommit(repository: Repository, ref: string): string | null {
  const name = ref.replace(/^heads\//, "");
  if (name === repository.defaultBranch) return branchHead(repository);
  const pulls = [...repository.issues.values()].flatMap(({ pull }) => (pull === null ? [] : [pull]));
  const onBranch = pulls.findLast((pull) => pull.head === name || headOf(pull) === ref);
  if (onBranch !== undefined) return headOf(onBranch);
  return ref === branchHead(repository) || repository.checks.has(ref) ? ref : null;
}

/** Says how something went on a commit; the newest word of each context counts. */
export function setStatus(
  world: World,
  repository: Repository,
  commit: string,
  context: string,
  state: CommitStatus["state"],
): void {
  const statuses = repository.statuses.get(commit) ?? [];
  repository.statuses.set(commit, [...statuses, { id: world.nextId("status"), context, state, at: world.clock.now() }]);
}

/** Begins a run, or ends the one that is under way. */
export function runCheck(
  world: World,
  repository: Repository,
  commit: string,
  name: string,
  conclusion: string | null,
): void {
  const runs = repository.checks.get(commit) ?? [];
  repository.checks.set(commit, runs);
  const now = world.clock.now();
  const open = runs.findLast((run) => run.name === name && run.conclusion === null);
  const run: CheckRun = open ?? { id: world.nextId("check"), name, conclusion, startedAt: now, completedAt: null };
  if (open === undefined) runs.push(run);
  run.conclusion = conclusion;
  run.completedAt = conclusion === null ? null : now;
}
