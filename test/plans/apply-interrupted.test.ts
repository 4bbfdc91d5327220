/** Applying a plan can be broken off at every single write: what is done in the end is the same, and nothing stands twice. */
import { expect, test, vi } from "vitest";
import { openStage, type Stage } from "../scenarios/stage.ts";
import { breakWrite } from "./break-write.ts";

const REPO = "octo/yard";
const PATH = "docs/plan.json";
const MINUTE = 60_000;

const plan = (edited: boolean) =>
  JSON.stringify({
    title: "Harbour",
    tasks: [
      { id: "A", title: "Dredge", phase: "deep", status: "done" },
      {
        id: "B",
        title: edited ? "Build the long quay" : "Build the quay",
        phase: edited ? "trim" : "deep",
        track: "stone",
        dependsOn: ["A"],
      },
      {
        id: "C",
        title: "Paint bollards",
        phase: "trim",
        dependsOn: edited ? ["B", "D"] : ["B"],
        doneWhen: ["they shine"],
      },
      ...(edited ? [{ id: "D", title: "Buy paint" }] : [{ id: "E", title: "Raise flags" }]),
    ],
    phases: [
      { id: "deep", title: "Below", taskIds: edited ? ["A"] : ["A", "B"] },
      { id: "trim", title: edited ? "On top" : "Above", taskIds: edited ? ["B", "C"] : ["C"] },
    ],
    gates: [{ id: "g", title: "It holds", criteria: ["tested (A, B)"], after: ["B"], before: ["C"], approver: "mia" }],
  });

/** Everything a person can see of the issues, with titles in place of numbers. */
function picture(yard: Stage): string {
  const issues = yard.sandbox.issues(REPO).filter(({ number }) => number !== yard.hub);
  const titles = new Map(issues.map(({ number, title }) => [number, title]));
  const named = (text: string) => text.replace(/#(\d+)/g, (_, number) => `<${titles.get(Number(number)) ?? "?"}>`);
  const rows = issues.map(({ number, title, state, stateReason, body, blockedBy, parent }) => {
    const labels = yard.sandbox.labelsOf(REPO, number).toSorted();
    const waits = blockedBy.map((one) => one.title).toSorted();
    return JSON.stringify({
      title,
      state,
      stateReason,
      labels,
      waits,
      parent: parent?.title,
      body: named(body.split("<!--")[0] ?? ""),
    });
  });
  return rows.toSorted().join("\n");
}

async function says(yard: Stage, text: string): Promise<void> {
  yard.says("mia", yard.hub, text);
  await yard.settles();
}

interface Played {
  readonly picture: string;
  /** Most of one edition. */
  readonly writes: number;
  readonly made: number;
}

/** Applies the plan, then its next edition; of each the write with the number `at` is broken off, the App starts again. */
async function play(
  at: number,
  kind: "reset-before-write" | "reset-after-write",
  withoutStore: boolean,
): Promise<Played> {
  const yard = await openStage({ files: { [PATH]: plan(false) } });
  const apply = async () => {
    const broken = breakWrite(yard.sandbox, at, kind);
    await says(yard, `/plan ${PATH} include-done`);
    await says(yard, "/plan apply");
    for (let second = 0; second < 40 && !broken.isStruck; second += 1) await yard.clock.advance(1000);
    if (broken.isStruck) await yard.restarts({ withoutStore });
    await yard.settles(3 * MINUTE);
    return broken.writes;
  };
  const first = await apply();
  yard.as("mia").commitFile(REPO, PATH, plan(true));
  const writes = Math.max(first, await apply());
  return { picture: picture(yard), writes, made: yard.sandbox.issues(REPO).length };
}

vi.setConfig({ testTimeout: 240_000 });

test("whichever write is broken off, the end is the same", async () => {
  const whole = await play(0, "reset-after-write", false);
  expect(whole.picture).toContain("Build the long quay");
  expect(whole.picture).toContain('"title":"E: Raise flags","state":"closed","stateReason":"not_planned"');
  expect(whole.picture).toContain('"title":"A: Dredge","state":"closed","stateReason":"completed"');
  expect(whole.picture).toMatch(/"title":"B: Build the long quay",.*"parent":"Phase trim: On top"/);
  expect(whole.made).toBe(9);
  for (let at = 1; at <= whole.writes; at += 1) {
    const kind = at % 2 === 0 ? "reset-before-write" : "reset-after-write";
    const broken = await play(at, kind, at % 3 === 0);
    expect({ at, picture: broken.picture, made: broken.made }).toEqual({
      at,
      picture: whole.picture,
      made: whole.made,
    });
  }
});
