/**
 * Registration: Probot's server and Octokit lead through GitHub's manifest flow, reachable from this machine only.
 *
 * Probot is used for this and nothing else. Live, its server would verify a delivery, run handlers and answer before
 * anything is on disk; ours stands alone (`serve.ts`). Its own setup routes are left out too: they let whoever reaches
 * them replace the credentials, and take a code from anybody.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pino } from "pino";
import { Probot, ProbotOctokit, Server } from "probot";
import { z } from "zod";
import { appendDotEnv } from "./dot-env.ts";
import type { Manifest } from "./manifest.ts";
import { renderRegistered, renderRegistration } from "./registration-page.ts";

export interface RegistrationOptions {
  readonly manifest: Manifest;
  /** Where people register Apps: `https://github.com`, or GitHub Enterprise. */
  readonly webUrl: string;
  /** `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly baseUrl: string;
  /** The organization that shall own the App; null: whoever confirms. */
  readonly organization: string | null;
  readonly port: number;
  /** The file the credentials are added to. */
  readonly envPath?: string;
}

export interface Registration {
  /** The page to open. */
  readonly url: string;
  /** Resolves with the App's page on GitHub when the App is registered and its credentials are kept. */
  readonly registered: Promise<string>;
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";

/** Serves the page until `stop`. Rejects with the error of `listen` when the port is taken. */
export async function openRegistration(options: RegistrationOptions): Promise<Registration> {
  const { promise: registered, resolve } = Promise.withResolvers<string>();
  const port = options.port === 0 ? await freePort() : options.port;
  const server = new Server({ host: HOST, port, log: pino({ level: "silent" }), ...withoutApp() });
  const desk: Desk = {
    ...options,
    state: randomBytes(16).toString("hex"),
    origin: () => `http://${HOST}:${server.port}`,
    onRegistered: resolve,
  };
  await server.load((_, { addHandler }) => addHandler((request, response) => answer(desk, request, response)));
  const listening = await server.start();
  return {
    url: `${desk.origin()}/probot`,
    registered,
    async stop() {
      const stopped = server.stop();
      listening.closeAllConnections();
      await stopped;
    },
  };
}

/** Probot takes 0 for its own 3000. Race, accepted: another program may take the port first; then it is told. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

/** Probot's server wants an App and takes webhooks: these are of no App, and arrive where nobody finds it. */
function withoutApp() {
  const unknown = () => randomBytes(32).toString("hex");
  return {
    Probot: Probot.defaults({ appId: 1, privateKey: "none yet", secret: unknown() }),
    webhookPath: `/${unknown()}`,
    enableStaticFiles: false,
  };
}

interface Desk extends RegistrationOptions {
  /** GitHub gives it back with the code: only a registration that began on our page ends here. */
  readonly state: string;
  readonly origin: () => string;
  readonly onRegistered: (appUrl: string) => void;
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const url = new URL(`${desk.origin()}${request.url ?? "/"}`);
  // The page of another site, whose name was made to point here, sends that site's name.
  const names = [url.host, `localhost:${url.port}`];
  if (!names.includes(request.headers.host ?? "")) return end(response, 421, "Unknown host.");
  if (request.method !== "GET") return end(response, 405, "Not this way.");
  if (url.pathname === "/") return redirect(response, "/probot");
  if (url.pathname === "/probot") return endHtml(response, renderForm(desk));
  if (url.pathname === "/probot/setup") return finish(desk, url.searchParams, response);
  return end(response, 404, "Nothing here.");
}

function renderForm({ manifest, webUrl, organization, state, origin }: Desk): string {
  const owner = organization === null ? "" : `/organizations/${encodeURIComponent(organization)}`;
  return renderRegistration({
    manifest: { ...manifest, redirect_url: `${origin()}/probot/setup` },
    action: `${webUrl}${owner}/settings/apps/new?state=${state}`,
  });
}

/** GitHub sent the person back with a code. */
async function finish(desk: Desk, query: URLSearchParams, response: ServerResponse): Promise<boolean> {
  if (!isSame(query.get("state") ?? "", desk.state)) {
    return end(response, 403, "This registration did not begin on the page of this process: open that page again.");
  }
  const found = await exchange(desk, query.get("code") ?? "").catch((error: Error) => error);
  if (found instanceof Error) {
    return end(response, 502, `GitHub did not hand over the App (${found.message}): begin again on the first page.`);
  }
  response.once("close", () => desk.onRegistered(found.html_url));
  return endHtml(response, renderRegistered(found.html_url));
}

const conversion = z.object({
  id: z.int().positive(),
  html_url: z.url({ protocol: /^https?$/ }),
  client_id: z.string(),
  client_secret: z.string(),
  webhook_secret: z.string().nullable(),
  pem: z.string(),
});

/** A code is good once, so nothing is tried twice; what came is on disk before anybody is told. */
async function exchange({ baseUrl, envPath }: Desk, code: string): Promise<z.infer<typeof conversion>> {
  const octokit = new ProbotOctokit({ baseUrl, throttle: { enabled: false }, retry: { enabled: false } });
  const { data } = await octokit.request("POST /app-manifests/{code}/conversions", { code });
  const app = conversion.parse(data);
  const credentials = {
    APP_ID: String(app.id),
    PRIVATE_KEY: `"${app.pem}"`,
    WEBHOOK_SECRET: app.webhook_secret,
    GITHUB_CLIENT_ID: app.client_id,
    GITHUB_CLIENT_SECRET: app.client_secret,
  };
  appendDotEnv(credentials, envPath);
  return app;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function end(response: ServerResponse, status: number, text: string): boolean {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
  return true;
}

function endHtml(response: ServerResponse, html: string): boolean {
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
    })
    .end(html);
  return true;
}

function redirect(response: ServerResponse, location: string): boolean {
  response.writeHead(302, { location }).end();
  return true;
}
