/** Opens the adapter against nock: every request is recorded and held against GitHub's OpenAPI description. */
import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { afterAll, afterEach, beforeAll } from "vitest";
import { openGitHub } from "../../src/github/open-github.ts";
import type { PaceSettings } from "../../src/github/pace.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { GitHub, InstalledRepository, RepositoryOnGitHub } from "../../src/ports/github.ts";
import { checkRequest, openapi } from "../../src/sandbox/contract.ts";

export const base = "https://api.github.com";
export const startAt = Date.parse("2026-06-01T08:00:00Z");
const yard: InstalledRepository = { id: 77, name: "octo/yard", installationId: 5, isPrivate: false };

export const newKey = (): string =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;

const key = newKey();

/** Time passes only by sleeping, at once; a sleep that can be called off (a deadline) never ends by itself. */
export interface InstantClock extends Clock {
  pass(ms: number): void;
  readonly slept: number[];
}

function openInstantClock(): InstantClock {
  let now = startAt;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    sleep(ms, signal) {
      if (signal !== undefined)
        return new Promise((_, no) => signal.addEventListener("abort", () => no(signal.reason)));
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
    track: (work) => (typeof work === "function" ? work() : work),
  };
}

export interface Sent {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface Nocked {
  readonly github: GitHub;
  readonly repository: RepositoryOnGitHub;
  readonly clock: InstantClock;
  /** Everything sent except the exchange of tokens. */
  readonly sent: Sent[];
  readonly exchanges: Sent[];
  readonly rests: Map<number, number>;
  /** What GitHub's description says against the requests sent. */
  readonly complaints: string[];
}

export interface NockedOptions {
  readonly pace?: Partial<PaceSettings>;
  readonly privateKeys?: readonly string[];
  /** False: the test answers the exchange of tokens itself. */
  readonly givesTokens?: boolean;
}

/** For the tests of a file: nock stands in for the network while they run, and lets go of it after them. */
export function nockNetwork(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => nock.cleanAll());
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}

export function openNocked(options: NockedOptions = {}): Nocked {
  const clock = openInstantClock();
  const rests = new Map<number, number>();
  const found: Omit<Nocked, "github" | "repository"> = { clock, rests, sent: [], exchanges: [], complaints: [] };
  const github = openGitHub({
    baseUrl: base,
    appId: 1,
    privateKeys: options.privateKeys ?? [key],
    clock,
    rests: {
      restUntil: async (id) => rests.get(id) ?? 0,
      rest: async (id, until) => {
        rests.set(id, until);
      },
    },
    fetch: async (input, init) => {
      note(found, new Request(input, { ...init, signal: null }), init?.body);
      return fetch(input, init);
    },
    ...(options.pace === undefined ? {} : { pace: options.pace }),
  });
  if (options.givesTokens !== false) giveTokens();
  return { ...found, github, repository: github.of(yard) };
}

/** Answers every exchange of tokens with `ghs_1`, `ghs_2`, … */
function giveTokens(): void {
  let count = 0;
  nock(base)
    .persist()
    .post("/app/installations/5/access_tokens")
    .reply(201, () => {
      count += 1;
      return { token: `ghs_${count}`, expires_at: "2026-06-01T09:00:00Z" };
    });
}

function note(found: Pick<Nocked, "sent" | "exchanges" | "complaints">, request: Request, text: unknown): void {
  const { pathname, search, searchParams } = new URL(request.url);
  const body: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
  const sent = { method: request.method, path: decodeURIComponent(pathname + search), body, headers: request.headers };
  (pathname.endsWith("/access_tokens") ? found.exchanges : found.sent).push(sent);
  if (pathname === "/graphql") return;
  const route = routeOf(request.method, pathname);
  found.complaints.push(...(route === null ? [`no route for ${sent.path}`] : checkRequest(route, searchParams, body)));
}

/** The most literal of the described routes that fit. */
function routeOf(method: string, path: string): string | null {
  const fits = Object.keys(openapi().operations).filter((route) => {
    const [verb = "", template = ""] = route.split(" ");
    return verb === method && new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`).test(path);
  });
  return fits.sort((a, b) => a.split("{").length - b.split("{").length)[0] ?? null;
}

/** What was sent, without headers: for comparing whole conversations. */
export const conversation = (sent: readonly Sent[]) =>
  sent.map(({ method, path, body }) => (body === undefined ? `${method} ${path}` : [`${method} ${path}`, body]));

/** GraphQL's way to show the actor of a test. */
const ana = { __typename: "User", login: "ana", databaseId: 11 };

/** An issue as GraphQL answers it. */
export const issueAnswer = (number: number, more: Readonly<Record<string, unknown>> = {}) => ({
  __typename: "Issue",
  id: `I_${number}`,
  fullDatabaseId: String(5_585_652_000 + number),
  number,
  title: `Task ${number}`,
  body: "one\r\ntwo",
  closed: false,
  stateReason: null,
  createdAt: "2026-06-01T07:00:00Z",
  updatedAt: "2026-06-01T07:30:00Z",
  closedAt: null,
  lastEditedAt: null,
  isPinned: false,
  repository: { databaseId: yard.id },
  author: ana,
  editor: null,
  labels: { nodes: [{ name: "ready" }] },
  assignedActors: { nodes: [] },
  blockedBy: { nodes: [] },
  parent: null,
  subIssuesSummary: { total: 0 },
  closedByPullRequestsReferences: { nodes: [] },
  timelineItems: { nodes: [] },
  ...more,
});

/** A comment as GraphQL answers it. */
export const commentAnswer = (id: number, more: Readonly<Record<string, unknown>> = {}) => ({
  __typename: "IssueComment",
  id: `IC_${id}`,
  fullDatabaseId: String(id),
  body: "/claim",
  createdAt: "2026-06-01T07:40:00Z",
  updatedAt: "2026-06-01T07:40:00Z",
  lastEditedAt: null,
  repository: { databaseId: yard.id },
  author: ana,
  editor: null,
  issue: { number: 1 },
  pullRequest: null,
  reactionGroups: [{ content: "ROCKET", viewerHasReacted: false }],
  ...more,
});

/** An issue as REST answers it, as far as we look. */
export const restIssue = (number: number, more: Readonly<Record<string, unknown>> = {}) => ({
  id: 5_585_652_000 + number,
  node_id: `I_${number}`,
  number,
  title: `Task ${number}`,
  body: "one\ntwo",
  state: "open",
  user: { id: 900, login: "signalbox[bot]", type: "Bot" },
  created_at: "2026-06-01T08:00:00Z",
  updated_at: "2026-06-01T08:00:00Z",
  closed_at: null,
  labels: [],
  assignees: [],
  ...more,
});
