// Reasons as the repository shows them: guesses delay, limits exclude, waiting counts, and busy people have an end in sight.
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildWorld } from "../../src/core/build-world.ts";
import { handOut } from "../../src/core/hand-out.ts";
import { mentionedPaths } from "../../src/core/mentioned-paths.ts";
import { openTrust } from "../../src/core/trust.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { snapshotFrom, worldFrom } from "../world-builder.ts";

const worldOf = (snapshot: Snapshot) => buildWorld(snapshot, openTrust(snapshot));
const given = (snapshot: Snapshot) => handOut(worldOf(snapshot)).given.map(({ issue, worker }) => `${issue} ${worker}`);

test("paths named in a text are found, whatever surrounds them", () => {
  const text =
    "Change `src/db/schema.sql` and (see src/ui/door.ts), ./docs/guide.md. Not http://x.org/a/b.html nor and/or, 1/2.";
  expect(mentionedPaths(text)).toEqual(["src/db/schema.sql", "src/ui/door.ts", "docs/guide.md"]);
});

test("any text is read for paths without trouble, and what is found stands in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "/", ".", " ", "`", "-", "ä"), maxLength: 300 }), (text) => {
      for (const path of mentionedPaths(text)) expect(text).toContain(path);
    }),
  );
});

test("of equal tasks the one that names a file of running work goes later, but it goes", () => {
  const story = [
    "ana is a worker",
    "bo is a worker",
    "#4 is open",
    "#5 is open",
    "#3 says Fix src/db/schema.sql",
    "#3 is held by ana",
    "#4 says See `src/db/schema.sql`",
    "#5 says See src/ui/door.ts",
  ];
  expect(given(snapshotFrom(story))).toEqual(["5 bo"]);
  expect(given(snapshotFrom(story.filter((line) => !line.startsWith("#5"))))).toEqual(["4 bo"]);
});

test("who has work with an estimate has an end in sight", () => {
  const story = ["ana is a worker", "#3 says Estimate: 2h", "#3 is held by ana", "#4 is open"];
  const waiting = (now: string) => handOut(worldFrom(story, { now })).waiting.map(({ why }) => why);
  expect(waiting("2026-06-01T08:30:00.000Z")).toEqual([
    "ana is the only one who can do it and has #3 until about 1 Jun 10:01",
  ]);
  expect(waiting("2026-06-02T08:30:00.000Z")).toEqual(["ana is the only one who can do it and has #3"]);
});

test("with a limit nothing is begun that no reviewer has room for", () => {
  const story = ["ana is a worker", "#3 is held by bo", "#3 is in review", "#4 is open"];
  const limited = (limit: number | null): Snapshot => {
    const snapshot = snapshotFrom(story);
    const review = { ...snapshot.settings.review, reviewers: ["eve"], ...(limit === null ? {} : { limit }) };
    return { ...snapshot, settings: { ...snapshot.settings, review } };
  };
  expect(given(limited(null))).toEqual(["4 ana"]);
  expect(given(limited(2))).toEqual(["4 ana"]);
  expect(given(limited(1))).toEqual([]);
  expect(handOut(worldOf(limited(1))).waiting).toEqual([
    { issue: 4, why: "its reviewer has no room: `eve` with 1 review waiting" },
  ]);
});

test("what has been ready for a month goes before what is fresh and a step more important", () => {
  const story = ["ana is a worker", "#4 is open", "#5 is open", "#4 has the label P1", "#5 has the label P2"];
  const readyFor = (days: number): Snapshot => {
    const snapshot = snapshotFrom(story);
    const at = new Date(Date.parse(snapshot.now) - days * 86_400_000).toISOString();
    const ready = { kind: "labeled", at, actor: null, label: "ready" } as const;
    return {
      ...snapshot,
      issues: snapshot.issues.map((issue) => (issue.number === 5 ? { ...issue, timeline: [ready] } : issue)),
    };
  };
  expect(given(readyFor(13))).toEqual(["4 ana"]);
  expect(given(readyFor(29))).toEqual(["5 ana"]);
});
