// Assignees: at most ten, those who cannot be assigned are dropped without a word.
import { announce, assigneeField, record, touch } from "./announce.ts";
import { hasRole, roleOf } from "./permissions.ts";
import type { Account, Actor, Issue, Repository } from "./state.ts";
import type { World } from "./world.ts";

const ASSIGNEES_MAX = 10;

/** Assignable anywhere in the repository: triage and more, or anyone with a role in an organisation's repository. */
export function isAssignable(repository: Repository, account: Account): boolean {
  if (account.type === "Organization") return false;
  if (hasRole(repository, account, "triage")) return true;
  return (
    repository.owner.type === "Organization" &&
    repository.roles.has(account.id) &&
    roleOf(repository, account) !== "none"
  );
}

/** Assignable on this issue: also whoever wrote it or commented on it, and a person who assigns themselves. */
export function isAssignableTo(issue: Issue, account: Account): boolean {
  if (isAssignable(issue.repository, account)) return true;
  if (account.type !== "User" || roleOf(issue.repository, account) === "none") return false;
  return issue.author === account || issue.comments.some((comment) => comment.author === account);
}

export function addAssignees(world: World, actor: Actor, issue: Issue, logins: readonly string[]): void {
  for (const login of logins) {
    const account = world.accounts.get(login.toLowerCase());
    if (account === undefined || issue.assignees.includes(account)) continue;
    if (issue.assignees.length >= ASSIGNEES_MAX || !isAssignableTo(issue, account)) continue;
    issue.assignees.push(account);
    touch(world, issue);
    record(world, actor, issue, "assigned", { assignee: account });
    announce(world, actor, issue, "assigned", assigneeField(world, account));
  }
}

export function removeAssignees(world: World, actor: Actor, issue: Issue, logins: readonly string[]): void {
  for (const login of logins) {
    const account = issue.assignees.find((one) => one.login.toLowerCase() === login.toLowerCase());
    if (account === undefined) continue;
    issue.assignees.splice(issue.assignees.indexOf(account), 1);
    touch(world, issue);
    record(world, actor, issue, "unassigned", { assignee: account });
    announce(world, actor, issue, "unassigned", assigneeField(world, account));
  }
}

/** Replaces the set. */
export function setAssignees(world: World, actor: Actor, issue: Issue, logins: readonly string[]): void {
  const wanted = new Set(logins.map((login) => login.toLowerCase()));
  const leaving = issue.assignees.filter((one) => !wanted.has(one.login.toLowerCase()));
  removeAssignees(
    world,
    actor,
    issue,
    leaving.map((one) => one.login),
  );
  addAssignees(world, actor, issue, logins);
}
