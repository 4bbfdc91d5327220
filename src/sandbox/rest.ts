// A REST request: found, allowed, checked against GitHub's description, answered, checked again.
import { hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
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
  const isRead = asked.incoming.method === "GET" && answer.status === 200 && answer.body !== undefined;
  const { text, etag } = isRead
    ? writeOnce(parts.world, asked, answer.body)
    : { text: JSON.stringify(answer.body), etag: null };
  const complaint = checkOnce(asked.route.name, answer, etag);
  if (complaint !== undefined) parts.world.violations.push(complaint);
  const outgoing = toOutgoing(answer, text);
  return etag === null ? outgoing : conditional(parts, asked, outgoing, etag);
}

/** The answer to a read as it went out, with its ETag. */
interface Written {
  body: unknown;
  text: string;
  etag: string;
}

/** Of one sandbox: what is asked again and again is among the latest, and the pages of a long list are large. */
const MOST_WRITTEN = 50;
/** By caller and address, the one asked last at the end. */
const written = new WeakMap<World, Map<string, Written>>();

/** To compare an answer with the last one to the same question is cheaper than to write it and hash it again. */
function writeOnce(world: World, { incoming, limitKey }: Asked, body: unknown): Written {
  const known = written.get(world) ?? new Map<string, Written>();
  written.set(world, known);
  const key = `${limitKey} ${incoming.url.href}`;
  const last = known.get(key);
  const now = last !== undefined && isDeepStrictEqual(last.body, body) ? last : writeAfresh(body);
  known.delete(key);
  known.set(key, now);
  const [oldest] = known.keys();
  if (known.size > MOST_WRITTEN && oldest !== undefined) known.delete(oldest);
  return now;
}

function writeAfresh(body: unknown): Written {
  const text = JSON.stringify(body);
  return { body, text, etag: `W/"${hash("sha256", text)}"` };
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

const toOutgoing = (answer: Answer, body: string | undefined): Outgoing => ({
  status: answer.status,
  headers: {
    ...answer.headers,
    ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
  },
  body,
});

/** Adds the ETag, and answers 304, free of primary budget, when the caller has it. */
function conditional(parts: RestParts, asked: Asked, outgoing: Outgoing, etag: string): Outgoing {
  outgoing.headers["etag"] = etag;
  const known = asked.incoming.headers.get("if-none-match");
  if (known === null || known.replace(/^W\//, "") !== etag.slice(2)) return outgoing;
  parts.limits.refund(asked.limitKey, "core");
  return { status: 304, headers: { etag }, body: undefined };
}
