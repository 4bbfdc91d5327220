/** `signalbox plan`: the contract of its JSON, what people see in 80 columns, and how it refuses. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { widthOf } from "../../src/cli/columns.ts";
import { showReport } from "../../src/cli/plan/show-report.ts";
import { readPlan } from "../../src/core/plan-document.ts";
import { dispatchPlan } from "../../src/core/plans/makespan.ts";
import { type Plan, planSchema } from "../../src/core/plans/plan.ts";
import { planJson, reportPlan } from "../../src/core/plans/plan-report.ts";
import { openFiles, signalbox } from "./run-signalbox.ts";

const file = openFiles();

vi.setConfig({ testTimeout: 60_000 });

const MILL = `# The water mill

Total: 3 weeks
Speed-up: 90%

| ID | Task | Depends on | Est. |
|----|------|------------|------|
| M-1 | Dig the race | - | 2h |
| M-2 | Cut the stones | - | 3h |
| M-3 | Build the wheel | - | 1h |
| M-4 | Hang the wheel | M-1, M-3 | 1h |
| M-5 | Lay the stones | M-2, M-4 | 2h |

## Gate: Water may flow

**After**: M-4
**Before**: M-5
**Approver**: Ida

- [ ] The bank holds

## Critical Path

M-1 → M-5
`;

test("no text of a document moves the cursor or says anything else to the terminal", async () => {
  const sly = "\u001b]0;mine\u0007\u001b[31m\u009b2J";
  const path = file(
    `# Mill\n\n| ID | Task | Depends on |\n|---|---|---|\n| M-1 | Dig ${sly} | - |\n| M-2 | Cut | M-1, M-9${sly} |\n`,
  );
  const { out, err } = await signalbox("plan", path, `no${sly}.md`);
  const crew = { title: "Mill", workers: [{ id: "ana" }], tasks: [{ id: "M-1", title: `Dig ${sly}`, estimate: 60 }] };
  const scheduled = await signalbox("schedule", file(JSON.stringify(crew), "mill.json"));
  expect(out).toContain("M-1 Dig");
  expect(err).toContain(".md");
  expect(scheduled.out).toContain("Dig");
  expect(`${out}${err}${scheduled.out}${scheduled.err}`).not.toMatch(/[^\P{Cc}\n]/u);
});

test("a length that no line of the document gives is said to be taken for granted", async () => {
  expect((await signalbox("plan", file(MILL))).out).not.toContain("without an estimate");
  const one = MILL.replace("| M-1, M-3 | 1h |", "| M-1, M-3 | - |");
  expect((await signalbox("plan", file(one))).out).toContain("1 task without an estimate: taken as 2 h.\n");
  const none = "| ID | Task | Depends on |\n|---|---|---|\n| M-1 | Dig | - |\n| M-2 | Cut | M-1 |\n";
  expect((await signalbox("plan", file(none))).out).toContain("2 tasks without an estimate: taken as 8 h each.\n");
});

test("the JSON holds everything the contract names, and reads back as the same plan", async () => {
  const { code, out, err } = await signalbox("plan", file(MILL), "--json");
  expect({ code, err, lines: out.split("\n").length }).toEqual({ code: 0, err: "", lines: 2 });
  const said = JSON.parse(out);
  expect(said).toMatchObject({
    title: "The water mill",
    waves: [["M-1", "M-2", "M-3"], ["M-4"], ["M-5"]],
    criticalPath: { taskIds: ["M-1", "M-4", "M-5"], minutes: 300 },
    totals: { sequentialMinutes: 540, tasks: 5, edges: 4, maxWidth: 3 },
    makespan: [
      { workers: 1, minutes: 540, speedup: 1 },
      { workers: 2, minutes: 360, speedup: 1.5 },
      { workers: 3, minutes: 300, speedup: 1.8 },
      { workers: 4, minutes: 300, speedup: 1.8 },
      { workers: 8, minutes: 300, speedup: 1.8 },
      { workers: 16, minutes: 300, speedup: 1.8 },
      { workers: "unlimited", minutes: 300, speedup: 1.8 },
    ],
    gates: [{ title: "Water may flow", after: ["M-4"], before: ["M-5"], approver: "Ida" }],
    cycles: [],
  });
  for (const part of ["phases", "tracks", "workers", "catalogue", "risks", "metrics", "claims", "warnings"])
    expect(said[part], part).toBeInstanceOf(Array);
  expect(readPlan(out).plan).toEqual(readPlan(MILL).plan);
});

test("claims that no number of workers makes true are warnings with their lines", () => {
  const { plan, warnings } = readPlan(MILL);
  const report = reportPlan(plan ?? planSchema.parse({ tasks: [] }), warnings);
  const said = Object.fromEntries(report.warnings.map(({ line, message }) => [line, message]));
  expect(said[3]).toContain("the work takes 5 h at best and 9 h one after another");
  expect(said[4]).toContain("at best 4 h of 9 h are saved, 44 %");
  expect(said[24]).toContain("the longest one is M-1 → M-4 → M-5");
});

test.each([
  ["Total: 5h", true],
  ["Total: 9h", true],
  ["Total: 4h", false],
  ["Total: 11h", false],
  ["Speed-up: 1.8x", true],
  ["Speed-up: 2.5x", false],
  ["Savings: 4h", true],
  ["Savings: 5h", false],
])("%s: possible %s", (claim, isPossible) => {
  const { plan } = readPlan(MILL.replace("Total: 3 weeks", claim).replace("Speed-up: 90%\n", ""));
  const report = reportPlan(plan ?? planSchema.parse({ tasks: [] }), []);
  expect(report.claims.map((one) => one.isPossible)).toEqual([isPossible]);
});

test("people see numbers, waves, path, makespans, a chart, claims and every warning, in 80 columns", async () => {
  const { code, out, err } = await signalbox("plan", file(MILL), "--workers", "5");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("5 tasks, 4 dependencies, 1 gate.");
  expect(out).toContain("    2  M-4\n");
  expect(out).toContain("M-1 → M-4 → M-5 (3 tasks, 5 h)");
  expect(out).toMatch(/^ {10}5 {10}5 h {10}300 {6}1\.80x {4}44 %$/m);
  expect(out).toContain("Fewest workers for the shortest time: 3.");
  expect(out).toMatch(/^ {2}M-2 Cut the stones {7}▒{31}$/m);
  expect(out).toMatch(/^ {2}M-5 Lay the stones {7} {31}█{21}$/m);
  expect(out).toContain("  line 3     Total: 3 weeks");
  expect(out).toContain("  line 24    The critical path stated here");
  for (const line of out.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(80);
});

test("week numbers order tasks unless --no-calendar says that they do not", async () => {
  const weeks = "### Phase 1: Dig (Week 1)\n\n- D-1: Dig\n\n### Phase 2: Fill (Week 2)\n\n- F-1: Fill\n";
  const path = file(weeks);
  const [dated, free] = await Promise.all([
    signalbox("plan", path, "--json"),
    signalbox("plan", path, "--json", "--no-calendar"),
  ]);
  expect(JSON.parse(dated.out).waves).toEqual([["D-1"], ["F-1"]]);
  expect(JSON.parse(free.out).waves).toEqual([["D-1", "F-1"]]);
});

test("several files give one JSON line each, in their order; a refused one is told, the others are not lost", async () => {
  const other = file('{"title":"Other","tasks":[{"id":"A"}]}', "other.json");
  const { code, out, err } = await signalbox("plan", file(MILL), "nowhere.md", other, "--json");
  const titles = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).title);
  expect(titles).toEqual(["The water mill", "Other"]);
  expect({ code, err }).toEqual({
    code: 2,
    err: "There is no file nowhere.md. Give the path of a plan document, Markdown, CSV, YAML or JSON.\n",
  });
});

test.each([
  ["a folder", ["plan", "src"], "src is a folder"],
  ["an empty file", ["plan", file(" \n\n")], "is empty. Expected a Markdown table"],
  ["a binary file", ["plan", file(new Uint8Array([137, 80, 78, 71, 0, 1, 2]))], "is not text"],
  ["a text without tasks", ["plan", file("# Hello\n\nNothing to do.\n")], "has no tasks"],
  ["broken JSON", ["plan", file('{\n"tasks": [')], "cannot be read as a plan: line 2: "],
  ["aliases in its YAML", ["plan", file("# Hello\n\n```yaml\ntasks: &a\n - id: *a\n```\n")], "has no tasks: line 4: "],
  [
    "an unknown id",
    ["plan", file('{"tasks": [\n{"id": "A", "dependsOn": ["B"]}]}')],
    "line 2: dependsOn of A: expected",
  ],
  ["no file", ["plan"], "missing required argument 'file'"],
  ["no workers", ["plan", "x.md", "--workers", "0"], "Expected a whole number from 1 to 1000"],
])("%s is refused with a sentence", async (_name, words, sentence) => {
  const { code, out, err } = await signalbox(...words);
  expect({ code, out, says: err.includes(sentence) ? sentence : err }).toEqual({ code: 2, out: "", says: sentence });
  expect(err).not.toContain("    at ");
});

test("plan --help teaches with examples within 80 columns", async () => {
  const { code, out } = await signalbox("plan", "--help");
  expect(code).toBe(0);
  expect(out).toContain("signalbox -- plan docs/plan.md --json");
  for (const line of out.split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
});

const somePlan: fc.Arbitrary<Plan> = fc
  .array(
    fc.record({ minutes: fc.option(fc.nat(500)), waits: fc.array(fc.nat(30), { maxLength: 4 }), isBack: fc.boolean() }),
    { minLength: 1, maxLength: 30 },
  )
  .map((drafts) => {
    const tasks = drafts.map(({ minutes, waits, isBack }, at) => {
      const others = waits.filter((other) => other !== at && other < drafts.length && (other < at || isBack));
      return { id: `T-${at}`, estimate: minutes, dependsOn: [...new Set(others)].map((other) => `T-${other}`) };
    });
    const gates = [{ id: "g", title: "Gate", after: ["T-0"], before: tasks.slice(1, 3).map(({ id }) => id) }];
    return planSchema.parse({ tasks, gates });
  });

test("makespans: one after another with one, the critical path without limit, never longer with more, circles or not", () => {
  fc.assert(
    fc.property(somePlan, fc.integer({ min: 1, max: 40 }), (plan, workers) => {
      const report = reportPlan(plan, [], workers);
      const { criticalPath, totals } = report.measures;
      const minutes = report.makespans.rows.map((row) => row.minutes);
      expect(minutes[0]).toBeCloseTo(totals.sequentialMinutes, 1);
      expect(minutes.at(-1)).toBeCloseTo(criticalPath.minutes, 1);
      expect(minutes).toEqual(minutes.toSorted((one, other) => other - one));
      const enough = dispatchPlan(plan, report.makespans.fewest);
      expect(enough.makespan).toBeCloseTo(criticalPath.minutes, 1);
      expect(enough.assignments).toHaveLength(plan.tasks.length);
    }),
    { numRuns: 200 },
  );
});

test("whatever the plan, the report fits 80 columns and the JSON reads back", () => {
  fc.assert(
    fc.property(somePlan, fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }), (some, title) => {
      const plan = { ...some, title: title.trim() || "Plan" };
      const report = reportPlan(plan, [{ line: 3, message: title }]);
      const wide = showReport(report, { path: title, workers: report.makespans.fewest, dates: null }).filter(
        (line) => widthOf(line) > 80,
      );
      expect(wide).toEqual([]);
      expect(planSchema.safeParse(JSON.parse(planJson(report))).data?.tasks).toEqual(plan.tasks);
    }),
    { numRuns: 100 },
  );
});

test("names beside arrows are plan or picture: a document of nothing else is read and asked about", async () => {
  const picture = file("# House\n\n```\nintake --> inbox --> mirror\n```\n");
  const told = await signalbox("plan", picture);
  expect(told.code).toBe(0);
  expect(told.out.replace(/\s+/g, " ")).toContain(
    "Read from a drawing: 3 names beside arrows are taken for tasks, such as “intake”",
  );
  const withIds = await signalbox("plan", file("# House\n\n```\nT-1 --> T-2 --> T-3\n```\n"));
  expect(withIds.out).not.toContain("Read from a drawing");
});
