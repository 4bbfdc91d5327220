/** Every metric of our own: the one place where its name, meaning and labels stand; the documentation is made from it. */

export interface Metric {
  readonly kind: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram, in its unit. */
  readonly buckets?: readonly number[];
}

const soon = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const later = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const muchLater = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600];

/**
 * Labels have few values each: never a repository, a person, an issue or anything else that somebody outside chooses.
 * Units are seconds. A new metric is one entry here and one line in `metrics.ts`.
 */
export const metricTable = {
  signalbox_build_info: {
    kind: "gauge",
    help: "Always 1; its labels say which Signalbox runs on which Node.",
    labels: ["version", "node"],
  },
  signalbox_deliveries_total: {
    kind: "counter",
    help: "Calls at the webhook door, by how they ended. Unverified calls have the event `unverified`.",
    labels: ["event", "result"],
  },
  signalbox_ack_duration_seconds: {
    kind: "histogram",
    help: "From the headers of a call to our answer; GitHub waits ten seconds.",
    labels: [],
    buckets: soon,
  },
  signalbox_deliveries_recovered_total: {
    kind: "counter",
    help: "Deliveries that never reached us and were found in GitHub's log.",
    labels: [],
  },
  signalbox_inbox_depth: { kind: "gauge", help: "Deliveries kept and not yet folded into the mirror.", labels: [] },
  signalbox_inbox_oldest_age_seconds: {
    kind: "gauge",
    help: "Age of the oldest of them; 0 when none waits.",
    labels: [],
  },
  signalbox_inbox_put_aside: {
    kind: "gauge",
    help: "Deliveries that could not be read and wait for a look by the operator.",
    labels: [],
  },
  signalbox_store_up: {
    kind: "gauge",
    help: "1 when the store just answered, and took a write, as `/readyz` asks it; else 0.",
    labels: [],
  },
  signalbox_turns_waiting: { kind: "gauge", help: "Repositories that are due for a turn.", labels: [] },
  signalbox_turns_total: { kind: "counter", help: "Turns of repositories, by how they ended.", labels: ["result"] },
  signalbox_turn_wait_seconds: {
    kind: "histogram",
    help: "From the arrival of the oldest waiting delivery to the turn that serves it.",
    labels: [],
    buckets: later,
  },
  signalbox_reconcile_duration_seconds: {
    kind: "histogram",
    help: "How long turns took, waiting for GitHub included.",
    labels: [],
    buckets: later,
  },
  signalbox_convergence_seconds: {
    kind: "histogram",
    help: "From a delivery's arrival to the instant at which GitHub shows what should be true.",
    labels: [],
    buckets: muchLater,
  },
  signalbox_resync_drift_total: {
    kind: "counter",
    help: "Changes found by a resync that no delivery had announced: the best single sign of health.",
    labels: [],
  },
  signalbox_writes_total: {
    kind: "counter",
    help: "What we did to GitHub, by kind of action and how it ended.",
    labels: ["op", "result"],
  },
  signalbox_duplicates_healed_total: {
    kind: "counter",
    help: "Comments and issues of our own that stood twice and were taken away.",
    labels: [],
  },
  signalbox_commands_total: { kind: "counter", help: "Commands of people, by our answer.", labels: ["decision"] },
  signalbox_github_requests_total: {
    kind: "counter",
    help: "Requests to GitHub; the status is `none` when no answer came.",
    labels: ["method", "route", "status"],
  },
  signalbox_github_request_duration_seconds: {
    kind: "histogram",
    help: "How long GitHub took to answer.",
    labels: ["method"],
    buckets: later,
  },
  signalbox_github_rate_remaining: {
    kind: "gauge",
    help: "What GitHub last said is left of the hourly budget; of several installations the poorest.",
    labels: ["resource"],
  },
  signalbox_github_cooldown_seconds: {
    kind: "gauge",
    help: "Until the last installation may ask again after a limit; 0 when all may.",
    labels: [],
  },
  signalbox_github_silent_seconds: {
    kind: "gauge",
    help: "Since the first request that GitHub gave no answer or a 5xx to; 0 while it answers.",
    labels: [],
  },
  signalbox_github_requests_during_cooldown_total: {
    kind: "counter",
    help: "Requests of an installation that should have rested. Must stay 0.",
    labels: [],
  },
  signalbox_troubles_total: {
    kind: "counter",
    help: "What went wrong, by kind; `bug` is one of ours.",
    labels: ["kind"],
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof metricTable;
