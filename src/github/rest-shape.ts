/** Turns what REST answers to a write into our nouns: enough for the mirror until the next reading. */
import { z } from "zod";
import type { Actor, Issue } from "../core/model.ts";
import type { ReadComment } from "../ports/github.ts";

export const restActor = z
  .object({ id: z.number(), login: z.string(), type: z.string() })
  .transform(({ id, login, type }): Actor => ({ id, login, isBot: type === "Bot" }));

export const labelNames = z.array(z.object({ name: z.string() })).transform((labels) => labels.map(({ name }) => name));

export const restIssue = z.object({
  id: z.number(),
  node_id: z.string(),
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  user: restActor.nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  closed_at: z.string().nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string() })])),
  assignees: z.array(restActor).nullish(),
});

/** A new issue is complete as REST gives it: nothing has happened to it yet. */
export function newIssue(data: unknown): Issue {
  const issue = restIssue.parse(data);
  return {
    id: issue.id,
    nodeId: issue.node_id,
    number: issue.number,
    isPullRequest: false,
    title: issue.title,
    body: issue.body ?? "",
    isOpen: issue.state === "open",
    stateReason: null,
    author: issue.user ?? null,
    editor: null,
    createdAt: issue.created_at,
    updatedAt: issue.updated_at,
    closedAt: issue.closed_at ?? null,
    lastEditedAt: null,
    labels: issue.labels.map((label) => (typeof label === "string" ? label : label.name)),
    assignees: issue.assignees ?? [],
    blockedBy: [],
    parent: null,
    subIssueCount: 0,
    linkedPullRequests: [],
    timeline: [],
    isPinned: false,
    isMerged: false,
    isDraft: false,
  };
}

const restComment = z.object({
  id: z.number(),
  node_id: z.string(),
  body: z.string().nullish(),
  user: restActor.nullish(),
  created_at: z.string(),
  updated_at: z.string(),
});

/** We write only our own comments: author and editor are the App. */
export function ownComment(issue: number, data: unknown, isEdited: boolean): ReadComment {
  const comment = restComment.parse(data);
  return {
    id: comment.id,
    nodeId: comment.node_id,
    issue,
    author: comment.user ?? null,
    editor: isEdited ? (comment.user ?? null) : null,
    body: comment.body ?? "",
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
    lastEditedAt: isEdited ? comment.updated_at : null,
    ownReactions: [],
  };
}
