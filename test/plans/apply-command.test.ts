/** `signalbox apply` against the local GitHub, where no App is installed: shown, written with a token, written on. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { graphDifferences } from "../../src/core/plans/graph-differences.ts";
import { openHttpFace } from "../../src/sandbox/http.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { MAIN, openFiles, type Said, signalbox } from "../cli/run-signalbox.ts";

const file = openFiles();

vi.setConfig({ testTimeout: 60_000 });

const REPO = "octo/dock";
const PLAN = `# Dock

| ID | Task | Depends on | Phase |
|---|---|---|---|
| D-1 | Drive the piles | - | One |
| D-2 | Lay the planks | D-1 | One |
| D-3 | Hang the lamps | D-2 | Two |
`;

interface Dock {
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  /** `signalbox apply` on the repository. */
  run(...words: string[]): Promise<Said>;
  say(...words: string[]): Promise<Said>;
}

async function openDock(): Promise<Dock> {
  // The command line lives in real time, and asks GitHub for what was made since.
  const clock = openVirtualClock(new Date().toISOString());
  const sandbox = openSandbox({ clock, seed: 5 });
  sandbox.repository(REPO, { collaborators: { mia: "maintain", eve: "read" } });
  const face = await openHttpFace(sandbox);
  vi.stubEnv("GITHUB_API_URL", face.apiUrl).stubEnv("GITHUB_TOKEN", sandbox.tokenOf("mia"));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await face.close();
    expect(sandbox.violations).toEqual([]);
  });
  const say = async (...words: string[]) => {
    let isOver = false;
    const running = signalbox(...words).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await clock.advance(Math.max(20, Date.now() - clock.now()));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return running;
  };
  const run = (...words: string[]) => say("apply", ...words, "--repo", REPO);
  return { sandbox, clock, run, say };
}

const allTitles = ({ sandbox }: Dock) => sandbox.issues(REPO).map(({ title }) => title);
const titles = (dock: Dock) => allTitles(dock).filter((title) => !title.startsWith("Phase "));

test("without --yes it shows what would be written, and writes nothing", async () => {
  const dock = await openDock();
  const { code, out } = await dock.run(file(PLAN));
  expect(code).toBe(0);
  expect(out).toContain("to create          5");
  expect(out).toContain("Nothing is written. Add --yes to write it.");
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(titles(dock)).toEqual([]);
});

test("a warning is shown to its end, where it says what to do, in lines of 80 columns", async () => {
  const dock = await openDock();
  const { out } = await dock.run(file(PLAN.replace("| D-2 | Two |", "| D-2, D-9 | Two |")));
  expect(out.replace(/\n {4}/g, " ")).toMatch(
    /\(1\)\n {2}line 7: .D-9. names no task of this plan; write an id .*\.\n/,
  );
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("a catalogue is refused with a command that can be copied", async () => {
  const dock = await openDock();
  const path = file('# Shop\n\n```js\nconst features = { "search": { cycles: [1, 3] } };\n```\n');
  const { code, err } = await dock.run(path);
  expect([code, err]).toEqual([2, expect.stringContaining(`npm run signalbox -- plan ${path} --select search`)]);
});

test("with --yes it writes the issues and their dependencies, and a second time nothing", async () => {
  const dock = await openDock();
  const plan = file(PLAN);
  const first = await dock.run(plan, "--yes");
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(first.out).toContain("5 of 5 issues stand");
  expect(titles(dock)).toEqual(["D-1: Drive the piles", "D-2: Lay the planks", "D-3: Hang the lamps"]);
  const [piles, planks] = dock.sandbox.issues(REPO).filter(({ title }) => title.startsWith("D-"));
  expect(planks?.body).toContain(`**Depends on**: #${piles?.number}`);
  expect(planks?.blockedBy.map(({ number }) => number)).toEqual([piles?.number]);
  const writes = () => dock.sandbox.requests.filter(({ isWrite }) => isWrite).length;
  const before = writes();
  const second = await dock.run(plan, "--yes");
  expect(second.out).toContain("The issues are as the plan says.");
  expect(writes()).toBe(before);
});

test("an edited plan changes only what differs, and leaves alone what was edited by hand", async () => {
  const dock = await openDock();
  const plan = file(PLAN);
  await dock.run(plan, "--yes");
  expect(titles(dock)).toHaveLength(3);
  const piles = dock.sandbox.issues(REPO).find(({ title }) => title === "D-1: Drive the piles")?.number ?? 0;
  dock.sandbox.as("mia").editIssue(REPO, piles, { title: "D-1: Drive oak piles" });
  writeFileSync(plan, PLAN.replace("Hang the lamps", "Hang two lamps").replace("Drive the piles", "Drive six piles"));
  const { code, out } = await dock.run(plan, "--yes");
  expect(code).toBe(0);
  expect(out).toContain(`#${piles} D-1: its text was edited by hand`);
  expect(titles(dock)).toEqual(["D-1: Drive oak piles", "D-2: Lay the planks", "D-3: Hang two lamps"]);
});

test("a token that may not write is told so, and a wrong name of a repository", async () => {
  const dock = await openDock();
  expect((await signalbox("apply", file(PLAN), "--repo", "dock")).err).toContain("for example octo/yard");
  const nothing = await dock.run(file("Nothing here."));
  expect(nothing).toMatchObject({ code: 2, err: expect.stringContaining("Expected a Markdown table") });
});

test("a live repository is exported as a plan that reads back to the same graph", async () => {
  const dock = await openDock();
  await dock.run(file(PLAN), "--yes");
  const table = await dock.say("export", REPO);
  expect(table.code).toBe(0);
  expect(table.out).toMatch(/\| D-2 \| Lay the planks \| D-1 \|/);
  const json = await dock.say("export", REPO, "--format", "json");
  const [one, other] = [table.out, json.out].map((text) => readPlan(text).plan);
  expect(one && other && graphDifferences(one, other)).toEqual([]);
  expect(other?.tasks.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ["D-1", []],
    ["D-2", ["D-1"]],
    ["D-3", ["D-2"]],
  ]);
});

test("Ctrl-C ends the write under way, says where it stands, and the same command goes on there", async () => {
  const dock = await openDock();
  const plan = file(PLAN);
  const words = ["apply", plan, "--yes", "--repo", REPO];
  const child = spawn(process.execPath, [MAIN, ...words], { env: { ...process.env, NO_COLOR: "1" } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (part) => {
    out += part;
  });
  child.stderr.on("data", (part) => {
    err += part;
  });
  let creations = 0;
  dock.sandbox.faults.next({
    kind: "reset-before-write",
    match: (request) => {
      // The second task is on its way when the keys are pressed.
      if (/^POST .*graphql.*createIssue/s.test(request)) creations += 1;
      if (creations === 2 && !child.killed) child.kill("SIGINT");
      return false;
    },
  });
  let code: number | null = null;
  child.on("exit", (ended) => {
    code = ended ?? -1;
  });
  while (code === null) {
    await dock.clock.advance(Math.max(20, Date.now() - dock.clock.now()));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const standing = allTitles(dock).length;
  expect({ code, creations }).toEqual({ code: 1, creations: 2 });
  expect(err.replace(/\n(?=.)/g, " ")).toContain(`Stopped: ${standing} of 5 issues stand`);
  expect(err).toContain("The same command goes on where it was.");
  expect(out).toContain("the last at about");
  expect(standing).toBeLessThan(5);
  expect((await dock.run(plan, "--yes")).out).toContain("Done.");
  expect(allTitles(dock).toSorted()).toEqual([
    "D-1: Drive the piles",
    "D-2: Lay the planks",
    "D-3: Hang the lamps",
    "Phase one: One",
    "Phase two: Two",
  ]);
});
