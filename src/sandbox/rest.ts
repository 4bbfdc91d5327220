// A REST request: found, allowed, checked against GitHub's description, answered, checked again.
import { hash } from "node:crypto";
import { checkRequest, checkResponse, openapi } from "./contract.ts";
import type { Incoming, Outgoing } from "./exchange.ts";
import { badCredentials, GitHubError, notFound } from "./github-error.ts";
import { findIssue, moved } from "./issues.ts";
import type { Limits } from "./limits.ts";
import { canSee, requireAccess } from "./permissions.ts";
import type { Answer, Call, Route } from "./route.ts";
import type { Repository } from "./state.ts";
import type { Identity, Tokens } from "./tokens.ts";
import type { Webhooks } from "./webhooks.ts";
import { fullNameOf, type World } from "./world.ts";

export interface RestParts {
  world: World;
  webhooks: Webhooks;
  limits: Limits;
  tokens: Tokens;
}

/** What the router knows before the route runs. */
export interface Asked {
  incoming: Incoming;
  route: Route;
  params: Record<string, string>;
  identity: Identity;
  limitKey: string;
}

export const isContentCreation = (name: string): boolean => openapi().operations[name]?.notifies === true;

function parseBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new GitHubError(400, "Problems parsing JSON");
  }
}

function repositoryAt(world: World, asked: Asked): Repository {
  const { owner = "", repo = "" } = asked.params;
  const repository = world.repositories.get(`${owner}/${repo}`.toLowerCase());
  if (repository === undefined) throw notFound();
  const isFormer = fullNameOf(repository).toLowerCase() !== `${owner}/${repo}`.toLowerCase();
  if (!isFormer) return repository;
  const rest = asked.incoming.path.split("/").slice(4).join("/");
  throw moved(world, asked.incoming.method, repository, rest);
}

/** Everything the path names: repository and issue, seen and allowed, laid over the call. */
function located(world: World, asked: Asked, call: Call): Call {
  const { need } = asked.route;
  if (need === null) return call;
  const { identity } = asked;
  if (identity.kind === "anonymous" || identity.kind === "app") throw badCredentials("Requires authentication");
  const repository = repositoryAt(world, asked);
  const { access } = identity;
  const isForeignWrite =
    access.actor.installation !== null && asked.incoming.method !== "GET" && !access.covers(repository);
  if (isForeignWrite) {
    world.violations.push(
      `${asked.route.name}: a token of installation ${access.actor.installation?.id} wrote to ${fullNameOf(repository)}, which it does not cover`,
    );
  }
  requireAccess(access, repository, need.app, need.person);
  const inside = { ...call, access, repository };
  const number = asked.params["issue_number"];
  return number === undefined || !canSee(access, repository)
    ? inside
    : ({ ...inside, issue: findIssue(world, repository, Number(number), asked.incoming) } as Call);
}

const errorBody = (error: GitHubError): unknown => ({
  message: error.message,
  ...(error.errors === undefined ? {} : { errors: error.errors }),
  ...(error.headers["location"] !== undefined ? { url: error.headers["location"] } : {}),
  documentation_url: "https://docs.github.com/rest",
  status: String(error.status),
});

function run(parts: RestParts, asked: Asked): Answer {
  const { incoming, route, params, identity, limitKey } = asked;
  const parsed = parseBody(incoming.body);
  const complaints = checkRequest(route.name, incoming.url.searchParams, parsed);
  parts.world.violations.push(...complaints);
  const url = new URL(incoming.url);
  const body = (parsed ?? {}) as Record<string, unknown>;
  const call: Call = { ...parts, identity, limitKey, params, query: url.searchParams, body, url };
  const found = located(parts.world, asked, call);
  if (complaints.length > 0) throw new GitHubError(422, `Invalid request. ${complaints[0]}`);
  return route.run(found);
}

/** Runs one REST request to its end; never throws for what GitHub would answer. */
export function answerRest(parts: RestParts, asked: Asked): Outgoing {
  let answer: Answer;
  try {
    answer = run(parts, asked);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    answer = { status: error.status, body: errorBody(error), headers: error.headers };
  }
  const outgoing = toOutgoing(answer);
  const etag = etagOf(asked, outgoing);
  const complaint = checkOnce(asked.route.name, answer, etag);
  if (complaint !== undefined) parts.world.violations.push(complaint);
  return etag === null ? outgoing : conditional(parts, asked, outgoing, etag);
}

const MOST_SOUND = 10_000;
/** Reads that were found sound: most are asked again and answered the same. */
const sound = new Set<string>();

function checkOnce(name: string, answer: Answer, etag: string | null): string | undefined {
  const key = `${name} ${etag}`;
  if (etag !== null && sound.has(key)) return undefined;
  const complaint = checkResponse(name, answer.status, answer.body);
  if (complaint !== undefined || etag === null) return complaint;
  if (sound.size >= MOST_SOUND) sound.clear();
  sound.add(key);
  return undefined;
}

const toOutgoing = (answer: Answer): Outgoing => ({
  status: answer.status,
  headers: {
    ...answer.headers,
    ...(answer.body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
  },
  body: answer.body === undefined ? undefined : JSON.stringify(answer.body),
});

/** The ETag of a successful read; null for all else. */
function etagOf({ incoming }: Asked, { status, body }: Outgoing): string | null {
  if (incoming.method !== "GET" || status !== 200 || body === undefined) return null;
  return `W/"${hash("sha256", body)}"`;
}

/** Adds the ETag, and answers 304, free of primary budget, when the caller has it. */
function conditional(parts: RestParts, asked: Asked, outgoing: Outgoing, etag: string): Outgoing {
  outgoing.headers["etag"] = etag;
  const known = asked.incoming.headers.get("if-none-match");
  if (known === null || known.replace(/^W\//, "") !== etag.slice(2)) return outgoing;
  parts.limits.refund(asked.limitKey, "core");
  return { status: 304, headers: { etag }, body: undefined };
}
