/** Disk full and locked store, with the real store and real sockets: 503 and never 202, red readiness, and back by itself. */
import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { serveApp } from "../../src/app/serve.ts";
import { systemClock } from "../../src/app/system-clock.ts";
import { openTelemetry } from "../../src/app/telemetry.ts";
import { openApp } from "../../src/app/wire.ts";
import { deliverTo } from "../../src/sandbox/deliver-to.ts";
import { openHttpFace } from "../../src/sandbox/http.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";

const YARD = "octo/yard";
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The whole App by the machine's clock, and a second connection to its file that can stand in its way. */
async function openYard() {
  const folder = mkdtempSync(join(tmpdir(), "store-trouble-"));
  closing.push(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "signalbox.db");
  // Not opened by its path: that would lock everybody else out for good.
  const database = new DatabaseSync(path);
  closing.push(() => database.close());
  const sandbox = openSandbox({ clock: systemClock, seed: 3, webhookDelayMs: 5 });
  sandbox.repository(YARD, {
    collaborators: { mia: "maintain" },
    files: { ".github/signalbox.yml": "mode: live\nassignment: claims\nworkers: [{ name: ana }]\n" },
  });
  sandbox.installApp({ appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] }, [YARD]);
  const face = await openHttpFace(sandbox);
  closing.push(() => face.close());
  const lines: string[] = [];
  const store = openSqliteStore(database);
  const { tell, health } = openTelemetry({
    clock: systemClock,
    store,
    version: "0",
    secrets: [secret],
    destination: { write: (line) => lines.push(line) },
    withProcess: false,
  });
  const controller = openApp({
    appId,
    privateKeys: [appKey.privateKey],
    secrets: [secret],
    baseUrl: face.apiUrl,
    fetch: face.fetch,
    clock: systemClock,
    store,
    tell,
    pace: { debounceMs: 20 },
  });
  const server = await serveApp({ controller, port: 0, health });
  closing.push(() => server.stop());
  sandbox.onDelivery(deliverTo(server.hookUrl));
  const page = async (name: string) => {
    const response = await fetch(`${server.url}/${name}`);
    return { status: response.status, text: (await response.text()).trim() };
  };
  return { sandbox, path, database, server, store, lines, page };
}

async function deliver(hookUrl: string, size = 1000, guid: string = randomUUID()): Promise<number> {
  const id = { repository: { id: 999_999 }, installation: { id: 1 } };
  const body = JSON.stringify({ ...id, action: "opened", more: "x".repeat(size) });
  const headers = {
    "content-type": "application/json",
    "x-github-delivery": guid,
    "x-github-event": "issues",
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
  const response = await fetch(hookUrl, { method: "POST", headers, body });
  await response.text();
  return response.status;
}

async function worksAgain({ sandbox, page, server }: Awaited<ReturnType<typeof openYard>>) {
  expect(await deliver(server.hookUrl)).toBe(202);
  await expect.poll(async () => (await page("readyz")).text, { timeout: 60_000 }).toBe("Ready.");
  const { number } = sandbox.as("mia").openIssue(YARD, { title: "Lay track", body: "Estimate: 2h" });
  await expect.poll(() => sandbox.labelsOf(YARD, number), { timeout: 60_000 }).toEqual(["ready"]);
}

test("a locked store: 503, never 202, red with the reason, alive all the while, and back when the lock is gone", async () => {
  const yard = await openYard();
  const { sandbox, path, server, store, lines, page } = yard;
  expect(await page("readyz")).toEqual({ status: 200, text: "Ready." });
  const before = sandbox.as("mia").openIssue(YARD, { title: "First", body: "Estimate: 2h" });
  await expect.poll(() => sandbox.labelsOf(YARD, before.number), { timeout: 60_000 }).toEqual(["ready"]);
  const rival = new DatabaseSync(path);
  closing.push(() => rival.close());
  // Between two of the App's own transactions.
  await expect.poll(() => tryLock(rival), { timeout: 60_000, interval: 1 }).toBe(true);
  const guids = Array.from({ length: 20 }, () => randomUUID());
  const answers = await Promise.all(guids.map((guid) => deliver(server.hookUrl, 1000, guid)));
  expect(new Set(answers)).toEqual(new Set([503]));
  await expect.poll(async () => (await page("readyz")).status).toBe(503);
  expect((await page("readyz")).text).toContain("database is locked (another process holds the file: stop it)");
  expect(await page("healthz")).toEqual({ status: 200, text: "Alive." });
  sandbox.as("mia").openIssue(YARD, { title: "Unheard", body: "Estimate: 2h" });
  await expect.poll(() => sandbox.deliveries()[0]?.statusCode).toBe(503);
  rival.exec("ROLLBACK");
  await worksAgain(yard);
  for (const guid of guids) expect(await store.hasDelivery(guid)).toBe(false);
  expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  expect(lines.filter((line) => line.includes('"result":"store_error"'))).not.toEqual([]);
  expect(sandbox.violations).toEqual([]);
});

function tryLock(rival: DatabaseSync): boolean {
  try {
    rival.exec("BEGIN EXCLUSIVE");
    return true;
  } catch {
    return false;
  }
}

test("a full disk: what is answered with 202 is kept, the rest gets 503, and room makes it well again", async () => {
  const yard = await openYard();
  const { database, server, store, lines, page } = yard;
  const pages = Number(database.prepare("PRAGMA page_count").get()?.page_count);
  database.exec(`PRAGMA max_page_count = ${pages + 40}`);
  const answers = new Map<string, number>();
  for (let n = 0; n < 60; n += 1) {
    const guid = randomUUID();
    answers.set(guid, await deliver(server.hookUrl, 10_000, guid));
  }
  expect(new Set(answers.values())).toEqual(new Set([202, 503]));
  for (const [guid, status] of answers) expect(await store.hasDelivery(guid)).toBe(status === 202);
  await expect.poll(async () => (await page("readyz")).status).toBe(503);
  expect((await page("readyz")).text).toContain("database or disk is full (the disk is full: make room)");
  expect((await page("healthz")).status).toBe(200);
  database.exec("PRAGMA max_page_count = 1000000");
  await worksAgain(yard);
  expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  expect(await store.quarantined()).toEqual([]);
});
