// Nouns of the local GitHub as REST and webhooks show them.
import { roleBooleans, roleOf } from "./permissions.ts";
import { skeletonOf } from "./skeleton.ts";
import type { Account, App, Comment, Installation, Issue, IssueEvent, Label, Reaction, Repository } from "./state.ts";
import { fullNameOf, type World } from "./world.ts";

export type Shape = Record<string, unknown>;

/** GitHub's instants have whole seconds. */
export const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
export const instantOrNull = (at: number | null): string | null => (at === null ? null : instant(at));

const accountShapes = new WeakMap<Account, Shape>();

export function accountShape(world: World, account: Account): Shape {
  const known = accountShapes.get(account);
  if (known !== undefined) return known;
  const url = `${world.api}/users/${encodeURIComponent(account.login)}`;
  const shape: Shape = {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${world.web}/${account.type === "Bot" ? `apps/${account.login.replace("[bot]", "")}` : account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
  accountShapes.set(account, shape);
  return shape;
}

const accountOrNull = (world: World, account: Account | null): Shape | null =>
  account === null ? null : accountShape(world, account);

const repositoryBases = new Map<string, Shape>();

/** The fields that only name and host decide: made once, for they are many. */
function repositoryBase(world: World, repository: Repository): Shape {
  const key = `${world.api} ${fullNameOf(repository)}`;
  const known = repositoryBases.get(key);
  if (known !== undefined) return known;
  const url = `${world.api}/repos/${fullNameOf(repository)}`;
  const html = `${world.web}/${fullNameOf(repository)}`;
  const shape = {
    ...skeletonOf("full-repository"),
    ...skeletonOf("repository"),
    ...skeletonOf("repository-webhooks"),
  };
  for (const [name, value] of Object.entries(shape)) {
    if (name.endsWith("_url") && typeof value === "string") shape[name] = `${url}/${name.slice(0, -4)}`;
  }
  const urls = { url, html_url: html, clone_url: `${html}.git`, git_url: `git://${html.slice(8)}.git`, svn_url: html };
  Object.assign(shape, urls, { ssh_url: `git@${html.slice(8)}.git`, has_issues: true, topics: [] });
  if (repositoryBases.size > 1_000) repositoryBases.clear();
  repositoryBases.set(key, shape);
  return shape;
}

export function repositoryShape(world: World, repository: Repository, viewer?: Account): Shape {
  let openIssues = 0;
  for (const issue of repository.issues.values()) if (issue.state === "open") openIssues += 1;
  return {
    ...repositoryBase(world, repository),
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: fullNameOf(repository),
    private: repository.isPrivate,
    visibility: repository.isPrivate ? "private" : "public",
    owner: accountShape(world, repository.owner),
    archived: repository.archived,
    default_branch: repository.defaultBranch,
    created_at: instant(repository.createdAt),
    updated_at: instant(repository.createdAt),
    pushed_at: instant(repository.createdAt),
    open_issues: openIssues,
    open_issues_count: openIssues,
    permissions: roleBooleans(viewer === undefined ? "read" : roleOf(repository, viewer)),
  };
}

export const labelShape = (world: World, repository: Repository, label: Label): Shape => ({
  id: label.id,
  node_id: label.nodeId,
  url: `${world.api}/repos/${fullNameOf(repository)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  color: label.color,
  default: false,
  description: label.description,
});

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

const issueUrl = (world: World, issue: Issue): string =>
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

export function appShape(world: World, app: App): Shape {
  return {
    id: app.id,
    slug: app.slug,
    node_id: `A_kwDO${app.id}`,
    client_id: app.clientId,
    owner: accountShape(world, app.owner),
    name: app.slug,
    description: "",
    external_url: "https://example.test/",
    html_url: `${world.web}/apps/${app.slug}`,
    created_at: instant(app.createdAt),
    updated_at: instant(app.createdAt),
    permissions: app.permissions,
    events: app.events,
    installations_count: [...world.installations.values()].filter((one) => one.app === app && !one.deleted).length,
  };
}

export function installationShape(world: World, installation: Installation): Shape {
  const { app, account } = installation;
  const kind = account.type === "Organization" ? "organizations" : "users";
  return {
    ...skeletonOf("installation"),
    id: installation.id,
    account: accountShape(world, account),
    app_id: app.id,
    app_slug: app.slug,
    client_id: app.clientId,
    target_id: account.id,
    target_type: account.type,
    repository_selection: "selected",
    access_tokens_url: `${world.api}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${world.api}/installation/repositories`,
    html_url: `${world.web}/${kind}/${account.login}/settings/installations/${installation.id}`,
    permissions: installation.permissions,
    events: installation.events,
    created_at: instant(installation.createdAt),
    updated_at: instant(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === null ? null : accountShape(world, account),
    suspended_at: instantOrNull(installation.suspendedAt),
  };
}

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
  const side = (ref: string): Shape => ({
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha: "0".repeat(40),
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
    statuses_url: `${world.api}/repos/${fullNameOf(repository)}/statuses/${"0".repeat(40)}`,
    draft: pull.draft,
    merged: pull.mergedAt !== null,
    merged_at: instantOrNull(pull.mergedAt),
    merged_by: accountOrNull(world, pull.mergedBy),
    merge_commit_sha: pull.mergedAt === null ? null : "0".repeat(40),
    mergeable: null,
    mergeable_state: "unknown",
    requested_reviewers: [],
    requested_teams: [],
    head: side(pull.head),
    base: side(pull.base),
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

/** An entry of the events feed; `withIssue` as in the repository-wide feed. */
export function eventShape(world: World, event: IssueEvent, withIssue: boolean): Shape {
  const shape: Shape = {
    id: event.id,
    node_id: event.nodeId,
    url: `${world.api}/repos/${fullNameOf(event.issue.repository)}/issues/events/${event.id}`,
    actor: accountShape(world, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: instant(event.createdAt),
    performed_via_github_app: event.app === null ? null : appShape(world, event.app),
  };
  if (event.label !== undefined) shape["label"] = { name: event.label.name, color: event.label.color };
  if (event.assignee !== undefined) {
    shape["assignee"] = accountShape(world, event.assignee);
    shape["assigner"] = accountShape(world, event.actor);
  }
  if (event.rename !== undefined) shape["rename"] = event.rename;
  if (event.stateReason !== undefined) shape["state_reason"] = event.stateReason;
  if (event.lockReason !== undefined) shape["lock_reason"] = event.lockReason;
  if (withIssue) shape["issue"] = issueShape(world, event.issue);
  return shape;
}
