// A local GitHub: one stateful core that the App reaches through Octokit and that people act on directly.
import type { Clock } from "../ports/clock.ts";
import { branchHead, headOf, runCheck, setStatus } from "./commits.ts";
import { type Incoming, incomingOf, type LoggedRequest, pathBelowBase, responseOf } from "./exchange.ts";
import { type FaultPlan, type Faults, openFaults } from "./faults.ts";
import { Gateway } from "./gateway.ts";
import { isPinned } from "./issues.ts";
import { type LimitSettings, Limits } from "./limits.ts";
import { confirmManifest } from "./manifests.ts";
import { type Person, personOf } from "./people.ts";
import * as life from "./repository-life.ts";
import * as setup from "./setup.ts";
import type { Account, Comment, CommitStatus, Installation, Issue, Repository, Role } from "./state.ts";
import { Tokens } from "./tokens.ts";
import { type Delivery, type Receiver, Webhooks } from "./webhooks.ts";
import { accountOf, createWorld, ensureAccount, repositoryOf, type World } from "./world.ts";

export interface SandboxOptions {
  clock: Clock;
  seed: number;
  faults?: FaultPlan;
  /** `github.com` unless told: then the API is https://api.github.com, else https://HOST/api/v3 and /api/graphql. */
  host?: string;
  limits?: Partial<LimitSettings>;
  /** Usual milliseconds from an event to its delivery; 100 unless told. */
  webhookDelayMs?: number;
}

export interface Sandbox {
  readonly clock: Clock;
  /** For Octokit's `baseUrl`. */
  readonly apiUrl: string;
  readonly faults: Faults;
  /** Everything that GitHub's descriptions forbid and that happened; tests assert that it stays empty. */
  readonly violations: string[];
  /** All requests so far. */
  readonly requests: LoggedRequest[];
  /** The in-process face, for Octokit's `request: { fetch }`. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  user(login: string, options?: { type?: "User" | "Bot" | "Organization" }): Account;
  /** A token with which this account uses the API itself. */
  tokenOf(login: string): string;
  repository(fullName: string, input?: setup.RepositoryInput): Repository;
  setRole(fullName: string, login: string, role: Role): void;
  renameRepository(fullName: string, newName: string): void;
  setArchived(fullName: string, archived: boolean): void;
  setPrivate(fullName: string, isPrivate: boolean): void;
  /** To an owner whose installations then cover it; without one it is out of reach. */
  transferRepository(fullName: string, newOwner: string): void;
  deleteRepository(fullName: string): void;
  /**
   * A check of this name begins on the newest commit of a pull request (null: of the default branch), or comes to an end
   * there; conclusion null: it is under way.
   */
  runCheck(fullName: string, pull: number | null, name: string, conclusion: string | null): void;
  /** The same with a status of a commit. */
  setStatus(fullName: string, pull: number | null, context: string, state: CommitStatus["state"]): void;
  /** Somebody confirms a manifest on GitHub's page: the code to exchange for the App. Throws when GitHub would refuse it. */
  confirmManifest(manifest: string, owner: string): string;
  installApp(app: setup.AppInput, repositories: readonly string[]): Installation;
  addRepositories(installation: Installation, names: readonly string[]): void;
  removeRepositories(installation: Installation, names: readonly string[]): void;
  suspend(installation: Installation): void;
  unsuspend(installation: Installation): void;
  /** What the installation may do from now on, and `installation.new_permissions_accepted`. */
  grantPermissions(installation: Installation, permissions: Installation["permissions"]): void;
  uninstall(installation: Installation): void;
  /** A person's side. The account is created when it is new. */
  as(login: string): Person;
  /** Sets the webhook receiver of one App, or of every App without one of its own. */
  onDelivery(receiver: Receiver, appId?: number): void;
  /** Attempted deliveries of the last three days, newest first. */
  deliveries(): Delivery[];
  repositoryOf(fullName: string): Repository;
  issue(fullName: string, number: number): Issue;
  issues(fullName: string): Issue[];
  comments(fullName: string, number: number): Comment[];
  labelsOf(fullName: string, number: number): string[];
  assigneesOf(fullName: string, number: number): string[];
  /** Numbers of the pinned issues. */
  pinned(fullName: string): number[];
  readonly world: World;
}

const REDIRECTS_MAX = 5;

/** Follows redirects, as any `fetch` does unless told otherwise. */
async function follow(gateway: Gateway, first: Incoming): Promise<Response> {
  let incoming = first;
  for (let hop = 0; ; hop++) {
    const outgoing = await gateway.handle(incoming);
    const location = outgoing.headers["location"];
    if (location === undefined || (outgoing.status !== 301 && outgoing.status !== 307) || hop >= REDIRECTS_MAX) {
      return responseOf(outgoing, incoming.url);
    }
    const url = new URL(location, incoming.url);
    incoming = { ...incoming, url, path: pathBelowBase(url) };
  }
}

/** Opens a local GitHub with nothing in it. */
export function openSandbox(options: SandboxOptions): Sandbox {
  const world = createWorld(options.clock, options.seed, options.host ?? "github.com");
  const faults = openFaults(options.faults, options.seed);
  const webhooks = new Webhooks(world, faults, options.webhookDelayMs ?? 100);
  const limits = new Limits(world, options.limits);
  const tokens = new Tokens(world);
  const requests: LoggedRequest[] = [];
  const gateway = new Gateway({ world, webhooks, limits, tokens, faults, log: requests });
  const issue = (fullName: string, number: number): Issue => {
    const found = repositoryOf(world, fullName).issues.get(number);
    if (found === undefined) throw new Error(`${fullName} has no #${number}`);
    return found;
  };
  return {
    world,
    clock: options.clock,
    get apiUrl() {
      return world.api;
    },
    faults,
    violations: world.violations,
    requests,
    async fetch(input, init) {
      const incoming = await incomingOf(input, init);
      const mayFollow = (init?.redirect ?? "follow") === "follow";
      return mayFollow ? follow(gateway, incoming) : responseOf(await gateway.handle(incoming), incoming.url);
    },
    user: (login, more) => ensureAccount(world, login, more?.type ?? (login.endsWith("[bot]") ? "Bot" : "User")),
    tokenOf: (login) => tokens.forPerson(accountOf(world, login)),
    repository: (fullName, input) => setup.createRepository(world, fullName, input),
    setRole: (fullName, login, role) => setup.setRole(world, fullName, login, role),
    renameRepository: (fullName, newName) => life.renameRepository(world, fullName, newName),
    setArchived: (fullName, archived) => life.setArchived(world, fullName, archived),
    setPrivate: (fullName, isPrivate) => life.setPrivate(world, fullName, isPrivate),
    transferRepository: (fullName, newOwner) => life.transferRepository(world, fullName, newOwner),
    deleteRepository: (fullName) => life.deleteRepository(world, fullName),
    runCheck(fullName, pull, name, conclusion) {
      const repository = repositoryOf(world, fullName);
      const head = pull === null ? null : issue(fullName, pull).pull;
      runCheck(world, repository, head === null ? branchHead(repository) : headOf(head), name, conclusion);
    },
    setStatus(fullName, pull, context, state) {
      const repository = repositoryOf(world, fullName);
      const head = pull === null ? null : issue(fullName, pull).pull;
      setStatus(world, repository, head === null ? branchHead(repository) : headOf(head), context, state);
    },
    confirmManifest: (manifest, owner) => confirmManifest(world, manifest, owner),
    installApp: (app, names) => setup.installApp(world, app, names),
    addRepositories: (installation, names) => setup.changeRepositories(world, installation, "added", names),
    removeRepositories: (installation, names) => setup.changeRepositories(world, installation, "removed", names),
    suspend: (installation) => setup.suspend(world, installation, true),
    unsuspend: (installation) => setup.suspend(world, installation, false),
    grantPermissions: (installation, permissions) => setup.grantPermissions(world, installation, permissions),
    uninstall: (installation) => setup.uninstall(world, installation),
    as: (login) => personOf(world, ensureAccount(world, login, login.endsWith("[bot]") ? "Bot" : "User")),
    onDelivery: (receiver, appId) => webhooks.receive(receiver, appId),
    deliveries: () => webhooks.attempted(),
    repositoryOf: (fullName) => repositoryOf(world, fullName),
    issue,
    issues: (fullName) => [...repositoryOf(world, fullName).issues.values()],
    comments: (fullName, number) => issue(fullName, number).comments,
    labelsOf: (fullName, number) => issue(fullName, number).labels.map((label) => label.name),
    assigneesOf: (fullName, number) => issue(fullName, number).assignees.map((account) => account.login),
    pinned: (fullName) =>
      repositoryOf(world, fullName)
        .pins.map((pin) => pin.issue)
        .filter(isPinned)
        .map((one) => one.number),
  };
}
