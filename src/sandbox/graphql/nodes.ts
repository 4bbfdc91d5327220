// The nouns as GraphQL shows them: plain objects whose functions are fields with arguments.
import { isAssignable } from "../assignees.ts";
import { headOf } from "../commits.ts";
import { GitHubError } from "../github-error.ts";
import { isPinned } from "../issues.ts";
import { canSee, grants, mayEdit, mayTriage } from "../permissions.ts";
import { closedBy, closingIssues } from "../pulls.ts";
import { instant, instantOrNull } from "../shapes/account.ts";
import { association, dependencySummary, issueHtmlUrl, subIssueSummary } from "../shapes/issue.ts";
import type { Account, Comment, Issue, Label, Repository, Text } from "../state.ts";
import { fullNameOf } from "../world.ts";
import { accountNode, accountOrNull, nodeKey, once } from "./account-node.ts";
import { type Bounds, connection } from "./connection.ts";
import { reactionGroups, reactions } from "./reaction-node.ts";
import { type IssuesArgs, pullState, selectIssues } from "./select-issues.ts";
import { timelineItems } from "./timeline.ts";
import type { Node, Viewing } from "./viewing.ts";

const INT_MAX = 2_147_483_647;

export const labelNode = (viewing: Viewing, repository: Repository, label: Label): Node => ({
  __typename: "Label",
  id: label.nodeId,
  name: label.name,
  color: label.color,
  description: label.description,
  isDefault: false,
  repository: () => repositoryNode(viewing, repository),
  resourcePath: `/${fullNameOf(repository)}/labels/${encodeURIComponent(label.name)}`,
  url: `${viewing.world.web}/${fullNameOf(repository)}/labels/${encodeURIComponent(label.name)}`,
});

/** Fields of everything that has a body, an author and an editor. */
function textFields(viewing: Viewing, text: Text, repository: Repository, self: () => Node): Node {
  return {
    id: text.nodeId,
    databaseId: text.id > INT_MAX ? null : text.id,
    fullDatabaseId: String(text.id),
    body: text.body,
    bodyText: text.body,
    author: accountNode(viewing, text.author),
    authorAssociation: association(repository, text.author),
    editor: accountOrNull(viewing, text.editor),
    lastEditedAt: instantOrNull(text.lastEditedAt),
    includesCreatedEdit: text.lastEditedAt !== null,
    createdAt: instant(text.createdAt),
    publishedAt: instant(text.createdAt),
    updatedAt: instant(text.updatedAt),
    createdViaEmail: false,
    viewerDidAuthor: text.author === viewing.access.actor.account,
    reactionGroups: () => reactionGroups(viewing, text, self),
    reactions: reactions(viewing, text, self),
    repository: () => repositoryNode(viewing, repository),
  };
}

export function commentNode(viewing: Viewing, comment: Comment): Node {
  return once(viewing, comment, () => {
    const { issue } = comment;
    const path = `${issueHtmlUrl(viewing.world, issue)}#issuecomment-${comment.id}`;
    return {
      __typename: "IssueComment",
      ...textFields(viewing, comment, issue.repository, () => commentNode(viewing, comment)),
      // Never null by the schema: below a pull request it is the issue that the pull request is too.
      issue: () => (issue.pull === null ? issueNode(viewing, issue) : asIssue(viewing, issue)),
      pullRequest: () => (issue.pull === null ? null : issueNode(viewing, issue)),
      isMinimized: comment.minimized !== null,
      minimizedReason: comment.minimized?.toLowerCase().replaceAll("_", "-") ?? null,
      isPinned: false,
      viewerCanUpdate: mayEdit(viewing.access, issue) || comment.author === viewing.access.actor.account,
      viewerCanReact: true,
      resourcePath: path.slice(viewing.world.web.length),
      url: path,
    };
  });
}

const issues = (viewing: Viewing, name: string, list: readonly Issue[], bounds: Bounds): Node => {
  const visible = list.filter((one) => canSee(viewing.access, one.repository));
  return connection(name, visible, bounds, nodeKey, (one) => issueNode(viewing, one));
};

/** Fields that issues and pull requests share. */
function threadFields(viewing: Viewing, issue: Issue): Node {
  const { world } = viewing;
  const url = issueHtmlUrl(world, issue);
  const now = world.clock.now();
  const people = (name: string, list: readonly Account[]) => (bounds: Bounds) =>
    connection(name, list, bounds, nodeKey, (one) => accountNode(viewing, one));
  return {
    ...textFields(viewing, issue, issue.repository, () => issueNode(viewing, issue)),
    number: issue.number,
    title: issue.title,
    titleHTML: issue.title,
    url,
    resourcePath: url.slice(world.web.length),
    closed: issue.state === "closed",
    closedAt: instantOrNull(issue.closedAt),
    locked: issue.locked,
    activeLockReason: issue.lockReason?.toUpperCase().replaceAll(/[- ]/g, "_") ?? null,
    assignedActors: people("assignedActors", issue.assignees),
    assignees: people(
      "assignees",
      issue.assignees.filter((one) => one.type === "User"),
    ),
    labels: (bounds: Bounds) =>
      connection("labels", issue.labels, bounds, nodeKey, (one) => labelNode(viewing, issue.repository, one)),
    comments: (bounds: Bounds) =>
      connection(
        "comments",
        issue.comments.filter((one) => one.visibleAt <= now),
        bounds,
        nodeKey,
        (one) => commentNode(viewing, one),
      ),
    timelineItems: (args: Bounds & { itemTypes?: string[] | null; since?: string | null }) =>
      timelineItems(viewing, issue, args, { accountNode, commentNode, issueNode, labelNode }),
    viewerCanUpdate: mayEdit(viewing.access, issue),
    viewerCanClose: mayEdit(viewing.access, issue),
    viewerCanReopen: mayEdit(viewing.access, issue),
    viewerCanLabel: mayTriage(viewing.access, issue.repository),
    viewerCanReact: true,
  };
}

const restReason = (issue: Issue, withDuplicate: boolean): string | null => {
  if (issue.stateReason === "duplicate" && !withDuplicate) return "NOT_PLANNED";
  return issue.stateReason?.toUpperCase() ?? null;
};

export function issueNode(viewing: Viewing, issue: Issue): Node {
  return once(viewing, issue, () => ({
    ...threadFields(viewing, issue),
    ...(issue.pull === null ? issueFields(viewing, issue) : pullFields(viewing, issue)),
  }));
}

function asIssue(viewing: Viewing, issue: Issue): Node {
  return { ...threadFields(viewing, issue), ...issueFields(viewing, issue) };
}

function issueFields(viewing: Viewing, issue: Issue): Node {
  const newestFirst = (list: readonly Issue[]): Issue[] => list.toReversed();
  const parts = dependencySummary(issue);
  const { total, completed, percent_completed: percentCompleted } = subIssueSummary(issue);
  return {
    __typename: "Issue",
    state: issue.state.toUpperCase(),
    stateReason: (args: { enableDuplicate: boolean }) => restReason(issue, args.enableDuplicate),
    duplicateOf: () => (issue.duplicateOf === null ? null : issueNode(viewing, issue.duplicateOf)),
    isPinned: isPinned(issue),
    parent: () =>
      issue.parent === null || !canSee(viewing.access, issue.parent.repository)
        ? null
        : issueNode(viewing, issue.parent),
    subIssues: (bounds: Bounds) => issues(viewing, "subIssues", issue.subIssues, bounds),
    subIssuesSummary: { total, completed, percentCompleted },
    issueDependenciesSummary: {
      blockedBy: parts["blocked_by"],
      blocking: parts["blocking"],
      totalBlockedBy: parts["total_blocked_by"],
      totalBlocking: parts["total_blocking"],
    },
    blockedBy: (bounds: Bounds) => issues(viewing, "blockedBy", newestFirst(issue.blockedBy), bounds),
    blocking: (bounds: Bounds) => issues(viewing, "blocking", newestFirst(issue.blocking), bounds),
    closedByPullRequestsReferences: (args: Bounds & { includeClosedPrs: boolean }) => {
      requirePulls(viewing, issue.repository);
      return issues(
        viewing,
        "closedByPullRequestsReferences",
        closedBy(viewing.world, issue, args.includeClosedPrs),
        args,
      );
    },
  };
}

function requirePulls(viewing: Viewing, repository: Repository): void {
  const { access } = viewing;
  if (
    access.actor.installation === null ||
    !repository.isPrivate ||
    grants(access.permissions, "pull_requests", "read")
  )
    return;
  throw new GitHubError(403, "Resource not accessible by integration");
}

function pullFields(viewing: Viewing, issue: Issue): Node {
  const { pull } = issue;
  return {
    __typename: "PullRequest",
    state: pullState(issue),
    merged: pull?.mergedAt != null,
    mergedAt: instantOrNull(pull?.mergedAt ?? null),
    mergedBy: accountOrNull(viewing, pull?.mergedBy ?? null),
    isDraft: pull?.draft ?? false,
    isCrossRepository: false,
    mergeable: "UNKNOWN",
    headRefName: pull?.head,
    headRefOid: pull === null ? null : headOf(pull),
    baseRefName: pull?.base,
    files: (bounds: Bounds) =>
      connection(
        "files",
        pull?.files ?? [],
        bounds,
        (path) => path,
        (path) => ({ path, additions: 1, deletions: 0, changeType: "MODIFIED", viewerViewedState: "UNVIEWED" }),
      ),
    closingIssuesReferences: (bounds: Bounds) =>
      issues(viewing, "closingIssuesReferences", closingIssues(viewing.world, issue), bounds),
  };
}

const listIssues = (viewing: Viewing, repository: Repository, args: IssuesArgs, ofPulls: boolean): Node =>
  issues(viewing, ofPulls ? "pullRequests" : "issues", selectIssues(viewing, repository, args, ofPulls), args);

export function repositoryNode(viewing: Viewing, repository: Repository): Node {
  return once(viewing, repository, () => {
    const path = `/${fullNameOf(repository)}`;
    const numbered = (number: number, kinds: string): Issue => {
      const issue = repository.issues.get(number);
      const isWanted = issue !== undefined && (kinds === "any" || (issue.pull === null) === (kinds === "Issue"));
      if (isWanted) return issue;
      const name = kinds === "any" ? "issue or pull request" : kinds === "Issue" ? "Issue" : "PullRequest";
      throw new GitHubError(404, `Could not resolve to an ${name} with the number of ${number}.`);
    };
    return {
      __typename: "Repository",
      id: repository.nodeId,
      databaseId: repository.id,
      name: repository.name,
      nameWithOwner: fullNameOf(repository),
      owner: accountNode(viewing, repository.owner),
      isPrivate: repository.isPrivate,
      isArchived: repository.archived,
      isDisabled: false,
      isFork: false,
      isInOrganization: repository.owner.type === "Organization",
      hasIssuesEnabled: true,
      description: null,
      createdAt: instant(repository.createdAt),
      updatedAt: instant(repository.createdAt),
      resourcePath: path,
      url: `${viewing.world.web}${path}`,
      issue: ({ number }: { number: number }) => issueNode(viewing, numbered(number, "Issue")),
      pullRequest: ({ number }: { number: number }) => issueNode(viewing, numbered(number, "PullRequest")),
      issueOrPullRequest: ({ number }: { number: number }) => issueNode(viewing, numbered(number, "any")),
      issues: (args: IssuesArgs) => listIssues(viewing, repository, args, false),
      pullRequests: (args: IssuesArgs) => listIssues(viewing, repository, args, true),
      label: ({ name }: { name: string }) => {
        const label = repository.labels.get(name.toLowerCase());
        return label === undefined ? null : labelNode(viewing, repository, label);
      },
      labels: (bounds: Bounds) =>
        connection("labels", [...repository.labels.values()], bounds, nodeKey, (one) =>
          labelNode(viewing, repository, one),
        ),
      pinnedIssues: (bounds: Bounds) =>
        connection(
          "pinnedIssues",
          repository.pins,
          bounds,
          (pin) => String(pin.id),
          (pin) => ({
            __typename: "PinnedIssue",
            id: `PI_${pin.id}`,
            databaseId: pin.id,
            fullDatabaseId: String(pin.id),
            issue: issueNode(viewing, pin.issue),
            pinnedBy: accountNode(viewing, pin.by),
            repository: () => repositoryNode(viewing, repository),
          }),
        ),
      assignableUsers: (bounds: Bounds) => {
        const users = [...viewing.world.accounts.values()].filter(
          (one) => one.type === "User" && isAssignable(repository, one),
        );
        return connection("assignableUsers", users, bounds, nodeKey, (one) => accountNode(viewing, one));
      },
    };
  });
}
