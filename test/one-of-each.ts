// A fact of every kind, for whatever has to know them all.
import type { Fact } from "../src/core/model.ts";

const ana = { id: 10, login: "ana", isBot: false };
const from = { comment: 77, key: "x#1" };
const at = "2026-06-01T07:30:00.000Z";
const here = { repo: "octo/yard", number: 3 };

/** One of each kind: a new kind without a line here does not compile. */
export const oneOfEach: { readonly [K in Fact["kind"]]: Extract<Fact, { kind: K }> } = {
  claim: { kind: "claim", worker: "ana", by: ana, epoch: 1, at, from },
  released: { kind: "released", worker: "ana", epoch: 1, at, why: "off to lunch with @bo", from },
  declined: { kind: "declined", worker: "ana", at, from: { comment: null, key: "declined#1" } },
  warned: { kind: "warned", epoch: 1, at, from: { comment: null, key: "warned#1" } },
  progress: {
    kind: "progress",
    worker: "worker-6",
    epoch: 1,
    status: "in progress",
    at,
    deliverables: ["a|b.md"],
    from,
  },
  blocked: { kind: "blocked", worker: "ana", text: "no key to the shed", at, from },
  edge: {
    kind: "edge",
    dependent: 4,
    blocker: { repo: "octo/other", number: 9 },
    edge: "hard",
    by: ana,
    reason: "its API",
    at,
    from,
  },
  waived: { kind: "waived", blocker: here, textHash: "x", by: ana, reason: null, at, from },
  hold: { kind: "hold", by: ana, reason: "rain", at, from },
  resumed: { kind: "resumed", by: ana, at, from },
  urgent: { kind: "urgent", by: ana, text: "@bo the shed burns", at, from },
  resolved: { kind: "resolved", by: ana, at, from },
  stopped: { kind: "stopped", by: ana, reason: "the data is moved", at, from },
  started: { kind: "started", by: ana, at, from },
  away: { kind: "away", worker: "worker-6", until: "2026-06-05T00:00:00Z", by: ana, at, from },
  previewed: {
    kind: "previewed",
    plan: "docs/plan.md",
    select: ["a"],
    includeDone: true,
    hash: "1f",
    by: ana,
    at,
    from,
  },
  applied: { kind: "applied", plan: "docs/plan.md", select: [], includeDone: false, hash: "1f", by: ana, at, from },
  review: { kind: "review", worker: "ana", at, from },
  done: { kind: "done", worker: "ana", evidence: "see https://example.org/#12", at, from },
  approved: { kind: "approved", by: ana, at, from },
  rejected: { kind: "rejected", by: ana, reason: "the door sticks", at, from },
  estimate: { kind: "estimate", minutes: { low: 120, high: 180 }, bodyField: null, by: ana, at, from },
  admitted: { kind: "admitted", by: ana, bodyHash: "x", at, from },
  "put-back": { kind: "put-back", changedAt: at, at, from },
  "stands-down": { kind: "stands-down", status: "blocked", changedAt: at, at, from },
  ticked: { kind: "ticked", by: ana, at, from },
  live: { kind: "live", by: ana, at, from },
};
