/** `signalbox export`: both forms read back to the same graph, and what a table cannot hold is said. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { graphDifferences } from "../../src/core/plans/graph-differences.ts";
import { type Plan, planSchema } from "../../src/core/plans/plan.ts";
import { renderPlanTable } from "../../src/core/plans/render-plan-table.ts";
import { openFiles, signalbox } from "./run-signalbox.ts";

const file = openFiles();

vi.setConfig({ testTimeout: 60_000 });

const folder = new URL("../golden/plans/", import.meta.url);
const documents = readdirSync(folder).filter((name) => name.endsWith(".md"));

function planIn(text: string): Plan {
  const { plan } = readPlan(text);
  if (plan === null) throw new Error("no plan");
  return plan;
}

test.each(documents)("%s as a table and as JSON reads back to the same graph", (name) => {
  const plan = planIn(readFileSync(new URL(name, folder), "utf8"));
  expect(plan.tasks.length).toBeGreaterThan(0);
  expect(graphDifferences(plan, planIn(renderPlanTable(plan)))).toEqual([]);
  expect(planIn(JSON.stringify(plan, null, 2)).tasks).toEqual(plan.tasks);
});

test("the command prints a table that gives the same graph, and JSON that gives the same plan", async () => {
  const path = new URL("ferry-map.md", folder).pathname;
  const plan = planIn(readFileSync(path, "utf8"));
  const [table, json] = await Promise.all([signalbox("export", path), signalbox("export", path, "--format", "json")]);
  expect({ codes: [table.code, json.code], err: json.err }).toEqual({ codes: [0, 0], err: "" });
  expect(table.out.startsWith(`# ${plan.title}\n\n## Tasks\n\n| ID | Task | Depends on |`)).toBe(true);
  expect(graphDifferences(plan, planIn(table.out))).toEqual([]);
  expect(planIn(json.out)).toEqual(plan);
  expect(table.err).toContain("A table has no place for the weeks of phases");
});

test("a graph that a table cannot hold is said, with exit code 1", async () => {
  const path = file('{"tasks":[{"id":"None"},{"id":"B","dependsOn":["None"]}]}', "odd.json");
  const { code, err } = await signalbox("export", path);
  expect(code).toBe(1);
  expect(err).toContain("B has “waits for nothing” instead of “waits for None”");
});

test("ids of one word stay as they are", () => {
  const tasks = ["A", "B", "build", "Ship_it", "größe"].map((id, at, ids) => {
    return { id, title: `Hammer ${"and saw ".repeat(at)}`.trim(), dependsOn: ids.slice(Math.max(0, at - 2), at) };
  });
  const plan = planSchema.parse({ tasks });
  expect(graphDifferences(plan, planIn(renderPlanTable(plan)))).toEqual([]);
});

test("titles of ordinary words stand in the table as they are, others in quotation marks", () => {
  const titles = ["paint the ceiling", "Open the harbour's bookings", "none", "Paint (after T-1)"];
  const plan = planSchema.parse({ tasks: titles.map((title, at) => ({ id: `T-${at + 1}`, title })) });
  const table = renderPlanTable(plan);
  expect(table.match(/(?<=^\| T-\d \| )[^|]+(?= \|)/gm)).toEqual([
    titles[0],
    titles[1],
    "“none”",
    "“Paint (after T-1)”",
  ]);
  expect(graphDifferences(plan, planIn(table))).toEqual([]);
});

test("what differs between two graphs is named", () => {
  const plan = (tasks: unknown, gates: unknown = []) => planSchema.parse({ tasks, gates });
  const first = plan([{ id: "A" }, { id: "B", dependsOn: ["A"] }], [{ id: "g", title: "Go", after: ["A"] }]);
  const second = plan([{ id: "B", softDependsOn: ["A"] }, { id: "C" }]);
  expect(graphDifferences(first, second)).toEqual([
    "A is lost",
    "B has “waits for nothing, softly for A” instead of “waits for A”",
    "gate “Go” is lost",
    "C is new",
  ]);
});

test.each([
  ["a missing file", ["export", "nowhere.md"], "There is no file nowhere.md"],
  ["an empty file", ["export", file("")], "is empty"],
  ["a text without tasks", ["export", file("# Nothing\n")], "has no tasks"],
  ["an unknown form", ["export", "x.md", "--format", "xml"], "Allowed choices are table, json"],
])("%s is refused with a sentence", async (_name, words, sentence) => {
  const { code, out, err } = await signalbox(...words);
  expect({ code, out, says: err.includes(sentence) ? sentence : err }).toEqual({ code: 2, out: "", says: sentence });
});

test("export --help teaches with examples within 80 columns", async () => {
  const { code, out } = await signalbox("export", "--help");
  expect(code).toBe(0);
  expect(out).toContain("export docs/plan.md --format json > plan.json");
  for (const line of out.split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
});
