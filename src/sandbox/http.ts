/** The HTTP face of the local GitHub: the same exchange as in process, through a socket that only this machine can reach. */
import { AsyncLocalStorage } from "node:async_hooks";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectionReset } from "./exchange.ts";
import { routes } from "./routes/all.ts";
import type { Sandbox } from "./sandbox.ts";

export interface HttpFaceOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** What answers paths that are no API's; without it they are unknown routes. */
  readonly pages?: (sandbox: Sandbox, request: Request) => Promise<Response>;
}

export interface HttpFace {
  /** `http://127.0.0.1:PORT`: the web pages, and the API for clients that know nothing of `/api/v3`. */
  readonly url: string;
  /** `http://127.0.0.1:PORT/api/v3`, for Octokit's `baseUrl`. */
  readonly apiUrl: string;
  /** For clients in this process: as the global one, but a virtual clock waits for what it has under way. */
  readonly fetch: typeof fetch;
  close(): Promise<void>;
}

/** What a request of this process leaves behind for its other end. */
interface Carried {
  /** Runs work where the request came from, so that a sleep of the server counts as a sleep of the client. */
  readonly within: <T>(work: () => T) => T;
  readonly signal: AbortSignal;
  /** Resolves when the answer was read or the request failed. */
  readonly done: Promise<void>;
}

type InFlight = Map<string, Carried>;

const HOST = "127.0.0.1";
/** Names a request of this process; nobody else's means anything. */
const IN_FLIGHT = "x-sandbox-in-flight";
/** GitHub's own limit for what it sends; far above what it takes. */
const MOST_BYTES = 25 * 1024 * 1024;
const apiRoots = new Set(["api", "graphql", "repositories", ...routes.map(({ name }) => name.split("/")[1] ?? "")]);

/** Serves the sandbox until `close`; all its addresses name the served host meanwhile. */
export async function openHttpFace(sandbox: Sandbox, options: HttpFaceOptions = {}): Promise<HttpFace> {
  const inFlight: InFlight = new Map();
  const server = createServer((request, response) => {
    void serve({ sandbox, options, inFlight, server, request, response });
  });
  // A client may keep its connection longer than any test takes; closing it under a request would look like a fault.
  server.keepAliveTimeout = 120_000;
  await listen(server, options.port ?? 0);
  const url = urlOf(server);
  const { world } = sandbox;
  const { web, api, whenHeard } = world;
  Object.assign(world, { web: url, api: `${url}/api/v3`, whenHeard: (tell: () => void) => afterAll(inFlight, tell) });
  return {
    url,
    apiUrl: world.api,
    fetch: carryingFetch(sandbox, inFlight),
    async close() {
      Object.assign(world, { web, api, whenHeard });
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Rejects when the port is taken. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const urlOf = (server: Server): string => `http://${HOST}:${portOf(server)}`;

function afterAll(inFlight: InFlight, tell: () => void): void {
  void Promise.all([...inFlight.values()].map(({ done }) => done)).then(() => setImmediate(tell));
}

let requests = 0;

/** The whole exchange, the answer's body included, is work that a virtual clock must not overtake. */
function carryingFetch({ clock }: Sandbox, inFlight: InFlight): typeof fetch {
  return (input, init) =>
    clock.track(async () => {
      const request = new Request(input, init);
      requests += 1;
      const key = String(requests);
      const { promise: done, resolve } = Promise.withResolvers<void>();
      inFlight.set(key, { within: AsyncLocalStorage.snapshot(), signal: request.signal, done });
      request.headers.set(IN_FLIGHT, key);
      try {
        const response = await fetch(request);
        await response.clone().arrayBuffer();
        return response;
      } finally {
        inFlight.delete(key);
        resolve();
      }
    });
}

interface Exchange {
  readonly sandbox: Sandbox;
  readonly options: HttpFaceOptions;
  readonly inFlight: InFlight;
  readonly server: Server;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Never rejects: what cannot be answered breaks the connection, and a bug of the sandbox is a violation too. */
async function serve(exchange: Exchange): Promise<void> {
  const { sandbox, inFlight, request, response } = exchange;
  const carried = inFlight.get(String(request.headers[IN_FLIGHT]));
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const signal = carried === undefined ? gone.signal : AbortSignal.any([gone.signal, carried.signal]);
  const work = () => sandbox.clock.track(() => exchangeOne(exchange, signal));
  try {
    await (carried === undefined ? work() : carried.within(work));
  } catch (error) {
    if (!signal.aborted && !(error instanceof ConnectionReset)) {
      sandbox.violations.push(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : error}`);
    }
    request.socket.destroy();
  }
}

async function exchangeOne(exchange: Exchange, signal: AbortSignal): Promise<void> {
  const { sandbox, options, server, request, response } = exchange;
  if (!isMeantForUs(request, portOf(server))) return end(response, new Response("Unknown host.\n", { status: 421 }));
  const body = await readBody(request);
  if (body === null) return end(response, new Response("Too large.\n", { status: 413 }));
  // Put together, not resolved: a path such as `//elsewhere/x` must not name another host.
  const url = new URL(`${urlOf(server)}${request.url ?? "/"}`);
  const headers = headersOf(request);
  const method = request.method ?? "GET";
  const isPage = options.pages !== undefined && !apiRoots.has(url.pathname.split("/")[1] ?? "");
  if (isPage && options.pages !== undefined) {
    const bodied = method === "GET" || method === "HEAD" ? {} : { body };
    return end(response, await options.pages(sandbox, new Request(url, { method, headers, ...bodied })));
  }
  return end(response, await sandbox.fetch(url, { method, headers, body, redirect: "manual", signal }));
}

/** A page of some other site whose name was made to point here must not get through: its requests name that site. */
function isMeantForUs(request: IncomingMessage, port: number): boolean {
  return request.headers.host === `${HOST}:${port}` || request.headers.host === `localhost:${port}`;
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > MOST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, size).toString("utf8");
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (name.toLowerCase() !== IN_FLIGHT) headers.append(name, rawHeaders[at + 1] ?? "");
  }
  return headers;
}

async function end(response: ServerResponse, answer: Response): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  // The sandbox's time, where it is given, is the only one its clients should see.
  response.writeHead(answer.status, [...answer.headers].flat());
  response.end(body);
}
