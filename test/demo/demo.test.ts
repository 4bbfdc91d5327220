/** The demo as a promise: whatever the seed and the plan, every task is done, every law holds, 80 columns are enough. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, expect, test, vi } from "vitest";
import { COLUMNS, widthOf } from "../../src/cli/columns.ts";
import { type DemoOptions, type DemoResult, runDemo } from "../../src/cli/demo/run-demo.ts";

// A run is some twenty seconds of one core's work, and the cores may be busy.
vi.setConfig({ testTimeout: 600_000 });

const SMALL_PLAN = `# A shed for the rowing club

| ID | Task | Depends on | Soft | Owner | Reviewer | Est. | Done when |
|----|------|------------|------|-------|----------|------|-----------|
| S-1 | Measure the ground | - | - | Ana | - | 1h | A drawing with figures; It hangs on the wall |
| S-2 | Pour the floor | S-1 | - | Ben | Ida | 2h | It is level |
| S-3 | Order the wood | S-1 | - | Ana | - | 30min | - |
| S-4 | Raise the walls | S-2, S-3 | - | Ben | - | 3h | Nothing shakes |
| S-5 | Paint it | S-4 | S-6 | Ana | - | 1h | - |
| S-6 | Agree on a colour | - | - | Ben | - | 90min | Everybody was asked |
`;

/** What the built-in plan shows of everything, one line of the story each. */
const SHOWN = [
  "/plan apply",
  "every task has its issue",
  "the phase is over: Phase 1",
  "/gate approve",
  "the gate is open",
  "'s standup, today: ",
  " hands off: ",
  " asks agent-",
  " answers agent-",
  " needs the agreed names from ",
  "provides the agreed names",
  "🚨 URGENT from ",
  "/stop all because",
  "/start",
  "/reject because",
  "/approve",
  "looked into it: ",
  "/brief",
  "/whatif close #",
  "in 50 of 100 cases (P50)",
  "Slack",
  "Integration queue",
  "the daily summary is posted",
  "The week",
];

interface Played {
  readonly result: DemoResult;
  readonly lines: readonly string[];
}

async function play(options: Partial<DemoOptions>, isTerminal = true): Promise<Played> {
  let text = "";
  const out = {
    isTerminal,
    hasColour: isTerminal,
    write: (more: string) => {
      text += more;
    },
  };
  const result = await runDemo({ planPath: null, workers: null, seed: 1, out, ...options });
  return { result, lines: stripVTControlCharacters(text).split(/[\r\n]/) };
}

function open(result: DemoResult): string[] {
  const { sandbox, repo } = result.stage;
  return sandbox.issues(repo).flatMap((issue) => (issue.state === "open" ? [issue.title] : []));
}

function tooWide(lines: readonly string[]): string[] {
  return lines.filter((line) => widthOf(line) > COLUMNS);
}

const folder = mkdtempSync(join(tmpdir(), "signalbox-demo-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

function planFile(text: string): string {
  files += 1;
  const path = join(folder, `${files}-plan.md`);
  writeFileSync(path, text);
  return path;
}

test("the built-in plan is played to its end", async () => {
  // `.ci/run` plays seeds 1 and 3.
  const { result, lines } = await play({ seed: 2 });
  expect(result.broken).toEqual([]);
  expect(result.exitCode).toBe(0);
  expect(open(result)).toHaveLength(1);
  expect(result.figures).toMatchObject({ tasks: 42, done: 42, duplicates: 0, quietWrites: 0, changedByRestart: 0 });
  expect(result.figures.lost).toBeGreaterThan(0);
  expect(result.figures.given).toBeGreaterThan(42);
  expect(tooWide(lines)).toEqual([]);
  const story = lines.join("\n");
  // Its gate is no task, for the dashboard as for the demo.
  expect(story).toContain("All 42 tasks are done.");
  // Whoever reports a blocker gives the task back; whoever was never silent is never warned.
  const stuck = [...story.matchAll(/(#\d+) [\w-]+ is blocked: /g)].map((match) => match[1] ?? "");
  expect(stuck.filter((issue) => !story.includes(`${issue} goes back: `))).toEqual([]);
  const warned = [...story.matchAll(/signalbox: @?([\w-]+), nothing has been heard/g)].map((match) => match[1] ?? "");
  const silent = [...story.matchAll(/taken back from ([\w-]+), who has fallen silent/g)].map((match) => match[1] ?? "");
  expect(warned.filter((name) => !silent.includes(name) && name !== "stranger")).toEqual([]);
  // The number before the colon is enough.
  expect([...story.matchAll(/ (#\d+) signalbox: [^\n]{0,30}\1 [A-Z]-/g)].map((match) => match[0])).toEqual([]);
  for (const told of ["fallen silent", "is blocked: ", "/claim", "/resume", "/unblock", "store is deleted", ...SHOWN]) {
    expect(story).toContain(told);
  }
});

test("a small plan with owners and a reviewer is played; without a terminal only a few lines tell of it", async () => {
  const { result, lines } = await play({ planPath: planFile(SMALL_PLAN) }, false);
  expect(result.broken).toEqual([]);
  expect(result.exitCode).toBe(0);
  expect(open(result)).toHaveLength(1);
  expect(tooWide(lines)).toEqual([]);
  const told = lines.slice(
    0,
    lines.findIndex((line) => line.startsWith("────")),
  );
  expect(told.filter((line) => /^[A-Z][a-z]{2} \d\d:/.test(line)).length).toBeLessThan(6);
  expect(told.join(" ").replaceAll(/ +/g, " ")).toContain("the full story shows in a terminal or with --story");
  expect(told.join(" ")).toContain("Ida (reviewer)");
  const issues = result.stage.sandbox.issues(result.stage.repo);
  const comments = issues.flatMap((one) => one.comments.map(({ author, body }) => `${author.login}: ${body}`));
  expect(comments).toContain("Ida: /approve");
  const measured = issues.find(({ title }) => title.startsWith("S-1: "));
  expect(measured?.labels.map(({ name }) => name)).toEqual([expect.stringMatching(/^worker:Ana-\d$/)]);
});

/** Told in full where nobody watches; played once, for two tests. */
let alone: Promise<Played> | null = null;

function playAlone(): Promise<Played> {
  alone ??= play({ planPath: planFile(SMALL_PLAN), workers: 1, seed: 3, tellsAll: true }, false);
  return alone;
}

test("half-way and at the end the coordination issue is shown, the first time briefly, never how to use it", async () => {
  const { lines } = await playAlone();
  const text = lines.join("\n");
  const [, halfWay = "", , end = ""] = text.split(/^─{80}$/m);
  expect(halfWay).toMatch(/^Workers$/m);
  expect(halfWay).not.toMatch(/^Critical path$|How to report/m);
  expect(end).toContain("All 6 tasks are done.");
  expect(end).not.toMatch(/How to report|How to recover|for machines/);
  expect(text).toMatch(/given to worker-1: S-1/);
  expect(text).not.toContain("--story");
  expect(text).toMatch(/laws held: +7 of 7/);
  expect(text).toMatch(/given while blocked +none/);
});

test("one worker alone gets through a plan that names others", async () => {
  const { result } = await playAlone();
  expect(result.broken).toEqual([]);
  expect(result.figures).toMatchObject({ tasks: 6, done: 6, overSlot: 0, givenWhileBlocked: 0 });
});

test("a plan that is done in part is played for the rest", async () => {
  const json = {
    schema: "signalbox-plan/1",
    title: "Half a house",
    tasks: [
      { id: "A", title: "Dig", status: "done" },
      { id: "B", title: "Build", dependsOn: ["A"], estimate: "1h" },
    ],
  };
  const { result } = await play({ planPath: planFile(JSON.stringify(json)) }, false);
  expect(result.broken).toEqual([]);
  expect(result.figures).toMatchObject({ tasks: 1, done: 1 });
});

test("a plan that cannot end is given up, and the sentence says where it stands and how to see it again", async () => {
  const json = {
    schema: "signalbox-plan/1",
    title: "A mirror",
    tasks: [{ id: "A", title: "Look", owner: "Ana", reviewer: "Ana", estimate: "1h" }],
  };
  const { result, lines } = await play({ planPath: planFile(JSON.stringify(json)), seed: 5 }, false);
  expect(result.exitCode).toBe(1);
  const text = lines.join(" ");
  expect(text).toContain("Broken: no task was finished for two virtual days; open: #2 (in review, Ana).");
  expect(text).toMatch(/Again: npm run demo -- \S+plan\.md --seed 5 --headless/);
});
