/** Probot and we, over real sockets: our App inside Probot's own server, and an App written with Probot on the local GitHub. */
import { pino } from "pino";
import { Probot, ProbotOctokit, Server } from "probot";
import { afterEach, expect, test } from "vitest";
import { HOOK_PATH } from "../../src/app/serve.ts";
import { systemClock } from "../../src/app/system-clock.ts";
import { openApp } from "../../src/app/wire.ts";
import { deliverTo } from "../../src/sandbox/deliver-to.ts";
import { openHttpFace } from "../../src/sandbox/http.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";
import { freePort } from "./child.ts";

const YARD = "octo/yard";
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A local GitHub behind a port; the App is not installed yet. */
async function openYard() {
  const sandbox = openSandbox({ clock: systemClock, seed: 5, webhookDelayMs: 5 });
  const settings = "mode: live\nscope: all\n";
  sandbox.repository(YARD, { collaborators: { mia: "maintain" }, files: { ".github/signalbox.yml": settings } });
  const face = await openHttpFace(sandbox);
  closing.push(() => face.close());
  return { sandbox, face };
}

const app = { appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] };

/** Probot's server, with its own webhooks at `webhookPath`. */
async function openProbot(baseUrl: string, webhookPath: string): Promise<Server> {
  const log = pino({ level: "silent" });
  const Octokit = ProbotOctokit.defaults({ baseUrl, throttle: { enabled: false } });
  const settings = { appId, privateKey: appKey.privateKey, secret, log, baseUrl, Octokit };
  const port = await freePort();
  return new Server({ Probot: Probot.defaults(settings), port, host: "127.0.0.1", webhookPath, log });
}

async function listen(server: Server): Promise<string> {
  const listening = await server.start();
  closing.push(async () => {
    const stopped = server.stop();
    listening.closeAllConnections();
    await stopped;
  });
  return `http://127.0.0.1:${server.port}${HOOK_PATH}`;
}

test("Probot's server can be our door: deliveries come in through it, and the labels follow", async () => {
  const { sandbox, face } = await openYard();
  const store = openSqliteStore(":memory:");
  const ours = openApp({
    appId,
    privateKeys: [appKey.privateKey],
    secrets: [secret],
    baseUrl: face.apiUrl,
    clock: systemClock,
    store,
    pace: { debounceMs: 20 },
  });
  await ours.start();
  closing.push(() => ours.stop());
  const server = await openProbot(face.apiUrl, "/elsewhere");
  await server.load((_, { addHandler }) =>
    addHandler(async (request, response) => {
      if (request.url !== HOOK_PATH) return false;
      const { status, message } = await ours.receive({ headers: request.headers, body: request });
      response.writeHead(status).end(message);
      return true;
    }),
  );
  sandbox.onDelivery(deliverTo(await listen(server)));
  sandbox.installApp(app, [YARD]);
  sandbox.as("mia").openIssue(YARD, { title: "Lay the track" });
  await expect.poll(() => sandbox.deliveries().length, { timeout: 60_000 }).toBeGreaterThan(0);
  const { number } = sandbox.as("mia").openIssue(YARD, { title: "Run a train", body: "Depends on: #1" });
  await expect.poll(() => sandbox.labelsOf(YARD, number), { timeout: 60_000 }).toEqual(["blocked"]);
  expect(new Set(sandbox.deliveries().map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
  expect(sandbox.violations).toEqual([]);
});

test("an App written with Probot takes the local GitHub for GitHub: its signatures, its tokens, its answers", async () => {
  const { sandbox, face } = await openYard();
  const server = await openProbot(face.apiUrl, HOOK_PATH);
  await server.load((probot) => {
    probot.on("issues.opened", async (context) => {
      await context.octokit.rest.issues.createComment(context.issue({ body: "Seen." }));
    });
  });
  sandbox.onDelivery(deliverTo(await listen(server)));
  sandbox.installApp(app, [YARD]);
  const { number } = sandbox.as("mia").openIssue(YARD, { title: "Lay the track" });
  const comments = () => sandbox.comments(YARD, number).map(({ author, body }) => `${author.login}: ${body}`);
  await expect.poll(comments, { timeout: 60_000 }).toEqual(["signalbox[bot]: Seen."]);
  expect(sandbox.violations).toEqual([]);
});
