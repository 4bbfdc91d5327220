/** The App listening: webhooks in, two questions about its health, and a clean end. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Controller } from "../controller/controller.ts";

export interface ServeOptions {
  readonly controller: Controller;
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

/** Where GitHub delivers to, below our address. */
export const HOOK_PATH = "/api/github/webhooks";
/** Most real ms between a signal and the end; systemd, Docker and Kubernetes kill after 30 s at the least where asked to. */
const STOP_LIMIT_MS = 20_000;

/** Listens, then starts the controller: what earlier deliveries left is picked up while new ones come in. */
export async function serveApp({ controller, port, host = "127.0.0.1" }: ServeOptions): Promise<AppServer> {
  const state = { isReady: false };
  const server = createServer((request, response) => {
    void answer(controller, state, request, response).catch(() => request.socket.destroy());
  });
  server.listen(port, host);
  await once(server, "listening");
  await controller.start();
  state.isReady = true;
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  return { url, hookUrl: `${url}${HOOK_PATH}`, stop: () => stop(server, controller, state) };
}

async function stop(server: Server, controller: Controller, state: { isReady: boolean }): Promise<void> {
  state.isReady = false;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await controller.stop();
  server.closeAllConnections();
  await closed;
}

async function answer(
  controller: Controller,
  state: { isReady: boolean },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "/").split("?")[0];
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (path === HOOK_PATH && request.method === "POST") {
    const { status, message } = await controller.receive({ headers: request.headers, body: request });
    // A body that was not read to its end is not waited for.
    if (!request.complete) response.setHeader("connection", "close");
    return end(response, status, message);
  }
  if (path === "/healthz" && isRead) return end(response, 200, "Alive.");
  if (path === "/readyz" && isRead) {
    return state.isReady ? end(response, 200, "Ready.") : end(response, 503, "Starting or stopping.");
  }
  const isKnown = path === HOOK_PATH || path === "/healthz" || path === "/readyz";
  return isKnown ? end(response, 405, "Not this way.") : end(response, 404, "Nothing here.");
}

function end(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${message}\n`);
}

/**
 * Waits for SIGTERM or SIGINT, then stops. Resolves with true when that took no longer than `limitMs` (real ms); after
 * that the caller should end the process: what was not finished is in the store and goes on with the next start.
 */
export async function stopOnSignal(stop: () => Promise<void>, limitMs: number = STOP_LIMIT_MS): Promise<boolean> {
  await new Promise<void>((resolve) => {
    const heard = () => {
      process.off("SIGTERM", heard);
      process.off("SIGINT", heard);
      resolve();
    };
    process.on("SIGTERM", heard);
    process.on("SIGINT", heard);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const isClean = await Promise.race([stop().then(() => true), late]);
  clearTimeout(timer);
  return isClean;
}
