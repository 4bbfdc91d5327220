// `npm start` as an operator has it: a process of its own, real sockets, signed webhooks, signals.
import { createHmac, randomUUID } from "node:crypto";
import { statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { deliverTo } from "../../src/sandbox/deliver-to.ts";
import { appInput, type Child, credentials, openYardForEach, SECRET, until } from "./child.ts";

const yard = openYardForEach();

function start(variables: Record<string, string> = {}): Child {
  const all = { ...credentials, ...yard.github.variables, PORT: "0", STORE_PATH: "data/box.sqlite", ...variables };
  return yard.runs(["start"], all);
}

async function listening(child: Child): Promise<string> {
  const [, url = ""] = await child.hears(/"url":"(http:[^"]+)".*"listening"/);
  return url;
}

test("boots, takes signed webhooks, writes labels on a GitHub Enterprise host, and ends with 0 on SIGTERM", async () => {
  const { sandbox } = yard.github;
  const child = start();
  const url = await listening(child);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  sandbox.onDelivery(deliverTo(`${url}/api/github/webhooks`));
  sandbox.installApp(appInput, ["octo/yard"]);
  await until(
    () => sandbox.issues("octo/yard").length === 1,
    () => child.said(),
  );
  sandbox.as("ana").openIssue("octo/yard", { title: "Lay the track" });
  sandbox.as("ana").openIssue("octo/yard", { title: "Run a train", body: "Depends on: #2" });
  const labels = () => [2, 3].map((number) => sandbox.labelsOf("octo/yard", number));
  await until(() => labels().flat().length === 2, labels);
  expect(labels()).toEqual([["ready"], ["blocked"]]);
  child.process.kill("SIGTERM");
  expect(await child.ended).toBe(0);
  expect(child.said()).toContain('"stopped"');
  expect(sandbox.violations).toEqual([]);
  expect(statSync(join(yard.folder.path, "data")).mode & 0o077).toBe(0);
  for (const secret of [SECRET, credentials.PRIVATE_KEY.split("\n")[1] ?? ""])
    expect(child.said()).not.toContain(secret);
});

test("what it took before it ended is done by the next process, once", async () => {
  const { sandbox } = yard.github;
  sandbox.installApp(appInput, ["octo/yard"]);
  const first = start();
  sandbox.onDelivery(deliverTo(`${await listening(first)}/api/github/webhooks`));
  await until(
    () => sandbox.issues("octo/yard").length === 1,
    () => first.said(),
  );
  sandbox.as("ana").openIssue("octo/yard", { title: "Lay the track" });
  await until(
    () => sandbox.deliveries().some(({ event, statusCode }) => event === "issues" && statusCode === 202),
    () => sandbox.deliveries().length,
  );
  first.process.kill("SIGKILL");
  expect(await first.ended).toBeNull();
  const second = start();
  await listening(second);
  const labels = () => sandbox.labelsOf("octo/yard", 2);
  await until(() => labels().length === 1, labels);
  second.process.kill("SIGINT");
  expect(await second.ended).toBe(0);
  expect(labels()).toEqual(["ready"]);
});

test("unsigned and wrongly signed deliveries are refused, and a second secret is as good as the first", async () => {
  const second = "another-webhook-secret-during-a-rotation";
  const url = await listening(start({ WEBHOOK_SECRET: `${SECRET},${second}` }));
  const post = async (secret: string | null) => {
    const body = "{}";
    const signature = `sha256=${createHmac("sha256", secret ?? "")
      .update(body)
      .digest("hex")}`;
    const headers = { "content-type": "application/json", "x-github-event": "ping", "x-github-delivery": randomUUID() };
    const signed = secret === null ? headers : { ...headers, "x-hub-signature-256": signature };
    return (await fetch(`${url}/api/github/webhooks`, { method: "POST", headers: signed, body })).status;
  };
  expect([await post(null), await post("development"), await post(SECRET), await post(second)]).toEqual([
    401, 401, 202, 202,
  ]);
});

test("with a proxy's channel it says how to bring the deliveries here", async () => {
  const child = start({ WEBHOOK_PROXY_URL: "https://smee.io/abc" });
  const url = await listening(child);
  await child.hears(/webhooks come through a proxy/);
  expect(child.said()).toContain(`npx smee-client --url https://smee.io/abc --target ${url}/api/github/webhooks`);
});

test("a second process on the same store is refused with a sentence", async () => {
  await listening(start());
  const second = start();
  expect(await second.ended).toBe(2);
  expect(second.said()).toMatch(/store data\/box\.sqlite is in use by another Signalbox/);
});

test("a GitHub that takes requests and never answers cannot keep it from ending with 0", async () => {
  const child = start({ GHE_HOST: await silentHost() });
  await listening(child);
  child.process.kill("SIGTERM");
  expect(await child.ended).toBe(0);
  expect(child.said()).toContain('"stopped"');
});

test("a second signal ends at once", async () => {
  const { sandbox } = yard.github;
  sandbox.installApp(appInput, ["octo/yard"]);
  const child = start({ GHE_HOST: await silentHost() });
  await listening(child);
  child.process.kill("SIGTERM");
  await child.hears(/"stopping/);
  // Until it counts as another one.
  const again = setInterval(() => child.process.kill("SIGTERM"), 50);
  expect(await child.ended).toBeNull();
  clearInterval(again);
});

test("the same signal twice, as npm passes Ctrl-C on, is one: what is under way is finished", async () => {
  const child = start({ GHE_HOST: await silentHost() });
  await listening(child);
  child.process.kill("SIGINT");
  await child.hears(/"stopping/);
  child.process.kill("SIGINT");
  expect(await child.ended).toBe(0);
  expect(child.said()).toContain('"stopped"');
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** Accepts every request and answers none. */
async function silentHost(): Promise<string> {
  const server = createServer(() => undefined);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? `127.0.0.1:${address.port}` : "";
}

test.each([
  ["no webhook secret", { WEBHOOK_SECRET: "" }, /WEBHOOK_SECRET: expected.*openssl rand -hex 32/s],
  [
    "a short one",
    { WEBHOOK_SECRET: "short" },
    /WEBHOOK_SECRET: expected at least 32 bytes, found 5.*openssl rand -hex 32/s,
  ],
  ["Probot's default", { WEBHOOK_SECRET: "development" }, /WEBHOOK_SECRET: .*which\severybody knows/s],
  [
    "no credentials in production",
    { APP_ID: "", PRIVATE_KEY: "", WEBHOOK_SECRET: "", NODE_ENV: "production" },
    /APP_ID: .*PRIVATE_KEY: .*WEBHOOK_SECRET: /s,
  ],
  [
    "a folder that cannot be made",
    { STORE_PATH: "/etc/hosts/box.sqlite" },
    /store \/etc\/hosts\/box\.sqlite cannot be opened.*STORE_PATH/s,
  ],
  [
    "a place where nothing can be made",
    { STORE_PATH: "/proc/x/y/box.sqlite" },
    /store \/proc\/x\/y\/box\.sqlite cannot be opened.*STORE_PATH/s,
  ],
  [
    "a variable under another name",
    { APP_ID: "", GITHUB_APP_ID: "4711" },
    /APP_ID: expected.*GITHUB_APP_ID is set.*did\syou\smean\sAPP_ID\?/s,
  ],
  ["an address of elsewhere", { HOST: "192.0.2.1" }, /192\.0\.2\.1 is no address of this machine/],
])("refused: %s", async (_, variables, sentence) => {
  const child = start(variables);
  expect(await child.ended).toBe(2);
  expect(child.said()).toMatch(sentence);
  expect(
    child
      .said()
      .split("\n")
      .filter((line) => line.length > 80 && line.includes(" ")),
  ).toEqual([]);
});

test("refused: a file that is no store", async () => {
  const path = join(yard.folder.path, "notes.txt");
  writeFileSync(path, "Not a database, whatever its name. ".repeat(100));
  const child = start({ STORE_PATH: path });
  expect(await child.ended).toBe(2);
  expect(child.said()).toMatch(/cannot be opened: .*restore\sa\sbackup/s);
});

test("refused: a port that is taken", async () => {
  const url = await listening(start());
  const child = start({ PORT: new URL(url).port, STORE_PATH: "data/other.sqlite" });
  expect(await child.ended).toBe(2);
  expect(child.said()).toMatch(/Port \d+ of 127\.0\.0\.1 is taken/);
});
