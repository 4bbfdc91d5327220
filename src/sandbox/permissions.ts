// Who may do what: people by their role in a repository, Apps by what their installation grants.
import { GitHubError, notAccessible, notFound } from "./github-error.ts";
import type { Account, Actor, Grant, Installation, Issue, Permissions, Repository, Role } from "./state.ts";

const roleOrder: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];
const grantOrder: readonly Grant[] = ["read", "write", "admin"];

/** The role an account really has; everybody reads a public repository. */
export function roleOf(repository: Repository, account: Account): Role {
  if (repository.owner === account) return "admin";
  return repository.roles.get(account.id) ?? (repository.isPrivate ? "none" : "read");
}

export const hasRole = (repository: Repository, account: Account, least: Role): boolean =>
  roleOrder.indexOf(roleOf(repository, account)) >= roleOrder.indexOf(least);

/** The booleans of REST's `permissions` object. */
export const roleBooleans = (role: Role): Record<string, boolean> => ({
  pull: role !== "none",
  triage: roleOrder.indexOf(role) >= 2,
  push: roleOrder.indexOf(role) >= 3,
  maintain: roleOrder.indexOf(role) >= 4,
  admin: role === "admin",
});

/** Legacy value of the permission endpoint: maintain reads as write, triage as read. */
export const legacyPermission = (role: Role): string => {
  if (role === "maintain") return "write";
  return role === "triage" ? "read" : role;
};

export const grants = (permissions: Permissions, name: string, level: Grant): boolean => {
  const held = permissions[name];
  return held !== undefined && grantOrder.indexOf(held) >= grantOrder.indexOf(level);
};

/** What a request may touch: all of its installation's repositories, or those its token was narrowed to. */
export interface Access {
  actor: Actor;
  permissions: Permissions;
  covers(repository: Repository): boolean;
}

export const accessOfPerson = (account: Account): Access => ({
  actor: { account, installation: null },
  permissions: {},
  covers: (repository) => roleOf(repository, account) !== "none",
});

export const accessOfInstallation = (
  installation: Installation,
  permissions: Permissions = installation.permissions,
  only: ReadonlySet<number> | null = null,
): Access => ({
  actor: { account: installation.app.bot, installation },
  permissions,
  covers: (repository) => installation.repositories.has(repository) && (only === null || only.has(repository.id)),
});

/** Whether this access can see the repository at all; others answer 404 as if it did not exist. */
export const canSee = (access: Access, repository: Repository): boolean =>
  access.covers(repository) || (!repository.isPrivate && access.actor.installation !== null);

/** `issues:write`, or alternatives as in `issues|pull_requests:write`. */
export type Need = `${string}:${Grant}`;

/** Throws 404 for what must stay unseen, 403 for what is seen but not allowed. */
export function requireAccess(access: Access, repository: Repository, need: Need, role: Role): void {
  if (!canSee(access, repository)) throw notFound();
  const [names = "", level = "read"] = need.split(":") as [string, Grant];
  if (access.actor.installation === null) {
    requireRole(repository, access.actor.account, role);
    return;
  }
  const isOpenRead = level === "read" && !repository.isPrivate && !access.covers(repository);
  const isGranted = access.covers(repository) && names.split("|").some((n) => grants(access.permissions, n, level));
  if (!isOpenRead && !isGranted) throw notAccessible();
  if (level !== "read" && repository.archived) throw archived();
}

const archived = (): GitHubError => new GitHubError(403, "Repository was archived so is read-only.");

/** Throws when the account's role is below `least`. */
export function requireRole(repository: Repository, account: Account, least: Role): void {
  if (roleOf(repository, account) === "none") throw notFound();
  if (!hasRole(repository, account, least)) {
    throw new GitHubError(403, `Must have ${least} rights to Repository.`);
  }
  if (least !== "read" && repository.archived) throw archived();
}

/** Whether the actor may triage here: a person by role, an App by `issues: write`. */
export function mayTriage(access: Access, repository: Repository): boolean {
  if (access.actor.installation === null) return hasRole(repository, access.actor.account, "triage");
  return access.covers(repository) && grants(access.permissions, "issues", "write");
}

/** Whether the actor may push here (a person), or write issues (an App). */
export function mayEdit(access: Access, issue: Issue): boolean {
  if (access.actor.account === issue.author) return true;
  if (access.actor.installation === null) return hasRole(issue.repository, access.actor.account, "write");
  return access.covers(issue.repository) && grants(access.permissions, "issues", "write");
}
