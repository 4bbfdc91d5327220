/**
 * The two ways we prove who we are: as the App (a signed JWT) and as an installation (a token narrowed to one
 * repository). Both live in memory only and age by the clock port.
 *
 * The exchange is written here instead of taken from @octokit/auth-app: that library tells the age of a token by the
 * machine's clock, waits with setTimeout after a 401, and shares unfinished exchanges among all Apps of a process.
 */
import type { Octokit } from "@octokit/rest";
import githubAppJwt from "universal-github-app-jwt";
import { z } from "zod";
import type { Clock } from "../ports/clock.ts";
import { Parked, Refused } from "../ports/github.ts";

export interface Credentials {
  /** Value of the `authorization` header. */
  header(): Promise<string>;
  /** GitHub refused it: forget it, and take the next one when there is one. */
  drop(): void;
  /** How many times a refused request is worth another try with something else. */
  readonly spares: number;
}

export type Permissions = Readonly<Record<string, "read" | "write">>;

/** GitHub refuses a JWT older than ten minutes; ours is renewed after eight. */
const jwtLifeMs = 8 * 60_000;
/** An installation token lives an hour; ours is renewed after 55 minutes, so that none ends in the middle of a turn. */
const tokenLifeMs = 55 * 60_000;

/** Signs as the App. After a 401 the next key of the rotation is tried. */
export function openAppCredentials(appId: number, privateKeys: readonly string[], clock: Clock): Credentials {
  let current = 0;
  let cached: { jwt: string; until: number } | null = null;
  return {
    spares: privateKeys.length - 1,
    async header() {
      if (cached === null || cached.until <= clock.now()) {
        const now = Math.floor(clock.now() / 1000);
        const privateKey = privateKeys[current % privateKeys.length] ?? "";
        const { token } = await clock.track(githubAppJwt({ id: appId, privateKey, now }));
        cached = { jwt: token, until: clock.now() + jwtLifeMs };
      }
      return `bearer ${cached.jwt}`;
    },
    drop() {
      cached = null;
      current += 1;
    },
  };
}

/** Public things of the host, asked as nobody. */
export const anonymous: Credentials = { spares: 0, header: async () => "", drop: () => undefined };

export interface TokenScope {
  readonly installationId: number;
  /** Absent: every repository of the installation. */
  readonly repositoryId?: number;
  readonly permissions: Permissions;
}

/**
 * A token of an installation, exchanged when needed. Throws `Parked` when the installation gives none any more,
 * `Refused` 404 when it no longer holds the repository.
 */
export function openInstallationCredentials(app: Octokit, scope: TokenScope, clock: Clock): Credentials {
  let cached: { token: string; until: number } | null = null;
  return {
    spares: 1,
    async header() {
      if (cached === null || cached.until <= clock.now()) {
        const { token, expires_at } = await exchange(app, scope);
        const ends = Date.parse(expires_at) - (60 * 60_000 - tokenLifeMs);
        cached = { token, until: Math.min(ends, clock.now() + tokenLifeMs) };
      }
      return `token ${cached.token}`;
    },
    drop() {
      cached = null;
    },
  };
}

const answer = z.object({ token: z.string(), expires_at: z.string() });

/** Permissions not yet granted (a new version of the App, not yet approved) are refused with 422: take what there is. */
async function exchange(app: Octokit, scope: TokenScope): Promise<z.infer<typeof answer>> {
  try {
    return await askToken(app, scope, { ...scope.permissions });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 422) throw parkedBy(error, scope);
  }
  try {
    return await askToken(app, scope, undefined);
  } catch (error) {
    throw parkedBy(error, scope);
  }
}

async function askToken(app: Octokit, scope: TokenScope, permissions: Record<string, "read" | "write"> | undefined) {
  const { data } = await app.request("POST /app/installations/{installation_id}/access_tokens", {
    installation_id: scope.installationId,
    ...(scope.repositoryId === undefined ? {} : { repository_ids: [scope.repositoryId] }),
    ...(permissions === undefined ? {} : { permissions }),
  });
  return answer.parse(data);
}

function parkedBy(error: unknown, scope: TokenScope): unknown {
  if (!(error instanceof Refused)) return error;
  if (error.status === 422)
    return new Refused(404, `Installation ${scope.installationId} lacks ${scope.repositoryId}.`);
  return new Parked(`Installation ${scope.installationId} gives no token: ${error.message}`);
}
