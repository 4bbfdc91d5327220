// Furnishing the world: accounts, repositories, Apps and their installations, with the webhooks these cause.
import { notFound } from "./github-error.ts";
import { accountShape, type Shape } from "./shapes/account.ts";
import type { Account, Actor, App, Installation, Permissions, Repository, Role } from "./state.ts";
import { ensureAccount, fullNameOf, nodeIdOf, repositoryOf, type World } from "./world.ts";

export interface RepositoryInput {
  private?: boolean;
  /** Type of the owner when it does not exist yet; an organisation unless told. */
  owner?: "user" | "org";
  collaborators?: Record<string, Role>;
  files?: Record<string, string>;
  defaultBranch?: string;
}

export interface AppInput {
  appId: number;
  slug: string;
  /** PEM, SPKI or PKCS#1; only the public half is needed here. */
  publicKeyPem: string;
  webhookSecrets: string[];
  permissions?: Permissions;
  events?: string[];
  /** What the App's page says; `https://box.example.test/api/github/webhooks`, active, unless told. */
  hook?: { url: string; isActive: boolean };
  /** Login of the App's owner. */
  owner?: string;
}

/** What Signalbox asks for in its manifest. */
const usualPermissions: Permissions = {
  metadata: "read",
  issues: "write",
  pull_requests: "write",
  checks: "read",
  statuses: "read",
  contents: "read",
};

const usualEvents: readonly string[] = [
  "issues",
  "issue_comment",
  "label",
  "sub_issues",
  "issue_dependencies",
  "pull_request",
  "repository",
  "member",
];

export function createRepository(world: World, fullName: string, input: RepositoryInput = {}): Repository {
  const [ownerLogin = "", name = ""] = fullName.split("/");
  const owner = ensureAccount(world, ownerLogin, input.owner === "user" ? "User" : "Organization");
  const id = world.nextId("repository");
  const repository: Repository = {
    id,
    nodeId: nodeIdOf("repository", id),
    owner,
    name,
    isPrivate: input.private ?? false,
    archived: false,
    defaultBranch: input.defaultBranch ?? "main",
    createdAt: world.clock.now(),
    roles: new Map(),
    labels: new Map(),
    issues: new Map(),
    comments: new Map(),
    events: [],
    pins: [],
    files: new Map(Object.entries(input.files ?? {})),
    checks: new Map(),
    statuses: new Map(),
    nextNumber: 1,
    formerNames: [],
    gone: new Map(),
  };
  for (const [login, role] of Object.entries(input.collaborators ?? {})) {
    const isBot = login.endsWith("[bot]");
    repository.roles.set(ensureAccount(world, login, isBot ? "Bot" : "User").id, role);
  }
  world.repositories.set(fullName.toLowerCase(), repository);
  world.repositoriesById.set(id, repository);
  world.nodes.set(repository.nodeId, repository);
  return repository;
}

function ensureApp(world: World, input: AppInput): App {
  const known = world.apps.get(input.appId);
  if (known !== undefined) return known;
  const app: App = {
    id: input.appId,
    slug: input.slug,
    name: input.slug,
    clientId: `Iv23li${String(input.appId).padStart(14, "0")}`,
    owner: ensureAccount(world, input.owner ?? "signalbox-makers", "Organization"),
    bot: ensureAccount(world, `${input.slug}[bot]`, "Bot"),
    publicKey: input.publicKeyPem,
    webhookSecrets: [...input.webhookSecrets],
    hook: input.hook ?? { url: "https://box.example.test/api/github/webhooks", isActive: true },
    permissions: input.permissions ?? usualPermissions,
    events: [...(input.events ?? usualEvents)],
    createdAt: world.clock.now(),
  };
  world.apps.set(app.id, app);
  return app;
}

const brief = (repository: Repository): Shape => ({
  id: repository.id,
  node_id: repository.nodeId,
  name: repository.name,
  full_name: fullNameOf(repository),
  private: repository.isPrivate,
});

function announceInstallation(world: World, installation: Installation, actor: Actor, action: string): void {
  const repositories = [...installation.repositories].map(brief);
  world.emit({ event: "installation", action, repository: null, actor, installation, fields: { repositories } });
}

/** Installs the App on repositories of one owner and sends `installation.created`. */
export function installApp(world: World, input: AppInput, repositoryNames: readonly string[]): Installation {
  const app = ensureApp(world, input);
  const repositories = repositoryNames.map((name) => repositoryOf(world, name));
  const owners = new Set(repositories.map((repository) => repository.owner));
  const [owner] = owners;
  if (owner === undefined || owners.size > 1)
    throw new Error("An installation covers repositories of exactly one owner.");
  const installation: Installation = {
    id: world.nextId("installation"),
    app,
    account: owner,
    repositories: new Set(repositories),
    permissions: { ...app.permissions },
    events: [...app.events],
    createdAt: world.clock.now(),
    suspendedAt: null,
    deleted: false,
  };
  world.installations.set(installation.id, installation);
  announceInstallation(world, installation, { account: owner, installation: null }, "created");
  return installation;
}

/** Adds repositories to, or removes them from, an installation. */
export function changeRepositories(
  world: World,
  installation: Installation,
  verb: "added" | "removed",
  names: readonly string[],
): void {
  const repositories = names.map((name) => repositoryOf(world, name));
  for (const repository of repositories) {
    if (verb === "added") installation.repositories.add(repository);
    else installation.repositories.delete(repository);
  }
  const listed = repositories.map(brief);
  const fields: Shape = {
    repository_selection: "selected",
    repositories_added: verb === "added" ? listed : [],
    repositories_removed: verb === "removed" ? listed : [],
    requester: null,
  };
  const actor: Actor = { account: installation.account, installation: null };
  world.emit({ event: "installation_repositories", action: verb, repository: null, actor, installation, fields });
}

export function suspend(world: World, installation: Installation, isSuspended: boolean): void {
  installation.suspendedAt = isSuspended ? world.clock.now() : null;
  const actor: Actor = { account: installation.account, installation: null };
  announceInstallation(world, installation, actor, isSuspended ? "suspend" : "unsuspend");
}

/** The owner approves what the App asks for by now, or an admin takes something away. */
export function grantPermissions(world: World, installation: Installation, permissions: Permissions): void {
  installation.permissions = { ...permissions };
  const actor: Actor = { account: installation.account, installation: null };
  announceInstallation(world, installation, actor, "new_permissions_accepted");
}

export function uninstall(world: World, installation: Installation): void {
  installation.deleted = true;
  announceInstallation(world, installation, { account: installation.account, installation: null }, "deleted");
}

/** Gives an account another role and sends `member.added`, `edited` or `removed`. */
export function setRole(world: World, fullName: string, login: string, role: Role): void {
  const repository = repositoryOf(world, fullName);
  const account = world.accounts.get(login.toLowerCase());
  if (account === undefined) throw notFound();
  const before = repository.roles.get(account.id);
  if (role === "none") repository.roles.delete(account.id);
  else repository.roles.set(account.id, role);
  if (account.type === "Bot") return;
  const actor: Actor = { account: repository.owner, installation: null };
  const action = role === "none" ? "removed" : before === undefined ? "added" : "edited";
  const changes = action === "edited" ? { changes: { permission: { from: before ?? null, to: role } } } : {};
  world.emit({
    event: "member",
    action,
    repository,
    actor,
    fields: { member: memberShape(world, account), ...changes },
  });
}

const memberShape = (world: World, account: Account): Shape => ({ ...accountShape(world, account) });
