/** The one way to GitHub: every request of an Octokit made here passes its turnstile, deadline, retries and trouble. */

import { withCustomRequest } from "@octokit/graphql";
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import type { Clock } from "../ports/clock.ts";
import { Limited, Parked, Refused, Unwell } from "../ports/github.ts";
import type { Tell } from "../ports/telemetry.ts";
import type { RequestKind, Turnstile } from "./pace.ts";
import { budgetOf, routeOf, statusOf } from "./tell-request.ts";
import type { Credentials } from "./tokens.ts";
import { Overdue, TooHeavy, troubleOf, troubleOfGraphql } from "./trouble.ts";

export interface ClientOptions {
  readonly baseUrl: string;
  readonly graphqlUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly deadlineMs: number;
  readonly tell: Tell;
}

export interface Client {
  readonly octokit: Octokit;
  /** Sends one of the constant query texts; things not found read as null. */
  graphql(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** The REST API version our shapes were read from. */
const apiVersion = "2022-11-28";
const retries: Readonly<Record<RequestKind, number>> = { read: 2, write: 1, create: 0 };
const backoffMs = 1000;
/** Made once: an error of its own for each abort costs more than the rest of the request. */
const settled = new Error("settled");
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

type Options = Required<Octokit["request"]["endpoint"]["DEFAULTS"]>;
type Answer = Awaited<ReturnType<Octokit["request"]>>;
type Send = (options: Options) => Answer | Promise<Answer>;

/** Opens an Octokit whose every request goes through `turnstile` with `credentials`; it cannot be made to bypass them. */
export function openClient(options: ClientOptions, turnstile: Turnstile, credentials: Credentials): Client {
  const octokit = new Octokit({
    baseUrl: options.baseUrl,
    userAgent: "signalbox",
    log: quiet,
    // Its own way of reading answers looks at every value for integers that no number holds: GitHub sends none.
    request: { fetch: readingAtOnce(options.fetch), log: quiet, redirect: "manual", parseSuccessResponseBody: false },
  });
  octokit.hook.wrap("request", (send, request) =>
    turnstile.run(() => patiently(options, turnstile, credentials, send, request)),
  );
  const graphql = withCustomRequest(octokit.request).defaults({ url: options.graphqlUrl });
  return { octokit, graphql: (query, variables) => graphql(query, { ...variables }) };
}

/** Sends until answered, refused, or out of retries; throws only the four troubles of the port. */
async function patiently(
  client: ClientOptions,
  turnstile: Turnstile,
  credentials: Credentials,
  send: Send,
  options: Options,
): Promise<Answer> {
  const { clock, deadlineMs } = client;
  const kind = kindOf(options);
  const shape = { installationId: turnstile.installationId, ...routeOf(options) };
  let failures = 0;
  let refusedTokens = 0;
  for (;;) {
    await turnstile.admit(kind);
    try {
      await authorize(options, credentials);
      const answer = await attempt(client, shape, () =>
        withDeadline(clock, deadlineMs, (signal) => once(send, options, signal)),
      );
      checkGraphql(answer, kind, clock.now());
      turnstile.settle();
      return answer;
    } catch (error) {
      if (statusOf(error) === 401 && refusedTokens < credentials.spares) {
        refusedTokens += 1;
        credentials.drop();
        continue;
      }
      const trouble = error instanceof LimitInAnswer ? error.limit : troubleOf(error, kind !== "read", clock.now());
      if ("kind" in trouble) throw new Limited(await turnstile.rest(trouble.retryAt), trouble.message);
      if (trouble instanceof Refused) turnstile.settle();
      // The token was made for what the installation might do then: what is granted meanwhile comes with the next one.
      if (trouble instanceof Parked && turnstile.installationId !== 0) credentials.drop();
      if (!(trouble instanceof Unwell) || trouble instanceof TooHeavy || failures >= retries[kind]) throw trouble;
      failures += 1;
      await clock.sleep(backoffMs * 2 ** (failures - 1));
    }
  }
}

/** Tells of one attempt, however it ends. */
async function attempt(
  { clock, tell }: ClientOptions,
  shape: { readonly installationId: number; readonly method: string; readonly route: string },
  send: () => Promise<Answer>,
): Promise<Answer> {
  const sentAt = clock.now();
  const ended = (status: number | null, said: unknown) =>
    tell({ kind: "request", ...shape, status, sentAt, tookMs: clock.now() - sentAt, budget: budgetOf(said) });
  try {
    const answer = await send();
    ended(answer.status, answer);
    return answer;
  } catch (error) {
    ended(statusOf(error), error);
    throw error;
  }
}

/** One request and its whole answer; "not modified" is an answer, though Octokit throws it. */
async function once(send: Send, options: Options, signal: AbortSignal): Promise<Answer> {
  options.request = { ...options.request, signal };
  try {
    const answer = read(await send(options));
    return isMoved(answer) ? await follow(send, options, answer) : answer;
  } catch (error) {
    if (statusOf(error) !== 304) throw error;
    return { ...(error as { response: Answer }).response, data: null };
  }
}

/** Octokit gives the body of a success as it got it: as a text, not as a stream that would have to be opened again. */
function readingAtOnce(fetch: ClientOptions["fetch"]) {
  return async (...asked: Parameters<typeof fetch>) => {
    const response = await fetch(...asked);
    if (response.status >= 400) return response;
    const { status, url, headers } = response;
    const body = await response.text();
    return { status, url, headers, body, text: async () => body };
  };
}

/** Reads the body of a success. What is JSON only by its name broke off while it came. */
function read(answer: Answer): Answer {
  const text: unknown = answer.data;
  if (typeof text !== "string") return answer;
  const isJson = (answer.headers["content-type"] ?? "").startsWith("application/json");
  return { ...answer, data: isJson ? parseJson(text) : text };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("GitHub's answer broke off in the middle.");
  }
}

const isMoved = (answer: Answer): boolean => answer.status >= 301 && answer.status <= 308 && answer.status !== 304;

const ownOptions = new Set(["method", "baseUrl", "url", "headers", "request", "mediaType"]);

/** Renamed and transferred things: a reading goes along, within the host; a write under a name of the past does not. */
async function follow(send: Send, options: Options, answer: Answer): Promise<Answer> {
  const target = new URL(answer.headers.location ?? "", options.baseUrl);
  const isReading = options.method === "GET" && target.origin === new URL(options.baseUrl).origin;
  if (!isReading) throw new Refused(answer.status, `Moved to ${target.pathname}.`);
  // Parameters that fill no place in the new address would be appended to it.
  for (const key of Object.keys(options)) if (!ownOptions.has(key)) delete (options as Record<string, unknown>)[key];
  options.url = target.href;
  const found = read(await send(options));
  if (isMoved(found)) throw new Refused(found.status, `Moved more than once, last to ${found.headers.location}.`);
  return found;
}

/** Octokit's hooks have the options bound in: what is to reach the wire must be set on this very object. */
async function authorize(options: Options, credentials: Credentials): Promise<void> {
  options.headers["x-github-api-version"] = apiVersion;
  const authorization = await credentials.header();
  if (authorization !== "") options.headers.authorization = authorization;
}

/** Octokit has no time-out of its own: an answer that never comes would hold its installation for ever. */
async function withDeadline<T>(clock: Clock, ms: number, send: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const request = new AbortController();
  const answered = new AbortController();
  const overdue = clock.sleep(ms, answered.signal).then(() => {
    const error = new Overdue(`GitHub gave no answer within ${ms} ms.`);
    request.abort(error);
    throw error;
  });
  try {
    return await Promise.race([clock.track(() => send(request.signal)), overdue]);
  } finally {
    answered.abort(settled);
    overdue.catch(() => undefined);
  }
}

const graphqlAnswer = z.object({
  errors: z.array(z.object({ type: z.string().optional().catch(undefined), message: z.string().catch("") })).nonempty(),
});

/** A limit found inside an answer of status 200. */
class LimitInAnswer extends Error {
  readonly limit: { readonly kind: "limit"; readonly retryAt: number | null; readonly message: string };
  constructor(limit: LimitInAnswer["limit"]) {
    super(limit.message);
    this.limit = limit;
  }
}

/** GraphQL errors come with status 200; those that only say "not found" are taken out, the nulls in the data remain. */
function checkGraphql(answer: Answer, kind: RequestKind, now: number): void {
  if (typeof answer.data !== "object" || answer.data === null || !("errors" in answer.data)) return;
  const found = graphqlAnswer.safeParse(answer.data);
  if (!found.success) return;
  const errors = found.data.errors.map(({ type, message }) => (type === undefined ? { message } : { type, message }));
  const trouble = troubleOfGraphql(errors, answer.headers, kind !== "read", now);
  if (trouble !== null && "kind" in trouble) throw new LimitInAnswer(trouble);
  if (trouble !== null) throw trouble;
  delete answer.data.errors;
}

/** Repeating a read or an idempotent write is harmless; repeating a creation makes a second one. */
function kindOf(options: { readonly method: string; readonly url: string; readonly query?: unknown }): RequestKind {
  if (options.method === "GET" || options.method === "HEAD") return "read";
  if (options.method !== "POST") return "write";
  if (options.url.endsWith("/access_tokens")) return "read";
  if (typeof options.query === "string") {
    if (!options.query.startsWith("mutation")) return "read";
    return options.query.includes("createIssue(") ? "create" : "write";
  }
  return /\/(?:issues|comments)$/.test(options.url) ? "create" : "write";
}
