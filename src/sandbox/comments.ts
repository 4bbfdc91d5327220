// Comments on issues and pull requests, with their last editor.
import { announceComment, record, touch } from "./announce.ts";
import { GitHubError, invalid } from "./github-error.ts";
import { checkBody, newText, noteEdit } from "./issues.ts";
import type { Account, Actor, Comment, Issue, Reaction, Text } from "./state.ts";
import { nodeIdOf, type World } from "./world.ts";

const COMMENTS_MAX = 2_500;

/** Adds a comment; 403 where the conversation is locked and the actor may not write past it. */
export function createComment(world: World, actor: Actor, issue: Issue, body: string, maySpeakLocked = true): Comment {
  if (body.trim() === "") throw invalid("IssueComment", "body", "Body can't be blank", "missing_field");
  checkBody("IssueComment", body);
  if (issue.locked && !maySpeakLocked) throw new GitHubError(403, "Unable to create comment because issue is locked.");
  if (issue.comments.length >= COMMENTS_MAX) {
    throw new GitHubError(403, "Commenting is disabled on issues with more than 2500 comments");
  }
  const comment: Comment = { ...newText(world, actor, "comment", body), kind: "comment", issue, minimized: null };
  issue.comments.push(comment);
  issue.repository.comments.set(comment.id, comment);
  world.nodes.set(comment.nodeId, comment);
  touch(world, issue);
  announceComment(world, actor, comment, "created");
  return comment;
}

export function editComment(world: World, actor: Actor, comment: Comment, body: string): void {
  if (body.trim() === "") throw invalid("IssueComment", "body", "Body can't be blank", "missing_field");
  checkBody("IssueComment", body);
  if (body === comment.body) return;
  const changes = { body: { from: comment.body } };
  noteEdit(world, actor, comment, body);
  touch(world, comment.issue);
  announceComment(world, actor, comment, "edited", { changes });
}

export function deleteComment(world: World, actor: Actor, comment: Comment): void {
  const { issue } = comment;
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  issue.repository.comments.delete(comment.id);
  world.nodes.delete(comment.nodeId);
  touch(world, issue);
  record(world, actor, issue, "comment_deleted");
  announceComment(world, actor, comment, "deleted");
}

/** Adds a reaction; `isNew` is false when the account already reacted so. No webhook, no change of `updated_at`. */
export function react(
  world: World,
  account: Account,
  text: Text,
  content: string,
): { reaction: Reaction; isNew: boolean } {
  const known = text.reactions.find((one) => one.user === account && one.content === content);
  if (known !== undefined) return { reaction: known, isNew: false };
  const id = world.nextId("reaction");
  const reaction: Reaction = {
    id,
    nodeId: nodeIdOf("reaction", id),
    user: account,
    content,
    createdAt: world.clock.now(),
  };
  text.reactions.push(reaction);
  return { reaction, isNew: true };
}

/** Takes an account's reaction back; one that is not there is no mistake. */
export function unreact(account: Account, text: Text, content: string): void {
  const at = text.reactions.findIndex((one) => one.user === account && one.content === content);
  if (at >= 0) text.reactions.splice(at, 1);
}
