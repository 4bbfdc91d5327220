// The way every request takes: who asks, may they ask now, what befalls it, REST or GraphQL, the log.
import { ConnectionReset, type Incoming, type LoggedRequest, type Outgoing } from "./exchange.ts";
import type { Befalling, Faults } from "./faults.ts";
import { GitHubError } from "./github-error.ts";
import { answerGraphql, describeGraphql, type GraphqlRequest } from "./graphql/answer.ts";
import type { Limits, Refusal, Resource } from "./limits.ts";
import { answerRest, isContentCreation, type RestParts } from "./rest.ts";
import { findRoute } from "./routes/all.ts";
import type { Identity } from "./tokens.ts";
import { fullNameOf, type World } from "./world.ts";

export interface GatewayParts extends RestParts {
  faults: Faults;
  log: LoggedRequest[];
}

const keyOf = (identity: Identity): string => {
  if (identity.kind === "installation") return `installation ID ${identity.token.installation.id}`;
  if (identity.kind === "person") return `user ID ${identity.access.actor.account.id}`;
  return identity.kind === "app" ? `app ID ${identity.app.id}` : "anonymous";
};

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Outgoing => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(body),
});

const refused = (refusal: Refusal): Outgoing => {
  const { type, message } = refusal;
  const body =
    type === null
      ? { message, documentation_url: "https://docs.github.com/rest/rate-limit" }
      : { data: null, errors: [{ type, message }] };
  return json(refusal.status, body, refusal.headers);
};

const plainError = (status: number): Outgoing =>
  json(status, {
    message: status === 500 ? "Server Error" : "We couldn't respond to your request in time. Sorry about that.",
  });

/** `/repositories/{id}/…`, where redirects lead, is `/repos/{owner}/{repo}/…`. */
function byName(world: World, path: string): string {
  const [, first, id, ...rest] = path.split("/");
  const repository = first === "repositories" ? world.repositoriesById.get(Number(id)) : undefined;
  return repository === undefined ? path : ["/repos", fullNameOf(repository), ...rest].join("/");
}

/** One request on its way. */
interface Passage {
  incoming: Incoming;
  identity: Identity;
  key: string;
  resource: Resource;
  graphql: GraphqlRequest | null;
  isWrite: boolean;
  entry: LoggedRequest;
  befalls: Befalling;
}

export class Gateway {
  readonly #parts: GatewayParts;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  get #world(): World {
    return this.#parts.world;
  }

  get #limits(): Limits {
    return this.#parts.limits;
  }

  /** Answers one request; rejects only where a connection would break. */
  async handle(incoming: Incoming): Promise<Outgoing> {
    const entry = this.#open(incoming);
    try {
      const outgoing = await this.#pass(incoming, entry);
      entry.status = outgoing.status;
      return { ...outgoing, headers: { date: new Date(this.#world.clock.now()).toUTCString(), ...outgoing.headers } };
    } catch (error) {
      entry.status = 0;
      throw error;
    }
  }

  #open(incoming: Incoming): LoggedRequest {
    const { method, path } = incoming;
    const at = this.#world.clock.now();
    const isWrite = method !== "GET" && method !== "HEAD";
    const entry: LoggedRequest = {
      method,
      route: `${method} ${path}`,
      path,
      status: 0,
      at,
      installationId: null,
      login: null,
      operation: null,
      isWrite,
    };
    this.#parts.log.push(entry);
    return entry;
  }

  async #pass(incoming: Incoming, entry: LoggedRequest): Promise<Outgoing> {
    let identity: Identity;
    try {
      identity = this.#parts.tokens.identify(incoming.headers.get("authorization"));
    } catch (error) {
      if (error instanceof GitHubError) return json(error.status, { message: error.message });
      throw error;
    }
    const passage = this.#passage(incoming, entry, identity);
    const cooling = this.#cooldown(passage);
    if (cooling !== null) return cooling;
    const { befalls } = passage;
    if (befalls.latencyMs > 0) await this.#world.clock.sleep(befalls.latencyMs, incoming.signal);
    incoming.signal?.throwIfAborted();
    const before = this.#before(passage);
    if (before !== null) return before;
    return this.#after(passage, this.#answer(passage));
  }

  #passage(incoming: Incoming, entry: LoggedRequest, identity: Identity): Passage {
    const isGraphql = incoming.path === "/graphql";
    const graphql = isGraphql ? describeGraphql(incoming.body) : null;
    if (identity.kind === "installation") entry.installationId = identity.token.installation.id;
    if (identity.kind === "person" || identity.kind === "installation")
      entry.login = identity.access.actor.account.login;
    if (graphql !== null) {
      entry.operation = graphql.operation;
      entry.isWrite = graphql.isMutation;
    }
    const request = isGraphql ? `POST /graphql ${graphql?.query ?? ""}` : `${incoming.method} ${incoming.path}`;
    const calm: Befalling = { latencyMs: 0, kind: null, error: 502, limit: {} };
    const befalls = identity.kind === "anonymous" ? calm : this.#parts.faults.requestFault(request, entry.isWrite);
    const resource = isGraphql ? "graphql" : "core";
    return { incoming, identity, key: keyOf(identity), resource, graphql, isWrite: entry.isWrite, entry, befalls };
  }

  #cooldown(passage: Passage): Outgoing | null {
    const cooling = this.#limits.cooldown(passage.key);
    if (cooling === null) return null;
    if (cooling.isKnown && passage.identity.kind !== "person")
      this.#world.violations.push(`${passage.entry.route}: request during an announced cooldown (${passage.key})`);
    return refused(cooling.refusal);
  }

  /** What strikes before anything was written. */
  #before(passage: Passage): Outgoing | null {
    const { befalls, key, resource } = passage;
    switch (befalls.kind) {
      case "reset-before-write":
        throw new ConnectionReset();
      case "error-before-write":
        return plainError(befalls.error);
      case "secondary-limit": {
        const isRest = passage.graphql === null;
        const shape =
          isRest && befalls.limit.status === 200 ? { ...befalls.limit, status: 403 as const } : befalls.limit;
        return refused(this.#limits.announceSecondary(key, shape));
      }
      case "primary-limit":
        return refused(this.#limits.exhaust(key, resource, befalls.limit));
      default:
        return null;
    }
  }

  #answer(passage: Passage): Outgoing {
    const { incoming, graphql } = passage;
    const lag = passage.isWrite ? this.#parts.faults.lagFor(`${incoming.method} ${incoming.path}`) : 0;
    const now = this.#world.clock.now();
    this.#world.visibleFrom = () => (lag === 0 ? now : now + lag);
    try {
      return graphql === null ? this.#rest(passage) : this.#graphql(passage, graphql);
    } finally {
      this.#world.visibleFrom = () => this.#world.clock.now();
    }
  }

  #rest(passage: Passage): Outgoing {
    const { identity, key, entry } = passage;
    const incoming = { ...passage.incoming, path: byName(this.#world, passage.incoming.path) };
    const found = findRoute(incoming.method, incoming.path);
    if (found === undefined) {
      this.#world.violations.push(`${incoming.method} ${incoming.path}: unknown route`);
      return json(404, { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" });
    }
    entry.route = found.route.name;
    const isFree = identity.kind === "app" || found.route.name === "GET /rate_limit";
    const refusal = isFree ? null : this.#limits.spend(key, "core", 1, isContentCreation(found.route.name));
    if (refusal !== null) return refused(refusal);
    const outgoing = answerRest(this.#parts, { ...found, incoming, identity, limitKey: key });
    return { ...outgoing, headers: { ...this.#limits.headers(key, "core"), ...outgoing.headers } };
  }

  #graphql(passage: Passage, request: GraphqlRequest): Outgoing {
    const { identity, key, entry } = passage;
    entry.route = "POST /graphql";
    if (identity.kind !== "installation" && identity.kind !== "person") {
      return json(401, { message: "This endpoint requires you to be authenticated." });
    }
    const refusal = this.#limits.spend(key, "graphql", request.cost, request.isContent);
    if (refusal !== null) return refused(refusal);
    const body = answerGraphql(this.#world, this.#limits, key, identity.access, request);
    return json(200, body, this.#limits.headers(key, "graphql"));
  }

  /** What strikes after the write was made. */
  #after(passage: Passage, outgoing: Outgoing): Outgoing {
    if (passage.befalls.kind === "reset-after-write") throw new ConnectionReset();
    return passage.befalls.kind === "error-after-write" ? plainError(passage.befalls.error) : outgoing;
  }
}
