// Pull requests as REST and webhooks show them.

import { branchHead, headOf } from "../commits.ts";
import { skeletonOf } from "../skeleton.ts";
import type { Issue } from "../state.ts";
import { fullNameOf, type World } from "../world.ts";
import { accountOrNull, accountShape, instantOrNull, type Shape } from "./account.ts";
import { issueHtmlUrl, issueShape, issueUrl } from "./issue.ts";
import { repositoryShape } from "./repository.ts";

export function pullShape(world: World, issue: Issue): Shape {
  const { repository, pull } = issue;
  if (pull === null) throw new Error(`#${issue.number} is not a pull request`);
  const url = `${world.api}/repos/${fullNameOf(repository)}/pulls/${issue.number}`;
  const {
    reactions: _r,
    performed_via_github_app: _a,
    pull_request: _p,
    closed_by: _c,
    ...common
  } = issueShape(world, issue);
  const link = (href: string): Shape => ({ href });
  const side = (ref: string, sha: string): Shape => ({
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: accountShape(world, repository.owner),
    repo: repositoryShape(world, repository),
  });
  const html = issueHtmlUrl(world, issue);
  return {
    ...skeletonOf("pull-request"),
    ...common,
    id: pull.id,
    node_id: issue.nodeId,
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl(world, issue),
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${url}/comments{/number}`,
    statuses_url: `${world.api}/repos/${fullNameOf(repository)}/statuses/${headOf(pull)}`,
    draft: pull.draft,
    merged: pull.mergedAt !== null,
    merged_at: instantOrNull(pull.mergedAt),
    merged_by: accountOrNull(world, pull.mergedBy),
    merge_commit_sha: pull.mergedAt === null ? null : "0".repeat(40),
    mergeable: null,
    mergeable_state: "unknown",
    requested_reviewers: [],
    requested_teams: [],
    head: side(pull.head, headOf(pull)),
    base: side(pull.base, branchHead(repository)),
    auto_merge: null,
    active_lock_reason: issue.lockReason,
    _links: {
      self: link(url),
      html: link(html),
      issue: link(issueUrl(world, issue)),
      comments: link(`${issueUrl(world, issue)}/comments`),
      review_comments: link(`${url}/comments`),
      review_comment: link(`${url}/comments{/number}`),
      commits: link(`${url}/commits`),
      statuses: link(`${url}/statuses`),
    },
  };
}
