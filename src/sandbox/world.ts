// Everything the local GitHub knows, with its ids, its time and the way out for webhooks.
import type { Clock } from "../ports/clock.ts";
import { notFound } from "./github-error.ts";
import { type Random, seededRandom } from "./random.ts";
import type { Account, Actor, App, Comment, Installation, Issue, Label, Repository } from "./state.ts";

/** An event that Apps may hear about; `fields` are laid over the payload's common parts. */
export interface WorldEvent {
  event: string;
  action: string;
  repository: Repository | null;
  actor: Actor;
  fields: Record<string, unknown>;
  /** Only this installation hears it (installation events). */
  installation?: Installation;
}

export interface World {
  clock: Clock;
  random: Random;
  /** `https://github.com` */
  web: string;
  /** `https://api.github.com` or `https://HOST/api/v3` */
  api: string;
  accounts: Map<string, Account>;
  repositories: Map<string, Repository>;
  repositoriesById: Map<number, Repository>;
  issuesById: Map<number, Issue>;
  labelsById: Map<string, { label: Label; repository: Repository }>;
  nodes: Map<string, Issue | Comment | Repository | Account>;
  apps: Map<number, App>;
  installations: Map<number, Installation>;
  /** Manifests somebody confirmed, by the code that was handed out. */
  manifestCodes: Map<string, { manifest: string; owner: string; until: number }>;
  violations: string[];
  nextId(kind: string): number;
  /** Instant from which lists show something written now; later than now under read-after-write lag. */
  visibleFrom(): number;
  emit(event: WorldEvent): void;
  /** Calls back when whoever is answered now has heard it, and nothing that left before that is still on its way. */
  whenHeard(tell: () => void): void;
}

/** First ids per kind; issues and comments lie beyond 2^31 as on github.com today. */
const firstIds: Record<string, number> = {
  account: 1_001,
  repository: 700_000_001,
  issue: 5_585_652_001,
  comment: 4_100_000_001,
  label: 8_300_000_001,
  event: 19_000_000_001,
  installation: 61_000_001,
  reaction: 310_000_001,
  delivery: 230_000_000_001,
  pull: 2_900_000_001,
  pin: 5_001,
  check: 41_000_000_001,
  sequence: 1,
  app: 5_001,
};

/** Opens an empty world on `host` (github.com gives the public API's addresses, others those of GitHub Enterprise). */
export function createWorld(clock: Clock, seed: number, host: string): World {
  const counters = new Map<string, number>();
  return {
    clock,
    random: seededRandom(seed),
    web: `https://${host}`,
    api: host === "github.com" ? "https://api.github.com" : `https://${host}/api/v3`,
    accounts: new Map(),
    repositories: new Map(),
    repositoriesById: new Map(),
    issuesById: new Map(),
    labelsById: new Map(),
    nodes: new Map(),
    apps: new Map(),
    installations: new Map(),
    manifestCodes: new Map(),
    violations: [],
    nextId(kind) {
      const id = counters.get(kind) ?? firstIds[kind] ?? 1;
      counters.set(kind, id + 1);
      return id;
    },
    visibleFrom: () => clock.now(),
    emit: () => undefined,
    whenHeard: setImmediate,
  };
}

const prefixes: Record<string, string> = {
  User: "U_kgDO",
  Bot: "BOT_kgDO",
  Organization: "O_kgDO",
  repository: "R_kgDO",
  issue: "I_kwDO",
  comment: "IC_kwDO",
  label: "LA_kwDO",
  event: "EV_kwDO",
  reaction: "REA_lADO",
  pull: "PR_kwDO",
  check: "CR_kwDO",
};

/** An opaque global node id in GitHub's manner. */
export const nodeIdOf = (kind: string, id: number): string =>
  `${prefixes[kind] ?? "X_"}${Buffer.from(id.toString(36)).toString("base64url")}`;

/** Adds an account, or gives the one that has this login. */
export function ensureAccount(world: World, login: string, type: Account["type"] = "User"): Account {
  const known = world.accounts.get(login.toLowerCase());
  if (known !== undefined) return known;
  const id = world.nextId("account");
  const account: Account = { id, nodeId: nodeIdOf(type, id), login, type, createdAt: world.clock.now() };
  world.accounts.set(login.toLowerCase(), account);
  world.nodes.set(account.nodeId, account);
  return account;
}

/** The account with this login; throws when nobody has it. */
export function accountOf(world: World, login: string): Account {
  const account = world.accounts.get(login.toLowerCase());
  if (account === undefined) throw notFound();
  return account;
}

/** The repository called `owner/name`, also under a former name; throws 404. */
export function repositoryOf(world: World, fullName: string): Repository {
  const repository = world.repositories.get(fullName.toLowerCase());
  if (repository === undefined) throw notFound();
  return repository;
}

export const fullNameOf = (repository: Repository): string => `${repository.owner.login}/${repository.name}`;
