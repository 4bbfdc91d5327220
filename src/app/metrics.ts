/** What happened, counted: turns the occurrences of `ports/telemetry.ts` into the metrics of `metrics-table.ts`. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import type { Occurrence, Tell } from "../ports/telemetry.ts";
import { type Metric, type MetricName, metricTable } from "./metrics-table.ts";

export interface MetricsOptions {
  readonly clock: Clock;
  /** Asked at each scrape for what waits. */
  readonly store: Pick<Store, "backlog" | "marks" | "repositories" | "restUntil" | "probe">;
  readonly version: string;
  /** Memory, CPU, event loop and garbage collection of the process too; true unless told. */
  readonly withProcess?: boolean;
}

export interface Metrics {
  readonly tell: Tell;
  readonly contentType: string;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
}

type Labels = Readonly<Record<string, string>>;

/** Events a delivery may be counted by; any other signed name, however long the list of GitHub grows, is `other`. */
const knownEvents = new Set(
  "ping issues issue_comment label sub_issues issue_dependencies pull_request pull_request_review repository push member installation installation_repositories check_run check_suite milestone".split(
    " ",
  ),
);
const BUDGET_MS = 3_600_000;
/** What alerts.yml waits for: a counter that first shows at 1 has not increased, as Prometheus counts, and would wake nobody. */
const fromTheStart: readonly (readonly [MetricName, Labels])[] = [
  ["signalbox_troubles_total", { kind: "bug" }],
  ["signalbox_troubles_total", { kind: "parked" }],
  ["signalbox_deliveries_total", { event: "unverified", result: "store_error" }],
  ["signalbox_deliveries_total", { event: "unverified", result: "bad_signature" }],
];

export function openMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  if (options.withProcess !== false) collectDefaultMetrics({ register: registry });
  const book = openBook(registry);
  for (const [name, labels] of fromTheStart) book.add(name, 0, labels);
  book.set("signalbox_build_info", 1, { version: options.version, node: process.version });
  const state: State = { ...options, ...book, rests: new Map(), budgets: new Map(), silentSince: null };
  return {
    tell: (occurrence) => count(occurrence, state),
    contentType: registry.contentType,
    async text() {
      await ask(state);
      return registry.metrics();
    },
  };
}

interface Book {
  add(name: MetricName, by: number, labels?: Labels): void;
  set(name: MetricName, value: number, labels?: Labels): void;
  measure(name: MetricName, ms: number, labels?: Labels): void;
  /** Forgets a gauge's values under all labels: nothing is shown any more. */
  clear(name: MetricName): void;
}

interface State extends MetricsOptions, Book {
  /** Installation -> ms until which it was last told to rest. */
  readonly rests: Map<number, number>;
  /** `resource installation` -> what GitHub last said about it. */
  readonly budgets: Map<string, { readonly resource: string; readonly remaining: number; readonly at: number }>;
  /** Since when (ms) GitHub has answered nothing; null while it does. */
  silentSince: number | null;
}

/** Metrics without labels stand in the text from the start, at 0: an alert on one that is missing would never fire. */
function openBook(registry: Registry): Book {
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  for (const [name, metric] of Object.entries<Metric>(metricTable)) {
    const { help, labels, buckets } = metric;
    const shape = { name, help, labelNames: [...labels], registers: [registry] };
    if (metric.kind === "counter") counters.set(name, new Counter(shape));
    else if (metric.kind === "gauge") gauges.set(name, new Gauge(shape));
    else histograms.set(name, new Histogram({ ...shape, buckets: [...(buckets ?? [])] }));
  }
  return {
    add: (name, by, labels = {}) => counters.get(name)?.inc({ ...labels }, by),
    set: (name, value, labels = {}) => gauges.get(name)?.set({ ...labels }, value),
    measure: (name, ms, labels = {}) => histograms.get(name)?.observe({ ...labels }, ms / 1000),
    clear: (name) => gauges.get(name)?.reset(),
  };
}

type Count<Kind extends Occurrence["kind"]> = (told: Extract<Occurrence, { kind: Kind }>, state: State) => void;

const counts: { readonly [Kind in Occurrence["kind"]]: Count<Kind> } = {
  delivery(told, { add, measure }) {
    measure("signalbox_ack_duration_seconds", told.tookMs);
    add("signalbox_deliveries_total", 1, { event: eventLabel(told), result: told.result });
  },
  recovered: (_, { add }) => add("signalbox_deliveries_recovered_total", 1),
  // Counted in the store, where it stays until somebody has looked at it.
  "put aside": () => undefined,
  write: countWrite,
  drift: ({ changes }, { add }) => add("signalbox_resync_drift_total", changes),
  turn({ result, waitedMs, tookMs }, { add, measure }) {
    add("signalbox_turns_total", 1, { result });
    if (waitedMs !== null) measure("signalbox_turn_wait_seconds", waitedMs);
    measure("signalbox_reconcile_duration_seconds", tookMs);
  },
  settled: ({ tookMs }, { measure }) => measure("signalbox_convergence_seconds", tookMs),
  request: countRequest,
  rest: ({ installationId, until }, { rests }) => void rests.set(installationId, until),
  trouble: ({ trouble }, { add }) => add("signalbox_troubles_total", 1, { kind: trouble }),
};

function count(told: Occurrence, state: State): void {
  (counts[told.kind] as (told: Occurrence, state: State) => void)(told, state);
}

/** Names that nobody signed are a stranger's choice and count as one. */
function eventLabel(told: Extract<Occurrence, { kind: "delivery" }>): string {
  if (told.result !== "accepted" && told.result !== "duplicate") return "unverified";
  return told.event !== null && knownEvents.has(told.event) ? told.event : "other";
}

function countWrite(told: Extract<Occurrence, { kind: "write" }>, { add }: State): void {
  add("signalbox_writes_total", 1, { op: told.op, result: told.result });
  if (told.result === "healed") add("signalbox_duplicates_healed_total", 1);
  if (told.decision !== null) add("signalbox_commands_total", 1, { decision: told.decision });
}

function countRequest(told: Extract<Occurrence, { kind: "request" }>, state: State): void {
  const { method, route, status, budget, installationId, sentAt } = told;
  state.add("signalbox_github_requests_total", 1, { method, route, status: String(status ?? "none") });
  state.measure("signalbox_github_request_duration_seconds", told.tookMs, { method });
  if (sentAt < (state.rests.get(installationId) ?? 0)) state.add("signalbox_github_requests_during_cooldown_total", 1);
  const isAnswer = status !== null && status < 500;
  state.silentSince = isAnswer ? null : (state.silentSince ?? sentAt);
  if (budget !== null) state.budgets.set(`${budget.resource} ${installationId}`, { ...budget, at: sentAt });
}

/** What is a state rather than an event is looked up when asked for. */
async function ask(state: State): Promise<void> {
  const { clock, set, clear } = state;
  const now = clock.now();
  set("signalbox_github_silent_seconds", state.silentSince === null ? 0 : (now - state.silentSince) / 1000);
  for (const [key, { at }] of state.budgets) if (now - at > BUDGET_MS) state.budgets.delete(key);
  const poorest = new Map<string, number>();
  for (const { resource, remaining } of state.budgets.values()) {
    poorest.set(resource, Math.min(remaining, poorest.get(resource) ?? remaining));
  }
  // The figure of an hour that is over would keep an alert alive for ever.
  clear("signalbox_github_rate_remaining");
  for (const [resource, remaining] of poorest) set("signalbox_github_rate_remaining", remaining, { resource });
  const isUp = await askStore(state, now).then(
    () => 1,
    () => 0,
  );
  set("signalbox_store_up", isUp);
}

async function askStore({ store, set }: State, now: number): Promise<void> {
  const { waiting, oldestAt, putAside } = await store.backlog();
  set("signalbox_inbox_depth", waiting);
  set("signalbox_inbox_oldest_age_seconds", oldestAt === null ? 0 : Math.max(0, now - oldestAt) / 1000);
  set("signalbox_inbox_put_aside", putAside);
  set("signalbox_turns_waiting", (await store.marks()).filter((mark) => mark.notBefore <= now).length);
  const installations = new Set([0, ...(await store.repositories()).map((one) => one.installationId)]);
  const rests = await Promise.all([...installations].map((id) => store.restUntil(id)));
  set("signalbox_github_cooldown_seconds", Math.max(0, ...rests.map((until) => until - now)) / 1000);
  // Last: on a full disk everything can be read and nothing be kept.
  await store.probe(now);
}
