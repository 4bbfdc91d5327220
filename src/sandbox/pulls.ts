// Pull requests: opened, pushed to, made ready, merged; merging closes the issues their description names.

import { announce, record, touch } from "./announce.ts";
import { headOf } from "./commits.ts";
import { GitHubError } from "./github-error.ts";
import { closeIssue, createIssue } from "./issues.ts";
import type { Actor, Issue, Repository } from "./state.ts";
import type { World } from "./world.ts";

const closing =
  /\b(?:close|closes|closed|fix|fixes|fixed|resolve|resolves|resolved):?\s{1,3}(?:([\w.-]{1,100}\/[\w.-]{1,100}))?#(\d{1,9})\b/gi;

/** Issues that merging this pull request closes: keywords count only towards the default branch. */
export function closingIssues(world: World, pull: Issue): Issue[] {
  if (pull.pull === null || pull.pull.base !== pull.repository.defaultBranch) return [];
  const found = new Set<Issue>();
  for (const [, fullName, number] of pull.body.matchAll(closing)) {
    const repository = fullName === undefined ? pull.repository : world.repositories.get(fullName.toLowerCase());
    const issue = repository?.issues.get(Number(number));
    if (issue !== undefined && issue.pull === null) found.add(issue);
  }
  return [...found];
}

/** Pull requests of the same repository whose description closes this issue. */
export const closedBy = (world: World, issue: Issue, withClosed: boolean): Issue[] =>
  [...issue.repository.issues.values()].filter(
    (pull) => pull.pull !== null && (withClosed || pull.state === "open") && closingIssues(world, pull).includes(issue),
  );

export interface NewPull {
  title: string;
  body?: string | null | undefined;
  draft?: boolean | undefined;
  head?: string | undefined;
  base?: string | undefined;
  /** Paths of the files it changes; none unless told. */
  files?: string[] | undefined;
  /** New texts of files, by path; these are changed too. */
  texts?: Record<string, string> | undefined;
}

export function openPullRequest(world: World, actor: Actor, repository: Repository, input: NewPull): Issue {
  const pull = {
    id: world.nextId("pull"),
    draft: input.draft ?? false,
    mergedAt: null,
    mergedBy: null,
    head: input.head ?? "topic",
    base: input.base ?? repository.defaultBranch,
    files: [...(input.files ?? []), ...Object.keys(input.texts ?? {})],
    texts: input.texts ?? {},
    pushes: 0,
  };
  return createIssue(world, actor, repository, { title: input.title, body: input.body, pull });
}

/** Merges and closes, then closes the linked issues as completed with this pull request as closer. */
export function mergePullRequest(world: World, actor: Actor, pull: Issue): void {
  if (pull.pull === null) throw new GitHubError(404, "Not Found");
  if (pull.state === "closed" || pull.pull.draft) throw new GitHubError(405, "Pull Request is not mergeable");
  const linked = closingIssues(world, pull);
  for (const [path, text] of Object.entries(pull.pull.texts ?? {})) pull.repository.files.set(path, text);
  pull.pull.mergedAt = world.clock.now();
  pull.pull.mergedBy = actor.account;
  record(world, actor, pull, "merged");
  closeIssue(world, actor, pull);
  for (const issue of linked) closeIssue(world, actor, issue, { reason: "completed", closer: pull });
}

export function setDraft(world: World, actor: Actor, pull: Issue, draft: boolean): void {
  if (pull.pull === null || pull.pull.draft === draft) return;
  pull.pull.draft = draft;
  touch(world, pull);
  record(world, actor, pull, draft ? "convert_to_draft" : "ready_for_review");
  announce(world, actor, pull, draft ? "converted_to_draft" : "ready_for_review");
}

/** New commits on its branch, after which it changes these files. */
export function pushTo(
  world: World,
  actor: Actor,
  pull: Issue,
  files: string[],
  texts: Record<string, string> = {},
): void {
  if (pull.pull === null) throw new GitHubError(404, "Not Found");
  const before = headOf(pull.pull);
  pull.pull.files = [...files, ...Object.keys(texts)];
  pull.pull.texts = texts;
  pull.pull.pushes += 1;
  touch(world, pull);
  announce(world, actor, pull, "synchronize", { before, after: headOf(pull.pull) });
}
