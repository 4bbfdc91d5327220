// What the workers' protocol shows to people, as files to be read by eye: near misses, handovers, risks, the week, gates.
import { expect, test } from "vitest";
import { commands } from "../../src/commands/all.ts";
import { answerComments } from "../../src/core/answer-comments.ts";
import { buildWorld } from "../../src/core/build-world.ts";
import { handOut } from "../../src/core/hand-out.ts";
import type { Fact, Marker } from "../../src/core/model.ts";
import { openRequests } from "../../src/core/open-requests.ts";
import { openTrust } from "../../src/core/trust.ts";
import type { World } from "../../src/core/world.ts";
import { views } from "../../src/views/all.ts";
import { ASKING, newComment, snapshotFrom, worldFrom } from "../world-builder.ts";
import { expectGolden } from "./golden-file.ts";

const NOW = "2026-06-05T09:00:00.000Z";
const json = (value: object) => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;

const crew = ["ana is a worker", "bo is a worker", "mia is an orchestrator", "agent-1 speaks as cho"];

const NEAR_MISSES: Readonly<Record<string, string>> = {
  progress: "## Worker ana Report - Phase 1.2\n\n**Duration**: 2h\n**Deliverables**:\n- plan.md",
  "progress, blocked by nothing": "## Report\n\n**Status**: blocked\n**Blockers**: none",
  standup: "## Daily Standup - 2026-06-01 - ana\n\nAll is well.",
  handoff: "## Session Handoff: the importer\n\n**Date**: 2026-06-01\n**Summary**: half of it stands",
  message: json({ message_type: "request", source_agent: "agent-1", payload: { need: "the schema" } }),
  "agent status": json({ id: "agent-1", tasksComplete: 1, tasksTotal: 2, dependenciesNeeded: "the schema" }),
  "broken data": '```json\n{"tasksComplete": 1, "tasksTotal": 2,\n```',
  urgent: "🚨 URGENT: the cellar is full of water\n\n**Impact**: everybody waits",
  "of a task that somebody else has": "## Report\n\n**Issue**: #5\n**Status**: complete",
  "of a task that nobody has": "## Report\n\n**Issue**: #6\n**Status**: complete",
  "of no task, on the coordination issue": "",
};

test("what each form that lacks something is answered", () => {
  const parts = Object.entries(NEAR_MISSES).map(([name, said]) => {
    const on = said === "" ? 90_000 : 4;
    const body = said === "" ? "## Report\n\n**Status**: in progress" : said;
    const by = body.includes("agent-1") || body.startsWith("```") ? "cho" : "ana";
    const story = [
      ...crew,
      "#4 is titled Dig the cellar",
      "#4 is held by ana",
      "#5 is held by bo",
      "#6 says Estimate: 2h",
    ];
    const snapshot = snapshotFrom(story, { comment: { on, by, body } });
    const { answered } = answerComments(snapshot, openTrust(snapshot), { commands, views });
    const text = views.reply(answered.find(({ comment }) => comment.id === ASKING)?.answers ?? []);
    expect([name, text.length > 20]).toEqual([name, true]);
    return `> ${name}\n\n${text}`;
  });
  expectGolden("near-misses.md", parts.join("\n\n---\n\n"));
});

const status = (id: string, needs: readonly object[], gives: readonly string[]) =>
  json({
    id,
    status: "in_progress",
    tasksComplete: 1,
    tasksTotal: 3,
    dependenciesNeeded: needs,
    dependenciesProvided: gives,
  });

function request(): string {
  return json({
    version: "1.0",
    timestamp: "2026-06-01T08:00:00Z",
    source_agent: "agent-1",
    target_agent: "bo",
    message_type: "request",
    correlation_id: "c-7",
    payload: { need: "the schema" },
    timeout_ms: 3_600_000,
  });
}

function keeps(issue: number, ...facts: Fact[]): Marker {
  return { kind: "status", key: `status:${issue}`, facts, settled: [], data: {} };
}

/** A week of work: two risks, a request that nobody answered, a gate that waits for its approver, a report nobody can read. */
function busyWorld(): World {
  const snapshot = snapshotFrom(
    [
      ...crew,
      "#1 is titled Lay the tracks",
      "#1 says **Phase**: 1",
      "#1 was finished by bo",
      "#2 is titled Ready for trains",
      "#2 says **Phase**: 1",
      "#2 says Approver: mara",
      "#2 says ## Done when\n\n- [ ] all tasks of the phase are done\n- [ ] a train ran",
      "#3 is titled Paint the signals",
      "#3 says **Phase**: 2",
      "#4 is titled Dig the cellar",
      "#4 says **Due**: 2026-06-03",
      "#4 is held by ana",
      "#5 is titled Hang the lamps",
      "#5 is open",
      "bo is known",
      "cho is known",
    ],
    { now: NOW },
  );
  const who = (login: string) => {
    const found = [...snapshot.logins].find(([, name]) => name === login);
    return { id: found?.[0] ?? expect.fail(`${login} is in the story`), login, isBot: false };
  };
  const bot = { id: snapshot.app.botId, login: snapshot.app.botLogin, isBot: true };
  const back = (at: string): Fact => {
    const by = { id: 2, login: "mara", isBot: false };
    return { kind: "rejected", by, reason: "it flickers", at, from: { comment: 3, key: `reject#${at}` } };
  };
  const rounds = [back("2026-06-02T10:00:00.000Z"), back("2026-06-03T10:00:00.000Z")];
  const comments = [
    newComment(
      100,
      3,
      who("cho"),
      status("agent-1", [{ name: "the schema", kind: "file", priority: "high" }], ["lamp.svg"]),
    ),
    newComment(101, 5, who("cho"), request()),
    newComment(102, 4, who("ana"), "## Report\n\n**Status**: soon"),
    newComment(103, 5, bot, "kept", keeps(5, ...rounds)),
  ];
  const told = { ...snapshot, comments: [...snapshot.comments, ...comments] };
  return buildWorld(told, openTrust(told));
}

test("dashboard with handovers, risks, an unanswered request, a gate and a report that nobody can read", () => {
  const world = busyWorld();
  const page = views.dashboard(world, handOut(world));
  for (const title of [
    "### Phases",
    "### Integration queue",
    "### Risks",
    "**Unanswered:**",
    "**Gate:**",
    "**Report not read:**",
  ])
    expect(page).toContain(title);
  expectGolden("dashboard-at-work.md", page);
});

test("the summary that looks back on the week, with the risks that moved", () => {
  const world = busyWorld();
  const dailySummary = { ...world.snapshot.settings.dailySummary, review: "fri" as const };
  const told = { ...world, snapshot: { ...world.snapshot, settings: { ...world.snapshot.settings, dailySummary } } };
  const previous = { date: "2026-06-04", total: 5, done: 0, risks: ["5 sent back", "1 overdue"] };
  const text = views.dailySummary(told, handOut(told), "2026-06-05", previous);
  expect(text).toContain("### The week");
  expectGolden("summary-week.md", text);
});

test("the word about a request that nobody answered", () => {
  const world = busyWorld();
  const [late] = openRequests(world);
  if (late === undefined) throw new Error("the story has a request");
  expectGolden("request-notice.md", views.requestNotice({ request: late, people: ["@mia", "@bo"] }, world));
});

test("the word to whoever opened a pull request for somebody else's task", () => {
  const world = worldFrom([...crew, "#4 is titled Dig the cellar", "#4 is held by ana"]);
  const task = world.tasks.get(4);
  if (task === undefined) throw new Error("the story has a task 4");
  const next = "Next best for you: #5 Hang the lamps.";
  expectGolden("taken-notice.md", views.takenNotice({ task, who: "@bo", next }, world));
});

test("a circle, and the same one cut", () => {
  const circle = ["#1 is titled Dig the cellar", "#1 depends on #2", "#2 is titled Lay the floor", "#2 depends on #1"];
  const world = worldFrom(circle);
  const [cycle] = world.cycles;
  if (cycle === undefined) throw new Error("the story has a circle");
  expectGolden("cycle-notice.md", views.cycleNotice(cycle, world));
  expectGolden("cycle-gone.md", views.cycleNotice(null, worldFrom([])));
});

test("what is said at a gate, and to those who wait behind it", () => {
  const story = [
    "mara is known",
    "bo is a worker",
    "#1 says **Phase**: 1",
    "#1 is titled Lay the tracks",
    "#2 is titled Ready for trains",
    "#2 says **Phase**: 1\n**Approver**: mara",
    "#2 says ## Done when\n\n- [ ] a train ran",
    "#3 is titled Paint the signals",
    "#3 says **Phase**: 2",
  ];
  const asked = [
    [2, "mara", "/gate approve"],
    [2, "bo", "/gate approve"],
    [2, "mara", "/gate reject because nobody has tried the points"],
    [2, "bo", "/claim"],
    [3, "bo", "/why"],
  ] as const;
  const parts = asked.map(([on, by, body]) => {
    const snapshot = snapshotFrom(story, { comment: { on, by, body } });
    const { answered } = answerComments(snapshot, openTrust(snapshot), { commands, views });
    const text = views.reply(answered[0]?.answers ?? []);
    return `> ${by} on #${on}: ${body}\n\n${text === "" ? "(accepted without a word)" : text}`;
  });
  expectGolden("gate-answers.md", parts.join("\n\n---\n\n"));
});
