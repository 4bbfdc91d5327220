/** The figures by themselves: what each occurrence counts, what a scrape asks, who may see it, and what stands written about it. */
import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { parse } from "yaml";
import { type Metrics, openMetrics } from "../../src/app/metrics.ts";
import { type Metric, metricTable } from "../../src/app/metrics-table.ts";
import { serveApp } from "../../src/app/serve.ts";
import { serveMetrics } from "../../src/app/serve-metrics.ts";
import { StoreUnwell } from "../../src/ports/store.ts";
import type { Occurrence } from "../../src/ports/telemetry.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { delivery } from "../store/conformance.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function openFigures() {
  const clock = openVirtualClock(1_000_000);
  const store = openSqliteStore(":memory:");
  const metrics = openMetrics({ clock, store, version: "0", withProcess: false });
  return { clock, store, metrics };
}

async function figure(metrics: Metrics, name: string): Promise<number | undefined> {
  const line = (await metrics.text()).split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

const request = (more: Partial<Extract<Occurrence, { kind: "request" }>>): Occurrence => ({
  kind: "request",
  installationId: 1,
  method: "GET",
  route: "/repos/{owner}/{repo}",
  status: 200,
  sentAt: 0,
  tookMs: 10,
  budget: null,
  ...more,
});

test("a request counts as sent during a rest from the rest's beginning to its end, and only for its installation", async () => {
  const { metrics } = openFigures();
  const name = "signalbox_github_requests_during_cooldown_total";
  metrics.tell(request({ sentAt: 50 }));
  metrics.tell({ kind: "rest", installationId: 1, at: 60, until: 100 });
  metrics.tell(request({ sentAt: 100 }));
  metrics.tell(request({ sentAt: 70, installationId: 2 }));
  expect(await figure(metrics, name)).toBe(0);
  metrics.tell(request({ sentAt: 99 }));
  expect(await figure(metrics, name)).toBe(1);
});

test("GitHub is silent from the first request without an answer until one is answered, whatever the answer", async () => {
  const { metrics, clock } = openFigures();
  const silence = () => figure(metrics, "signalbox_github_silent_seconds");
  expect(await silence()).toBe(0);
  metrics.tell(request({ status: 502, sentAt: clock.now() }));
  await clock.advance(60_000);
  metrics.tell(request({ status: null, sentAt: clock.now() }));
  expect(await silence()).toBe(60);
  metrics.tell(request({ status: 404, sentAt: clock.now() }));
  expect(await silence()).toBe(0);
});

test("of several installations the poorest is shown, as long as its hour lasts", async () => {
  const { metrics, clock } = openFigures();
  const now = clock.now();
  metrics.tell(request({ sentAt: now, budget: { resource: "core", remaining: 4000 } }));
  metrics.tell(request({ sentAt: now - 3_000_000, installationId: 2, budget: { resource: "core", remaining: 7 } }));
  const name = 'signalbox_github_rate_remaining{resource="core"}';
  expect(await figure(metrics, name)).toBe(7);
  await clock.advance(700_000);
  expect(await figure(metrics, name)).toBe(4000);
  await clock.advance(3_000_000);
  expect(await figure(metrics, name)).toBeUndefined();
});

test("a scrape tells what waits in the store, and how long GitHub lets us wait", async () => {
  const { metrics, store, clock } = openFigures();
  expect(await figure(metrics, "signalbox_inbox_oldest_age_seconds")).toBe(0);
  const receivedAt = clock.now() - 5000;
  await store.receive([delivery("a", { receivedAt }), delivery("b", { receivedAt: clock.now() }), delivery("c")]);
  await store.quarantine("c", "poison");
  await store.rest(0, clock.now() + 30_000);
  expect(await figure(metrics, "signalbox_inbox_depth")).toBe(2);
  expect(await figure(metrics, "signalbox_inbox_oldest_age_seconds")).toBe(5);
  expect(await figure(metrics, "signalbox_inbox_put_aside")).toBe(1);
  expect(await figure(metrics, "signalbox_turns_waiting")).toBe(1);
  expect(await figure(metrics, "signalbox_github_cooldown_seconds")).toBe(30);
  expect(await figure(metrics, "signalbox_store_up")).toBe(1);
});

test.each([
  ["does not answer", "backlog"],
  ["answers and takes no writes", "probe"],
])("a store that %s is a figure, not the end of the figures", async (_, broke) => {
  const { clock, store } = openFigures();
  const broken = {
    backlog: () => store.backlog(),
    marks: () => store.marks(),
    repositories: () => store.repositories(),
    restUntil: (id: number) => store.restUntil(id),
    probe: (now: number) => store.probe(now),
    [broke]: () => Promise.reject(new StoreUnwell("full")),
  };
  const metrics = openMetrics({ clock, store: broken, version: "0", withProcess: false });
  expect(await figure(metrics, "signalbox_store_up")).toBe(0);
});

test("an event that nobody signed, or that GitHub invents tomorrow, makes no label of its own", async () => {
  const { metrics } = openFigures();
  const call = {
    kind: "delivery",
    guid: null,
    action: null,
    installationId: null,
    repositoryId: null,
    why: "",
  } as const;
  for (const event of ["made_up", "issues"]) {
    metrics.tell({ ...call, repository: null, event, result: "accepted", status: 202, tookMs: 1 });
    metrics.tell({ ...call, repository: null, event, result: "bad_signature", status: 401, tookMs: 1 });
  }
  const text = await metrics.text();
  expect(text).toContain('signalbox_deliveries_total{event="other",result="accepted"} 1');
  expect(text).toContain('signalbox_deliveries_total{event="issues",result="accepted"} 1');
  expect(text).toContain('signalbox_deliveries_total{event="unverified",result="bad_signature"} 2');
});

test("the figures have a port of their own, and show nothing else there", async () => {
  const { metrics } = openFigures();
  const server = await serveMetrics({ metrics, port: 0 });
  closing.push(() => server.stop());
  const response = await fetch(server.url);
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  expect(await response.text()).toContain("# HELP signalbox_inbox_depth");
  expect((await fetch(server.url.replace("/metrics", "/"))).status).toBe(404);
  expect((await fetch(server.url, { method: "POST" })).status).toBe(404);
});

test("on the port of the door they are there for whoever has the token, and for nobody when there is none", async () => {
  const { metrics } = openFigures();
  const nothing = async () => undefined;
  const receive = async () => ({ status: 202 as const, message: "" });
  const controller = { receive, start: nothing, stop: nothing, isIdle: () => true };
  const open = await serveApp({ controller, port: 0, metrics: { source: metrics, token: "let-me-in" } });
  const shut = await serveApp({ controller, port: 0 });
  closing.push(open.stop, shut.stop);
  const status = async (url: string, authorization?: string) =>
    (await fetch(`${url}/metrics`, authorization === undefined ? {} : { headers: { authorization } })).status;
  expect(await status(open.url, "Bearer let-me-in")).toBe(200);
  for (const wrong of [undefined, "", "let-me-in", "Bearer let-me-i", "Bearer let-me-in2", "bearer  let-me-in"]) {
    expect(await status(open.url, wrong)).toBe(401);
  }
  expect(await status(shut.url, "Bearer undefined")).toBe(404);
});

// ---------------------------------------------------------------- what stands written

const series = new Map(
  Object.entries<Metric>(metricTable).flatMap(([name, metric]) =>
    (metric.kind === "histogram" ? ["_bucket", "_sum", "_count"] : [""]).map(
      (end) => [`${name}${end}`, metric] as const,
    ),
  ),
);

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

test("every alert speaks of metrics and labels that exist, and says what to do", () => {
  const file = parse(readFileSync(".github/alerts.yml", "utf8")) as { groups: { rules: Rule[] }[] };
  const rules = file.groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(10);
  expect(new Set(rules.map((rule) => rule.alert)).size).toBe(rules.length);
  for (const { alert, expr, labels, annotations } of rules) {
    const named = [...expr.matchAll(/\b(signalbox_\w+)(?:\{([^}]*)\})?/g)];
    expect(named.length, alert).toBeGreaterThan(0);
    for (const [, name = "", matchers = ""] of named) {
      const metric = series.get(name);
      expect(metric, `${alert}: ${name}`).toBeDefined();
      for (const [, label] of matchers.matchAll(/(\w+)\s*=/g)) expect(metric?.labels, alert).toContain(label);
    }
    expect(["page", "ticket"]).toContain(labels["severity"]);
    expect(annotations["summary"], alert).toMatch(/\.$/);
    expect(annotations["description"], alert).toMatch(/\.$/);
  }
});

test("what an alert sees increase stands at 0 from the start: else it would not fire for the first of its kind", async () => {
  const { metrics } = openFigures();
  const text = await metrics.text();
  const waited = [
    ...readFileSync(".github/alerts.yml", "utf8").matchAll(/(?:rate|increase)\((\w+)(?:\{([^}]*)\})?\[/g),
  ];
  expect(waited.length).toBeGreaterThan(5);
  for (const [, name = "", label = ""] of waited) {
    const shown = text
      .split("\n")
      .filter((line) => line.startsWith(name) && line.includes(label) && line.endsWith(" 0"));
    expect(shown, `${name} ${label}`).not.toEqual([]);
  }
});

test("names follow the custom of Prometheus: counters end in _total, times in _seconds", () => {
  for (const [name, { kind, help }] of Object.entries<Metric>(metricTable)) {
    expect(name.endsWith("_total"), name).toBe(kind === "counter");
    if (kind === "histogram") expect(name).toMatch(/_seconds$/);
    expect(help, name).toMatch(/\.$/);
  }
});
