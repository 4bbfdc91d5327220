// The doctor against a local GitHub: all well, and then one thing after the other broken and found.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import githubAppJwt from "universal-github-app-jwt";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openHealth } from "../../src/app/health.ts";
import { readManifest } from "../../src/app/manifest.ts";
import { serveApp } from "../../src/app/serve.ts";
import { systemClock } from "../../src/app/system-clock.ts";
import { checkReach } from "../../src/cli/doctor/check-github.ts";
import { checkNode } from "../../src/cli/doctor/check-machine.ts";
import type { Finding } from "../../src/cli/doctor/finding.ts";
import { examineAll } from "../../src/cli/doctor.ts";
import type { Installation } from "../../src/sandbox/state.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import {
  appInput,
  credentials,
  freePort,
  type LocalGitHub,
  openFolder,
  openGitHub,
  signalbox,
  until,
} from "./child.ts";

let github: LocalGitHub;
let folder: ReturnType<typeof openFolder>;
let installation: Installation;

beforeEach(async () => {
  github = await openGitHub();
  folder = openFolder();
  github.sandbox.onDelivery(async () => ({ status: 202 }));
  installation = github.sandbox.installApp(appInput, ["octo/yard"]);
});

afterEach(async () => {
  await github.face.close();
  folder.remove();
});

const storePath = () => join(folder.path, "box.sqlite");
const variablesWith = (more: Record<string, string>) => ({
  ...credentials,
  ...github.variables,
  STORE_PATH: storePath(),
  PORT: "0",
  ...more,
});
const examine = (more: Record<string, string> = {}): Promise<readonly Finding[]> => examineAll(variablesWith(more));
const complaints = async (more: Record<string, string> = {}): Promise<string[]> =>
  (await examine(more)).filter(({ isOk }) => !isOk).map(({ check, message }) => `${check}: ${message}`);

/** Waits until GitHub has so many attempted deliveries. */
async function delivered(count: number): Promise<void> {
  const { sandbox } = github;
  await until(
    () => sandbox.deliveries().length === count,
    () => sandbox.deliveries().length,
  );
}

test("all is well: every check has its line, nothing was changed, GitHub saw no wrong request", async () => {
  await delivered(1);
  const findings = await examine();
  expect(findings.filter(({ isOk }) => !isOk)).toEqual([]);
  expect(findings.map(({ check }) => check)).toEqual([
    "Node",
    "credentials",
    "store",
    "disk",
    "GitHub",
    "clock",
    "key",
    "permissions",
    "events",
    "hook",
    "deliveries",
    "installations",
    "rate",
  ]);
  expect(github.sandbox.violations).toEqual([]);
  expect(github.sandbox.requests.filter(({ isWrite, path }) => isWrite && !path.endsWith("/access_tokens"))).toEqual(
    [],
  );
  expect(() => new DatabaseSync(storePath(), { readOnly: true })).toThrow();
});

test("without credentials it says how to get some, and looks at the rest", async () => {
  const found = await complaints({ APP_ID: "", PRIVATE_KEY: "", WEBHOOK_SECRET: "" });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^credentials: There are no credentials: `npm start` registers/);
});

test("what is wrong in the environment comes first, in the words of the start", async () => {
  const found = await complaints({ WEBHOOK_SECRET: "short", PORT: "x" });
  expect(found.map((line) => line.split(":")[0])).toEqual(["WEBHOOK_SECRET", "PORT"]);
  expect(found[0]).toContain("`openssl rand -hex 32`");
});

test("a permission taken from the App, and one an owner has not approved", async () => {
  installation.app.permissions = { ...installation.app.permissions, issues: "read" };
  installation.permissions = { metadata: "read", issues: "read", contents: "read", checks: "read", statuses: "read" };
  const found = await complaints();
  expect(found).toHaveLength(2);
  expect(found[0]).toMatch(
    /^permissions: The App lacks issues: write \(has read\): grant it at http.*\/settings\/apps\/signalbox\//,
  );
  expect(found[1]).toMatch(
    /^installations: octo has not approved pull_requests: write \(has none\): its owner can at http/,
  );
});

test("an event nobody tells us of; the two new ones are no reason to complain", async () => {
  installation.app.events = ["issues", "label", "pull_request", "repository"];
  expect(await complaints()).toEqual([expect.stringMatching(/^events: The App is not told of issue_comment: /)]);
});

test.each([
  ["https://box.example.test/webhooks", "but the path we listen on is /api/github/webhooks"],
  ["https://example.com/api/github/webhooks", "a placeholder"],
  ["", "no webhook address"],
])("GitHub delivers to '%s'", async (url, why) => {
  installation.app.hook.url = url;
  expect(await complaints()).toEqual([expect.stringContaining(why)]);
});

test("the address GitHub has is not the one the environment says", async () => {
  const found = await complaints({ PUBLIC_URL: "https://other.example.test" });
  expect(found).toEqual([
    expect.stringContaining("the environment says https://other.example.test/api/github/webhooks"),
  ]);
  expect(await complaints({ PUBLIC_URL: "https://box.example.test" })).toEqual([]);
});

test.each([
  [401, "WEBHOOK_SECRET is not the secret"],
  [503, "the store took no writes"],
  [502, "see that Signalbox runs"],
  [500, "answered 500: the log of Signalbox"],
])("the newest delivery was answered %i", async (status, why) => {
  await delivered(1);
  github.sandbox.onDelivery(async () => ({ status }));
  github.sandbox.as("ana").openIssue("octo/yard", { title: "A" });
  await delivered(2);
  expect(await complaints()).toEqual([expect.stringMatching(new RegExp(`1 of the last 2 deliveries arrived.*${why}`))]);
  github.sandbox.onDelivery(async () => ({ status: 202 }));
  github.sandbox.as("ana").openIssue("octo/yard", { title: "B" });
  await delivered(3);
  expect(await complaints()).toEqual([]);
});

test("installed nowhere, and suspended", async () => {
  github.sandbox.suspend(installation);
  const note = (await examine()).find(({ check }) => check === "installations");
  expect(note).toMatchObject({ isOk: true, message: "Installed once, 1 of them suspended by the owner." });
  github.sandbox.uninstall(installation);
  expect(await complaints()).toEqual([
    expect.stringMatching(/^installations: .*\/apps\/signalbox\/installations\/new/),
  ]);
});

test("the hour is nearly used up", async () => {
  await github.face.close();
  github = await openGitHub({ corePerHour: 20 });
  const { sandbox } = github;
  sandbox.onDelivery(async () => ({ status: 202 }));
  const { id } = sandbox.installApp(appInput, ["octo/yard"]);
  const { token: jwt } = await githubAppJwt({ id: appInput.appId, privateKey: credentials.PRIVATE_KEY });
  const bearer = { authorization: `bearer ${jwt}` };
  const way = { method: "POST", headers: bearer };
  const issued = await sandbox.fetch(`${sandbox.apiUrl}/app/installations/${id}/access_tokens`, way);
  const { token } = (await issued.json()) as { token: string };
  for (let count = 0; count < 19; count += 1) {
    await sandbox.fetch(`${sandbox.apiUrl}/repos/octo/yard`, { headers: { authorization: `token ${token}` } });
  }
  expect(await complaints()).toEqual([
    expect.stringMatching(/^rate: octo has 1 of 20 core requests left until \d\d:\d\d UTC/),
  ]);
});

test("another App's key, and a key kept from before a rotation", async () => {
  const other = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  }).privateKey;
  const found = await complaints({ PRIVATE_KEY: other });
  expect(found).toEqual([
    expect.stringMatching(/^key: GitHub refuses the private key for App 4711 \(.*JSON web token.*APP_ID/),
  ]);
  const both = await examine({ PRIVATE_KEY: `${credentials.PRIVATE_KEY}${other}` });
  expect(both.filter(({ check }) => check === "key").map(({ isOk, message }) => [isOk, message])).toEqual([
    [true, "GitHub takes private key 1 of 2 for signalbox."],
    [true, "GitHub no longer takes private key 2 of 2; it still verifies what it once sealed."],
  ]);
});

test("a store that is in use, newer than we are, or no store", async () => {
  const store = openSqliteStore(storePath());
  const found = async () => (await examine()).find(({ check }) => check === "store");
  expect(await found()).toMatchObject({ isOk: true, message: expect.stringContaining("in use by a running") });
  await store.close();
  expect(await found()).toMatchObject({ isOk: true, message: expect.stringContaining("can be opened, schema") });
  const sqlite = new DatabaseSync(storePath());
  sqlite.exec("PRAGMA user_version = 999");
  sqlite.close();
  expect(await complaints()).toEqual([expect.stringMatching(/^store: .* has schema 999/)]);
  writeFileSync(storePath(), "Not a database, whatever its name. ".repeat(100));
  expect(await complaints()).toEqual([expect.stringContaining("cannot be used: file is not a database")]);
  expect(await complaints({ STORE_PATH: "/etc/hosts/box.sqlite" })).toEqual([expect.stringMatching(/^store: /)]);
  expect(await complaints({ STORE_PATH: "cloud://box/signalbox" })).toEqual([
    expect.stringMatching(/^store: No store of ours can be at cloud:/),
  ]);
});

/** A store with something in it, then overwritten from its second page on, as a failing disk does. */
async function damage(path: string): Promise<void> {
  const store = openSqliteStore(path);
  await store.rest(1, 2);
  await store.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0x5a, 4096));
}

test("a store that is damaged, of another program, or held by one", async () => {
  await damage(storePath());
  expect(await complaints()).toEqual([
    expect.stringMatching(/^store: .* damaged.*restore a backup.*rebuilt from GitHub/),
  ]);
  const path = join(folder.path, "other.sqlite");
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE song (title)");
  expect(await complaints({ STORE_PATH: path })).toEqual([
    expect.stringMatching(/^store: .*tables of another program.*STORE_PATH/),
  ]);
  other.exec("BEGIN EXCLUSIVE");
  expect(await complaints({ STORE_PATH: path })).toEqual([expect.stringContaining("another process holds the file")]);
  other.close();
});

test("the port: free, taken by somebody else, and taken by a Signalbox, which says how it is", async () => {
  const port = String(await freePort());
  const found = async () => (await examine({ PORT: port })).find(({ check }) => check === "port");
  expect(await found()).toMatchObject({ isOk: true, message: expect.stringContaining("is free") });
  // It says the same, and never comes to an end.
  const stranger = createServer((_, response) => void response.write("Ready.\n")).listen(Number(port), "127.0.0.1");
  await once(stranger, "listening");
  expect(await complaints({ PORT: port })).toEqual([expect.stringMatching(/^port: Port \d+ of 127\.0\.0\.1 is taken/)]);
  stranger.closeAllConnections();
  await new Promise((resolve) => stranger.close(resolve));
  const clock = systemClock;
  let isFull = false;
  const probe = () => (isFull ? Promise.reject(new Error("the disk is full")) : Promise.resolve());
  const nothing = async () => undefined;
  const receive = async () => ({ status: 202 as const, message: "" });
  const health = openHealth({ clock, store: { probe } });
  const server = await serveApp({
    controller: { receive, start: nothing, stop: nothing, isIdle: () => true },
    health,
    port: Number(port),
  });
  expect(await found()).toEqual({ check: "port", isOk: true, message: `The Signalbox on port ${port} says: Ready.` });
  isFull = true;
  await expect
    .poll(() => complaints({ PORT: port }), { timeout: 60_000 })
    .toEqual([expect.stringMatching(/^port: .*the disk is full/)]);
  await server.stop();
  expect(await complaints({ HOST: "192.0.2.1", PORT: port })).toEqual([
    expect.stringContaining("set HOST to 127.0.0.1"),
  ]);
});

test("a proxy that is set and not used is named", async () => {
  const nowhere = { GHE_HOST: `127.0.0.1:${await freePort()}` };
  vi.stubEnv("HTTPS_PROXY", "http://proxy.example.test:3128");
  try {
    expect(await complaints(nowhere)).toEqual([expect.stringContaining("used only with NODE_USE_ENV_PROXY=1")]);
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
    expect(await complaints(nowhere)).toEqual([expect.stringContaining("check the network, GHE_HOST")]);
  } finally {
    vi.unstubAllEnvs();
  }
});

test("nobody answers, or somebody who is not GitHub", async () => {
  const silent = await complaints({ GHE_HOST: `127.0.0.1:${await freePort()}` });
  expect(silent).toEqual([expect.stringMatching(/^GitHub: http.* does not answer \(.*ECONNREFUSED/)]);
});

test.each([
  [60_000, "60.0 s ahead of"],
  [-60_000, "60.0 s behind"],
])("a clock that is %i ms wrong", async (ms, how) => {
  const clock = { ...systemClock, now: () => Date.now() + ms };
  const baseUrl = github.face.apiUrl;
  const patient = { baseUrl, clock, webUrl: github.face.url, manifest: readManifest(), hookUrl: null };
  const [, found] = await checkReach(patient);
  expect(found?.isOk).toBe(false);
  expect(found?.message.replace(/(59|60)\.\d/, "60.0")).toContain(`This machine's clock is ${how} GitHub's`);
});

test("an old Node", () => {
  expect(checkNode("20.19.0")).toMatchObject({ isOk: false, message: expect.stringContaining("found Node 20.19.0") });
});

test("as a program: 80 columns, an exit code, JSON for machines, and no secret in it", async () => {
  await delivered(1);
  const bad = signalbox(["doctor"], folder.path, variablesWith({ WEBHOOK_SECRET: "short" }));
  expect(await bad.ended).toBe(1);
  expect(bad.said()).toMatch(/^!! {2}WEBHOOK_SECRET: /m);
  expect(
    bad
      .said()
      .split("\n")
      .filter((line) => line.length > 80),
  ).toEqual([]);
  const good = signalbox(["doctor", "--json"], folder.path, variablesWith({}));
  expect(await good.ended).toBe(0);
  const told = JSON.parse(good.said()) as { ok: boolean; findings: Finding[] };
  expect(told.ok).toBe(true);
  expect(told.findings.map(({ check }) => check)).toContain("rate");
  expect(good.said()).not.toContain(credentials.WEBHOOK_SECRET);
});

test("a store where nothing can be made, and variables under other names", async () => {
  const found = await complaints({ STORE_PATH: "/proc/x/box.sqlite" });
  expect(found[0]).toMatch(/^store: \/proc\/x\/box\.sqlite does not exist, and \/proc is no folder/);
  const misnamed = await complaints({ APP_ID: "", GH_APP_ID: "4711" });
  expect(misnamed).toContain("variables: GH_APP_ID is set, which nobody reads here: did you mean APP_ID?");
  const complete = await examine({ DATA_DIR: "/data", STORE_PATH: "" });
  expect(complete.find(({ check }) => check === "variables")).toMatchObject({ isOk: true });
});
