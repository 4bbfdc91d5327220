// What open pull requests change: who meets whom, how much of it is told, and what it does to handing out work.
import { expect, test } from "vitest";
import { buildWorld } from "../../src/core/build-world.ts";
import { changedFor, findClashes } from "../../src/core/changed-files.ts";
import { handOut } from "../../src/core/hand-out.ts";
import type { Issue } from "../../src/core/model.ts";
import { openTrust } from "../../src/core/trust.ts";
import type { World } from "../../src/core/world.ts";
import { newIssue } from "../new-issue.ts";
import { snapshotFrom } from "../world-builder.ts";

const REPO = "octo/yard";

interface Pull {
  readonly closes: readonly number[];
  readonly paths: readonly string[];
  readonly isOpen?: boolean;
}

function worldWith(sentences: readonly string[], pulls: Readonly<Record<number, Pull>>): World {
  const snapshot = snapshotFrom(sentences);
  const linked = (issue: Issue) =>
    Object.entries(pulls)
      .filter(([, { closes }]) => closes.includes(issue.number))
      .map(([number]) => ({
        ref: { repo: REPO, number: Number(number) },
        isOpen: true,
        isDraft: true,
        isMerged: false,
      }));
  const issues = snapshot.issues.map((issue) => ({ ...issue, linkedPullRequests: linked(issue) }));
  const made = Object.entries(pulls).map(([number, { paths, isOpen = true }]) => {
    return { ...newIssue(Number(number), "P"), isPullRequest: true, isOpen, changedPaths: paths };
  });
  const seen = { ...snapshot, issues: [...issues, ...made] };
  return buildWorld(seen, openTrust(seen));
}

const meetings = (world: World) => findClashes(world).map(({ one, other, paths }) => [one.pull, other.pull, paths]);

test("pairs meet in the files that both change, whatever else they change", () => {
  const world = worldWith(["#1 is open", "#2 is open", "#3 is open"], {
    11: { closes: [1], paths: ["b.ts", "a.ts", "c.ts"] },
    12: { closes: [2], paths: ["c.ts", "a.ts"] },
    13: { closes: [3], paths: ["d.ts", "c.ts"] },
    14: { closes: [], paths: ["a.ts"] },
  });
  expect(meetings(world)).toEqual([
    [11, 12, ["a.ts", "c.ts"]],
    [11, 13, ["c.ts"]],
    [12, 13, ["c.ts"]],
  ]);
});

test("closed pull requests, closed issues and two tries at one thing meet nobody", () => {
  const same = ["a.ts"];
  const world = worldWith(["#1 is open", "#2 is open", "#3 is open", "#3 is closed"], {
    11: { closes: [1], paths: same },
    12: { closes: [1], paths: same },
    13: { closes: [2], paths: same, isOpen: false },
    14: { closes: [3], paths: same },
  });
  expect(meetings(world)).toEqual([]);
});

test("a file that a hundred pull requests change is told of ten of them", () => {
  const numbers = Array.from({ length: 100 }, (_, at) => at + 1);
  const pulls = numbers.map((number) => [1000 + number, { closes: [number], paths: ["CHANGELOG.md"] }] as const);
  const world = worldWith(
    numbers.map((number) => `#${number} is open`),
    Object.fromEntries(pulls),
  );
  expect(findClashes(world)).toHaveLength(45);
});

const PEOPLE = ["ana is a worker", "bob is a worker", "#1 is open", "#2 is open", "#1 is held by ana"];

test("of two tasks the one whose pull request changes files in work goes later, and goes all the same", () => {
  const world = worldWith([...PEOPLE, "#3 is open", "#4 depends on #3"], {
    11: { closes: [1], paths: ["src/door.ts"] },
    12: { closes: [2], paths: ["src/Door.ts", "src/roof.ts"] },
  });
  expect(changedFor(world.tasks.get(2) ?? expect.fail(), world)).toEqual(["src/Door.ts", "src/roof.ts"]);
  expect(handOut(world).given).toMatchObject([{ issue: 3, worker: "bob" }]);
  const alone = worldWith(PEOPLE, { 11: { closes: [1], paths: ["a.ts"] }, 12: { closes: [2], paths: ["a.ts"] } });
  expect(handOut(alone).given).toMatchObject([{ issue: 2, worker: "bob" }]);
});

test("its own pull request does not stand in a task's way", () => {
  const sentences = ["ana is a worker", "#2 is open", "#3 is open", "#2 has the label P1"];
  const world = worldWith(sentences, { 12: { closes: [2], paths: ["src/roof.ts"] } });
  expect(handOut(world).given).toMatchObject([{ issue: 2 }]);
});
