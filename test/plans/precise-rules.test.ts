/** The precise rules of plan documents, each on a text that was once read wrongly or dropped in silence. */

import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";

interface Edges {
  readonly hard: Record<string, string>;
  readonly soft: Record<string, string>;
}

function edgesOf(text: string): Edges {
  const tasks = readPlan(text).plan?.tasks ?? [];
  const listed = (of: (task: (typeof tasks)[number]) => readonly string[]) =>
    Object.fromEntries(tasks.flatMap((task) => (of(task).length === 0 ? [] : [[task.id, of(task).join(" ")]])));
  return { hard: listed((task) => task.dependsOn), soft: listed((task) => task.softDependsOn) };
}

function saidOf(text: string): string[] {
  return readPlan(text).warnings.map(({ line, message }) => `${line}: ${message}`);
}

function table(header: string, ...rows: string[]): string {
  return [`| ${header} |`, header.replace(/[^|]+/g, "---"), ...rows.map((row) => `| ${row} |`)].join("\n");
}

test.each(["A-1 PARTIAL", "PARTIAL: A-1", "PARTIAL (A-1, A-2)", "partial - A-1, A-2"])(
  "the cell “%s” makes soft edges of all it names and is understood",
  (cell) => {
    const text = table("ID | Task | Depends on", "A-1 | a | None", "A-2 | b | None", `A-3 | c | ${cell}`);
    const names = cell.includes("A-2") ? "A-1 A-2" : "A-1";
    expect(edgesOf(text)).toEqual({ hard: {}, soft: { "A-3": names } });
    expect(saidOf(text)).toEqual([]);
  },
);

test("PARTIAL behind one name of several is said of that one; a title that begins so is a title", () => {
  const mixed = table("ID | Task | Depends on", "A-1 | a | None", "A-2 | b | None", "A-3 | c | A-1 partial, A-2");
  expect(edgesOf(mixed)).toEqual({ hard: { "A-3": "A-2" }, soft: { "A-3": "A-1" } });
  const titled = table("ID | Task | Depends on", "A-1 | Partial rollout | None", "A-2 | b | Partial rollout");
  expect(edgesOf(titled)).toEqual({ hard: { "A-2": "A-1" }, soft: {} });
});

test("All leaves out what waits for the task through others: no circle closes", () => {
  const text = table("ID | Task | Depends on", "A | a | None", "B | b | All", "C | c | B", "D | d | C");
  expect(edgesOf(text).hard).toEqual({ B: "A", C: "B", D: "C" });
});

test.each([
  ["T-001 through T-020", "T-001 T-002 T-003", "T-020"],
  ["T-000–T-002", "T-001 T-002", "T-000"],
  ["T-002-T-009", "T-002 T-003", "T-009"],
])("the range “%s” holds the ids that exist, and its missing end is told", (range, names, missing) => {
  const text = table("ID | Task | Depends on", "T-001 | a | ", "T-002 | b | ", "T-003 | c | ", `X-1 | d | ${range}`);
  expect(edgesOf(text).hard).toEqual({ "X-1": names });
  expect(saidOf(text)).toEqual([expect.stringMatching(new RegExp(`^6: .*${missing}`))]);
});

test.each(["Dep", "Dep.", "depends-on", "dependsOn", "depends_on", "blockedBy"])(
  "“%s” heads dependencies",
  (header) => {
    expect(edgesOf(table(`ID | Task | ${header}`, "A-1 | a | ", "A-2 | b | A-1")).hard).toEqual({ "A-2": "A-1" });
  },
);

test("a column that nobody knows and that names tasks is reported, one with other words is not", () => {
  const text = table("ID | Task | Comes behind | Floor", "A-1 | a | - | 1", "A-2 | b | A-1 | attic");
  expect(saidOf(text)).toEqual([expect.stringMatching(/^4: .*“Comes behind”.*A-1/)]);
});

test.each(["Provides To", "Provides", "Outputs"])(
  "%s makes no edge; what the other side does not list is told",
  (header) => {
    const text = table(
      `ID | Task | Depends on | ${header}`,
      "A-1 | a | - | A-2, A-3",
      "A-2 | b | A-1 | -",
      "A-3 | c | - | a map",
    );
    expect(edgesOf(text).hard).toEqual({ "A-2": "A-1" });
    expect(saidOf(text)).toEqual([expect.stringMatching(/^3: A-1 says it provides to A-3/)]);
  },
);

test("Can start may name what it waits for", () => {
  const text = table(
    "ID | Task | Can start",
    "A-1 | a | YES",
    "A-2 | b | After A-1",
    "A-3 | c | NO (after A-1 and A-2)",
  );
  expect(edgesOf(text).hard).toEqual({ "A-2": "A-1", "A-3": "A-1 A-2" });
});

test("NO keeps edges hard whatever follows it", () => {
  const text = table("ID | Task | Depends on | Can start", "A-1 | a | - | YES", "A-2 | b | A-1 | No, not even partial");
  expect(edgesOf(text)).toEqual({ hard: { "A-2": "A-1" }, soft: {} });
});

test("GH-12 is #12", () => {
  const text = table("ID | Task | Depends on", "#12 | a | None", "#13 | b | GH-12", "#14 | c | gh-12, #13");
  expect(edgesOf(text).hard).toEqual({ "#13": "#12", "#14": "#12 #13" });
});

test("a note in a drawing is no title", () => {
  const { plan } = readPlan("```\nA1 -> B1 (with mocks)\nA1 -> C1 (mock providers)\nA1 -> D1 (Shop pages)\n```\n");
  expect(plan?.tasks.map(({ id, title }) => `${id} ${title}`)).toEqual(["A1 A1", "B1 B1", "C1 C1", "D1 Shop pages"]);
});
