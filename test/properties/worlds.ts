// Worlds of a few issues in which anything may meet: edges, holders, holds, hands, commands, reports, strangers, a plan.
import fc from "fast-check";
import { later } from "../../src/core/local-time.ts";
import type { Actor, Comment, Issue, TimelineEntry } from "../../src/core/model.ts";
import { settingsSchema } from "../../src/core/settings/settings.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { HUB, newComment, snapshotFrom } from "../world-builder.ts";

/** People of every generated world; `helper` is a worker without account whom bob speaks for. */
const PEOPLE = ["ana", "bob", "cy", "eve", "tom"] as const;
const CAST = [
  "ana is a worker",
  "bob is a worker with 2 slots",
  "cy is a worker who knows sql",
  "helper speaks as bob",
  "tom may triage",
  ...PEOPLE.map((who) => `${who} is known`),
];

const MOST = 7;
const number = fc.integer({ min: 1, max: MOST });
const worker = fc.constantFrom("ana", "bob", "cy");
const person = fc.constantFrom("mara", ...PEOPLE);

const edge = fc.tuple(number, number).map(([a, b]) => `#${a} depends on #${b}`);

/** What may be said of an issue; each is a sentence of the world builder. */
const fact = fc.oneof(
  { weight: 6, arbitrary: edge },
  { weight: 2, arbitrary: fc.tuple(number, number).map(([a, b]) => `#${a} depends softly on #${b}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(number, number).map(([a, b]) => (a === b ? `#${a} is open` : `#${a} is part of #${b}`)),
  },
  { weight: 2, arbitrary: fc.tuple(number, worker).map(([a, who]) => `#${a} is held by ${who}`) },
  { weight: 1, arbitrary: number.map((a) => `#${a} is held by helper`) },
  { weight: 1, arbitrary: fc.tuple(number, person).map(([a, who]) => `#${a} is assigned by hand to ${who}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(number, fc.constantFrom("", " as not planned")).map(([a, how]) => `#${a} is closed${how}`),
  },
  { weight: 1, arbitrary: fc.tuple(number, worker).map(([a, who]) => `#${a} was finished by ${who}`) },
  { weight: 1, arbitrary: number.map((a) => `#${a} is on hold because of the weather`) },
  { weight: 1, arbitrary: fc.tuple(number, worker).map(([a, who]) => `#${a} was declined by ${who}`) },
  { weight: 1, arbitrary: number.map((a) => `#${a} is in review`) },
  { weight: 1, arbitrary: fc.tuple(number, number).map(([a, b]) => `#${a} waits no more for #${b}`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(number, fc.constantFrom("ready", "blocked", "in progress", "in review", "urgent", "hold", "bug"))
      .map(([a, label]) => `#${a} has the label ${label}`),
  },
  { weight: 1, arbitrary: fc.tuple(number, person).map(([a, who]) => `#${a} was written by ${who}`) },
  { weight: 1, arbitrary: number.map((a) => `#${a} is a pull request`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        number,
        fc.constantFrom(
          "**Estimate**: 2h",
          "**Skills**: sql",
          "**Touches**: `src/**`",
          "**Owner**: @ana",
          "**Not before**: 2026-07-01",
          "**Approver**: tom",
          "**Phase**: 1\n**Approver**: mara",
          "**Phase**: 1",
          "**Phase**: 2",
          "## Done when\n\n- [ ] it works",
          "Blocks: #3",
          "Depends on the moon",
        ),
      )
      .map(([a, line]) => `#${a} says ${line}`),
  },
);

const says = fc.oneof(
  fc.constantFrom(
    "/claim",
    "/claim as helper",
    "/release",
    "/done",
    "/review",
    "/approve",
    "/hold because it rains",
    "/resume",
    "/status",
    "/next",
    "/help",
    "/why",
    "/admit",
    "/urgent",
    "/urgent the roof is on fire",
    "/resolved",
    "/reject because it leaks",
    "/gate approve",
    "/gate approve because I saw it",
    "/gate reject because nobody tried it",
    "/stop because of smoke",
    "/start",
    "/away until tomorrow",
    "/away cancel",
    "/brief",
    "/summary",
    "🚨 URGENT: fire\n\n**Blocker**: fire\n**Proposed Solution**: water\n**Impact**: all",
    "/estimate 3h",
    "/priority P0",
    "/track backend",
    "/assign @ana",
    "/unassign @bob",
    "/assign @eve",
    "/clam",
    "/done\n/claim",
    "/hold\n/resume",
    "Just words.",
    "## Worker ana Report\n\n**Status**: complete\n**Duration**: 2h\n\n### Deliverables\n\n- a thing",
    "## Worker bob Report\n\n**Status**: blocked\n**Duration**: 2h\n\n### Blockers\n\n- the key is missing",
    "## Worker helper Report\n\n**Status**: in progress\n**Duration**: 1h",
    "Worker ana standup\n\n**Yesterday**: much\n**Today**: more\n**Blockers**: none",
  ),
  number.map((b) => `/unblock #${b} because I say so`),
  number.map((b) => `/depends #${b}`),
  number.map((b) => `/blocks #${b} #${(b % MOST) + 1}`),
  number.map((b) => `/block #${b}`),
  number.map((b) => `Depends on: #${b}`),
);

const spoken = fc.record({
  on: fc.oneof({ weight: 5, arbitrary: number }, { weight: 1, arbitrary: fc.constant(HUB) }),
  by: person,
  says,
});

const hand = fc.record({
  on: number,
  kind: fc.constantFrom("labeled" as const, "unlabeled" as const, "unassigned" as const, "reopened" as const),
  label: fc.constantFrom("ready", "blocked", "in progress"),
  by: person,
  minute: fc.integer({ min: 1, max: 700 }),
});

const settings = fc.record({
  mode: fc.constantFrom("live", "live", "live", "live", "observe", undefined),
  assignment: fc.constantFrom("automatic", "claims", undefined),
  claims: fc.constantFrom("workers", "anyone"),
  scope: fc.constantFrom("linked", "all"),
  review: fc.constantFrom({ required: true }, { required: false, reviewers: ["tom"] }, {}),
  close: fc.constantFrom("signalbox", "signalbox", "people"),
  notPlanned: fc.constantFrom("asks", "satisfies"),
  leases: fc.constantFrom({}, { warn: "2h", release: "4h" }, { warn: "1h", release: "3h", handMade: "release" }),
});

const PLAN_PATH = "plan.json";
const aPlan = JSON.stringify({
  title: "Plan",
  tasks: [
    { id: "T-1", title: "First", estimate: "2h" },
    { id: "T-2", title: "Second", dependsOn: ["T-1", "T-3"] },
    { id: "T-3", title: "Third", dependsOn: ["T-2"], softDependsOn: ["T-1"] },
  ],
});

function at(minute: number): string {
  return new Date(Date.UTC(2026, 5, 1, 8, 0) + minute * 60_000).toISOString();
}

type Logins = ReadonlyMap<number, string>;

function actorIn(logins: Logins, login: string): Actor {
  const id = [...logins].find(([, one]) => one === login)?.[0];
  if (id === undefined) throw new Error(`nobody is called ${login}`);
  return { id, login, isBot: false };
}

/** What a world is made of; short enough to be read when a law fails. */
export const recipes = fc.record({
  facts: fc.array(fact, { maxLength: 16 }),
  spoken: fc.array(spoken, { maxLength: 4 }),
  hands: fc.array(hand, { maxLength: 3 }),
  native: fc.array(fc.tuple(number, number), { maxLength: 2 }),
  settings,
  hasHub: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  hasPlan: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
});

/** The same with edges enough for circles. */
export const entangled = fc
  .tuple(recipes, fc.array(edge, { minLength: 4, maxLength: 10 }))
  .map(([recipe, edges]): Recipe => ({ ...recipe, facts: [...edges, ...recipe.facts] }));

export type Recipe = typeof recipes extends fc.Arbitrary<infer T> ? T : never;

/** GitHub remembers of every assignment and every label when it was made; the builder's first minutes are early enough. */
function given(issue: Issue): readonly TimelineEntry[] {
  const held = issue.assignees.map(({ login }) => ({ kind: "assigned" as const, assignee: login }));
  const named = issue.labels.map((label) => ({ kind: "labeled" as const, label }));
  return [...held, ...named].map((entry) => ({ ...entry, at: issue.createdAt, actor: issue.author }));
}

/** Keeps the issue's own entries and adds what people did by hand, in the order of time. */
function withHands(issue: Issue, hands: Recipe["hands"], logins: Logins): readonly TimelineEntry[] {
  const entries = hands.map((one): TimelineEntry => {
    const entry = { kind: one.kind, at: at(one.minute), actor: actorIn(logins, one.by) };
    if (one.kind === "reopened") return entry;
    return one.kind === "unassigned" ? { ...entry, assignee: "ana" } : { ...entry, label: one.label };
  });
  return [...issue.timeline, ...given(issue), ...entries].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** A task that somebody holds is not claimed again before it is given back. */
function heldOnce(facts: readonly string[]): readonly string[] {
  const held = new Set<string>();
  return facts.filter((one) => {
    const issue = /^(#\d+) (?:is held|was finished) by/.exec(one)?.[1];
    if (issue === undefined) return true;
    return !held.has(issue) && held.add(issue);
  });
}

/** Everything is earlier than now, and what is spoken of is there. */
export function snapshotOf({ facts, spoken, hands, native, settings, hasHub, hasPlan }: Recipe): Snapshot {
  const all = Array.from({ length: MOST }, (_, i) => `#${i + 1} is outside`);
  const { logins, ...base } = snapshotFrom([...CAST, ...all, ...heldOnce(facts)]);
  const said = spoken
    .filter(({ on }) => hasHub || on !== HUB)
    .map(({ on, by, says: body }, i): Comment => newComment(600 + i, on, actorIn(logins, by), body));
  const issues = base.issues
    .filter((issue) => hasHub || issue.number !== HUB)
    .map((issue): Issue => {
      const own = hands.filter(({ on }) => on === issue.number);
      const blockers = native.filter(([a, b]) => a === issue.number && a !== b);
      const blockedBy = blockers.map(([, blocker]) => ({ repo: base.repo, number: blocker }));
      return { ...issue, blockedBy, timeline: withHands(issue, own, logins) };
    });
  const plans = hasPlan ? [{ path: PLAN_PATH, onMerge: "apply" }] : [];
  const more = settingsSchema.parse({ ...settings, dashboard: { everySeconds: 0 }, plans });
  return {
    ...base,
    now: later(base.now, 0),
    settings: { ...more, workers: base.settings.workers },
    issues,
    comments: [...base.comments, ...said],
    issueMarkers: hasHub ? base.issueMarkers : new Map(),
    files: new Map(hasPlan ? [[PLAN_PATH, { text: aPlan, hash: "first", askedAt: base.now }]] : []),
  };
}
