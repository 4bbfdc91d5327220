// Issues, comments and reactions as REST and webhooks show them.

import type { Account, Comment, Issue, Reaction, Repository } from "../state.ts";
import { fullNameOf, type World } from "../world.ts";
import { accountOrNull, accountShape, instant, instantOrNull, type Shape } from "./account.ts";
import { appShape } from "./app.ts";
import { labelShape } from "./repository.ts";

const contents = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"] as const;

function reactionRollup(url: string, reactions: Reaction[]): Shape {
  const rollup: Shape = { url: `${url}/reactions`, total_count: reactions.length };
  for (const content of contents) rollup[content] = reactions.filter((one) => one.content === content).length;
  return rollup;
}

export const reactionShape = (world: World, reaction: Reaction): Shape => ({
  id: reaction.id,
  node_id: reaction.nodeId,
  user: accountShape(world, reaction.user),
  content: reaction.content,
  created_at: instant(reaction.createdAt),
});

/** Display value only, as GitHub computes it without a viewer. */
export function association(repository: Repository, account: Account): string {
  if (repository.owner === account) return "OWNER";
  if (repository.roles.has(account.id)) return repository.owner.type === "Organization" ? "MEMBER" : "COLLABORATOR";
  return "NONE";
}

export function dependencySummary(issue: Issue): Record<string, number> {
  return {
    blocked_by: issue.blockedBy.filter((one) => one.state === "open").length,
    blocking: issue.blocking.filter((one) => one.state === "open").length,
    total_blocked_by: issue.blockedBy.length,
    total_blocking: issue.blocking.length,
  };
}

export function subIssueSummary(issue: Issue): { total: number; completed: number; percent_completed: number } {
  const total = issue.subIssues.length;
  const completed = issue.subIssues.filter((one) => one.state === "closed").length;
  return { total, completed, percent_completed: total === 0 ? 0 : Math.floor((100 * completed) / total) };
}

export const issueUrl = (world: World, issue: Issue): string =>
  `${world.api}/repos/${fullNameOf(issue.repository)}/issues/${issue.number}`;

export const issueHtmlUrl = (world: World, issue: Issue): string =>
  `${world.web}/${fullNameOf(issue.repository)}/${issue.pull === null ? "issues" : "pull"}/${issue.number}`;

export function issueShape(world: World, issue: Issue): Shape {
  const url = issueUrl(world, issue);
  const { repository } = issue;
  const [assignee] = issue.assignees;
  const shape: Shape = {
    id: issue.id,
    node_id: issue.nodeId,
    number: issue.number,
    url,
    repository_url: `${world.api}/repos/${fullNameOf(repository)}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: issueHtmlUrl(world, issue),
    title: issue.title,
    body: issue.body === "" ? null : issue.body,
    user: accountShape(world, issue.author),
    author_association: association(repository, issue.author),
    state: issue.state,
    state_reason: issue.stateReason,
    labels: issue.labels.map((label) => labelShape(world, repository, label)),
    assignee: accountOrNull(world, assignee ?? null),
    assignees: issue.assignees.map((one) => accountShape(world, one)),
    milestone: null,
    locked: issue.locked,
    active_lock_reason: issue.lockReason,
    comments: issue.comments.length,
    created_at: instant(issue.createdAt),
    updated_at: instant(issue.updatedAt),
    closed_at: instantOrNull(issue.closedAt),
    closed_by: accountOrNull(world, issue.closedBy),
    reactions: reactionRollup(url, issue.reactions),
    performed_via_github_app: issue.app === null ? null : appShape(world, issue.app),
  };
  return Object.assign(
    shape,
    issue.pull === null ? issueOnly(world, issue) : { ...pullLinks(world, issue), draft: issue.pull.draft },
  );
}

const issueOnly = (world: World, issue: Issue): Shape => ({
  parent_issue_url: issue.parent === null ? null : issueUrl(world, issue.parent),
  sub_issues_summary: subIssueSummary(issue),
  issue_dependencies_summary: dependencySummary(issue),
  pinned_comment: null,
  issue_field_values: [],
});

function pullLinks(world: World, issue: Issue): Shape {
  const html = issueHtmlUrl(world, issue);
  const url = `${world.api}/repos/${fullNameOf(issue.repository)}/pulls/${issue.number}`;
  const merged_at = instantOrNull(issue.pull?.mergedAt ?? null);
  return { pull_request: { url, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch`, merged_at } };
}

export function commentShape(world: World, comment: Comment): Shape {
  const { issue } = comment;
  const url = `${world.api}/repos/${fullNameOf(issue.repository)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: comment.nodeId,
    url,
    html_url: `${issueHtmlUrl(world, issue)}#issuecomment-${comment.id}`,
    issue_url: issueUrl(world, issue),
    body: comment.body,
    user: accountShape(world, comment.author),
    author_association: association(issue.repository, comment.author),
    created_at: instant(comment.createdAt),
    updated_at: instant(comment.updatedAt),
    reactions: reactionRollup(url, comment.reactions),
    performed_via_github_app: comment.app === null ? null : appShape(world, comment.app),
  };
}
