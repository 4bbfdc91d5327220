/** The App dies before or after any write with which a full coordination issue gets its successor: always the same end. */
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openApp } from "../../src/app/wire.ts";
import { readRegion } from "../../src/core/hub-region.ts";
import { MOST_COMMENTS } from "../../src/core/hubs.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { asReceived } from "../as-received.ts";
import { fillConversation } from "../full-conversation.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";
import { beginLife, type Life, mortal, mortalClock } from "../sim/mortal.ts";

const REPO = "octo/yard";
const MINUTE = 60_000;
const SETTINGS = "mode: live\ndashboard: { everySeconds: 0 }\nworkers: [{ name: lea, role: orchestrator }]\n";

function isWrite(init?: RequestInit): boolean {
  if ((init?.method ?? "GET") === "GET") return false;
  return typeof init?.body !== "string" || !/"query":"\s*query/.test(init.body);
}

/** A repository whose coordination issue is full, and three lives of the App: until then, one that dies, one that goes on. */
async function overtake(diesAt: number, isAfter: boolean, losesStore: boolean) {
  const clock = openVirtualClock("2026-06-01T10:00:00Z");
  const sandbox = openSandbox({ clock, seed: 7 });
  sandbox.repository(REPO, {
    collaborators: { mia: "maintain", lea: "write" },
    files: { ".github/signalbox.yml": SETTINGS },
  });
  sandbox.installApp({ appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] }, [REPO]);
  let db = new DatabaseSync(":memory:");
  let writes = 0;
  const live = (life: Life, count: boolean) => {
    const send = async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
      const counts = count && isWrite(init) && !String(input).includes("access_tokens");
      if (counts) writes += 1;
      if (counts && writes === diesAt && !isAfter) life.die();
      if (life.isDead) return new Promise<never>(() => undefined);
      const answer = await sandbox.fetch(input, init);
      if (counts && writes === diesAt) life.die();
      return life.isDead ? new Promise<never>(() => undefined) : answer;
    };
    const app = openApp({
      appId,
      privateKeys: [appKey.privateKey],
      secrets: [secret],
      baseUrl: sandbox.apiUrl,
      fetch: send as typeof fetch,
      clock: mortalClock(life, clock),
      store: mortal(life, openSqliteStore(db)),
    });
    sandbox.onDelivery(async (delivery) => {
      if (life.isDead) throw new Error("connection refused");
      return app.receive(asReceived(delivery));
    }, appId);
    void app.start();
  };
  const before = beginLife(0);
  live(before, false);
  await clock.advance(MINUTE);
  const first = sandbox.issues(REPO)[0]?.number ?? 0;
  sandbox.as("mia").comment(REPO, first, "/urgent the gate is stuck");
  sandbox.as("mia").comment(REPO, first, "/stop because the crane is inspected");
  await clock.advance(5 * MINUTE);
  before.die();
  fillConversation(sandbox, REPO, first, MOST_COMMENTS);
  const short = beginLife(0);
  live(short, true);
  await clock.advance(15 * MINUTE);
  const total = writes;
  if (!short.isDead) short.die();
  if (losesStore) db = new DatabaseSync(":memory:");
  const last = beginLife(0);
  live(last, false);
  await clock.advance(20 * MINUTE);
  last.die();
  const ours = sandbox.issues(REPO);
  const comments = ours.map(({ number }) =>
    sandbox.comments(REPO, number).filter(({ author }) => author.type === "Bot"),
  );
  const end = {
    regions: ours.map(({ body }) => readRegion(body)),
    pinned: sandbox.pinned(REPO),
    kinds: comments.map((some) => some.map(({ body }) => /"key":"([a-z]+:[^"]+)"/.exec(body)?.[1])),
  };
  expect(sandbox.violations).toEqual([]);
  return { end, total };
}

test("whichever write the process dies at, one successor stands in the end, linked, pinned, with all facts", async () => {
  const whole = await overtake(0, false, false);
  expect(whole.end.pinned).toEqual([2]);
  expect(whole.end.regions[0]).toContain("goes on in #2");
  expect(whole.end.regions[1]).toContain("the crane is inspected");
  expect(whole.end.kinds[1]).toEqual(["status:2"]);
  expect(whole.total).toBeGreaterThan(3);
  for (let at = 1; at <= whole.total; at += 1) {
    for (const isAfter of [false, true]) {
      const { end } = await overtake(at, isAfter, at % 2 === 0);
      expect(end, `${isAfter ? "after" : "before"} write ${at}`).toEqual(whole.end);
    }
  }
});
