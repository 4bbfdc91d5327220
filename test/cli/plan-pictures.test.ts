/** `signalbox plan` chosen, dated and drawn: --select, --start, --html, --mermaid, and the people a plan names. */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { chromium } from "playwright-core";
import { expect, test, vi } from "vitest";
import { openDates, workingDays } from "../../src/cli/plan/plan-dates.ts";
import { renderMermaid } from "../../src/cli/plan/plan-mermaid.ts";
import { renderPlanPage } from "../../src/cli/plan/plan-page.ts";
import { readPlan } from "../../src/core/plan-document.ts";
import { type Plan, planSchema } from "../../src/core/plans/plan.ts";
import { reportPlan } from "../../src/core/plans/plan-report.ts";
import { openFiles, signalbox } from "./run-signalbox.ts";

const file = openFiles();

vi.setConfig({ testTimeout: 60_000 });

const CHROMIUM = "/usr/bin/chromium";
const WHY_NOT = `There is no browser at ${CHROMIUM}; on Debian: apt-get install chromium`;

const SHOP = `# Shop

\`\`\`js
const features = {
  "accounts": { cycles: [1, 10], specialist: "agent-backend", effort: "2d" },
  "search": { cycles: [11, 15], requires: ["accounts"], effort: "1d" },
  "payments": { cycles: [21, 40], requires: ["Accounts", "ledger"], effort: "3d" },
  "gifts": { cycles: [41, 44], requires: ["payments", "wishes"], effort: "1d" },
  "ledger": { cycles: [16, 20], effort: "1d" },
};
\`\`\`
`;

const FERRY = `# The ferry

| ID | Task | Depends on | Est. | Owner |
|----|------|------------|------|-------|
| F-1 | Lay the keel | - | 8h | Ana |
| F-2 | Plank the hull | F-1 | 8h | Ana |
| F-3 | Sew the sail | - | 4h | agent-loft |
| F-4 | Launch | F-2, F-3 | 2h | |

| Worker | Kind | Role |
|--------|------|------|
| Ana | person | builder |
| Agent-Loft × 2 | agent | builder |
| Mia | person | orchestrator |
| Workers 8-9 | agent | builder |

## Gate: Dry feet

**After**: F-2
**Before**: F-4

- [ ] No leak
`;

test("--select pulls in what features require, lays their ranges end to end and sums the effort", async () => {
  const { code, out, err } = await signalbox("plan", file(SHOP), "--select", "GIFTS, search", "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const said = JSON.parse(out);
  expect(said.tasks.map(({ id, dependsOn, owner }: Plan["tasks"][number]) => [id, dependsOn, owner])).toEqual([
    ["accounts", [], "agent-backend"],
    ["ledger", [], null],
    ["payments", ["accounts", "ledger"], null],
    ["gifts", ["payments"], null],
    ["search", ["accounts"], null],
  ]);
  const ranges = said.phases.map(({ id, calendar }: Plan["phases"][number]) => [id, calendar?.from, calendar?.to]);
  expect(ranges).toEqual([
    ["accounts", 1, 10],
    ["ledger", 11, 15],
    ["payments", 16, 35],
    ["gifts", 36, 39],
    ["search", 40, 44],
  ]);
  expect(said.totals.sequentialMinutes).toBe(8 * 480);
  expect(said.warnings).toEqual([
    { line: 8, message: "gifts requires wishes, which the catalogue does not have: it is left out of this plan." },
  ]);
});

test("an unknown feature, a plan without catalogue and a catalogue without choice are refused with the way out", async () => {
  const [unknown, without, nothing, empty] = await Promise.all([
    signalbox("plan", file(SHOP), "--select", "serch"),
    signalbox("plan", file(FERRY), "--select", "search"),
    signalbox("plan", file(SHOP)),
    signalbox("plan", file(SHOP), "--select", "search,,gifts"),
  ]);
  expect([unknown, without, nothing, empty].map(({ code, out }) => ({ code, out }))).toEqual(
    Array(4).fill({ code: 2, out: "" }),
  );
  expect(unknown.err).toContain("has no feature serch. It has: accounts, search, payments, gifts, ledger.");
  expect(without.err).toContain("has no catalogue to select from");
  expect(nothing.err).toMatch(/for example: npm run signalbox -- plan \S+ --select accounts,search,payments/);
  expect(empty.err).toContain("for example search,payments");
});

test("features that require each other are a cycle, told as every other", async () => {
  const circle = '```js\n{ "a": { requires: ["b"] }, "b": { requires: ["a"] } }\n```\n';
  const said = JSON.parse((await signalbox("plan", file(circle), "--select", "a", "--json")).out);
  expect(said.cycles).toHaveLength(1);
});

test("the people a plan names take the time that their number, copies and tasks allow", () => {
  const { plan } = readPlan(FERRY);
  const report = reportPlan(plan ?? planSchema.parse({ tasks: [] }), []);
  const { ownStaffing } = report;
  expect(ownStaffing).toMatchObject({ source: "workers", minutes: 960 + 120, unplaced: [] });
  const shares = Object.fromEntries((ownStaffing?.workers ?? []).map(({ id, taskIds }) => [id, taskIds]));
  expect(Object.keys(shares)).toEqual(["Ana", "Agent-Loft 1", "Agent-Loft 2", "Worker 8", "Worker 9"]);
  expect(shares.Ana).toEqual(expect.arrayContaining(["F-1", "F-2"]));
  expect([...(shares["Agent-Loft 1"] ?? []), ...(shares["Agent-Loft 2"] ?? [])]).toContain("F-3");
});

test("without workers the owners count, and without owners the tracks; a plan that names nobody says nothing", () => {
  const tasks = [
    { id: "a", estimate: 60, owner: "Ana", track: "one" },
    { id: "b", estimate: 60, owner: "ana", track: "two" },
    { id: "c", estimate: 60, owner: "Ben", track: "two" },
  ];
  const measured = (plan: object) => reportPlan(planSchema.parse(plan), []).ownStaffing;
  expect(measured({ tasks })).toMatchObject({ source: "owners", minutes: 120 });
  const tracks = [
    { id: "one", title: "One", taskIds: ["a"] },
    { id: "two", title: "Two", taskIds: ["b", "c"] },
  ];
  const free = tasks.map(({ owner: _, ...task }) => task);
  expect(measured({ tasks: free, tracks })).toMatchObject({ source: "tracks", minutes: 120, speedup: 1.5 });
  expect(measured({ tasks: [{ id: "a" }] })).toBeNull();
  const lead = [{ id: "Ana", role: "orchestrator" }];
  expect(measured({ tasks, workers: lead })).toMatchObject({ minutes: 120, unplaced: [] });
});

test("--start tells dates on working days, for people and machines", async () => {
  const path = file(FERRY);
  const flags = ["--start", "2026-12-04", "--days", "mon,fri", "--hours", "8:30-16:30"];
  const [people, machines] = await Promise.all([
    signalbox("plan", path, ...flags),
    signalbox("plan", path, ...flags, "--json", "--workers", "2"),
  ]);
  // Friday, Monday, and two hours of the Friday after.
  expect(people.out).toContain("Fri 2026-12-04 08:30 to Fri 2026-12-11 10:30");
  expect(people.out).toMatch(/unlimited .* Fri 2026-12-11 10:30$/m);
  const { dates } = JSON.parse(machines.out);
  expect(dates).toMatchObject({ start: "2026-12-04", workers: 2 });
  expect(dates.finish.at(-1)).toEqual({ workers: "unlimited", at: "2026-12-11T10:30" });
  expect(dates.tasks).toContainEqual({ task: "F-2", start: "2026-12-07T08:30", end: "2026-12-07T16:30" });
});

test.each([
  [["--start", "2026-02-30"], "Expected a date as YYYY-MM-DD"],
  [["--start", "soon"], "Expected a date as YYYY-MM-DD"],
  [["--days", "mon-fri"], "they need --start"],
  [["--start", "2026-12-01", "--days", "mon-xyz"], "Expected days of the week"],
  [["--start", "2026-12-01", "--hours", "17-9"], "Expected hours of the day"],
  [["--html", "--json"], "cannot be used with"],
])("plan %j is refused: %s", async (flags, sentence) => {
  const { code, out, err } = await signalbox("plan", file(FERRY), ...flags);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(sentence);
});

test("days of the week: ranges, lists, and ranges over the weekend", () => {
  expect(workingDays("Fri-Mon")).toEqual(["mon", "fri", "sat", "sun"]);
  expect(workingDays("wed")).toEqual(["wed"]);
});

const HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)> & ]]> `$1` %%{init}%% end";

function hostilePlan(text: string): Plan {
  return planSchema.parse({
    title: text,
    tasks: [
      { id: text.slice(0, 70).trim(), title: text, owner: text, track: null, doneWhen: [text] },
      { id: "b", title: text, dependsOn: [text.slice(0, 70).trim()], notes: [text] },
    ],
    gates: [{ id: "g", title: text, criteria: [text], approver: text, after: ["b"] }],
    workers: [{ id: text.slice(0, 70).trim() }],
    risks: [{ title: text, mitigation: text }],
    metrics: [{ title: text }],
  });
}

test("the page holds every task and loads nothing; what people wrote stays text, whatever it is", () => {
  const texts = fc.oneof(
    fc.constantFrom(HOSTILE, "valueOf", "__proto__", "constructor"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
  );
  fc.assert(
    fc.property(
      texts.filter((text) => text.trim() !== "" && text.slice(0, 70).trim() !== "b"),
      (text) => {
        const report = reportPlan(hostilePlan(text.trim()), [{ line: 1, message: text }]);
        const page = renderPlanPage(report, { path: text, workers: 2, dates: null });
        const tags = (page.match(/<[^>]*>/g) ?? []).join("");
        const bare = tags.replace(/"[^"]*"/g, '""');
        expect(bare).not.toMatch(/<(?:script|img|iframe|link|object)\b|\son[a-z]{1,20}=/i);
        expect(tags).not.toMatch(/ (?:src|href)="(?!#)/i);
        expect(page.match(/<tr><td><span id="task-/g)).toHaveLength(2);
      },
    ),
    { numRuns: 100 },
  );
});

test("the page in a real browser: no trouble, no request, nothing wider than a phone but what scrolls", async ({
  skip,
}) => {
  skip(!existsSync(CHROMIUM), WHY_NOT);
  const report = reportPlan(hostilePlan(HOSTILE), [{ line: 1, message: HOSTILE }]);
  const page = renderPlanPage(report, { path: "plan.md", workers: 2, dates: openDates("2026-12-01", {}) });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    const tab = await browser.newPage({ viewport: { width: 360, height: 800 } });
    const troubles: string[] = [];
    const requests: string[] = [];
    tab.on("pageerror", (error) => troubles.push(error.message));
    tab.on("console", (message) => troubles.push(message.text()));
    tab.on("dialog", (dialog) => troubles.push(dialog.message()));
    tab.on("request", (request) => requests.push(request.url()));
    const url = pathToFileURL(file(page, "plan.html")).href;
    await tab.goto(url);
    expect({ troubles, requests }).toEqual({ troubles: [], requests: [url] });
    expect(await tab.title()).toBe(HOSTILE);
    expect(await tab.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    expect(await tab.locator("svg.gantt .bar").count()).toBe(2);
    expect(await tab.locator("svg.graph .node").count()).toBe(3);
    await tab.locator('a[href^="#task"]').first().click();
    expect(new URL(tab.url()).hash).not.toBe("");
  } finally {
    await browser.close();
  }
});

test("--html makes one page of one plan", async () => {
  const path = file(FERRY);
  const [one, two] = await Promise.all([signalbox("plan", path, "--html"), signalbox("plan", path, path, "--html")]);
  expect(one.out).toMatch(/^<!doctype html>[\s\S]*Sew the sail[\s\S]*<\/html>\n/);
  expect(two).toMatchObject({ code: 2, out: "", err: expect.stringContaining("one page of one plan") });
});

test("--mermaid gives a graph and a dated chart, phases as sections", async () => {
  const { code, out } = await signalbox("plan", file(FERRY), "--mermaid", "--start", "2026-12-01", "--workers", "2");
  expect(code).toBe(0);
  expect(out).toContain('n1["F-2 · Plank the hull"]');
  expect(out).toContain("n0 --> n1");
  expect(out).toContain('n4{{"Dry feet"}}');
  expect(out).toContain("F-2 · Plank the hull :crit, 2026-12-02T09:00, 2026-12-02T17:00");
  const page = renderMermaid(reportPlan(hostilePlan(HOSTILE), []), 1, openDates("2026-12-01", {}));
  expect(page).not.toMatch(/<script|%%\{|`\$/);
});
