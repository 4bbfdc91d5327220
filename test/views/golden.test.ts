// Everything a person sees, as files to be read by eye: clear, kind, short, no jargon.
import { test } from "vitest";
import { commands } from "../../src/commands/all.ts";
import { answerComments } from "../../src/core/answer-comments.ts";
import { handOut } from "../../src/core/hand-out.ts";
import { openTrust } from "../../src/core/trust.ts";
import type { World } from "../../src/core/world.ts";
import { views } from "../../src/views/all.ts";
import { oneOfEach } from "../one-of-each.ts";
import { ASKING, type More, snapshotFrom, worldFrom } from "../world-builder.ts";
import { expectGolden } from "./golden-file.ts";
import { manyTasks } from "./many-tasks.ts";

const crew = ["ana is a worker with 2 slots", "bo is a worker who knows sql", "worker-6 speaks as ana"];

const small = [
  ...crew,
  "#1 is titled Lay the foundations",
  "#1 was finished by ana",
  "#1 was reported complete by ana with plan.md, foundations.md",
  "#2 is titled Build the walls",
  "#2 depends on #1",
  "#2 says Estimate: 3h",
  "#2 is held by ana",
  "#3 is titled Put on the roof",
  "#3 depends on #2",
  "#4 is titled Paint the door",
  "#4 depends on #3",
  "#5 is titled Plant a tree",
  "#5 is open",
];

const onFire = [
  ...small,
  "#6 is titled Water runs into the cellar",
  "#6 is open",
  "#6 has the label urgent",
  "#6 has the label P0",
  "#7 depends on #8",
  "#8 depends on #7",
  "#9 is closed as not planned",
  "#10 depends on #9",
  "#11 says Depends on: #777",
  "#12 is held by bo",
  "#12 is in review",
  "#13 depends on #3",
  "#13 is held by cy",
  "#14 is on hold because @octo/everybody waits for octo/other#3",
  "#15 is titled <b>Fix</b> | `rm -rf` @octo/team closes #2 <!-- hidden -->",
  "#15 is open",
  "#15 says Blocked by the vendor",
  "#16 is outside",
  "#16 was written by zoe",
];

function dashboard(sentences: readonly string[], more: More = {}): string {
  const world = worldFrom(sentences, more);
  return views.dashboard(world, handOut(world));
}

test("dashboard of a few tasks", () => {
  expectGolden("dashboard-small.md", dashboard(small));
});

test("dashboard when much goes wrong", () => {
  const settingsProblems = [
    "line 4: `slots` in `workers`: expected a number, found “two”; this works: `workers: [{ name: ana, slots: 2 }]`",
  ];
  expectGolden("dashboard-on-fire.md", dashboard(onFire, { settingsProblems }));
});

test("dashboard before anything is live", () => {
  expectGolden("dashboard-observing.md", dashboard(["it only observes by box", ...small]));
});

test("dashboard when all is done", () => {
  expectGolden(
    "dashboard-finished.md",
    dashboard([...crew, "#1 was finished by ana", "#2 depends on #1", "#2 was finished by bo"]),
  );
});

test("dashboard of a repository in which nothing takes part", () => {
  expectGolden("dashboard-empty.md", dashboard(["#1 is outside", "#2 is outside"]));
});

test("dashboard of 600 tasks", () => {
  const world = manyTasks(600);
  expectGolden("dashboard-large.md", views.dashboard(world, handOut(world)));
});

const summary = (world: World, previous: Parameters<typeof views.dailySummary>[3]) =>
  views.dailySummary(world, handOut(world), "2026-06-02", previous);

test("summary of a busy day", () => {
  const world = worldFrom([...onFire, "#3 has been blocked since 2026-05-30T10:00:00.000Z"], {
    now: "2026-06-01T09:00:00.000Z",
  });
  const previous = { date: "2026-05-29", total: 11, done: 0 };
  expectGolden("summary-busy.md", views.dailySummary(world, handOut(world), "2026-06-01", previous));
});

test("summary of a quiet day, and the very first one", () => {
  const world = worldFrom(small, { now: "2026-06-04T09:00:00.000Z" });
  expectGolden(
    "summary-quiet.md",
    views.dailySummary(world, handOut(world), "2026-06-03", { date: "2026-06-02", total: 5, done: 1 }),
  );
  expectGolden("summary-first.md", summary(world, null));
});

test("summary after a week of downtime: everything since the last one, and who was not heard of", () => {
  const world = worldFrom([...small, "#5 was finished by bo"], { now: "2026-06-05T09:00:00.000Z" });
  const previous = { date: "2026-05-29", total: 5, done: 0 };
  expectGolden("summary-after-a-gap.md", views.dailySummary(world, handOut(world), "2026-06-05", previous));
});

test("status comment with a fact of every kind, in the repository's time zone", () => {
  const world = worldFrom(["the time zone is Asia/Tokyo", ...small]);
  const issue = world.issues.get(4);
  if (issue === undefined) throw new Error("the story has an issue 4");
  const warnings = [
    {
      line: 3,
      message: "“Blocked by the vendor” names no issue; if there is one, write `Blocked by: #12`",
      asks: true,
    },
  ];
  expectGolden(
    "status-comment.md",
    views.statusComment({ issue, task: null, facts: Object.values(oneOfEach), settled: [], warnings }, world),
  );
});

test("warning to a silent worker", () => {
  const world = worldFrom(small);
  const task = world.tasks.get(2);
  if (task === undefined) throw new Error("the story has a task 2");
  expectGolden("lease-warning.md", views.leaseWarning(task, "2026-06-03T08:00:00.000Z", world));
});

test("every answer of every command's examples", () => {
  const parts = commands.flatMap((command) =>
    command.examples.map((example) => {
      const { on, by, says } = example;
      const snapshot = snapshotFrom([...example.world, `#${on} is titled Task ${on}`], {
        comment: { on, by, body: says },
      });
      const { answered } = answerComments(snapshot, openTrust(snapshot), { commands, views });
      const text = views.reply(answered.find(({ comment }) => comment.id === ASKING)?.answers ?? []);
      return `> ${by} on issue ${on}: ${says}\n\n${text === "" ? "(accepted or refused without a word)" : text}`;
    }),
  );
  expectGolden("answers.md", parts.join("\n\n---\n\n"));
});

test("several lines in one comment are answered by name", () => {
  const body = "/claim\n/estimate soon\n/why #4";
  const snapshot = snapshotFrom([...small, "cy may triage"], { comment: { on: 4, by: "cy", body } });
  const { answered } = answerComments(snapshot, openTrust(snapshot), { commands, views });
  const worded = answered.find(({ comment }) => comment.id === ASKING)?.answers ?? [];
  expectGolden("reply-to-several.md", views.reply(worded));
});
