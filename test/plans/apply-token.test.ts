/** A plan applied with a token, where no App is: adopted issues are wired, owners assigned, and any write may be lost. */
import { expect, test, vi } from "vitest";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { type Applied, applyWithToken } from "./apply-with-token.ts";
import { breakWrite } from "./break-write.ts";

const REPO = "octo/dock";
const PATH = "docs/dock.json";
const ASSIGNABLE = new Set(["ana", "bob"]);

vi.setConfig({ testTimeout: 240_000 });

interface Dock {
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  /** Applies from nothing remembered until it is done, `isOver`, or half an hour has passed. */
  applies(text: string, isOver?: () => boolean): Promise<Applied>;
}

function openDock(): Dock {
  const clock = openVirtualClock("2026-06-01T08:00:00Z");
  const sandbox = openSandbox({ clock, seed: 11 });
  sandbox.repository(REPO, { collaborators: { mia: "maintain", ana: "write", bob: "write", eve: "read" } });
  return {
    clock,
    sandbox,
    applies: (text, isOver = () => false) =>
      applyWithToken(text, PATH, {
        ...{ clock, sandbox, repo: REPO, login: "mia", assignable: ASSIGNABLE },
        async lasts(progress) {
          const isEnded = () => progress()?.isDone === true || isOver();
          for (let second = 0; second < 1800 && !isEnded(); second += 1) await clock.advance(1000);
        },
      }),
  };
}

const plan = (edited: boolean) =>
  JSON.stringify({
    title: "Dock",
    tasks: [
      { id: "piles", adopts: 1, phase: "deep" },
      { id: "planks", title: edited ? "Lay oak planks" : "Lay planks", phase: edited ? "top" : "deep", owner: "@ana" },
      { id: "lamps", adopts: 2, phase: "top", dependsOn: ["planks", "piles"] },
      { id: "rails", title: "Set rails", phase: "top", dependsOn: ["piles"], owner: edited ? "Crew" : "bob" },
    ],
    phases: [
      { id: "deep", title: "Below", taskIds: edited ? ["piles"] : ["piles", "planks"] },
      { id: "top", title: "Above", taskIds: edited ? ["planks", "lamps", "rails"] : ["lamps", "rails"] },
    ],
  });

function furnish({ sandbox }: Dock): void {
  sandbox.as("bob").openIssue(REPO, { title: "Drive the piles", body: "Oak, please." });
  sandbox.as("bob").openIssue(REPO, { title: "Hang the lamps", body: "" });
}

/** Everything a person can see, with titles in place of numbers. */
function picture({ sandbox }: Dock): string {
  const issues = sandbox.issues(REPO);
  const titles = new Map(issues.map(({ number, title }) => [number, title]));
  const named = (text: string) => text.replace(/#(\d+)/g, (_, number) => `<${titles.get(Number(number)) ?? "?"}>`);
  const rows = issues.map(({ number, title, state, body, blockedBy, parent }) =>
    JSON.stringify({
      title,
      state,
      labels: sandbox.labelsOf(REPO, number).toSorted(),
      assignees: sandbox.assigneesOf(REPO, number),
      waits: blockedBy.map((one) => one.title).toSorted(),
      parent: parent?.title,
      body: named(body.split("<!--")[0] ?? ""),
    }),
  );
  return rows.toSorted().join("\n");
}

test("adopted issues are wired and put under their phase with their texts left alone, owners are assigned", async () => {
  const dock = openDock();
  furnish(dock);
  const { last, refused } = await dock.applies(plan(false));
  expect(last).toMatchObject({ made: 6, total: 6, changes: 0, isDone: true });
  expect(refused).toEqual([]);
  const issues = dock.sandbox.issues(REPO);
  const [piles, lamps] = issues;
  const planks = issues.find(({ title }) => title === "planks: Lay planks");
  expect(piles).toMatchObject({
    title: "Drive the piles",
    body: "Oak, please.",
    parent: { title: "Phase deep: Below" },
  });
  expect(lamps?.blockedBy.map(({ title }) => title).toSorted()).toEqual(["Drive the piles", "planks: Lay planks"]);
  expect(dock.sandbox.assigneesOf(REPO, planks?.number ?? 0)).toEqual(["ana"]);
  const writes = () => dock.sandbox.requests.filter(({ isWrite }) => isWrite).length;
  const before = writes();
  expect((await dock.applies(plan(false))).last).toMatchObject({ isDone: true });
  expect(writes()).toBe(before);
});

test("whom a person took off a task is not put back, and nobody is put beside somebody else", async () => {
  const dock = openDock();
  furnish(dock);
  await dock.applies(plan(false));
  const number = (title: string) => dock.sandbox.issues(REPO).find((issue) => issue.title === title)?.number ?? 0;
  dock.sandbox.as("mia").unassign(REPO, number("planks: Lay planks"), "ana");
  dock.sandbox.as("mia").unassign(REPO, number("rails: Set rails"), "bob");
  dock.sandbox.as("mia").assign(REPO, number("rails: Set rails"), "ana");
  await dock.applies(plan(true));
  expect(dock.sandbox.assigneesOf(REPO, number("planks: Lay oak planks"))).toEqual([]);
  expect(dock.sandbox.assigneesOf(REPO, number("rails: Set rails"))).toEqual(["ana"]);
});

test("what GitHub refuses is said once, and the rest is written to its end", async () => {
  const dock = openDock();
  furnish(dock);
  // A person's own wait the other way round: GitHub would have to close a circle.
  dock.sandbox.as("mia").addBlockedBy(REPO, 1, 2);
  const { last, refused } = await dock.applies(plan(false));
  expect(last).toMatchObject({ made: 6, isDone: true });
  expect(refused).toEqual([expect.stringMatching(/^GitHub refused #2: add-edge octo\/dock#1: .*circular/)]);
  expect(dock.sandbox.issue(REPO, 2).blockedBy.map(({ title }) => title)).toEqual(["planks: Lay planks"]);
});

/** The plan, then its next edition; the write with the number `at` is broken off, and the command is started again. */
async function play(at: number, kind: "reset-before-write" | "reset-after-write") {
  const dock = openDock();
  furnish(dock);
  const broken = breakWrite(dock.sandbox, at, kind);
  for (const edited of [false, true]) {
    const wasStruck = broken.isStruck;
    await dock.applies(plan(edited), () => broken.isStruck && !wasStruck);
    await dock.applies(plan(edited));
  }
  return { picture: picture(dock), writes: broken.writes, made: dock.sandbox.issues(REPO).length };
}

test("whichever write is broken off, the same command ends at the same", async () => {
  const whole = await play(0, "reset-after-write");
  expect(whole.made).toBe(6);
  expect(whole.picture).toMatch(
    /"title":"planks: Lay oak planks",.*"assignees":\["ana"\],.*"parent":"Phase top: Above"/,
  );
  for (let at = 1; at <= whole.writes; at += 1) {
    const broken = await play(at, at % 2 === 0 ? "reset-before-write" : "reset-after-write");
    expect({ at, picture: broken.picture, made: broken.made }).toEqual({ at, picture: whole.picture, made: 6 });
  }
});
