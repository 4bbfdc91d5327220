/** The App listening: webhooks in, questions about its health and its figures, and a clean end. */
import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Controller } from "../controller/controller.ts";
import { type Tell, tellNobody } from "../ports/telemetry.ts";
import { type Health, type HealthAnswer, openHealth } from "./health.ts";
import { listeningUrl } from "./listening-url.ts";
import type { Metrics } from "./metrics.ts";
import { endWithMetrics } from "./serve-metrics.ts";
import { systemClock } from "./system-clock.ts";

export interface ServeOptions {
  readonly controller: Controller;
  /** Without it, the App is ready as long as it runs. */
  readonly health?: Health;
  /** Figures on `/metrics` of this port for whoever sends `Authorization: Bearer TOKEN`; without it they are not here. */
  readonly metrics?: { readonly source: Pick<Metrics, "text" | "contentType">; readonly token: string };
  readonly limits?: Partial<Limits>;
  /** Hears when a connection could not be taken; nobody unless told. */
  readonly tell?: Tell;
  /** 0 takes a free one. */
  readonly port: number;
  /** The address to listen on; `127.0.0.1` unless told. */
  readonly host?: string;
}

export interface AppServer {
  /** `http://HOST:PORT` */
  readonly url: string;
  /** Where GitHub delivers to. */
  readonly hookUrl: string;
  /** Takes nothing new, answers what is under way, and resolves when nothing of ours runs any more. */
  stop(): Promise<void>;
}

/** What a stranger may take before anything is verified. */
export interface Limits {
  readonly connections: number;
  /** ms until the headers must be there. */
  readonly headersMs: number;
  /** ms until the whole request must be there; the door answers a late body itself a little earlier. */
  readonly requestMs: number;
}

const defaultLimits: Limits = { connections: 500, headersMs: 5000, requestMs: 10_000 };
const HEADERS_BYTES = 16 * 1024;

/** Where GitHub delivers to, below our address. */
export const HOOK_PATH = "/api/github/webhooks";
/** Most real ms between a signal and the end; systemd, Docker and Kubernetes kill after 30 s at the least where asked to. */
const STOP_LIMIT_MS = 20_000;
/** Real ms for requests under way at the end. GitHub sends a delivery at once; whoever takes longer is cut off. */
const ANSWER_MS = 3000;

/** Listens, then starts the controller: what earlier deliveries left is picked up while new ones come in. */
export async function serveApp(options: ServeOptions): Promise<AppServer> {
  const { controller, port, host = "127.0.0.1", health = withoutStore(), tell = tellNobody } = options;
  const site: Site = { ...options, health };
  const server = openServer({ ...defaultLimits, ...options.limits }, site);
  server.listen(port, host);
  await once(server, "listening");
  // A connection that cannot be taken, for want of handles say, ends nothing: what it brought, a resync finds.
  server.on("error", (error) => tell({ kind: "trouble", trouble: "unwell", repositoryId: null, about: null, error }));
  try {
    await controller.start();
  } catch (error) {
    server.close();
    server.closeAllConnections();
    throw error;
  }
  health.enter("serving");
  const url = listeningUrl(server, host);
  return { url, hookUrl: `${url}${HOOK_PATH}`, stop: () => stop(server, controller, health) };
}

type Site = Pick<ServeOptions, "controller" | "metrics"> & { readonly health: Health };

const withoutStore = (): Health => openHealth({ clock: systemClock, store: { probe: async () => undefined } });

function openServer(limits: Limits, site: Site): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      // How often Node looks for those that are late.
      connectionsCheckingInterval: Math.min(limits.headersMs, 1000),
      maxHeaderSize: HEADERS_BYTES,
    },
    (request, response) => {
      // While we stop, a connection that has its answer is not kept for more.
      response.once("finish", () => server.listening || setImmediate(() => server.closeIdleConnections()));
      void answer(site, request, response).catch(() => response.destroy());
    },
  );
  server.maxConnections = limits.connections;
  return server;
}

async function stop(server: Server, controller: Controller, health: Health): Promise<void> {
  health.enter("stopping");
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await Promise.all([controller.stop(), within(ANSWER_MS, closed)]);
  server.closeAllConnections();
  await closed;
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const over = new AbortController();
  const late = wait(ms, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  over.abort();
}

type Page = (site: Site, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const pages: Readonly<Record<string, Page>> = {
  "/healthz": ({ health }, _, response) => endWithHealth(response, health.alive()),
  "/readyz": async ({ health }, _, response) => endWithHealth(response, await health.ready()),
  async "/metrics"({ metrics }, request, response) {
    if (metrics === undefined) return end(response, 404, "Nothing here.");
    const isKnown = isSame(request.headers.authorization ?? "", `Bearer ${metrics.token}`);
    if (isKnown) return endWithMetrics(response, metrics.source);
    response.setHeader("www-authenticate", "Bearer");
    return end(response, 401, "Expected the token of METRICS_TOKEN in Authorization.");
  },
};

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (path === HOOK_PATH && request.method === "POST") return receive(site.controller, request, response);
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (page !== undefined && isRead) return page(site, request, response);
  const isKnown = page !== undefined || path === HOOK_PATH;
  return isKnown ? end(response, 405, "Not this way.") : end(response, 404, "Nothing here.");
}

async function receive(controller: Controller, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, message } = await controller.receive({ headers: request.headers, body: request });
  // A body that was not read to its end is not waited for.
  if (!request.complete) response.setHeader("connection", "close");
  end(response, status, message);
}

/** What a health answer of ours says in its header `server`, so that nobody takes another program for us. */
export const OUR_NAME = "Signalbox";

function endWithHealth(response: ServerResponse, { isOk, message }: HealthAnswer): void {
  response.setHeader("server", OUR_NAME);
  end(response, isOk ? 200 : 503, message);
}

/** Compares digests, so that the time taken tells nothing about how much of it fits. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function end(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${message}\n`);
}

/** Real ms in which a signal that comes again is the same one: npm passes Ctrl-C on to a process that had it already. */
const TWICE_MS = 500;

/**
 * Waits for SIGTERM or SIGINT, then stops. Resolves with true when that took no longer than `limitMs` (real ms); after
 * that the caller should end the process: what was not finished is in the store and goes on with the next start. A
 * further signal finds nobody who listens, and ends the process at once.
 */
export async function stopOnSignal(stop: () => Promise<void>, limitMs: number = STOP_LIMIT_MS): Promise<boolean> {
  const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
  const listener = () => hear();
  const leave = () => {
    process.off("SIGTERM", listener);
    process.off("SIGINT", listener);
  };
  process.on("SIGTERM", listener);
  process.on("SIGINT", listener);
  await heard;
  setTimeout(leave, TWICE_MS).unref();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const isClean = await Promise.race([stop().then(() => true), late]);
  clearTimeout(timer);
  leave();
  return isClean;
}
