/** The door: who is let in, what is kept, and each way to be wrong with its answer. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { openIntake } from "../../src/controller/intake.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { anyCharacter } from "../any-character.ts";
import { request, secret } from "./bench.ts";

const body = JSON.stringify({
  action: "opened",
  repository: { id: 7, x: "naïve" },
  installation: { id: 1 },
  more: [1],
});

function openDoor(options: Partial<Parameters<typeof openIntake>[0]> = {}) {
  const clock = openVirtualClock(1000);
  const store = openSqliteStore(":memory:");
  return { clock, store, receive: openIntake({ store, secrets: [secret], clock, ...options }) };
}

async function* inParts(...parts: readonly (string | Uint8Array)[]) {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
}

test("a signed delivery is in the inbox before it is answered", async () => {
  const { store, receive } = openDoor();
  expect(await receive(request(body))).toEqual({ status: 202, message: "Stored." });
  expect(await store.pending(7)).toEqual([
    {
      guid: "00000000-0000-4000-8000-00000000ffff",
      event: "issues",
      action: "opened",
      installationId: 1,
      repositoryId: 7,
      receivedAt: 1000,
      body,
    },
  ]);
});

test("the same delivery again is answered and kept once, however its GUID is written", async () => {
  const { store, receive } = openDoor();
  const guid = "0000abcd-0000-4000-8000-00000000ffff";
  await Promise.all([receive(request(body, { guid })), receive(request(body, { guid: guid.toUpperCase() }))]);
  expect((await receive(request(body, { guid }))).status).toBe(202);
  expect(await store.pending(7)).toHaveLength(1);
});

test("a body in parts is verified as a whole, with any of the active secrets", async () => {
  const { store, receive } = openDoor({ secrets: ["another secret of thirty-two bytes", secret] });
  const whole = request(body);
  const bytes = Buffer.from(body);
  const cut = body.indexOf("ï") + 1;
  const answer = await receive({ ...whole, body: inParts(bytes.subarray(0, cut), bytes.subarray(cut)) });
  expect(answer.status).toBe(202);
  expect((await store.pending(7))[0]?.body).toBe(body);
});

test("whatever is not signed over exactly these bytes is refused and not kept", async () => {
  const { store, receive } = openDoor();
  const good = request(body);
  const signature = good.headers["x-hub-signature-256"];
  const wrong = [
    "",
    "sha256=",
    signature.slice(0, -1),
    signature.toUpperCase(),
    `${signature}0`,
    signature.replace("sha256=", "sha1="),
    `sha256=${"0".repeat(64)}`,
  ];
  for (const one of wrong) {
    expect((await receive({ ...good, headers: { ...good.headers, "x-hub-signature-256": one } })).status, one).toBe(
      401,
    );
  }
  expect((await receive({ ...good, body: Buffer.from(`${body} `) })).status).toBe(401);
  expect((await receive(request(body, { key: "development" }))).status).toBe(401);
  expect(await store.hasDelivery("00000000-0000-4000-8000-00000000ffff")).toBe(false);
});

test("each way to be wrong has its answer", async () => {
  const { clock, receive } = openDoor({ limitBytes: 1000, appId: 5 });
  const good = request(body);
  const withHeader = (name: string, value: string | undefined) =>
    receive({ ...good, headers: { ...good.headers, [name]: value } });
  expect((await withHeader("content-type", "application/x-www-form-urlencoded")).status).toBe(415);
  expect((await withHeader("content-type", undefined)).status).toBe(415);
  expect((await withHeader("content-type", "application/json; charset=utf-8")).status).toBe(202);
  expect((await withHeader("x-github-delivery", "1")).status).toBe(400);
  expect((await withHeader("x-github-event", "Issues; drop")).status).toBe(400);
  expect((await withHeader("x-github-hook-installation-target-id", "6")).status).toBe(400);
  expect((await withHeader("x-github-hook-installation-target-id", "5")).status).toBe(202);
  expect((await withHeader("x-github-hook-installation-target-type", "repository")).status).toBe(400);
  expect((await withHeader("x-github-hook-installation-target-type", "integration")).status).toBe(202);
  expect((await receive(request("x".repeat(1001)))).status).toBe(413);
  const endless = (async function* () {
    for (;;) yield Buffer.alloc(600);
  })();
  expect((await receive({ ...good, body: endless })).status).toBe(413);
  const broken = (async function* () {
    yield Buffer.from("{");
    throw new Error("reset");
  })();
  expect((await receive({ ...good, body: broken })).status).toBe(400);
  const slow = (async function* () {
    yield Buffer.from("{");
    await clock.sleep(60_000);
  })();
  const late = receive({ ...good, body: slow });
  await clock.advance(8000);
  expect((await late).status).toBe(408);
});

test("a store that fails is told apart: not kept, deliver again", async () => {
  const { clock } = openDoor();
  const store = {
    receive: () => Promise.reject(new Error("disk full")),
    quarantine: () => Promise.resolve(),
  };
  const receive = openIntake({ store, secrets: [secret], clock });
  expect((await receive(request(body))).status).toBe(503);
});

test("without a secret there is no door", () => {
  const { clock, store } = openDoor();
  expect(() => openIntake({ store, secrets: [], clock })).toThrow(/secret/);
  expect(() => openIntake({ store, secrets: [""], clock })).toThrow(/secret/);
});

test("what is signed but is not what GitHub sends is kept apart with a reason", async () => {
  const { store, receive } = openDoor();
  const strange = ["null", "[]", "1", "{", '{"repository":{"id":"7"}}', '{"repository":7}', '{"action":{}}', "\u0000"];
  for (const [n, text] of strange.entries()) {
    const answer = await receive(request(text, { guid: `00000000-0000-4000-8000-00000000000${n}` }));
    expect(answer.status, text).toBe(202);
  }
  expect(await store.quarantined()).toHaveLength(strange.length);
  expect(await store.pendingGlobal()).toEqual([]);
  expect(await store.marks()).toEqual([]);
});

test("no signed body breaks the door", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: anyCharacter })), async (text) => {
      const { receive, store } = openDoor();
      expect((await receive(request(text))).status).toBe(202);
      await store.close();
    }),
    { numRuns: 200 },
  );
});
