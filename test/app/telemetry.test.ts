/** A whole life of the App, listened to: everything is told, nothing secret is, and no label names anybody. */
import { expect, test } from "vitest";
import { openTelemetry } from "../../src/app/telemetry.ts";
import { openApp } from "../../src/app/wire.ts";
import type { Controller } from "../../src/controller/controller.ts";
import type { Occurrence } from "../../src/ports/telemetry.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { asReceived } from "../as-received.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";

const YARD = "octo/yard";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const SETTINGS =
  "mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob }]\n";

type Answer = (request: Request) => Response | null;

interface Town {
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  readonly controller: Controller;
  readonly lines: string[];
  readonly told: Occurrence[];
  /** Every authorization ever sent, without its scheme. */
  readonly tokens: Set<string>;
  /** Requests of the App. */
  sent: number;
  received: number;
  /** Deliveries meet a closed door. */
  isDeaf: boolean;
  /** Answers in the place of GitHub, until it gives null. */
  instead: Answer;
  metrics(): Promise<string>;
}

async function openTown(): Promise<Town> {
  const clock = openVirtualClock("2026-06-01T08:00:00Z");
  const sandbox = openSandbox({ clock, seed: 7 });
  sandbox.repository(YARD, {
    collaborators: { mia: "maintain", ana: "write", bob: "write", eve: "read" },
    files: { ".github/signalbox.yml": SETTINGS },
  });
  const input = { appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] };
  sandbox.installApp(input, [YARD]);
  const lines: string[] = [];
  const told: Occurrence[] = [];
  const tokens = new Set<string>();
  const store = openSqliteStore(":memory:");
  const destination = { write: (line: string) => void lines.push(line) };
  const secrets = [secret, appKey.privateKey];
  const telemetry = openTelemetry({ clock, store, version: "1.2.3", level: "trace", secrets, destination });
  const listening = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const authorization = request.headers.get("authorization");
    if (authorization !== null) tokens.add(authorization.replace(/^\w{1,10} /, ""));
    town.sent += 1;
    return town.instead(request) ?? sandbox.fetch(input, init);
  };
  const controller = openApp({
    appId,
    privateKeys: [appKey.privateKey],
    secrets: [secret],
    baseUrl: sandbox.apiUrl,
    fetch: listening as typeof fetch,
    clock,
    store,
    tell(occurrence) {
      told.push(occurrence);
      telemetry.tell(occurrence);
    },
  });
  sandbox.onDelivery(async (delivery) => {
    if (town.isDeaf) throw new Error("connection refused");
    town.received += 1;
    return controller.receive(asReceived(delivery));
  }, appId);
  const town: Town = {
    sandbox,
    clock,
    controller,
    lines,
    told,
    tokens,
    sent: 0,
    received: 0,
    isDeaf: false,
    instead: () => null,
    metrics: () => telemetry.metrics.text(),
  };
  await controller.start();
  await clock.advance(30 * SECOND);
  return town;
}

/** Says back what it was sent, as a careless proxy does; `times` requests long. */
function echoing(status: number, times: number): Answer {
  let left = times;
  return (request) => {
    if (left === 0) return null;
    left -= 1;
    const message = `cannot forward ${request.url} authorization: ${request.headers.get("authorization")}`;
    return Response.json({ message, headers: [...request.headers] }, { status });
  };
}

/** The connection breaks, and the error names what was sent. */
function breaking(times: number): Answer {
  let left = times;
  return (request) => {
    if (left === 0) return null;
    left -= 1;
    throw new Error(`could not reach ${request.url} with ${request.headers.get("authorization")}`);
  };
}

/** A working day: commands granted and refused, faults of every kind, forged and lost deliveries. */
async function live(town: Town): Promise<void> {
  const { sandbox, clock, controller } = town;
  const [mia, ana] = [sandbox.as("mia"), sandbox.as("ana")];
  const first = mia.openIssue(YARD, { title: "Lay track", body: "Estimate: 2h" }).number;
  const second = mia.openIssue(YARD, { title: "Paint it", body: `Depends on #${first}` }).number;
  await clock.advance(MINUTE);
  ana.comment(YARD, first, "/claim");
  sandbox.as("bob").comment(YARD, second, "/claim");
  await clock.advance(MINUTE);
  const faults: readonly Answer[] = [echoing(401, 4), echoing(502, 5), echoing(503, 3), echoing(422, 1), breaking(12)];
  for (const fault of faults) {
    town.instead = fault;
    mia.comment(YARD, first, "/hold because the ground is wet");
    await clock.advance(70 * MINUTE);
    mia.comment(YARD, first, "/resume");
    await clock.advance(70 * MINUTE);
  }
  town.instead = () => null;
  for (const kind of ["secondary-limit", "primary-limit"] as const) {
    sandbox.faults.next({ kind });
    mia.comment(YARD, second, "/hold because of the weather");
    await clock.advance(10 * SECOND);
    mia.comment(YARD, second, "/resume");
    await clock.advance(70 * MINUTE);
  }
  sandbox.faults.next({ kind: "webhook-lost", match: "issues.opened" });
  mia.openIssue(YARD, { title: "Unheard", body: "Estimate: 1h" });
  await clock.advance(20 * MINUTE);
  town.isDeaf = true;
  mia.comment(YARD, first, "/status");
  await clock.advance(10 * SECOND);
  town.isDeaf = false;
  await clock.advance(20 * MINUTE);
  const headers = {
    "content-type": "application/json",
    "x-github-delivery": "00000000-0000-4000-8000-000000000001",
    "x-github-event": "invented_by_a_stranger",
    "x-hub-signature-256": `sha256=${"a".repeat(64)}`,
  };
  expect((await controller.receive({ headers, body: Buffer.from("{}") })).status).toBe(401);
  town.received += 1;
}

// Lived once for all questions below: it takes a second.
const town = await openTown();
await live(town);
const text = await town.metrics();
const parsed = town.lines.map((line) => JSON.parse(line) as Record<string, unknown>);

/** `name{labels}` -> value, of our own metrics. */
const series = new Map(
  text
    .split("\n")
    .filter((line) => line.startsWith("signalbox_"))
    .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))] as const),
);
const sum = (start: string) =>
  [...series].filter(([name]) => name.startsWith(start)).reduce((total, [, value]) => total + value, 0);

test("the day was a full one", () => {
  const kinds = new Set(town.told.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(
    ["delivery", "drift", "recovered", "request", "rest", "settled", "trouble", "turn", "write"].sort(),
  );
  const troubles = town.told.flatMap((one) => (one.kind === "trouble" ? [one.trouble] : []));
  expect([...new Set(troubles)].sort()).toEqual(["bug", "limited", "parked", "unwell"]);
  expect(town.sandbox.labelsOf(YARD, 1).length + town.sandbox.labelsOf(YARD, 2).length).toBeGreaterThan(0);
  expect(town.sandbox.violations).toEqual([]);
});

test("no secret and no token that was ever used stands in any line, at the most talkative level", () => {
  expect(town.tokens.size).toBeGreaterThan(5);
  const keyLines = appKey.privateKey.split("\n").filter((part) => part.length > 20 && !part.startsWith("-----"));
  const everything = town.lines.join("");
  for (const hidden of [secret, ...town.tokens, ...keyLines].flatMap((one) => [one, encodeURIComponent(one)])) {
    expect(everything.includes(hidden)).toBe(false);
  }
  expect(text).not.toMatch(/ghs_|eyJ/);
  // The echoes did reach the lines, only without what they echoed.
  expect(everything).toContain("cannot forward");
  expect(everything).toContain("could not reach");
});

test("one info line per delivery and per write, and each says what it concerns", () => {
  const deliveries = parsed.filter(
    (line) => String(line["msg"]).startsWith("delivery ") && line["status"] !== undefined,
  );
  expect(deliveries).toHaveLength(town.received);
  for (const line of deliveries) {
    expect(line["level"]).toBe("info");
    expect(line["delivery"]).toMatch(/^[0-9a-f-]{36}$/);
    if (line["result"] === "accepted" && line["repository_id"] !== null) expect(line["repository"]).toBe(YARD);
  }
  const writes = parsed.filter((line) => String(line["msg"]).startsWith("write "));
  expect(writes.length).toBe(town.told.filter(({ kind }) => kind === "write").length);
  for (const line of writes) {
    expect(line).toMatchObject({ level: "info", repository: YARD });
    expect(line["reconcile_id"]).toMatch(/^\d+-\d+$/);
    expect(String(line["why"]).length).toBeGreaterThan(3);
  }
  expect(writes.some((line) => (line["deliveries"] as string[]).length > 0)).toBe(true);
  const turns = parsed.filter((line) => String(line["msg"]).startsWith("turn ") && line["level"] === "info");
  expect(turns.length).toBeGreaterThan(3);
  for (const line of turns) expect(line["writes"]).toBeGreaterThan(0);
});

test("a world that is unwell is no error; a question that GitHub finds wrong is", () => {
  const errors = parsed.filter((line) => line["level"] === "error");
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ trouble: "bug", repository: YARD, err: { type: "Refused" } });
});

test("a limit is told once, when it comes: those who come while it lasts do not fill the log", () => {
  const limits = parsed.filter((line) => /limit/.test(String(line["msg"])) && line["level"] === "warn");
  expect(limits).toHaveLength(town.told.filter(({ kind }) => kind === "rest").length);
  expect(parsed.some((line) => line["trouble"] === "limited" && line["level"] === "debug")).toBe(true);
});

test("what happened stands before the list of deliveries, which is long", () => {
  const lines = town.lines.filter((line) => line.includes('"deliveries":["'));
  expect(lines.length).toBeGreaterThan(10);
  expect(
    lines.filter((line) => !/"deliveries":\[[^\]]*\](?:,"deliveries_count":\d+)?,"msg":"[^"]*"\}\n$/.test(line)),
  ).toEqual([]);
});

test("no title and no text of a person stands in a line of level info or above", () => {
  const told = parsed.filter((line) => line["level"] !== "debug").map((line) => JSON.stringify(line));
  for (const words of ["Lay track", "Paint it", "Unheard"])
    expect(told.filter((line) => line.includes(words))).toEqual([]);
});

test("no label of a metric names a repository, a person, an issue or a text", () => {
  for (const name of ["octo", "yard", "mia", "ana", "bob", "eve", "Lay", "invented", "4711"]) {
    const found = [...series.keys()].filter((one) => new RegExp(`="[^"]*\\b${name}\\b`, "i").test(one));
    expect(found, name).toEqual([]);
  }
  const routes = [...series.keys()].filter((one) => one.startsWith("signalbox_github_requests_total"));
  for (const one of routes) expect(one).toMatch(/route="(?:\/[a-zA-Z_/{} -]+|followed)"/);
  const perName = new Map<string, number>();
  for (const one of series.keys()) {
    const name = one.split("{")[0] ?? "";
    perName.set(name, (perName.get(name) ?? 0) + 1);
  }
  expect(Math.max(...perName.values())).toBeLessThan(200);
});

test("the figures are those of the day", () => {
  expect(sum("signalbox_github_requests_total{")).toBe(town.sent);
  expect(sum("signalbox_deliveries_total{")).toBe(town.received);
  expect(series.get('signalbox_deliveries_total{event="unverified",result="bad_signature"}')).toBe(1);
  expect(sum("signalbox_ack_duration_seconds_count")).toBe(town.received);
  expect(sum("signalbox_commands_total{")).toBeGreaterThan(10);
  expect(series.get('signalbox_commands_total{decision="accepted"}')).toBeGreaterThan(0);
  expect(series.get('signalbox_commands_total{decision="refused"}')).toBeGreaterThan(0);
  expect(series.get("signalbox_github_requests_during_cooldown_total")).toBe(0);
  expect(series.get("signalbox_resync_drift_total")).toBeGreaterThan(0);
  expect(series.get("signalbox_resync_drift_total")).toBeLessThan(10);
  expect(series.get("signalbox_deliveries_recovered_total")).toBeGreaterThan(0);
  expect(series.get("signalbox_convergence_seconds_count")).toBeGreaterThan(5);
  expect(series.get("signalbox_inbox_depth")).toBe(0);
  expect(series.get("signalbox_inbox_put_aside")).toBe(0);
  expect(series.get("signalbox_store_up")).toBe(1);
  expect(series.get('signalbox_github_rate_remaining{resource="core"}')).toBeGreaterThan(0);
  expect(sum("signalbox_turns_total{")).toBe(sum("signalbox_reconcile_duration_seconds_count"));
  expect(text).toContain('signalbox_build_info{version="1.2.3"');
  expect(text).toContain("process_resident_memory_bytes");
});

test("it ends as it should", async () => {
  let isStopped = false;
  void town.controller.stop().then(() => {
    isStopped = true;
  });
  await town.clock.runUntil(() => isStopped, { limitMs: MINUTE });
});
