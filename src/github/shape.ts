/** Turns what GraphQL answers into our nouns; an answer of another shape is refused by zod, with its path. */
import { z } from "zod";
import type { Actor, Issue, LinkedPullRequest, Reaction, Ref, StateReason, TimelineEntry } from "../core/model.ts";
import type { ReadComment } from "../ports/github.ts";

const actor = z.object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() }).nullish();
const list = <T extends z.ZodType>(item: T) => z.object({ nodes: z.array(item.nullable()).nullish() }).nullish();
const ref = z.object({ number: z.number(), repository: z.object({ nameWithOwner: z.string() }) });
const databaseId = z.union([z.string(), z.number()]).transform(Number);

const timelineItem = z.object({
  __typename: z.string(),
  createdAt: z.string().optional(),
  actor,
  label: z.object({ name: z.string() }).nullish(),
  assignee: actor,
  closer: z.object({ merged: z.boolean().optional() }).nullish(),
  blockingIssue: ref.nullish(),
});

const both = z.object({
  id: z.string(),
  fullDatabaseId: databaseId,
  number: z.number(),
  title: z.string(),
  body: z.string(),
  closed: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().nullable(),
  lastEditedAt: z.string().nullable(),
  repository: z.object({ databaseId: z.number().nullable() }),
  author: actor,
  editor: actor,
  labels: list(z.object({ name: z.string() })),
  assignedActors: list(actor),
});

export const commentNode = z.object({
  __typename: z.literal("IssueComment"),
  id: z.string(),
  fullDatabaseId: databaseId,
  body: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  lastEditedAt: z.string().nullable(),
  repository: z.object({ databaseId: z.number().nullable() }),
  author: actor,
  editor: actor,
  issue: z.object({ number: z.number() }).nullish(),
  pullRequest: z.object({ number: z.number() }).nullish(),
  reactionGroups: z.array(z.object({ content: z.string(), viewerHasReacted: z.boolean() })).nullish(),
});

const linked = ref.extend({
  state: z.string(),
  isDraft: z.boolean(),
  merged: z.boolean(),
  headRefOid: z.string().optional(),
});

export const issueNode = both.extend({
  __typename: z.literal("Issue"),
  stateReason: z.string().nullish(),
  duplicateOf: ref.nullish(),
  isPinned: z.boolean().nullish(),
  blockedBy: list(ref),
  issueDependenciesSummary: z.object({ totalBlockedBy: z.number() }).nullish(),
  parent: ref.nullish(),
  subIssuesSummary: z.object({ total: z.number() }).nullish(),
  closedByPullRequestsReferences: list(linked),
  timelineItems: list(timelineItem),
  edgeItems: list(timelineItem),
  comments: list(commentNode),
});

export const pullNode = both.extend({
  __typename: z.literal("PullRequest"),
  isDraft: z.boolean(),
  merged: z.boolean(),
  closingIssuesReferences: list(z.object({ id: z.string() })),
  comments: list(commentNode),
});

export type IssueNode = z.infer<typeof issueNode>;
export type PullNode = z.infer<typeof pullNode>;
export type CommentNode = z.infer<typeof commentNode>;

/** The present entries of a connection; GraphQL puts null where the viewer may not look. */
export function nodesOf<T>(connection: { nodes?: (T | null)[] | null | undefined } | null | undefined): T[] {
  return (connection?.nodes ?? []).filter((node): node is T & {} => node !== null && node !== undefined);
}

/** REST calls a bot `name[bot]`, GraphQL plain `name`: we say it as REST, where logins are written. */
function toActor(node: z.infer<typeof actor>): Actor | null {
  if (node === null || node === undefined || typeof node.databaseId !== "number") return null;
  const isBot = node.__typename === "Bot";
  const login = isBot && !node.login.endsWith("[bot]") ? `${node.login}[bot]` : node.login;
  return { id: node.databaseId, login, isBot };
}

const isActor = (found: Actor | null): found is Actor => found !== null;
const toRef = (node: z.infer<typeof ref>): Ref => ({ repo: node.repository.nameWithOwner, number: node.number });

const reasons: Readonly<Record<string, StateReason>> = {
  COMPLETED: "completed",
  NOT_PLANNED: "not_planned",
  DUPLICATE: "duplicate",
  REOPENED: "reopened",
};

const reactions: Readonly<Record<string, Reaction>> = {
  ROCKET: "rocket",
  CONFUSED: "confused",
  EYES: "eyes",
  THUMBS_UP: "+1",
};

const happenings: Readonly<Record<string, TimelineEntry["kind"]>> = {
  LabeledEvent: "labeled",
  UnlabeledEvent: "unlabeled",
  AssignedEvent: "assigned",
  UnassignedEvent: "unassigned",
  ClosedEvent: "closed",
  ReopenedEvent: "reopened",
  PinnedEvent: "pinned",
  UnpinnedEvent: "unpinned",
  BlockedByAddedEvent: "edge-added",
  BlockedByRemovedEvent: "edge-removed",
};

function toTimelineEntry(item: z.infer<typeof timelineItem>): TimelineEntry[] {
  const kind = happenings[item.__typename];
  if (kind === undefined || item.createdAt === undefined) return [];
  const assignee = toActor(item.assignee);
  return [
    {
      kind,
      at: item.createdAt,
      actor: toActor(item.actor),
      ...(item.label ? { label: item.label.name } : {}),
      ...(assignee === null ? {} : { assignee: assignee.login }),
      ...(item.closer?.merged === true ? { mergedPullRequest: true } : {}),
      ...(item.blockingIssue ? { blocker: toRef(item.blockingIssue) } : {}),
    },
  ];
}

type LinkedNode = NonNullable<NonNullable<NonNullable<IssueNode["closedByPullRequestsReferences"]>["nodes"]>[number]>;

const toLinked = (node: LinkedNode): LinkedPullRequest => ({
  ref: toRef(node),
  ...(node.headRefOid === undefined ? {} : { head: node.headRefOid }),
  isOpen: node.state === "OPEN",
  isDraft: node.isDraft,
  isMerged: node.merged,
});

function shared(node: IssueNode | PullNode) {
  return {
    id: node.fullDatabaseId,
    nodeId: node.id,
    number: node.number,
    title: node.title,
    body: node.body,
    isOpen: !node.closed,
    author: toActor(node.author),
    editor: toActor(node.editor),
    createdAt: node.createdAt,
    updatedAt: node.updatedAt,
    closedAt: node.closedAt,
    lastEditedAt: node.lastEditedAt,
    labels: nodesOf(node.labels).map((label) => label.name),
    assignees: nodesOf(node.assignedActors).map(toActor).filter(isActor),
  };
}

export function toIssue(node: IssueNode | PullNode): Issue {
  if (node.__typename === "PullRequest") return { ...shared(node), ...asPull(node) };
  return {
    ...shared(node),
    isPullRequest: false,
    stateReason: reasons[node.stateReason ?? ""] ?? null,
    ...(node.duplicateOf ? { duplicateOf: toRef(node.duplicateOf) } : {}),
    blockedBy: nodesOf(node.blockedBy).map(toRef),
    parent: node.parent ? toRef(node.parent) : null,
    subIssueCount: node.subIssuesSummary?.total ?? 0,
    linkedPullRequests: nodesOf(node.closedByPullRequestsReferences).map(toLinked),
    timeline: [...nodesOf(node.timelineItems), ...nodesOf(node.edgeItems)]
      .flatMap(toTimelineEntry)
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    isPinned: node.isPinned === true,
    isMerged: false,
    isDraft: false,
  };
}

/** What only issues have stands empty for a pull request: it is never a task. */
const asPull = (node: PullNode) => ({
  isPullRequest: true,
  stateReason: null,
  blockedBy: [],
  parent: null,
  subIssueCount: 0,
  linkedPullRequests: [],
  timeline: [],
  isPinned: false,
  isMerged: node.merged,
  isDraft: node.isDraft,
});

export function toComment(node: CommentNode): ReadComment {
  const groups = node.reactionGroups ?? [];
  return {
    id: node.fullDatabaseId,
    nodeId: node.id,
    issue: node.pullRequest?.number ?? node.issue?.number ?? 0,
    author: toActor(node.author),
    editor: toActor(node.editor),
    body: node.body,
    createdAt: node.createdAt,
    updatedAt: node.updatedAt,
    lastEditedAt: node.lastEditedAt,
    ownReactions: groups.flatMap((group) => (group.viewerHasReacted ? (reactions[group.content] ?? []) : [])),
  };
}
