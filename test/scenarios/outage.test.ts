/** The App was away: five hundred deliveries that nobody took, a store from yesterday. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openApp } from "../../src/app/wire.ts";
import type { Controller } from "../../src/controller/controller.ts";
import type { Store } from "../../src/ports/store.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { backUpStore, restoreStore } from "../../src/store/copies.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { asReceived } from "../as-received.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";

const REPO = "octo/yard";
const BOT = "signalbox[bot]";
const MINUTE = 60_000;

/** An App with its store in a file, in virtual time. */
function openYard() {
  const clock = openVirtualClock("2026-06-01T08:00:00Z");
  const sandbox = openSandbox({ clock, seed: 11 });
  sandbox.repository(REPO, {
    collaborators: { mia: "maintain", ana: "write" },
    files: { ".github/signalbox.yml": "mode: live\nworkers: [{ name: ana }]\n" },
  });
  sandbox.installApp({ appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] }, [REPO]);
  const folder = mkdtempSync(join(tmpdir(), "signalbox-outage-"));
  const path = join(folder, "store");
  let life: { readonly controller: Controller; readonly store: Store } | null = null;
  sandbox.onDelivery(async (delivery) => {
    if (life === null) throw new Error("connection refused");
    return life.controller.receive(asReceived(delivery));
  }, appId);
  const start = async () => {
    const store = openSqliteStore(path);
    const { privateKey } = appKey;
    const { apiUrl: baseUrl } = sandbox;
    const fetch = sandbox.fetch as typeof globalThis.fetch;
    const controller = openApp({ appId, privateKeys: [privateKey], secrets: [secret], baseUrl, fetch, clock, store });
    life = { controller, store };
    await controller.start();
    return store;
  };
  const stop = async () => {
    if (life === null) return;
    const { controller, store } = life;
    life = null;
    let isStopped = false;
    void controller.stop().then(() => {
      isStopped = true;
    });
    await clock.runUntil(() => isStopped, { limitMs: MINUTE });
    await store.close();
  };
  onTestFinished(async () => {
    await stop();
    rmSync(folder, { recursive: true });
    expect(sandbox.violations).toEqual([]);
  });
  return {
    ...{ clock, sandbox, path, start, stop },
    /** Everything of ours that people see, but for the dashboard's text. */
    seen: () =>
      sandbox.issues(REPO).map((issue) => ({
        number: issue.number,
        labels: issue.labels.map((label) => label.name),
        assignees: issue.assignees.map((one) => one.login),
        comments: issue.comments.filter((one) => one.author.login === BOT).map((one) => one.id),
        changes: issue.events.filter((event) => event.actor.login === BOT).length,
      })),
  };
}

test("five hundred deliveries that nobody took are in the inbox a minute after the start, for a call or two each", async () => {
  const yard = openYard();
  const { sandbox, clock } = yard;
  await yard.start();
  await clock.advance(2 * MINUTE);
  await yard.stop();
  const before = new Set(sandbox.deliveries().map(({ guid }) => guid));
  for (let n = 1; n <= 250; n += 1) {
    const { number } = sandbox.as("mia").openIssue(REPO, { title: `Task ${n}`, body: "Dependencies: none" });
    sandbox.as("mia").comment(REPO, number, "Just so you know.");
  }
  await clock.advance(5 * MINUTE);
  const missed = sandbox.deliveries().filter(({ guid, statusCode }) => !before.has(guid) && statusCode >= 500);
  expect(missed.length).toBeGreaterThanOrEqual(500);
  const asked = sandbox.requests.length;

  const store = await yard.start();
  await clock.advance(MINUTE);
  for (const { guid } of missed) expect(await store.hasDelivery(guid)).toBe(true);
  const calls = sandbox.requests.slice(asked).filter(({ isWrite }) => !isWrite);
  const listed = Math.ceil(sandbox.deliveries().length / 100);
  expect(calls.length).toBeLessThanOrEqual(2 * missed.length + listed);
});

test("yesterday's backup put back: no comment twice, no label off and on again, and what happened since is known", async () => {
  const yard = openYard();
  const { sandbox, clock, path } = yard;
  await yard.start();
  const first = sandbox.as("mia").openIssue(REPO, { title: "One", body: "Dependencies: none" }).number;
  sandbox.as("mia").openIssue(REPO, { title: "Two", body: `Depends on #${first}.` });
  await clock.advance(5 * MINUTE);
  await backUpStore(path, `${path}.backup`);

  sandbox.as("ana").comment(REPO, first, `## ana Report\n\n**Issue**: #${first}\n**Status**: 🔄 In Progress\n`);
  sandbox.as("mia").comment(REPO, first + 1, "/why");
  sandbox.as("mia").openIssue(REPO, { title: "Three", body: "Dependencies: none" });
  await clock.advance(24 * 60 * MINUTE);
  await yard.stop();
  const before = yard.seen();
  expect(before.some(({ comments }) => comments.length > 1)).toBe(true);

  restoreStore(`${path}.backup`, path, clock.now());
  await yard.start();
  await clock.advance(20 * MINUTE);
  expect(yard.seen()).toEqual(before);
});

test("the same backup put back twice changes nothing twice", async () => {
  const yard = openYard();
  const { sandbox, clock, path } = yard;
  await yard.start();
  const { number } = sandbox.as("mia").openIssue(REPO, { title: "One", body: "Dependencies: none" });
  await clock.advance(5 * MINUTE);
  await backUpStore(path, `${path}.backup`);
  sandbox.as("mia").comment(REPO, number, "/estimate 3h");
  await clock.advance(5 * MINUTE);
  await yard.stop();
  const before = yard.seen();
  for (let time = 0; time < 2; time += 1) {
    copyFileSync(`${path}.backup`, `${path}.again`);
    restoreStore(`${path}.again`, path, clock.now() + time);
    await yard.start();
    await clock.advance(20 * MINUTE);
    await yard.stop();
    expect(yard.seen()).toEqual(before);
  }
});
