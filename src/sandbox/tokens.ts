// Who a request comes from: an App by its signed JWT, an installation or a person by a token.
import { createPublicKey, verify } from "node:crypto";
import { badCredentials, GitHubError } from "./github-error.ts";
import { type Access, accessOfInstallation, accessOfPerson } from "./permissions.ts";
import type { Account, App, Grant, Installation, Permissions, Repository } from "./state.ts";
import type { World } from "./world.ts";

const TOKEN_LIFE_MS = 3_600_000;
const JWT_LIFE_MAX_S = 600;

export interface IssuedToken {
  token: string;
  installation: Installation;
  expiresAt: number;
  permissions: Permissions;
  /** Ids of repositories, or null for all of the installation. */
  only: Set<number> | null;
}

export type Identity =
  | { kind: "app"; app: App }
  | { kind: "installation"; access: Access; token: IssuedToken }
  | { kind: "person"; access: Access }
  | { kind: "anonymous" };

export class Tokens {
  readonly #world: World;
  readonly #issued = new Map<string, IssuedToken>();
  readonly #people = new Map<string, Account>();
  /** JWT -> the public key that its signature was found to fit: an App sends the same one for minutes. */
  readonly #signed = new Map<string, string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** A token with which a person (or an agent's own account) uses the API. */
  forPerson(account: Account): string {
    const token = `ghp_${account.login.replaceAll(/[^A-Za-z0-9]/g, "")}${account.id}`;
    this.#people.set(token, account);
    return token;
  }

  /** A token of one hour, narrowed to some repositories and permissions when asked. */
  issue(installation: Installation, only: Repository[] | null, permissions: Permissions | null): IssuedToken {
    const narrowed = permissions ?? installation.permissions;
    for (const [name, level] of Object.entries(narrowed)) {
      if (!covers(installation.permissions[name], level)) {
        throw new GitHubError(422, "The permissions requested are not granted to this installation.");
      }
    }
    const issued: IssuedToken = {
      token: `ghs_${installation.app.id}_${this.#world.random.hex(36)}`,
      installation,
      expiresAt: this.#world.clock.now() + TOKEN_LIFE_MS,
      permissions: { ...narrowed, ...(installation.permissions["metadata"] ? { metadata: "read" as Grant } : {}) },
      only: only === null ? null : new Set(only.map((repository) => repository.id)),
    };
    this.#issued.set(issued.token, issued);
    return issued;
  }

  revoke(token: IssuedToken): void {
    this.#issued.delete(token.token);
  }

  /** Reads the authorization header; throws 401 for what is unknown, expired or badly signed. */
  identify(header: string | null): Identity {
    if (header === null) return { kind: "anonymous" };
    const token = header.replace(/^(?:bearer|token) /i, "");
    const person = this.#people.get(token);
    if (person !== undefined) return { kind: "person", access: accessOfPerson(person) };
    if (!token.startsWith("ghs_") && token.split(".").length === 3) return { kind: "app", app: this.#verify(token) };
    const issued = this.#issued.get(token);
    if (issued === undefined || issued.expiresAt <= this.#world.clock.now() || issued.installation.deleted) {
      throw badCredentials();
    }
    if (issued.installation.suspendedAt !== null) throw new GitHubError(403, "This installation has been suspended");
    const access = accessOfInstallation(issued.installation, issued.permissions, issued.only);
    return { kind: "installation", access, token: issued };
  }

  #verify(token: string): App {
    const [, payload = ""] = token.split(".");
    const claims = decode(payload);
    const now = Math.floor(this.#world.clock.now() / 1_000);
    const issuer = String(claims["iss"]);
    const app = [...this.#world.apps.values()].find((one) => String(one.id) === issuer || one.clientId === issuer);
    if (app === undefined) throw badCredentials("Integration must generate a public key");
    if (!this.#isSigned(token, app)) throw badCredentials("A JSON web token could not be decoded");
    const expires = Number(claims["exp"]);
    const issued = Number(claims["iat"]);
    if (!(expires > now)) throw badCredentials("'Expiration time' claim ('exp') is in the past");
    if (issued > now + 60)
      throw badCredentials("'Issued at' claim ('iat') must be an Integer representing a time in the past");
    if (expires - now > JWT_LIFE_MAX_S + 60)
      throw badCredentials("'Expiration time' claim ('exp') is too far in the future");
    return app;
  }

  #isSigned(token: string, app: App): boolean {
    if (this.#signed.get(token) === app.publicKey) return true;
    const [head = "", payload = "", signature = ""] = token.split(".");
    const text = Buffer.from(`${head}.${payload}`);
    const isSigned = verify("RSA-SHA256", text, publicKey(app), Buffer.from(signature, "base64url"));
    if (isSigned) this.#signed.set(token, app.publicKey);
    return isSigned;
  }
}

const keys = new Map<string, ReturnType<typeof createPublicKey>>();

function publicKey(app: App): ReturnType<typeof createPublicKey> {
  const key = keys.get(app.publicKey) ?? createPublicKey(app.publicKey);
  keys.set(app.publicKey, key);
  return key;
}

function decode(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
  } catch {
    throw badCredentials("A JSON web token could not be decoded");
  }
}

const order: Record<string, number> = { read: 1, write: 2, admin: 3 };
const covers = (held: Grant | undefined, wanted: Grant): boolean => (order[held ?? ""] ?? 0) >= (order[wanted] ?? 9);
