/** What a stranger can do to the door before anything is verified: not much, and never to our memory. */
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { HOOK_PATH, type Limits, serveApp } from "../../src/app/serve.ts";
import { systemClock } from "../../src/app/system-clock.ts";
import { openIntake } from "../../src/controller/intake.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { secret } from "../sim/app-key.ts";
import { type Child, credentials, openFolder, SECRET, signalbox } from "./child.ts";
import { dawdle, pour } from "./pour.ts";

const MIB = 1024 * 1024;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A door without anything behind it. */
async function openDoor(
  limits: Partial<Limits> = {},
  door: { heldBytes?: number; deadlineMs?: number; limitBytes?: number } = {},
) {
  const store = openSqliteStore(":memory:");
  const receive = openIntake({ store, secrets: [secret], clock: systemClock, ...door });
  const nothing = async () => undefined;
  const controller = { receive, start: nothing, stop: nothing, isIdle: () => true };
  const server = await serveApp({ controller, port: 0, limits });
  closing.push(() => server.stop());
  return { ...server, store };
}

const heads = (more: readonly string[]) => [
  `POST ${HOOK_PATH} HTTP/1.1`,
  "content-type: application/json",
  `x-github-delivery: ${randomUUID()}`,
  "x-github-event: issues",
  ...more,
];
const FORGED = `x-hub-signature-256: sha256=${"0".repeat(64)}`;

function signed(body: string, key = secret): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-github-delivery": randomUUID(),
    "x-github-event": "issues",
    "x-hub-signature-256": `sha256=${createHmac("sha256", key).update(body).digest("hex")}`,
  };
}

const post = async (url: string, headers: Record<string, string>, body: string) =>
  (await fetch(url, { method: "POST", headers, body })).status;

test("25 MiB are taken, one byte more is not; and only JSON", async () => {
  const { hookUrl, store } = await openDoor();
  const frame = '{"repository":{"id":7},"more":""}';
  const full = frame.replace('""', `"${"x".repeat(25 * MIB - frame.length)}"`);
  expect(await post(hookUrl, signed(full), full)).toBe(202);
  expect(await post(hookUrl, signed(`${full} `), `${full} `)).toBe(413);
  expect(await post(hookUrl, { ...signed("{}"), "content-type": "application/x-www-form-urlencoded" }, "{}")).toBe(415);
  expect(await store.pending(7)).toHaveLength(1);
});

test("who announces too much is answered before sending it, and who keeps it to himself when it shows", async () => {
  const { hookUrl } = await openDoor();
  const announced = await pour(hookUrl, heads([FORGED, `content-length: ${400 * MIB}`]), 0);
  expect(announced.answer).toContain("HTTP/1.1 413 Payload Too Large");
  const silent = await pour(hookUrl, heads([FORGED, "transfer-encoding: chunked"]), 400 * MIB, true);
  expect(silent.taken).toBeLessThan(100 * MIB);
});

test("a body that turns out too large is answered, although nobody reads on", async () => {
  const { hookUrl } = await openDoor({}, { limitBytes: 1000 });
  const head = [...heads([FORGED, "transfer-encoding: chunked"]), "host: x"].join("\r\n");
  const said = await dawdle(hookUrl, `${head}\r\n\r\n7d0\r\n${"x".repeat(2000)}\r\n`);
  expect(said).toContain("HTTP/1.1 413");
  expect(said).toContain("The body is larger than 1000 bytes.");
});

test("many large bodies at once share one budget: the one too many is asked to come again", async () => {
  const { hookUrl, store } = await openDoor({}, { heldBytes: 3 * MIB });
  const half = heads([FORGED, `content-length: ${2 * MIB}`]);
  const slow = connect(Number(new URL(hookUrl).port), "127.0.0.1");
  closing.push(() => slow.destroy());
  slow.on("error", () => undefined);
  await once(slow, "connect");
  slow.write(`${[...half, "host: x"].join("\r\n")}\r\n\r\n${" ".repeat(2 * MIB - 1)}`);
  const body = `{"repository":{"id":7},"more":"${"x".repeat(2 * MIB)}"}`;
  await expect.poll(() => post(hookUrl, signed(body), body), { timeout: 60_000 }).toBe(503);
  slow.destroy();
  await expect.poll(() => post(hookUrl, signed(body), body), { timeout: 60_000 }).toBe(202);
  expect(await store.pending(7)).not.toEqual([]);
});

test("slow callers lose their connection: headers, bodies, and more of them than there are places", async () => {
  const { url, hookUrl } = await openDoor({ headersMs: 300, requestMs: 1500, connections: 3 }, { deadlineMs: 400 });
  expect(await dawdle(url, "POST / HTTP/1.1\r\nhost: x\r\nx-slow: y")).toContain("HTTP/1.1 408");
  const begun = `${[...heads([FORGED, "content-length: 1000"]), "host: x"].join("\r\n")}\r\n\r\n{`;
  expect(await dawdle(hookUrl, begun)).toContain("HTTP/1.1 408");
  const others = Array.from({ length: 3 }, () => connect(Number(new URL(url).port), "127.0.0.1"));
  closing.push(() => others.forEach((one) => void one.destroy()));
  for (const one of others) one.on("error", () => undefined);
  await Promise.all(others.map((one) => once(one, "connect")));
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  for (const one of others) one.destroy();
  await expect.poll(() => fetch(`${url}/healthz`).then(({ status }) => status, String), { timeout: 60_000 }).toBe(200);
});

test("headers as large as a body are refused", async () => {
  const { url } = await openDoor();
  expect(await dawdle(url, `GET /healthz HTTP/1.1\r\nhost: x\r\nx-bomb: ${"y".repeat(MIB)}`)).toContain("431");
});

/** The most memory the process ever had, in bytes. */
function peakOf({ process: { pid } }: Child): number {
  const found = /^VmHWM:\s{1,20}(\d{1,12}) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(found?.[1] ?? Number.NaN) * 1024;
}

test.runIf(process.platform === "linux")(
  "400 MB nobody signed leave the real process less than 30 MB larger than it ever was",
  async () => {
    const folder = openFolder();
    closing.push(() => folder.remove());
    const nowhere = { GHE_HOST: "127.0.0.1:1", GHE_PROTOCOL: "http" };
    const child = signalbox(["start"], folder.path, {
      ...credentials,
      ...nowhere,
      PORT: "0",
      STORE_PATH: "box.sqlite",
    });
    closing.push(async () => {
      child.process.kill("SIGKILL");
      await child.ended;
    });
    const [, url = ""] = await child.hears(/"url":"(http:[^"]+)".*"listening"/);
    const hook = `${url}${HOOK_PATH}`;
    // Warm: what the first deliveries cost is not what the attack costs.
    for (let n = 0; n < 20; n += 1) expect(await post(hook, signed("{}", SECRET), "{}")).toBe(202);
    const before = peakOf(child);
    const unsigned = await pour(hook, heads([`content-length: ${400e6}`]), 400e6);
    const forged = await pour(hook, heads([FORGED, `content-length: ${400e6}`]), 400e6);
    const grown = peakOf(child) - before;
    const chunked = heads([FORGED, "transfer-encoding: chunked"]);
    const one = await pour(hook, chunked, 400e6, true);
    const grownByOne = peakOf(child) - before;
    for (const { taken } of [unsigned, forged, one]) expect(taken).toBeLessThan(100e6);
    expect(await post(hook, signed("{}", SECRET), "{}")).toBe(202);
    expect(grown).toBeLessThan(30e6);
    // What tells neither its length nor that it is forged has to be read, 25 MiB of it.
    expect(grownByOne).toBeLessThan(60e6);
  },
);
