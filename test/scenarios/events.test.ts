/** Stories about those outside of GitHub who hear what happens: each thing once, under a name that stays, and nothing false. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { isPublicAddress, openSend } from "../../src/app/send-event.ts";
import { systemClock } from "../../src/app/system-clock.ts";
import { Sender } from "../../src/controller/sender.ts";
import { eventMessage } from "../../src/core/events/event-message.ts";
import type { Outgoing } from "../../src/ports/outgoing.ts";
import type { Outbox, Store } from "../../src/ports/store.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { openStage, type Stage } from "./stage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOOK = "https://runner.example.com/hook";
const SETTINGS = `mode: live
dashboard: { everySeconds: 0 }
workers: [{ name: ana, slots: 1 }, { name: bob, slots: 1 }]
assignment: claims
leases: { warn: 24h, release: 72h }
events: { webhooks: [{ url: "${HOOK}", secret: runner }] }
`;

interface Heard {
  readonly stage: Stage;
  /** `kind #issue worker`, in the order in which they came. */
  told(): readonly string[];
  ids(): readonly string[];
  readonly messages: readonly Outgoing[];
}

async function openListening(settings = SETTINGS, answer: () => number = () => 200, resyncMs?: number): Promise<Heard> {
  const messages: Outgoing[] = [];
  const stage = await openStage({
    settings,
    send: async (message) => {
      const status = answer();
      if (status === 200) messages.push(message);
      return status;
    },
    ...(resyncMs === undefined ? {} : { resyncMs }),
  });
  const say = ({ body }: Outgoing) => {
    const { type, data } = JSON.parse(body);
    return [type, data.issue === null ? "" : `#${data.issue}`, data.worker ?? "", data.result ?? ""].join(" ").trim();
  };
  return {
    stage,
    told: () => messages.map(say),
    ids: () => messages.map(({ id }) => id),
    messages,
  };
}

test("a task is told of when it is free, taken, handed in and done, and so is what waited for it", async () => {
  const runner = await openListening();
  const yard = runner.stage;
  const one = yard.opens("mia", "One", "**Estimate**: 1h\n**Phase**: 1");
  const two = yard.opens("mia", "Two", `**Phase**: 2\n\nDepends on #${one}`);
  await yard.settles();
  expect(runner.told()).toEqual([`task_ready #${one}`]);
  yard.says("ana", one, "/claim");
  await yard.settles();
  yard.says("ana", one, "/done");
  await yard.settles(MINUTE);
  expect(runner.told().slice(1).sort()).toEqual(
    [
      "phase_started",
      `task_assigned #${one} ana`,
      `implementation_complete #${one} ana`,
      `task_done #${one}`,
      "phase_complete",
      `task_ready #${two}`,
      `blocker_resolved #${two}`,
    ].sort(),
  );
  for (const { body } of runner.messages) expect(eventMessage.strict().parse(JSON.parse(body)).data.issue).not.toBe(0);
  const body = JSON.parse(runner.messages[0]?.body ?? "");
  expect(body.data).toMatchObject({ repository: "octo/yard", url: `https://github.com/octo/yard/issues/${one}` });
  expect(runner.messages[0]?.secret).toBe("octo/runner");
});

test("a report of being blocked, a hold and labels changed by hand tell nothing that did not happen", async () => {
  const runner = await openListening();
  const yard = runner.stage;
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  yard.as("tom").removeLabel("octo/yard", one, "ready");
  await yard.settles();
  expect(yard.status(one)).toBe("ready");
  expect(runner.told()).toEqual([`task_ready #${one}`]);
  yard.says("ana", one, "/claim");
  await yard.settles();
  const other = yard.opens("mia", "Other", "**Estimate**: 1h");
  yard.says("ana", one, `## Report\n\n**Status**: ⚠️ Blocked\n**Blockers**: #${other}`);
  await yard.settles();
  expect(runner.told().filter((text) => text.startsWith("blocker_detected"))).toEqual([`blocker_detected #${one} ana`]);
  expect(runner.told()).toContain(`task_released #${one} ana`);
});

test("the store is lost: the last day is told again under the same names, and nothing new", async () => {
  const runner = await openListening(SETTINGS, () => 200, HOUR);
  const yard = runner.stage;
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says("ana", one, "/claim");
  await yard.settles(MINUTE);
  const before = new Set(runner.ids());
  expect(before.size).toBe(runner.ids().length);
  await yard.restarts();
  expect(runner.ids()).toHaveLength(before.size);
  await yard.restarts({ withoutStore: true });
  expect(runner.ids().length).toBeGreaterThan(before.size);
  expect(new Set(runner.ids())).toEqual(before);
  await yard.settles(50 * HOUR);
  await yard.restarts({ withoutStore: true });
  expect(runner.told().filter((text) => text === `task_assigned #${one} ana`)).toHaveLength(2);
  expect(runner.told()).toContain(`stalled #${one} ana`);
});

test("what happened while we were away for days is told when we are back", async () => {
  const runner = await openListening();
  const yard = runner.stage;
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  await yard.stops();
  yard.as("mia").assign("octo/yard", one, "bob");
  await yard.clock.advance(4 * 24 * HOUR);
  await yard.starts();
  await yard.settles();
  expect(runner.told()).toContain(`task_assigned #${one} bob`);
});

test("a receiver that fails hears it later, in growing waits; one that is gone is left alone", async () => {
  let status = 500;
  let tries = 0;
  const answer = () => {
    tries += 1;
    return status;
  };
  const runner = await openListening(SETTINGS, answer, HOUR);
  const yard = runner.stage;
  yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(MINUTE);
  expect(tries).toBe(2);
  status = 200;
  await yard.settles(6 * MINUTE);
  expect(runner.told()).toHaveLength(1);
  expect(tries).toBe(3);
  status = 410;
  yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.settles(24 * HOUR);
  expect(tries).toBe(4);
});

test("only the kinds that are asked for; and while Signalbox observes, nothing", async () => {
  const only = await openListening(SETTINGS.replace("secret: runner", "secret: runner, kinds: [task_assigned]"));
  const one = only.stage.opens("mia", "One", "**Estimate**: 1h");
  only.stage.says("ana", one, "/claim");
  await only.stage.settles();
  expect(only.told()).toEqual([`task_assigned #${one} ana`]);
  const quiet = await openListening(SETTINGS.replace("mode: live", "mode: observe"));
  quiet.stage.opens("mia", "One", "**Estimate**: 1h");
  await quiet.stage.settles();
  expect(quiet.told()).toEqual([]);
});

// ------------------------------------------------------------ a receiver over real HTTP

const SECRET = `whsec_${Buffer.from("a secret that is long enough: 32").toString("base64")}`;

interface Receiver {
  readonly url: string;
  readonly ids: string[];
  status: number;
}

async function openReceiver(answer: "answers" | "never answers" = "answers"): Promise<Receiver> {
  const receiver: { url: string; ids: string[]; status: number } = { url: "", ids: [], status: 200 };
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      new Webhook(SECRET).verify(body, request.headers as Record<string, string>);
      receiver.ids.push(String(request.headers["webhook-id"]));
      if (answer === "never answers") return;
      response.writeHead(receiver.status, { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return receiver;
}

const secrets = new Map([["octo/runner", SECRET]]);
const near = openSend({ secrets, allowPrivate: true, timeoutMs: 300 });

async function openWaiting(url: string, count = 1): Promise<Store> {
  const store = openSqliteStore(new DatabaseSync(":memory:"));
  await store.mark(1, 0);
  const turn = await store.takeTurn(1, 0, MINUTE);
  if (turn === null) throw new Error("the turn is free");
  const history = { at: 0, what: "event", issue: null, because: "" };
  const receivers = [{ url, secret: "octo/runner" }];
  const all = Array.from({ length: count }, (_, i) => ({ id: `m_${i}`, body: '{"a":1}', history, receivers }));
  expect(await store.announce(turn, all)).toBe(count);
  expect(await store.announce(turn, all)).toBe(0);
  return store;
}

const sender = (store: Outbox, send = near) => new Sender({ store, clock: systemClock, send, onTrouble: () => {} });

test("the message is signed as Standard Webhooks says, and told once", async () => {
  const there = await openReceiver();
  const store = await openWaiting(there.url, 3);
  for (let i = 0; i < 5; i++) await sender(store).sendDue();
  expect(there.ids).toEqual(["m_0", "m_1", "m_2"]);
  expect(await store.nextOutgoingAt()).toBeNull();
});

test("a crash between sending and marking sends it once more, under the same name", async () => {
  const there = await openReceiver();
  const store = await openWaiting(there.url);
  const dying: Outbox = {
    announce: (turn, all) => store.announce(turn, all),
    dueOutgoing: (now) => store.dueOutgoing(now),
    nextOutgoingAt: () => store.nextOutgoingAt(),
    postponeOutgoing: (seq, at) => store.postponeOutgoing(seq, at),
    settleOutgoing: () => Promise.reject(new Error("the power is gone")),
  };
  await expect(sender(dying).sendDue()).rejects.toThrow("power");
  await sender(store).sendDue();
  expect(there.ids).toEqual(["m_0", "m_0"]);
  expect(await store.nextOutgoingAt()).toBeNull();
});

test.each([
  [500, "answers"],
  [301, "answers"],
  [200, "never answers"],
] as const)("a receiver with %i that %s is tried again later, not followed and not waited for", async (status, how) => {
  const there = await openReceiver(how);
  there.status = status;
  const store = await openWaiting(there.url);
  expect(await sender(store).sendDue()).toBeGreaterThan(systemClock.now());
  expect(there.ids).toHaveLength(1);
});

test("the operator reads why a message does not leave, once for each reason, and again when it is dropped", async () => {
  const store = await openWaiting("https://runner.example.com/hook", 2);
  let time = systemClock.now();
  const clock = { ...systemClock, now: () => time };
  const log: string[] = [];
  let send = openSend({ secrets: new Map(), allowPrivate: false });
  const asked = new Sender({
    store,
    clock,
    send: (message, at) => send(message, at),
    onTrouble: ({ error }) => log.push(String(error)),
  });
  await asked.sendDue();
  time += HOUR;
  await asked.sendDue();
  expect(log).toEqual([
    "Error: The event m_0 was not taken by runner.example.com: EVENTS_SECRETS has no secret named octo/runner; it is tried again later.",
  ]);
  send = async () => 500;
  for (let i = 0; i < 30; i++) {
    time += 24 * HOUR;
    await asked.sendDue();
  }
  expect(log).toHaveLength(4);
  expect(log[1]).toContain("runner.example.com: status 500; it is tried again later.");
  expect(log.slice(2).every((line) => line.includes("status 500, after 8 tries; it is dropped."))).toBe(true);
  expect(await store.nextOutgoingAt()).toBeNull();
});

test("an address where nobody listens keeps its messages for later", async () => {
  const store = await openWaiting("http://127.0.0.1:1/hook", 2);
  expect(await sender(store).sendDue()).toBeGreaterThan(systemClock.now());
  expect(await store.dueOutgoing(systemClock.now() + HOUR)).toMatchObject([{ id: "m_1" }]);
});

test.each([
  "http://runner.example.com/hook",
  "https://127.0.0.1/hook",
  "https://[::1]/hook",
  "https://[::ffff:10.0.0.1]/hook",
  "https://169.254.169.254/latest/meta-data",
  "https://2130706433/hook",
  "https://0x7f.1/hook",
  "https://localhost/hook",
  "https://ana:secret@example.com/hook",
])("%s is not reached", async (url) => {
  const far = openSend({ secrets, allowPrivate: false, timeoutMs: 2000 });
  const message = { seq: 1, id: "m", url, secret: "octo/runner", body: "{}", tries: 0 };
  await expect(far(message, 0)).rejects.toThrow(/public internet|https|password/);
});

test("addresses of the public internet are told from all others", () => {
  for (const address of ["140.82.121.4", "1.1.1.1", "2606:4700::1111"]) expect(isPublicAddress(address)).toBe(true);
  const others = ["10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "255.255.255.255", "::", "fe80::1"];
  for (const address of [...others, "fd00::1", "::ffff:1.1.1.1", "2002:a00:1::", "runner"])
    expect(isPublicAddress(address)).toBe(false);
});
