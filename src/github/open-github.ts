/** Opens the adapter: GitHub as `src/ports/github.ts` wants it, through Octokit. */
import type { AppIdentity } from "../core/model.ts";
import type { Clock } from "../ports/clock.ts";
import type { GitHub, InstalledRepository, RepositoryOnGitHub } from "../ports/github.ts";
import type { Store } from "../ports/store.ts";
import { type Tell, tellNobody } from "../ports/telemetry.ts";
import { type Client, openClient } from "./client.ts";
import { readAll } from "./observe-all.ts";
import {
  readDeliveries,
  readDeliveryPayload,
  readIdentity,
  readInstallations,
  readInstalledRepositories,
} from "./observe-app.ts";
import { readChanges } from "./observe-changes.ts";
import { readChecks } from "./observe-checks.ts";
import { readNodes } from "./observe-nodes.ts";
import { readComments, readFile, readForeign, readOwnIssues, readRole } from "./observe-repository.ts";
import { defaultPace, openTurnstile, type PaceSettings, type Turnstile } from "./pace.ts";
import { perform } from "./perform.ts";
import type { KnownFiles, Session } from "./session.ts";
import { anonymous, openAppCredentials, openInstallationCredentials, type Permissions } from "./tokens.ts";

export interface GitHubOptions {
  /** `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly baseUrl: string;
  /** Derived from `baseUrl` when absent. */
  readonly graphqlUrl?: string;
  readonly appId: number;
  /** PEM, newest first; the others are tried when GitHub refuses the first (a rotation under way). */
  readonly privateKeys: readonly string[];
  readonly fetch?: typeof fetch;
  readonly clock: Clock;
  /** Rests survive a restart and are shared by replicas; installation 0 stands for the App as a whole. */
  readonly rests: Pick<Store, "restUntil" | "rest">;
  readonly pace?: Partial<PaceSettings>;
  /** What a repository's token may do; what is not granted (yet) is left out by GitHub. */
  readonly permissions?: Permissions;
  /** Hears of every request and every rest. */
  readonly tell?: Tell;
}

/** In place of an installation: the App's own requests (JWT) share one turnstile. */
const appItself = 0;

const neededPermissions: Permissions = {
  metadata: "read",
  issues: "write",
  pull_requests: "write",
  contents: "read",
  checks: "read",
  statuses: "read",
};
const linkingPermissions: Permissions = { metadata: "read", issues: "write" };
const readingPermissions: Permissions = { metadata: "read", issues: "read", pull_requests: "read" };

export function openGitHub(options: GitHubOptions): GitHub {
  const { clock, rests, tell = tellNobody } = options;
  const pace = { ...defaultPace, ...options.pace };
  const turnstiles = new Map<number, Turnstile>();
  const clients = new Map<string, Client>();
  /** By repository, as long as the process lives: few and small, and a file that did not change costs nothing again. */
  const files = new Map<number, KnownFiles>();
  let identity: Promise<AppIdentity> | null = null;

  const clientOptions = {
    baseUrl: options.baseUrl,
    graphqlUrl: options.graphqlUrl ?? graphqlUrlOf(options.baseUrl),
    fetch: options.fetch ?? fetch,
    clock,
    deadlineMs: pace.deadlineMs,
    tell,
  };
  const turnstileOf = (id: number) => keep(turnstiles, id, () => openTurnstile(id, { clock, rests, pace, tell }));
  const app = openClient(
    clientOptions,
    turnstileOf(appItself),
    openAppCredentials(options.appId, options.privateKeys, clock),
  );
  const nobody = openClient(clientOptions, turnstileOf(appItself), anonymous);

  const clientOf = (installationId: number, permissions: Permissions, repositoryId?: number): Client =>
    keep(clients, `${installationId}/${repositoryId ?? "*"}/${Object.values(permissions).join()}`, () => {
      const narrowed = repositoryId === undefined ? {} : { repositoryId };
      const scope = { installationId, permissions, ...narrowed };
      return openClient(
        clientOptions,
        turnstileOf(installationId),
        openInstallationCredentials(app.octokit, scope, clock),
      );
    });

  const reader = async (): Promise<Client> => {
    const [first] = await readInstallations(app);
    return first === undefined ? nobody : clientOf(first, readingPermissions);
  };
  const identify = (): Promise<AppIdentity> => {
    identity ??= readIdentity(app, reader).catch((error: unknown) => {
      identity = null;
      throw error;
    });
    return identity;
  };

  return {
    identity: identify,
    async repositories() {
      const found: InstalledRepository[] = [];
      for (const id of await readInstallations(app)) {
        found.push(...(await readInstalledRepositories(clientOf(id, readingPermissions), id)));
      }
      return found;
    },
    deliveries: (since) => readDeliveries(app, since),
    deliveryPayload: (id) => readDeliveryPayload(app, id),
    of(repository) {
      const [owner = "", name = ""] = repository.name.split("/");
      return openRepository({
        repository,
        owner,
        name,
        client: clientOf(repository.installationId, options.permissions ?? neededPermissions, repository.id),
        elsewhere: clientOf(repository.installationId, readingPermissions),
        across: clientOf(repository.installationId, linkingPermissions),
        files: keep(files, repository.id, () => new Map()),
        identity: identify,
      });
    },
  };
}

/** The port of one repository, whoever's token the session has. */
export function openRepository(session: Session): RepositoryOnGitHub {
  return {
    readAll: (since) => readAll(session, since),
    readChanges: (cursor) => readChanges(session, cursor),
    readNodes: (nodeIds) => readNodes(session, nodeIds),
    readFile: (path, ref) => readFile(session, path, ref),
    readChecks: (commit) => readChecks(session, commit),
    readRole: (login, id) => readRole(session, login, id),
    readForeign: (ref) => readForeign(session, ref),
    readComments: (issue, since) => readComments(session, issue, since),
    readOwnIssues: (since) => readOwnIssues(session, since),
    perform: (action) => perform(session, action),
  };
}

/** `https://api.github.com/graphql`, or `https://HOST/api/graphql`. */
export function graphqlUrlOf(baseUrl: string): string {
  const plain = baseUrl.replace(/\/$/, "");
  return plain.endsWith("/api/v3") ? plain.replace(/\/api\/v3$/, "/api/graphql") : `${plain}/graphql`;
}

function keep<K, V>(kept: Map<K, V>, key: K, make: () => V): V {
  const found = kept.get(key) ?? make();
  kept.set(key, found);
  return found;
}
