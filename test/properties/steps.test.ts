// Single steps of a plan that the stories do not reach: each once, from a snapshot to its actions.
import { expect, test } from "vitest";
import { decide } from "../../src/app/wire.ts";
import { commands } from "../../src/commands/all.ts";
import type { Action } from "../../src/core/actions.ts";
import { decideWith } from "../../src/core/decide.ts";
import type { Fact, Issue } from "../../src/core/model.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { views } from "../../src/views/all.ts";
import { HUB, newComment, snapshotFrom } from "../world-builder.ts";
import { perform } from "./little-github.ts";
import { settle } from "./settle.ts";

function withIssue(snapshot: Snapshot, number: number, change: Partial<Issue>): Snapshot {
  const issues = snapshot.issues.map((issue) => (issue.number === number ? { ...issue, ...change } : issue));
  return { ...snapshot, issues };
}

function on(issue: number, snapshot: Snapshot): readonly Action[] {
  return decide(snapshot).actions.filter((action) => "issue" in action && action.issue === issue);
}

const kinds = (actions: readonly Action[]) => actions.map(({ kind }) => kind);
const reported = ["ana is a worker", "#4 was finished by ana"];
const open = { isOpen: true, stateReason: null, closedAt: null };

test("what is reported done is closed, but never while a pull request for it is open", () => {
  const done = withIssue(snapshotFrom(reported), 4, open);
  expect(kinds(on(4, done))).toContain("close");
  const pull = { ref: { repo: "octo/yard", number: 9 }, isOpen: true, isDraft: false, isMerged: false };
  for (const isDraft of [false, true]) {
    const waiting = withIssue(done, 4, { linkedPullRequests: [{ ...pull, isDraft }] });
    expect(kinds(on(4, waiting))).not.toContain("close");
  }
  expect(kinds(on(4, withIssue(done, 4, { labels: ["hold"] })))).not.toContain("close");
});

test("about to be closed it gets no status label, and loses the one it wears", () => {
  const done = withIssue(snapshotFrom(reported), 4, { ...open, labels: ["in progress"] });
  const actions = on(4, done);
  expect(actions).toContainEqual(expect.objectContaining({ kind: "remove-label", label: "in progress" }));
  expect(kinds(actions)).not.toContain("add-label");
});

test("a comment of ours that stands twice is taken away once, the older one stays", () => {
  const told = snapshotFrom(["#4 is held by ana"]);
  const settled = decide(told).actions.reduce(perform, told);
  for (const start of [told, settled]) {
    const first = start.comments.find(({ marker }) => marker?.key === "status:4");
    if (first === undefined) throw new Error("expected a status comment");
    const twice = { ...start, comments: [...start.comments, { ...first, id: 900 }] };
    const gone = on(4, twice).filter(({ kind }) => kind === "delete-comment");
    expect(gone).toMatchObject([{ kind: "delete-comment", comment: 900 }]);
  }
});

test("a receipt that a crash has swallowed is given later, in the right colour", () => {
  const told = snapshotFrom(["ana is a worker", "#4 is open"], { comment: { on: 4, by: "ana", body: "/claim" } });
  const [author] = told.comments.flatMap((one) => (one.id === 600 && one.author !== null ? [one.author] : []));
  if (author === undefined) throw new Error("expected the comment");
  const bot = { id: told.app.botId, login: told.app.botLogin, isBot: true };
  const settled = [{ comment: 600, key: "claim#1" }];
  for (const [refused, content] of [
    [true, "confused"],
    [false, "rocket"],
  ] as const) {
    const marker = { kind: "reply" as const, key: "reply:600", facts: [], settled, data: { refused } };
    const answered = { ...told, comments: [...told.comments, newComment(601, 4, bot, "No.", marker)] };
    expect(on(4, answered)).toContainEqual(expect.objectContaining({ kind: "react", comment: 600, content }));
  }
});

test("a status label that people put on an issue outside stays; ours comes off", () => {
  const outside = snapshotFrom(["#4 is outside"]);
  const entry = { kind: "labeled" as const, at: "2026-06-01T08:00:00.000Z", label: "blocked" };
  const [mara] = outside.issues.flatMap(({ author }) => (author?.login === "mara" ? [author] : []));
  const bot = { id: outside.app.botId, login: outside.app.botLogin, isBot: true };
  const labelled = (actor: typeof bot) =>
    on(4, withIssue(outside, 4, { labels: ["blocked"], timeline: [{ ...entry, actor }] }));
  expect(kinds(labelled(bot))).toEqual(["remove-label"]);
  expect(kinds(labelled(mara ?? bot))).toEqual([]);
});

test("the dashboard is not written at a person's heels, and asks to be looked at again", () => {
  const told = snapshotFrom(["#4 is open"]);
  const hub = told.issues.find(({ number }) => number === 90_000);
  const [mara] = told.issues.flatMap(({ author }) => (author?.login === "mara" ? [author] : []));
  if (hub === undefined || mara === undefined) throw new Error("expected the coordination issue and mara");
  const edited = withIssue(told, hub.number, { editor: mara, lastEditedAt: "2026-06-01T19:58:00.000Z" });
  expect(kinds(on(hub.number, edited))).not.toContain("edit-issue");
  const at = decide(edited).recheckAt ?? "";
  expect(Date.parse(at)).toBe(Date.parse("2026-06-01T20:03:00Z"));
  expect(kinds(on(hub.number, { ...edited, now: at }))).toContain("edit-issue");
});

test("an answer written before the facts settles only the lines that leave none", () => {
  const report = "## Worker ana Report\n\n**Status**: complete\n**Duration**: 2h";
  const story = ["ana is a worker", "#4 is held by ana", "#4 says ## Done when\n\n- [ ] it works"];
  const told = snapshotFrom(story, { comment: { on: 4, by: "ana", body: `/approve\n\n${report}` } });
  const [reply, ...rest] = on(4, told).filter(({ kind }) => kind === "write-comment");
  expect(reply).toMatchObject({ marker: { key: "reply:600", settled: [{ comment: 600, key: "approve#1" }] } });
  expect(rest).toMatchObject([{ marker: { key: "status:4", facts: [{}, { kind: "progress" }] } }]);
});

test("facts are written in the order in which they were told, not in the order of the issues", () => {
  const told = snapshotFrom(["ana is a worker", "#5 is held by ana", "#4 is open"], {
    comment: { on: 5, by: "ana", body: "/done" },
  });
  const asking = told.comments.find(({ id }) => id === 600);
  if (asking?.author == null) throw new Error("expected the comment");
  const mara = told.issues.find(({ number }) => number === 4)?.author ?? asking.author;
  const both = { ...told, comments: [...told.comments, newComment(601, 4, mara, "/blocks #5")] };
  const written = decide(both).actions.flatMap((action) =>
    action.kind === "write-comment" && action.marker.kind === "status" ? [action.issue] : [],
  );
  expect(written).toEqual([5, 4]);
});

test("what is refused is answered before anything is given out", () => {
  const story = ["ana is a worker", "bo is a worker", "#4 is held by ana", "#5 is open"];
  const told = snapshotFrom(story, { comment: { on: 4, by: "bo", body: "/done" } });
  const actions = decide(told).actions;
  const place = (fits: (action: Action) => boolean) => actions.findIndex(fits);
  const answered = place((action) => action.kind === "write-comment" && action.marker.kind === "reply");
  const receipt = place((action) => action.kind === "react");
  const given = place((action) => action.kind === "write-comment" && action.marker.key === "status:5");
  expect(answered).toBeGreaterThanOrEqual(0);
  expect(receipt).toBeGreaterThan(answered);
  expect(given).toBeGreaterThan(receipt);
});

/** Facts in the status comment of #4 that were not there before. */
function newFacts(snapshot: Snapshot): readonly { readonly kind: string }[] {
  const known = snapshot.comments.find(({ marker }) => marker?.key === "status:4")?.marker?.facts.length ?? 0;
  const written = on(4, snapshot).flatMap((action) => (action.kind === "write-comment" ? [action.marker] : []));
  return written.filter(({ key }) => key === "status:4").flatMap(({ facts }) => facts.slice(known));
}

test("after a long sleep a silent worker is warned first and released only when the rest of the time has passed", () => {
  const late = snapshotFrom(["ana is a worker", "#4 is held by ana", "tasks are claimed"], {
    now: "2026-06-09T08:00:00.000Z",
  });
  expect(newFacts(late)).toMatchObject([{ kind: "warned" }]);
  const warned = decide(late).actions.reduce(perform, late);
  expect(newFacts({ ...warned, now: "2026-06-10T07:59:00.000Z" })).toEqual([]);
  expect(newFacts({ ...warned, now: "2026-06-10T08:01:00.000Z" })).toMatchObject([
    { kind: "released" },
    { kind: "declined", worker: "ana" },
  ]);
});

test("a crash between the fact of a warning and its comment, then a long sleep: the comment comes first, and its time", () => {
  const silent = snapshotFrom(["ana is a worker", "#4 is held by ana", "tasks are claimed"], {
    now: "2026-06-09T08:00:00.000Z",
  });
  const isNotice = (action: Action) => action.kind === "write-comment" && action.marker.kind === "notice";
  const unsaid = decide(silent)
    .actions.filter((action) => !isNotice(action))
    .reduce(perform, silent);
  const awake = { ...unsaid, now: "2026-06-12T08:00:00.000Z" };
  expect(newFacts(awake)).toEqual([]);
  expect(decide(awake).actions.filter(isNotice)).toHaveLength(1);
  const said = decide(awake).actions.reduce(perform, awake);
  expect(newFacts({ ...said, now: "2026-06-13T07:59:00.000Z" })).toEqual([]);
  expect(newFacts({ ...said, now: "2026-06-13T08:01:00.000Z" })).toMatchObject([
    { kind: "released" },
    { kind: "declined", worker: "ana" },
  ]);
});

test("a warning that GitHub refuses to print holds nothing up", () => {
  const silent = snapshotFrom(["ana is a worker", "#4 is held by ana", "tasks are claimed"], {
    now: "2026-06-09T08:00:00.000Z",
  });
  const unsaid = decide(silent)
    .actions.filter((action) => action.kind !== "write-comment" || action.marker.kind !== "notice")
    .reduce(perform, silent);
  const refusals = [{ issue: 4, message: "locked" }];
  const released = { ...unsaid, now: "2026-06-12T08:00:00.000Z", refusals };
  expect(newFacts(released)).toMatchObject([{ kind: "released" }, { kind: "declined", worker: "ana" }]);
});

test("taken away by hand, the claim is over for good and the pair is remembered", () => {
  const held = snapshotFrom(["ana is a worker", "#4 is held by ana", "tasks are claimed"]);
  const [actor] = held.issues.flatMap(({ author }) => (author?.login === "mara" ? [author] : []));
  const entry = { kind: "unassigned" as const, at: "2026-06-01T12:00:00.000Z", assignee: "ana", actor: actor ?? null };
  const taken = withIssue(held, 4, { assignees: [], timeline: [entry] });
  expect(newFacts(taken)).toMatchObject([{ kind: "released" }, { kind: "declined", worker: "ana" }]);
});

test("sent back by the reviewer it is in progress again", () => {
  const told = snapshotFrom(["ana is a worker", "#4 is held by ana", "#4 is in review", "tasks are claimed"]);
  const rejected = {
    ...{ kind: "rejected" as const, by: { id: 2, login: "mara", isBot: false }, reason: "not yet" },
    ...{ at: "2026-06-01T09:00:00.000Z", from: { comment: 90_002, key: "reject#1" } },
  };
  const comments = told.comments.map((one) =>
    one.marker?.key === "status:4"
      ? { ...one, marker: { ...one.marker, facts: [...one.marker.facts, rejected] } }
      : one,
  );
  const status = (snapshot: Snapshot) => decide(snapshot).world.tasks.get(4)?.status;
  expect([status(told), status({ ...told, comments })]).toEqual(["in review", "in progress"]);
});

test("the old status label goes in the same plan in which the new one comes, and before it", () => {
  const stale = snapshotFrom(["ana is a worker", "#4 is held by ana", "#4 has the label ready"]);
  const changes = on(4, stale).flatMap((action) => ("label" in action ? [`${action.kind} ${action.label}`] : []));
  expect(changes).toEqual(["remove-label ready", "add-label in progress"]);
});

test("whoever was not asked for yet may do nothing, and is asked for", () => {
  const told = snapshotFrom(["zoe may triage", "#4 is open", "#5 was written by zoe", "#5 says Estimate: 1h"], {
    comment: { on: 4, by: "zoe", body: "/hold" },
  });
  const effects = (snapshot: Snapshot) => on(4, snapshot).filter((one) => "label" in one && one.label === "hold");
  expect(effects(told)).toHaveLength(1);
  expect(decide(told).world.tasks.has(5)).toBe(true);
  const zoe = [...told.logins].find(([, login]) => login === "zoe")?.[0];
  const unknown = { ...told, roles: new Map([...told.roles].filter(([id]) => id !== zoe)) };
  expect(effects(unknown)).toEqual([]);
  expect(decide(unknown).world.tasks.has(5)).toBe(false);
  expect(decide(unknown).neededRoles.map(({ login }) => login)).toContain("zoe");
});

test("the board is not even drawn before it may be written, and is looked at again as soon as it may", () => {
  const told = snapshotFrom(["#4 is held by ana", "ana is a worker"]);
  const body = views.dashboard(decide(told).world, decide(told).schedule);
  const written = { editor: { id: told.app.botId, login: told.app.botLogin, isBot: true }, body };
  const undrawn = decideWith({
    commands,
    views: {
      ...views,
      dashboard: () => {
        throw new Error("drawn in vain");
      },
    },
  });
  const early = withIssue(told, HUB, { ...written, lastEditedAt: "2026-06-01T19:59:30.000Z" });
  expect(kinds(undrawn(early).actions)).not.toContain("edit-issue");
  expect(Date.parse(undrawn(early).recheckAt ?? "")).toBe(Date.parse("2026-06-01T20:00:30Z"));
  const due = withIssue(told, HUB, { ...written, lastEditedAt: "2026-06-01T19:58:59.000Z" });
  expect(() => undrawn(due)).toThrow("drawn in vain");
  expect(kinds(decide(due).actions)).toContain("edit-issue");
});

const keysOf = ({ comments }: Snapshot, kind: RegExp) =>
  comments.flatMap(({ marker }) => (marker !== null && kind.test(marker.key) ? [marker.key] : []));

test("where nobody orchestrates, those who stand in for it are told of an emergency at once, and not again later", () => {
  const asked = { on: 4, by: "ana", body: "/urgent the cellar is under water" };
  const yard = snapshotFrom(["ana is a worker", "#4 is open", "tom may triage"], { comment: asked });
  const { emergency } = yard.settings;
  const start = { ...yard, settings: { ...yard.settings, emergency: { ...emergency, escalateTo: ["@tom"] } } };
  const { end } = settle(start, 0);
  const later = settle({ ...end, now: "2026-06-04T20:00:00.000Z" }, 0).end;
  expect([end, later].map((one) => keysOf(one, /^(?:urgent|escalated):/))).toEqual([
    ["urgent:4:600"],
    ["urgent:4:600"],
  ]);
});

test("whoever opens a pull request for somebody else's task hears so once", () => {
  const yard = [
    "ana is a worker",
    "bob is a worker",
    "#4 is held by ana",
    "#9 is a pull request",
    "#9 was written by bob",
  ];
  const pull = { ref: { repo: "octo/yard", number: 9 }, isOpen: true, isDraft: false, isMerged: false };
  const { end } = settle(withIssue(snapshotFrom(yard), 4, { linkedPullRequests: [pull] }), 0);
  expect(keysOf(end, /^taken:/)).toEqual(["taken:9:4"]);
});

/** #4 that ana claimed and gave back, with what was told since; GitHub still shows her name. */
function givenBack(more: readonly object[]): Snapshot {
  const told = snapshotFrom(["ana is a worker", "bob is a worker", "#4 is held by ana", "tasks are claimed"]);
  const from = { comment: 700, key: "later#1" };
  const at = "2026-06-01T09:00:00.000Z";
  const facts = [{ kind: "released", worker: "ana", epoch: 1, why: "ill" }, ...more].map((one) => ({
    at,
    from,
    ...one,
  }));
  const comments = told.comments.map((one) => {
    if (one.marker?.key !== "status:4") return one;
    return { ...one, marker: { ...one.marker, facts: [...one.marker.facts, ...(facts as Fact[])] } };
  });
  return { ...told, comments };
}

const assigned = ({ issues }: Snapshot) =>
  issues.find(({ number }) => number === 4)?.assignees.map(({ login }) => login);

test("taken by the next before GitHub showed that it was given back, only the next one's name stays", () => {
  const claimed = { kind: "claim", worker: "bob", by: { id: 12, login: "bob", isBot: false }, epoch: 2 };
  expect(assigned(settle(givenBack([claimed]), 0).end)).toEqual(["bob"]);
});

test("a report that comes after its worker gave the task back does not take it again", () => {
  const late = { kind: "progress", worker: "ana", epoch: 1, status: "in progress", deliverables: [] };
  const { end } = settle(givenBack([late]), 0);
  expect(assigned(end)).toEqual([]);
  expect(decide(end).world.tasks.get(4)).toMatchObject({ holder: null, status: "ready" });
});

test("any word of the holder's on the task is a sign of life, a stranger's is none", () => {
  // A day and more after the claim, less than a day after the word.
  const now = "2026-06-02T17:00:00.000Z";
  const after = (by: string) =>
    snapshotFrom(["ana is a worker", "#4 is held by ana", "tasks are claimed"], {
      now,
      comment: { on: 4, by, body: "The first half stands." },
    });
  expect(newFacts(after("ana"))).toEqual([]);
  expect(newFacts(after("eve"))).toMatchObject([{ kind: "warned" }]);
});
