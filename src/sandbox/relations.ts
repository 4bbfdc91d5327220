// Native dependencies and sub-issues; neither touches `updated_at` of any issue.
import { record } from "./announce.ts";
import { GitHubError, notFound, unprocessable } from "./github-error.ts";
import type { Shape } from "./shapes/account.ts";
import { issueShape } from "./shapes/issue.ts";
import { repositoryShape } from "./shapes/repository.ts";
import type { Actor, Issue } from "./state.ts";
import type { World } from "./world.ts";

const EDGES_PER_ISSUE = 50;
const SUB_ISSUES_MAX = 100;
const NESTING_MAX = 8;

function waitsFor(issue: Issue, wanted: Issue): boolean {
  const seen = new Set<Issue>();
  const open = [issue];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === wanted) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...next.blockedBy);
  }
  return false;
}

function emitEdge(world: World, actor: Actor, blocked: Issue, blocking: Issue, verb: "added" | "removed"): void {
  const common: Shape = {
    blocked_issue_id: blocked.id,
    blocked_issue: issueShape(world, blocked),
    blocking_issue_id: blocking.id,
    blocking_issue: issueShape(world, blocking),
  };
  const event = "issue_dependencies";
  const other = { blocking_issue_repo: repositoryShape(world, blocking.repository) };
  world.emit({
    event,
    action: `blocked_by_${verb}`,
    repository: blocked.repository,
    actor,
    fields: { ...common, ...other },
  });
  const mine = { blocked_issue_repo: repositoryShape(world, blocked.repository) };
  world.emit({
    event,
    action: `blocking_${verb}`,
    repository: blocking.repository,
    actor,
    fields: { ...common, ...mine },
  });
}

/** `blocked` now waits for `blocking`; 422 for a doubled edge, itself, a cycle or the 51st edge. */
export function addBlockedBy(world: World, actor: Actor, blocked: Issue, blocking: Issue): void {
  if (blocked === blocking) throw unprocessable("Issue cannot be blocked by itself");
  if (blocked.blockedBy.includes(blocking)) throw unprocessable("Target issue has already been taken");
  if (waitsFor(blocking, blocked)) throw unprocessable("This dependency would create a circular dependency");
  if (blocked.blockedBy.length >= EDGES_PER_ISSUE || blocking.blocking.length >= EDGES_PER_ISSUE) {
    throw unprocessable("Issue cannot have more than 50 dependencies of one kind");
  }
  blocked.blockedBy.push(blocking);
  blocking.blocking.push(blocked);
  record(world, actor, blocked, "blocked_by_added", { other: blocking });
  record(world, actor, blocking, "blocking_added", { other: blocked });
  emitEdge(world, actor, blocked, blocking, "added");
}

export function removeBlockedBy(world: World, actor: Actor, blocked: Issue, blocking: Issue): void {
  if (!blocked.blockedBy.includes(blocking)) throw notFound();
  cut(blocked.blockedBy, blocking);
  cut(blocking.blocking, blocked);
  record(world, actor, blocked, "blocked_by_removed", { other: blocking });
  record(world, actor, blocking, "blocking_removed", { other: blocked });
  emitEdge(world, actor, blocked, blocking, "removed");
}

const cut = (list: Issue[], issue: Issue): void => {
  const at = list.indexOf(issue);
  if (at >= 0) list.splice(at, 1);
};

function emitChild(world: World, actor: Actor, parent: Issue, child: Issue, verb: "added" | "removed"): void {
  const fields: Shape = {
    sub_issue_id: child.id,
    sub_issue: issueShape(world, child),
    parent_issue_id: parent.id,
    parent_issue: issueShape(world, parent),
  };
  const event = "sub_issues";
  const childRepo = { sub_issue_repo: repositoryShape(world, child.repository) };
  world.emit({
    event,
    action: `sub_issue_${verb}`,
    repository: parent.repository,
    actor,
    fields: { ...fields, ...childRepo },
  });
  const parentRepo = { parent_issue_repo: repositoryShape(world, parent.repository) };
  world.emit({
    event,
    action: `parent_issue_${verb}`,
    repository: child.repository,
    actor,
    fields: { ...fields, ...parentRepo },
  });
}

const depthAbove = (issue: Issue): number => (issue.parent === null ? 1 : 1 + depthAbove(issue.parent));
const depthBelow = (issue: Issue): number => 1 + Math.max(0, ...issue.subIssues.map(depthBelow));

export function addSubIssue(world: World, actor: Actor, parent: Issue, child: Issue, replaceParent = false): void {
  if (parent.repository.owner !== child.repository.owner)
    throw unprocessable("Sub issue must belong to the same owner");
  for (let above: Issue | null = parent; above !== null; above = above.parent) {
    if (above === child) throw unprocessable("Issue cannot be a sub-issue of itself or of its own sub-issue");
  }
  if (child.parent !== null && (!replaceParent || child.parent === parent)) {
    throw unprocessable("Issue may not contain duplicate sub-issues and Sub issue may only have one parent");
  }
  if (parent.subIssues.length >= SUB_ISSUES_MAX) throw unprocessable("Parent cannot have more than 100 sub-issues");
  if (depthAbove(parent) + depthBelow(child) > NESTING_MAX + 1)
    throw unprocessable("Sub-issues cannot be nested this deep");
  if (child.parent !== null) removeSubIssue(world, actor, child.parent, child);
  parent.subIssues.push(child);
  child.parent = parent;
  record(world, actor, parent, "sub_issue_added", { other: child });
  record(world, actor, child, "parent_issue_added", { other: parent });
  emitChild(world, actor, parent, child, "added");
}

export function removeSubIssue(world: World, actor: Actor, parent: Issue, child: Issue): void {
  if (child.parent !== parent) throw new GitHubError(404, "Not Found");
  cut(parent.subIssues, child);
  child.parent = null;
  record(world, actor, parent, "sub_issue_removed", { other: child });
  record(world, actor, child, "parent_issue_removed", { other: parent });
  emitChild(world, actor, parent, child, "removed");
}

/** Takes a vanishing issue out of every relation, without events. */
export function dropRelations(issue: Issue): void {
  for (const other of issue.blockedBy) cut(other.blocking, issue);
  for (const other of issue.blocking) cut(other.blockedBy, issue);
  for (const child of issue.subIssues) child.parent = null;
  if (issue.parent !== null) cut(issue.parent.subIssues, issue);
  Object.assign(issue, { blockedBy: [], blocking: [], subIssues: [], parent: null });
}
