// The whole way through sockets: Octokit and the App on one side, the local GitHub on the other, signed webhooks between.
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { Octokit } from "@octokit/rest";
import { afterEach, expect, test } from "vitest";
import { type AppServer, serveApp, stopOnSignal } from "../../src/app/serve.ts";
import { systemClock } from "../../src/app/system-clock.ts";
import { openApp } from "../../src/app/wire.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { deliverTo } from "../../src/sandbox/deliver-to.ts";
import { type HttpFace, openHttpFace } from "../../src/sandbox/http.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";

const YARD = "octo/yard";
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Yard {
  sandbox: Sandbox;
  face: HttpFace;
}

async function openYard(clock: Clock): Promise<Yard> {
  const sandbox = openSandbox({ clock, seed: 3, webhookDelayMs: 5 });
  sandbox.repository(YARD, {
    collaborators: { mia: "maintain", ana: "write" },
    files: { ".github/signalbox.yml": "mode: live\nassignment: claims\nworkers: [{ name: ana }]\n" },
  });
  const face = await openHttpFace(sandbox);
  closing.push(() => face.close());
  return { sandbox, face };
}

async function startApp({ sandbox, face }: Yard): Promise<AppServer> {
  const app = { appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] };
  sandbox.installApp(app, [YARD]);
  const store = openSqliteStore(":memory:");
  const controller = openApp({
    appId,
    privateKeys: [appKey.privateKey],
    secrets: [secret],
    baseUrl: face.apiUrl,
    fetch: face.fetch,
    clock: sandbox.clock,
    store,
    pace: { debounceMs: 20 },
  });
  const server = await serveApp({ controller, port: 0 });
  sandbox.onDelivery(deliverTo(server.hookUrl));
  return server;
}

test("virtual time waits for sockets: a claim over HTTP is answered within virtual seconds", async () => {
  const clock = openVirtualClock();
  const yard = await openYard(clock);
  const { sandbox } = yard;
  const server = await startApp(yard);
  await clock.advance(30_000);
  sandbox.as("mia").openIssue(YARD, { title: "Lay track", body: "Estimate: 2h" });
  await clock.advance(30_000);
  const issue = sandbox.issues(YARD).find((one) => one.title === "Lay track")?.number ?? 0;
  expect(sandbox.labelsOf(YARD, issue)).toEqual(["ready"]);
  sandbox.as("ana").comment(YARD, issue, "/claim");
  await clock.advance(30_000);
  expect(sandbox.assigneesOf(YARD, issue)).toEqual(["ana"]);
  expect(sandbox.deliveries().filter((one) => one.statusCode !== 202)).toEqual([]);
  expect(sandbox.violations).toEqual([]);
  let isStopped = false;
  const stopping = server.stop().then(() => {
    isStopped = true;
  });
  await clock.runUntil(() => isStopped, { limitMs: 60_000 });
  await stopping;
});

test("with the machine's clock the same App does the same", async () => {
  const yard = await openYard(systemClock);
  const { sandbox } = yard;
  const server = await startApp(yard);
  closing.push(() => server.stop());
  const { number } = sandbox.as("mia").openIssue(YARD, { title: "Lay track", body: "Estimate: 2h" });
  await expect.poll(() => sandbox.labelsOf(YARD, number), { timeout: 60_000 }).toEqual(["ready"]);
  sandbox.as("ana").comment(YARD, number, "/claim");
  await expect.poll(() => sandbox.assigneesOf(YARD, number), { timeout: 60_000 }).toEqual(["ana"]);
  expect(sandbox.violations).toEqual([]);
});

test("the App says how it is, knows its own paths only, and refuses what nobody signed", async () => {
  const clock = openVirtualClock();
  const yard = await openYard(clock);
  const { url, hookUrl, stop } = await startApp(yard);
  const status = async (path: string, init?: RequestInit) => (await fetch(`${url}${path}`, init)).status;
  expect(await status("/healthz")).toBe(200);
  expect(await status("/readyz")).toBe(200);
  expect(await status("/readyz", { method: "POST" })).toBe(405);
  expect(await status("/elsewhere")).toBe(404);
  const headers = {
    "content-type": "application/json",
    "x-github-delivery": "6f1d4c70-0000-4000-8000-000000000001",
    "x-github-event": "issues",
    "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
  };
  expect((await fetch(hookUrl, { method: "POST", headers, body: "{}" })).status).toBe(401);
  await stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
});

test("any Octokit can use it, with and without /api/v3", async () => {
  const { sandbox, face } = await openYard(systemClock);
  for (const baseUrl of [face.url, face.apiUrl]) {
    const octokit = new Octokit({ baseUrl, auth: sandbox.tokenOf("ana") });
    for (let n = 0; n < 3; n++) await octokit.issues.create({ owner: "octo", repo: "yard", title: `Issue ${n}` });
    const { data, headers } = await octokit.issues.listForRepo({ owner: "octo", repo: "yard", per_page: 1 });
    expect(data[0]?.url.startsWith(`${face.apiUrl}/repos/octo/yard/issues/`)).toBe(true);
    expect(data[0]?.html_url.startsWith(`${face.url}/octo/yard/issues/`)).toBe(true);
    expect(headers.link).toContain(`<${baseUrl}/repos/octo/yard/issues?per_page=1&page=2&after=`);
    expect(await octokit.graphql("{ viewer { login } }")).toEqual({ viewer: { login: "ana" } });
  }
  expect(sandbox.violations).toEqual([]);
});

/** With headers that `fetch` would not let through. */
function statusFor(face: HttpFace, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = send(`${face.url}${path}`, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("a request that names another host is not answered, whatever its path looks like", async () => {
  const { sandbox, face } = await openYard(systemClock);
  const authorization = `token ${sandbox.tokenOf("ana")}`;
  expect(await statusFor(face, "/user", { authorization })).toBe(200);
  expect(await statusFor(face, "/user", { authorization, host: "attacker.test" })).toBe(421);
  expect(await statusFor(face, "//attacker.test/user", { authorization })).toBe(404);
  sandbox.violations.splice(0);
});

test("after closing, the sandbox names the addresses it named before", async () => {
  const sandbox = openSandbox({ clock: systemClock, seed: 1 });
  const face = await openHttpFace(sandbox);
  expect(sandbox.apiUrl).toBe(face.apiUrl);
  await face.close();
  expect(sandbox.apiUrl).toBe("https://api.github.com");
  await expect(fetch(face.url)).rejects.toThrow("fetch failed");
});

test("a delivery arrives byte for byte, with its signature", async () => {
  const heard: { body: string; signature: unknown }[] = [];
  const app = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      heard.push({ body: Buffer.concat(parts).toString(), signature: request.headers["x-hub-signature-256"] });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => app.close(resolve)));
  const receiver = deliverTo(`http://127.0.0.1:${(app.address() as AddressInfo).port}/hook`);
  const headers = { "content-type": "application/json", "x-hub-signature-256": "sha256=ab" };
  expect(await receiver({ id: 1, guid: "g", headers, body: '{"title":"Grüße 🚂"}' })).toEqual({ status: 202 });
  expect(heard).toEqual([{ body: '{"title":"Grüße 🚂"}', signature: "sha256=ab" }]);
});

/** What the operating system does, without ending the test's own process. */
const signalled = (): void => void process.listeners("SIGTERM").at(-1)?.("SIGTERM");

test("a signal stops the App once, and says whether that was in time", async () => {
  const before = process.listenerCount("SIGTERM");
  let stops = 0;
  const clean = stopOnSignal(async () => {
    stops += 1;
  });
  signalled();
  expect(await clean).toBe(true);
  expect(stops).toBe(1);
  const late = stopOnSignal(() => new Promise(() => undefined), 20);
  signalled();
  expect(await late).toBe(false);
  expect(process.listenerCount("SIGTERM")).toBe(before);
});
