// Routes about comments and reactions.
import { createComment, deleteComment, editComment, react } from "../comments.ts";
import { notAccessible, notFound } from "../github-error.ts";
import { paged } from "../paging.ts";
import { type Access, grants, hasRole } from "../permissions.ts";
import {
  type Answer,
  type CommentCall,
  created,
  type IssueCall,
  inRepository,
  noContent,
  ok,
  onComment,
  onIssue,
  type RepositoryCall,
  type Route,
} from "../route.ts";
import { commentShape, reactionShape } from "../shapes/issue.ts";
import type { Comment, Issue, Text } from "../state.ts";
import { changedSince } from "./issues.ts";

/** A comment on a pull request takes `pull_requests: write` besides `issues: write`. */
function requirePullWrite(access: Access, issue: Issue): void {
  if (issue.pull === null || access.actor.installation === null) return;
  if (!grants(access.permissions, "pull_requests", "write")) throw notAccessible();
}

/** Who may still speak in a locked conversation: people with write; Apps are refused (ASSUMPTIONS.md, locked issues). */
const maySpeakLocked = (access: Access, issue: Issue): boolean =>
  access.actor.installation === null && hasRole(issue.repository, access.actor.account, "write");

function postComment(call: IssueCall): Answer {
  const { world, access, issue } = call;
  requirePullWrite(access, issue);
  const comment = createComment(world, access.actor, issue, String(call.body["body"]), maySpeakLocked(access, issue));
  return created(commentShape(world, comment));
}

const visible =
  (call: RepositoryCall) =>
  (comment: Comment): boolean =>
    comment.visibleAt <= call.world.clock.now();

function listOfIssue(call: IssueCall): Answer {
  const comments = call.issue.comments.filter(visible(call)).filter(changedSince(call.query));
  return paged(call, comments, (one) => commentShape(call.world, one));
}

function listOfRepository(call: RepositoryCall): Answer {
  const sort = call.query.get("sort");
  const sign = sort !== null && (call.query.get("direction") ?? "desc") === "desc" ? -1 : 1;
  const value = (one: Comment): number => (sort === "updated" ? one.updatedAt : one.createdAt);
  const comments = [...call.repository.comments.values()].filter(visible(call)).filter(changedSince(call.query));
  comments.sort((a, b) => (sort === null ? a.id - b.id : sign * (value(a) - value(b) || a.id - b.id)));
  return paged(call, comments, (one) => commentShape(call.world, one));
}

const mayChange = (access: Access, comment: Comment): boolean =>
  comment.author === access.actor.account ||
  access.actor.installation !== null ||
  hasRole(comment.issue.repository, access.actor.account, "write");

function patchComment(call: CommentCall): Answer {
  if (!mayChange(call.access, call.comment)) throw notAccessible();
  editComment(call.world, call.access.actor, call.comment, String(call.body["body"]));
  return ok(commentShape(call.world, call.comment));
}

function removeComment(call: CommentCall): Answer {
  if (!mayChange(call.access, call.comment)) throw notAccessible();
  deleteComment(call.world, call.access.actor, call.comment);
  return noContent;
}

function postReaction(call: RepositoryCall, text: Text): Answer {
  const { reaction, isNew } = react(call.world, call.access.actor.account, text, String(call.body["content"]));
  return { status: isNew ? 201 : 200, body: reactionShape(call.world, reaction) };
}

function listReactions(call: RepositoryCall, text: Text): Answer {
  const content = call.query.get("content");
  const found = text.reactions.filter((one) => content === null || one.content === content);
  return paged(call, found, (one) => reactionShape(call.world, one));
}

function deleteReaction(call: RepositoryCall, text: Text): Answer {
  const at = text.reactions.findIndex((one) => one.id === Number(call.params["reaction_id"]));
  const reaction = text.reactions[at];
  if (reaction === undefined) throw notFound();
  if (reaction.user !== call.access.actor.account) throw notAccessible();
  text.reactions.splice(at, 1);
  return noContent;
}

const read = "issues|pull_requests:read";
const write = "issues|pull_requests:write";
const issue = "/repos/{owner}/{repo}/issues/{issue_number}";
const comment = "/repos/{owner}/{repo}/issues/comments/{comment_id}";

export const commentRoutes: readonly Route[] = [
  inRepository("GET /repos/{owner}/{repo}/issues/comments", read, "read", listOfRepository),
  onComment(`GET ${comment}`, read, "read", (call) => ok(commentShape(call.world, call.comment))),
  onComment(`PATCH ${comment}`, write, "read", patchComment),
  onComment(`DELETE ${comment}`, write, "read", removeComment),
  onIssue(`GET ${issue}/comments`, read, "read", listOfIssue),
  onIssue(`POST ${issue}/comments`, write, "read", postComment),
  onComment(`GET ${comment}/reactions`, read, "read", (call) => listReactions(call, call.comment)),
  onComment(`POST ${comment}/reactions`, write, "read", (call) => postReaction(call, call.comment)),
  onComment(`DELETE ${comment}/reactions/{reaction_id}`, write, "read", (call) => deleteReaction(call, call.comment)),
  onIssue(`GET ${issue}/reactions`, read, "read", (call) => listReactions(call, call.issue)),
  onIssue(`POST ${issue}/reactions`, write, "read", (call) => postReaction(call, call.issue)),
  onIssue(`DELETE ${issue}/reactions/{reaction_id}`, write, "read", (call) => deleteReaction(call, call.issue)),
];
