// Records what happened to an issue in its history, and tells the webhooks.
import { accountShape, type Shape } from "./shapes/account.ts";
import { commentShape, issueShape } from "./shapes/issue.ts";
import { pullShape } from "./shapes/pull.ts";
import type { Actor, Comment, Issue, IssueEvent } from "./state.ts";
import { nodeIdOf, type World, type WorldEvent } from "./world.ts";

/** Marks the issue as changed now. Dependency and sub-issue edits must not call this. */
export const touch = (world: World, issue: Issue): void => {
  issue.updatedAt = world.clock.now();
};

/** Adds an entry to the issue's history and the repository's feed. */
export function record(world: World, actor: Actor, issue: Issue, event: string, more: Partial<IssueEvent> = {}): void {
  const id = world.nextId("event");
  const entry: IssueEvent = {
    ...more,
    id,
    nodeId: nodeIdOf("event", id),
    event,
    actor: actor.account,
    app: actor.installation?.app ?? null,
    createdAt: world.clock.now(),
    issue,
  };
  issue.events.push(entry);
  issue.repository.events.push(entry);
}

/** Does the work and gives back the events it would have sent, for those that must follow another one. */
export function holdingBack(world: World, work: () => void): WorldEvent[] {
  const { emit } = world;
  const held: WorldEvent[] = [];
  world.emit = (event) => void held.push(event);
  try {
    work();
  } finally {
    world.emit = emit;
  }
  return held;
}

/** Sends `issues.ACTION`, or `pull_request.ACTION` for a pull request. */
export function announce(world: World, actor: Actor, issue: Issue, action: string, more: Shape = {}): void {
  const isPull = issue.pull !== null;
  const subject = isPull
    ? { number: issue.number, pull_request: pullShape(world, issue) }
    : { issue: issueShape(world, issue) };
  const fields = { ...subject, ...more };
  world.emit({ event: isPull ? "pull_request" : "issues", action, repository: issue.repository, actor, fields });
}

/** Sends `issue_comment.ACTION`. */
export function announceComment(world: World, actor: Actor, comment: Comment, action: string, more: Shape = {}): void {
  const { issue } = comment;
  const fields = { issue: issueShape(world, issue), comment: commentShape(world, comment), ...more };
  world.emit({ event: "issue_comment", action, repository: issue.repository, actor, fields });
}

export const assigneeField = (world: World, account: Parameters<typeof accountShape>[1]): Shape => ({
  assignee: accountShape(world, account),
});
