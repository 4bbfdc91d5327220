// What .github/operations.md promises an operator, tried on the real program.
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { deliverTo } from "../../src/sandbox/deliver-to.ts";
import { migrations } from "../../src/store/migrations/all.ts";
import { root } from "../source-file.ts";
import { appInput, type Child, credentials, openYardForEach, SECRET, until } from "./child.ts";

const yard = openYardForEach();
const REPO = "octo/yard";

function start(variables: Record<string, string> = {}): Child {
  const all = { ...credentials, ...yard.github.variables, PORT: "0", STORE_PATH: "data/box.sqlite", ...variables };
  return yard.runs(["start"], all);
}

/** Lets GitHub deliver to it, once it listens. */
async function connect(child: Child): Promise<void> {
  const [, url = ""] = await child.hears(/"url":"(http:[^"]+)".*"listening"/);
  yard.github.sandbox.onDelivery(deliverTo(`${url}/api/github/webhooks`));
}

/** Opens an issue and waits until the App has given it a status. */
async function serves(child: Child, title: string): Promise<void> {
  const { sandbox } = yard.github;
  const { number } = sandbox.as("ana").openIssue(REPO, { title });
  await until(
    () => sandbox.labelsOf(REPO, number).length > 0,
    () => child.said(),
  );
}

/** Variables that give a process another date: `to` moves it by so many ms, also while the process runs. */
function openOwnDate(): { readonly variables: Record<string, string>; to(ms: number): void } {
  const by = join(yard.folder.path, "shift");
  const patch = join(yard.folder.path, "shift.mjs");
  const to = (ms: number) => writeFileSync(by, String(ms));
  const text = `import { readFileSync } from "node:fs";
    const real = Date.now;
    Date.now = () => real() + Number(readFileSync(${JSON.stringify(by)}, "utf8"));`;
  writeFileSync(patch, text);
  return { variables: { NODE_OPTIONS: `--import ${patch}` }, to };
}

const DAY_MS = 86_400_000;

test("a clock that was a day ahead is told of, and once it is set right the work goes on without a restart", async () => {
  const { sandbox } = yard.github;
  sandbox.installApp(appInput, [REPO]);
  const date = openOwnDate();
  date.to(DAY_MS);
  const child = start(date.variables);
  await connect(child);
  await child.hears(/"trouble":"parked".*clock.*"help":"npm run signalbox -- doctor"/);
  expect(sandbox.issues(REPO)).toEqual([]);
  date.to(0);
  await child.hears(/set back: beginning anew/);
  await serves(child, "Lay the track");
  child.process.kill("SIGTERM");
  expect(await child.ended).toBe(0);
  expect(child.said()).not.toContain('"level":"error"');
});

async function ends(child: Child): Promise<void> {
  child.process.kill("SIGTERM");
  expect(await child.ended).toBe(0);
  expect(child.said()).not.toContain('"level":"error"');
}

/** Everything of ours that people see on issues; not on the coordination issue, which may have its summary any time. */
function seen() {
  return yard.github.sandbox
    .issues(REPO)
    .slice(1)
    .map((issue) => ({
      number: issue.number,
      labels: issue.labels.map(({ name }) => name),
      assignees: issue.assignees.map(({ login }) => login),
      comments: issue.comments.filter(({ author }) => author.login === "signalbox[bot]").map(({ id }) => id),
      changes: issue.events.filter(({ actor }) => actor.login === "signalbox[bot]").length,
    }));
}

/** Ana has claimed an issue, and the App says so. Returns its number. */
async function claimed(child: Child): Promise<number> {
  const { sandbox } = yard.github;
  const comesTrue = (isSo: () => boolean) => until(isSo, () => child.said());
  // What was said before the App came it never runs.
  await comesTrue(() => sandbox.pinned(REPO).length === 1);
  const { number } = sandbox.as("ana").openIssue(REPO, { title: "Lay the track" });
  sandbox.as("ana").comment(REPO, number, "/claim");
  const isHeard = () => sandbox.comments(REPO, number).some(({ reactions }) => reactions.length > 0);
  await comesTrue(() => isHeard() && sandbox.assigneesOf(REPO, number).length === 1);
  return number;
}

/** The store as the first version kept it: its tables, filled with what stands in them now. */
function age(path: string): void {
  renameSync(path, `${path}.new`);
  const old = new DatabaseSync(path);
  old.exec(migrations[0] ?? "");
  old.exec(`ATTACH '${path}.new' AS new`);
  const tables = old.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables) old.exec(`INSERT INTO main.${name} SELECT * FROM new.${name}`);
  old.exec("PRAGMA user_version = 1");
  old.close();
}

test("upgrade: a store of the first version with work in it is brought up to date, and nothing is said twice", async () => {
  const { sandbox } = yard.github;
  sandbox.installApp(appInput, [REPO]);
  const first = start();
  await connect(first);
  await claimed(first);
  await ends(first);
  const before = seen();
  age(join(yard.folder.path, "data/box.sqlite"));
  const second = start();
  await connect(second);
  await serves(second, "Run a train");
  await ends(second);
  expect(seen().slice(0, before.length)).toEqual(before);
  const store = new DatabaseSync(join(yard.folder.path, "data/box.sqlite"), { readOnly: true });
  expect(store.prepare("PRAGMA user_version").get()).toEqual({ user_version: migrations.length });
  expect(store.prepare("SELECT count(*) AS n FROM history").get()?.["n"]).toBeGreaterThan(0);
  store.close();
});

test("a new webhook secret: what is signed with either is taken while both are set, then only the new one", async () => {
  const { sandbox } = yard.github;
  const app = sandbox.installApp(appInput, [REPO]).app;
  const fresh = "a-new-webhook-secret-of-some-length-0002";
  const both = start({ WEBHOOK_SECRET: `${fresh},${SECRET}` });
  await connect(both);
  await serves(both, "Signed with the old one");
  app.webhookSecrets = [fresh];
  await serves(both, "Signed with the new one");
  expect(both.said()).not.toContain("bad_signature");
  await ends(both);
  const only = start({ WEBHOOK_SECRET: fresh });
  await connect(only);
  await serves(only, "Still signed with the new one");
  app.webhookSecrets = [SECRET];
  sandbox.as("ana").openIssue(REPO, { title: "Signed with the one of before" });
  await only.hears(/"result":"bad_signature".*Check the webhook secret on both sides/);
  await ends(only);
});

test("a new private key, the old one kept in the list: a claim made before holds, and nothing is said twice", async () => {
  const { sandbox } = yard.github;
  const app = sandbox.installApp(appInput, [REPO]).app;
  const first = start();
  await connect(first);
  const issue = await claimed(first);
  await ends(first);
  const before = seen();
  const fresh = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  app.publicKey = fresh.publicKey;
  const second = start({ PRIVATE_KEY: `${fresh.privateKey}\n${credentials.PRIVATE_KEY}` });
  await connect(second);
  await serves(second, "Run a train");
  sandbox.as("ana").comment(REPO, issue, "/done");
  await until(
    () => sandbox.issue(REPO, issue).state === "closed",
    () => second.said(),
  );
  await ends(second);
  const after = seen();
  expect(after.map(({ comments }) => comments).slice(0, before.length)).toEqual(before.map(({ comments }) => comments));
  expect(sandbox.assigneesOf(REPO, issue)).toEqual(["ana"]);
});

/** Root may write everywhere: there the process becomes a user who may not. */
function asNobody(): Record<string, string> {
  if (process.getuid?.() !== 0) return {};
  const patch = join(yard.folder.path, "nobody.mjs");
  writeFileSync(patch, "process.setgid(65534); process.setuid(65534);");
  return { NODE_OPTIONS: `--import ${patch}` };
}

/** Nobody may come to the source where a folder above it is its owner's alone. */
function isOpenToAll(folder: string): boolean {
  const above = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (above === folder || isOpenToAll(above));
}

// Skipped only for root in a folder that nobody else may enter: there is no user then who may read the source and not write.
test.skipIf(process.getuid?.() === 0 && !isOpenToAll(root)).each([
  ["an empty folder", false],
  ["a folder with a store", true],
])("%s that may only be read is refused with a sentence, and nothing is made there", async (_, hasStore) => {
  const folder = join(yard.folder.path, "data");
  chmodSync(yard.folder.path, 0o755);
  mkdirSync(folder);
  if (hasStore) new DatabaseSync(join(folder, "box.sqlite")).exec("CREATE TABLE t (a)");
  const before = readdirSync(folder);
  chmodSync(folder, 0o555);
  const child = start(asNobody());
  expect(await child.ended, child.said()).toBe(2);
  expect(child.said()).toMatch(/store data\/box\.sqlite cannot be opened.*STORE_PATH/s);
  expect(readdirSync(folder)).toEqual(before);
});

test("a port for figures that is taken keeps nothing down", async () => {
  const { port } = new URL(yard.github.face.url);
  const child = start({ METRICS_PORT: port });
  await child.hears(/Port \d+ of 127\.0\.0\.1 is taken.*set METRICS_PORT to another.*no figures are served/);
  await connect(child);
  yard.github.sandbox.installApp(appInput, [REPO]);
  await serves(child, "Lay the track");
  await ends(child);
});

test("a .env that this user may not read is told with a sentence, and not with a stack", async () => {
  mkdirSync(join(yard.folder.path, ".env"));
  const child = start();
  expect(await child.ended).toBe(2);
  expect(child.said()).toMatch(/^\.env cannot be read \(EISDIR\): let this user read it/);
});

test("a rest that GitHub asked of the process before is told by the next one, in its log and by /readyz", async () => {
  yard.github.sandbox.installApp(appInput, [REPO]);
  const first = start();
  await connect(first);
  await serves(first, "Lay the track");
  await ends(first);
  const path = join(yard.folder.path, "data/box.sqlite");
  expect(statSync(path).mode & 0o077).toBe(0);
  const store = new DatabaseSync(path);
  store.prepare("INSERT INTO rest SELECT json -> 'installationId', ? FROM repository").run(Date.now() + DAY_MS);
  store.close();
  const second = start();
  const [, url = ""] = await second.hears(/"url":"(http:[^"]+)".*"listening"/);
  await second.hears(/"level":"warn".*GitHub limits the installation/);
  expect(await (await fetch(`${url}/readyz`)).text()).toMatch(/^Ready\. GitHub limits us until/);
  yard.github.sandbox.onDelivery(deliverTo(`${url}/api/github/webhooks`));
  yard.github.sandbox.as("ana").openIssue(REPO, { title: "Nobody is asked now" });
  await second.hears(/"delivery accepted"/);
  expect(second.said().match(/"level":"warn"/g)).toHaveLength(1);
  await ends(second);
});

test("the last lines are written in their order, also when the process ends at once", async () => {
  const script = join(yard.folder.path, "last-words.mjs");
  const logs = JSON.stringify(join(root, "src/app/logs.ts"));
  writeFileSync(
    script,
    `import { pbkdf2 } from "node:crypto";
    const { openLogs } = await import(${logs});
    // The one thread for what Node does on the side has something else to do.
    pbkdf2("a", "b", 300_000, 64, "sha512", () => undefined);
    const { log } = openLogs({ secrets: [] });
    for (const word of ["first", "second", "third"]) log.info(word);
    process.exit(0);`,
  );
  const env = { ...process.env, UV_THREADPOOL_SIZE: "1" };
  const { stdout } = spawnSync(process.execPath, [script], { encoding: "utf8", env });
  expect(stdout.match(/first|second|third/g)).toEqual(["first", "second", "third"]);
});
