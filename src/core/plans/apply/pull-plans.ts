/** Open pull requests that change a plan document of the settings: what the document would be after the merge. */
import type { Issue } from "../../model.ts";
import type { KnownFile, World } from "../../world.ts";
import { type ChosenPlan, choosePlan, type FileWish } from "./applied-plans.ts";

export interface PullPlan {
  readonly pull: Issue;
  readonly path: string;
  /** What it was made of: as long as these are the same there is nothing new to say. */
  readonly hashes: string;
  /** A sentence's end that says why there is no plan. */
  readonly plan: ChosenPlan | string;
  readonly appliesOnMerge: boolean;
}

export interface PullPlans {
  readonly plans: readonly PullPlan[];
  readonly needs: readonly FileWish[];
}

/** Pull requests that are looked into, newest first. */
const MOST_PULLS = 30;

/** Where the mirror keeps a file as a pull request has it. */
function pathIn(pull: Issue, path: string): string {
  return `pull/${pull.number}:${path}`;
}

function mayChange({ changedPaths }: Issue, path: string): boolean {
  return changedPaths === undefined || changedPaths.includes(path);
}

function hashOf(file: KnownFile): string {
  return file.text === null ? "" : file.hash;
}

/** The files are read when a pull request was last changed, and compared with the default branch. */
export function pullPlans(world: World): PullPlans {
  const { settings, issues, files } = world.snapshot;
  if (settings.plans.length === 0) return { plans: [], needs: [] };
  const open = issues.filter(({ isPullRequest, isOpen }) => isPullRequest && isOpen);
  const newest = [...open].sort((a, b) => b.number - a.number).slice(0, MOST_PULLS);
  const plans: PullPlan[] = [];
  const needs: FileWish[] = [];
  for (const { path, onMerge } of settings.plans) {
    const base = files?.get(path);
    needs.push({ path, since: null });
    for (const pull of newest.filter((one) => mayChange(one, path) || wasShown(one, path, world))) {
      const file = files?.get(pathIn(pull, path));
      needs.push({ path: pathIn(pull, path), since: pull.updatedAt });
      if (file === undefined || base === undefined || file.askedAt < pull.updatedAt) continue;
      const hashes = `${hashOf(base)} ${hashOf(file)} ${onMerge}`;
      const isSame = hashOf(base) === hashOf(file);
      if (isSame && !wasShown(pull, path, world)) continue;
      const plan = isSame ? "stays as it is" : choosePlan(file, { path, select: [], includeDone: false });
      plans.push({ pull, path, hashes, plan, appliesOnMerge: onMerge === "apply" });
    }
  }
  return { plans, needs };
}

/** Identity of the one comment about a document on a pull request. */
export function pullPlanKey(pull: number, path: string): string {
  return `plan:${pull}:${path}`;
}

/** It once changed the document, and says so in a comment of ours. */
function wasShown({ number }: Issue, path: string, { snapshot }: World): boolean {
  return snapshot.comments.some(({ marker }) => marker?.key === pullPlanKey(number, path));
}
