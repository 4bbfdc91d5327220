// Signed but bent payloads, and real payloads with bent signatures, through the real door and the real loop.
import { createHmac } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openApp } from "../../src/app/wire.ts";
import { openIntake } from "../../src/controller/intake.ts";
import type { Trouble } from "../../src/controller/reconcile.ts";
import { seededRandom } from "../../src/sandbox/random.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { asReceived } from "../as-received.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";
import { bentBodies, pick } from "./bent-payloads.ts";

const REPO = "octo/yard";
const MINUTE = 60_000;

function guid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

function sign(body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

function post(n: number, event: string, body: string, signature = sign(body)) {
  const headers = {
    "content-type": "application/json",
    "x-github-delivery": guid(n),
    "x-github-event": event,
    "x-hub-signature-256": signature,
  };
  return { headers, body: Buffer.from(body) };
}

/** A yard with a little of everything, its App, and the deliveries that told of it. */
async function openYard() {
  const clock = openVirtualClock("2026-06-01T08:00:00Z");
  const sandbox = openSandbox({ clock, seed: 11 });
  const settings = "mode: live\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }]\n";
  const collaborators = { mia: "maintain", ana: "write" } as const;
  sandbox.repository(REPO, { collaborators, files: { ".github/signalbox.yml": settings } });
  sandbox.installApp({ appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] }, [REPO]);
  const db = new DatabaseSync(":memory:");
  const troubles: Trouble[] = [];
  const app = openApp({
    appId,
    privateKeys: [appKey.privateKey],
    secrets: [secret],
    baseUrl: sandbox.apiUrl,
    fetch: sandbox.fetch as typeof fetch,
    clock,
    store: openSqliteStore(db),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  sandbox.onDelivery((delivery) => app.receive(asReceived(delivery)), appId);
  await app.start();
  const mia = sandbox.as("mia");
  const first = mia.openIssue(REPO, { title: "First", body: "" }).number;
  const second = mia.openIssue(REPO, { title: "Second", body: `Depends on #${first}` }).number;
  mia.comment(REPO, second, "/estimate 2h");
  await clock.advance(2 * MINUTE);
  const writes = () => sandbox.requests.filter((one) => one.isWrite && one.installationId !== null).length;
  return { clock, sandbox, app, troubles, first, second, writes };
}

function stateOf(sandbox: Awaited<ReturnType<typeof openYard>>["sandbox"]): string {
  return JSON.stringify(
    sandbox.issues(REPO).map((issue) => ({
      text: [issue.number, issue.title, issue.body, issue.state],
      labels: issue.labels.map(({ name }) => name),
      assignees: issue.assignees.map(({ login }) => login),
      comments: issue.comments.map((comment) => [comment.id, comment.body]),
    })),
  );
}

test("10,000 signed payloads bent out of shape change nothing, and the App works on", async () => {
  const { clock, sandbox, app, troubles, first, second, writes } = await openYard();
  const real = sandbox.deliveries().map(({ event, body }) => ({ event, body }));
  expect(new Set(real.map(({ event }) => event)).size).toBeGreaterThan(2);
  const before = { state: stateOf(sandbox), writes: writes() };
  const answers = new Map<number, number>();
  let n = 0;
  for (const { event, body } of bentBodies(real, 10_000, 5)) {
    n += 1;
    const { status } = await app.receive(post(n, event, body));
    answers.set(status, (answers.get(status) ?? 0) + 1);
    if (n % 1000 === 0) await clock.advance(10_000);
  }
  await clock.advance(30 * MINUTE);
  expect(Object.fromEntries(answers)).toEqual({ 202: 10_000 });
  expect(writes() - before.writes).toBe(0);
  expect(stateOf(sandbox)).toBe(before.state);
  expect(troubles).toEqual([]);
  sandbox.as("mia").closeIssue(REPO, first);
  await clock.advance(2 * MINUTE);
  expect(sandbox.labelsOf(REPO, second)).not.toContain("blocked");
  await app.stop();
});

test("10,000 bent signatures: none is let in, nothing is kept", async () => {
  const random = seededRandom(9);
  const clock = openVirtualClock(0);
  const store = openSqliteStore(":memory:");
  const receive = openIntake({ store, secrets: [secret], clock });
  const body = JSON.stringify({ action: "opened", repository: { id: 7 }, installation: { id: 1 } });
  const good = sign(body);
  const letters = "0123456789abcdefABCDEFgz= \u0000é";
  for (let n = 1; n <= 10_000; n++) {
    const at = random.between(0, good.length - 1);
    const put = pick(random, [...letters]);
    const cut = [
      good.slice(0, at) + put + good.slice(at + 1),
      good.slice(0, at) + good.slice(at + 1),
      good.slice(0, at) + put + good.slice(at),
      `sha256=${createHmac("sha256", `${secret}${put}`).update(body).digest("hex")}`,
      `sha256=${createHmac("sha256", secret).update(`${body}${put}`).digest("hex")}`,
      `sha1=${createHmac("sha1", secret).update(body).digest("hex")}`,
    ];
    const bent = pick(random, cut);
    if (bent === good) continue;
    expect((await receive(post(n, "issues", body, bent))).status, bent).toBe(401);
    if (n % 500 === 0) expect(await store.hasDelivery(guid(n))).toBe(false);
  }
  expect(await store.pending(7)).toEqual([]);
  expect((await receive(post(1, "issues", body))).status).toBe(202);
});

test("1,000 deliveries in five copies each, all at once, are kept once", async () => {
  const clock = openVirtualClock(0);
  const store = openSqliteStore(":memory:");
  let told = 0;
  const receive = openIntake({ store, secrets: [secret], clock, onReceived: () => (told += 1) });
  const body = JSON.stringify({ action: "opened", repository: { id: 7 }, installation: { id: 1 } });
  const signature = sign(body);
  const copies = Array.from({ length: 5000 }, (_, n) => receive(post(n % 1000, "issues", body, signature)));
  const answers = await Promise.all(copies);
  expect(answers.every(({ status }) => status === 202)).toBe(true);
  expect(await store.pending(7)).toHaveLength(1000);
  expect(told).toBe(1000);
});

test("a length that lies helps nobody: what counts is what comes, unless too much is announced", async () => {
  const clock = openVirtualClock(0);
  const store = openSqliteStore(":memory:");
  const receive = openIntake({ store, secrets: [secret], clock, limitBytes: 1000 });
  const body = JSON.stringify({ repository: { id: 7 }, installation: { id: 1 } });
  const parts = async function* (...texts: readonly string[]) {
    for (const text of texts) yield Buffer.from(text);
  };
  const lying = (n: number, length: string, text: AsyncIterable<Uint8Array>) => {
    const { headers } = post(n, "issues", body);
    return receive({ headers: { ...headers, "content-length": length }, body: text });
  };
  expect((await lying(1, "1", parts(body, " ".repeat(2000)))).status).toBe(413);
  expect((await lying(2, "1", parts(body, "more"))).status).toBe(401);
  expect((await lying(3, "999", parts(body.slice(0, 5)))).status).toBe(401);
  expect((await lying(5, "99999999999", parts(body))).status).toBe(413);
  expect(await store.pending(7)).toEqual([]);
  expect((await lying(4, "-1", parts(body.slice(0, 5), body.slice(5)))).status).toBe(202);
  expect(await store.pending(7)).toHaveLength(1);
});
