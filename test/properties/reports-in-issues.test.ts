// A report opened as an issue: what it leads to is what its comment would have led to, wherever a crash falls.
import { expect, test } from "vitest";
import { decide } from "../../src/app/wire.ts";
import type { Action } from "../../src/core/actions.ts";
import type { Actor, Fact } from "../../src/core/model.ts";
import { reportKinds } from "../../src/core/reports/all.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { newIssue } from "../new-issue.ts";
import { HUB, newComment, snapshotFrom } from "../world-builder.ts";
import { perform } from "./little-github.ts";

const REPORT = 9;
const POSTED_AT = "2026-06-01T19:00:00.000Z";
const YARD = ["ana is a worker", "#7 is open", "#12 is held by ana", "#13 is held by ana", "#30 is outside"];

const json = (kind: string) =>
  (reportKinds.find(({ name }) => name === kind)?.form ?? "")
    .replace(/agent-frontend|agent-03/, "ana")
    .replace('"worker-6"', '"ana"');

/** Title and body, as a form leaves them or a hand writes them. */
const REPORTS: Readonly<Record<string, readonly [title: string, body: string]>> = {
  complete: ["Report", "### Issue\n\n#12\n\n### Status\n\n✅ Complete\n\n### Deliverables\n\n- a wall"],
  blocked: ["ana Report - Phase 1", "### Issue\n\n#12\n\n### Status\n\nBlocked\n\n### Blockers\n\n- #7"],
  "blocked by words": ["Report", "**Issue**: #12\n**Status**: Blocked\n**Blockers**: the colour"],
  "made others wait": ["Report", "**Issue**: #12\n**Status**: In Progress\n**Dependencies Created**: #13"],
  "near miss": ["Report", "**Issue**: #12\n**Duration**: 1h\n**Deliverables**: none"],
  "of no task": ["Report", "**Issue**: #99\n**Status**: Complete"],
  urgent: ["🚨 URGENT: fire", "**Issue**: #12\n**Blocker**: smoke\n**Proposed Solution**: water\n**Impact**: all"],
  standup: ["Daily Standup - 2026-06-01 - ana", "**Yesterday**: stones\n**Today**: mortar"],
  handoff: ["Session Handoff: the wall", "**Summary**: half\n**Next Session Should**: finish it"],
  "handoff in many words": [
    "Session Handoff: the wall",
    "**Issue**: #12\n**Summary**: half of it, and the roof depends on #30 for now\n**Next Session Should**: finish it",
  ],
  message: ["Message: the schema", json("message")],
  "agent status": ["Status", json("agent status")],
};

function actorIn(snapshot: Snapshot & { readonly logins: ReadonlyMap<number, string> }, login: string): Actor {
  const id = [...snapshot.logins].find(([, name]) => name === login)?.[0] ?? 77;
  return { id, login, isBot: false };
}

function withIssue(name: string, login = "ana"): Snapshot {
  const told = snapshotFrom(YARD);
  const [title, body] = REPORTS[name] ?? ["", ""];
  const issue = { ...newIssue(REPORT, title), body, author: actorIn(told, login), createdAt: POSTED_AT };
  return { ...told, roles: new Map([...told.roles, [77, "read"]]), issues: [...told.issues, issue] };
}

/** The same words as a comment on the issue they are about. */
function withComment(name: string): Snapshot {
  const told = snapshotFrom(YARD);
  const [title, body] = REPORTS[name] ?? ["", ""];
  const on = /Issue\W+#12/.test(body) ? 12 : HUB;
  const heading = title.startsWith("🚨") ? title : `## ${title}`;
  const text = body.startsWith("```") ? body : `${heading}\n\n${body}`;
  const comment = { ...newComment(600, on, actorIn(told, "ana"), text), createdAt: POSTED_AT };
  return { ...told, comments: [...told.comments, comment] };
}

function settle(start: Snapshot): Snapshot {
  let snapshot = start;
  for (let pass = 0; pass < 6; pass += 1) {
    const { actions } = decide(snapshot);
    if (actions.length === 0) return snapshot;
    snapshot = actions.reduce(perform, snapshot);
  }
  throw new Error(`never quiet: ${decide(snapshot).actions.map(({ kind, because }) => `${kind}: ${because}`)}`);
}

const on = (number: number, actions: readonly Action[]) =>
  actions.filter((action) => "issue" in action && action.issue === number).map(({ kind }) => kind);

/** Facts by issue, without where they came from. */
function told({ comments }: Snapshot): Readonly<Record<number, readonly unknown[]>> {
  const bare = ({ from, ...fact }: Fact) => ({ ...fact, isWord: from.comment !== null });
  const kept = comments.filter(({ marker }) => marker?.kind === "status" && marker.facts.length > 0);
  return Object.fromEntries(kept.map(({ issue, marker }) => [issue, (marker?.facts ?? []).map(bare)]));
}

const reportIssue = (snapshot: Snapshot) => snapshot.issues.find(({ number }) => number === REPORT);
const isHeard = (name: string) => !["near miss", "of no task"].includes(name);

test.each(Object.keys(REPORTS))("%s: as an issue it leads to the same facts as a comment", (name) => {
  const asIssue = settle(withIssue(name));
  const asComment = settle(withComment(name));
  expect(told(asIssue)).toEqual(told(asComment));
  const worn = ({ issues }: Snapshot) =>
    issues.filter(({ number }) => ![REPORT, HUB].includes(number)).map(({ labels, isOpen }) => [labels, isOpen]);
  expect(worn(asIssue)).toEqual(worn(asComment));
  expect(reportIssue(asIssue)).toMatchObject({ isOpen: !isHeard(name), labels: [] });
});

test.each(Object.keys(REPORTS))("%s: stopped after any action the end is the same", (name) => {
  const start = withIssue(name);
  const end = settle(start);
  const { actions } = decide(start);
  expect(on(REPORT, actions)).toEqual(isHeard(name) ? ["write-comment", "close"] : ["write-comment"]);
  for (let done = 0; done <= actions.length; done += 1) {
    const after = settle(actions.slice(0, done).reduce(perform, start));
    expect([done, told(after)]).toEqual([done, told(end)]);
    expect(reportIssue(after)).toEqual(reportIssue(end));
    expect(after.comments.filter(({ issue }) => issue === REPORT).map(({ body }) => body)).toHaveLength(1);
  }
});

const dashboard = (snapshot: Snapshot) => snapshot.issues.find(({ number }) => number === HUB)?.body ?? "";

test.each(Object.keys(REPORTS))(
  "%s: the dashboard never names one that is heard, and goes on naming one that is not",
  (name) => {
    const start = withIssue(name);
    const first = decide(start).actions.reduce(perform, start);
    expect(dashboard(first)).toContain("Needs a person now");
    expect(dashboard(first).includes("**Report as an issue:**")).toBe(!isHeard(name));
    const isNamed = /\*\*Report (?:as an issue|not read):\*\*/.test(dashboard(settle(start)));
    expect(isNamed).toBe(!isHeard(name));
  },
);

test("where every issue takes part, a report that was refused still gets no status and is nobody's task", () => {
  for (const name of ["near miss", "of no task"]) {
    const start = withIssue(name);
    const settled = settle({ ...start, settings: { ...start.settings, scope: "all" } });
    expect([name, reportIssue(settled)?.labels]).toEqual([name, []]);
  }
});

test("the order of what was observed does not matter", () => {
  for (const name of Object.keys(REPORTS)) {
    const { issues, comments, ...rest } = withIssue(name);
    const turned = { ...rest, issues: [...issues].reverse(), comments: [...comments].reverse() };
    expect(decide(turned).actions).toEqual(decide({ ...rest, issues, comments }).actions);
  }
});

test("a stranger's is an issue like any other; with triage permission one may call an emergency", () => {
  for (const name of Object.keys(REPORTS)) {
    const { actions } = decide(withIssue(name, "zoe"));
    expect([name, on(REPORT, actions), on(12, actions)]).toEqual([
      name,
      [],
      on(12, decide(snapshotFrom(YARD)).actions),
    ]);
  }
  const fire = withIssue("urgent", "zoe");
  const trusted = { ...fire, roles: new Map([...fire.roles, [77, "triage"] as const]) };
  expect(on(REPORT, decide(trusted).actions)).toEqual(["write-comment", "close"]);
  const robot = { id: 77, login: "zoe", isBot: true };
  const issues = trusted.issues.map((issue) => (issue.number === REPORT ? { ...issue, author: robot } : issue));
  const settled = settle({ ...trusted, issues });
  expect([reportIssue(settled)?.isOpen, dashboard(settled).includes("Report as an issue")]).toEqual([true, false]);
});

test("what was said later is heard later: a report before a release counts, one after it does not", () => {
  const posted = (createdAt: string) => {
    const start = withIssue("made others wait");
    const [ana] = start.issues.flatMap(({ number, author }) => (number === REPORT && author !== null ? [author] : []));
    if (ana === undefined) throw new Error("expected an author");
    const release = { ...newComment(600, 12, ana, "/release"), createdAt: "2026-06-01T18:00:00.000Z" };
    const issues = start.issues.map((issue) => (issue.number === REPORT ? { ...issue, createdAt } : issue));
    return settle({ ...start, issues, comments: [...start.comments, release] });
  };
  expect(reportIssue(posted("2026-06-01T17:00:00.000Z"))?.isOpen).toBe(false);
  expect(reportIssue(posted("2026-06-01T18:30:00.000Z"))?.isOpen).toBe(true);
});
