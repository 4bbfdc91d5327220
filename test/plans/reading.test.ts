/** What a plan document's small print says: lengths, risks and metrics in lists, alternatives, bare ids, struck rows. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readText } from "../../src/cli/read-text.ts";
import { parseDuration } from "../../src/core/fields/duration.ts";
import { readPlan } from "../../src/core/plan-document.ts";
import { measureOwnStaffing } from "../../src/core/plans/own-staffing.ts";

const HEAD = "| ID | Task | Depends on |\n|---|---|---|\n";

function waitsOf(text: string): Record<string, string> {
  return Object.fromEntries((readPlan(text).plan?.tasks ?? []).map(({ id, dependsOn }) => [id, dependsOn.join(" ")]));
}

test.each([
  ["½ day", 240],
  ["1½ days", 720],
  ["¼ h", 15],
  ["PT4H", 240],
  ["P2DT1H30M", 1050],
  ["P1W", 2400],
])("%s is %i minutes", (text, minutes) => {
  expect(parseDuration(text)).toEqual({ low: minutes, high: minutes });
});

test.each(["P1M", "PT", "P", "2 pts", "XL", "p"])("%s is no length of time", (text) => {
  expect(parseDuration(text)).toBeNull();
});

test("risks and metrics may be lists; a list of tasks is none", () => {
  const text =
    "- R-1 Build\n- R-2 Run (after R-1)\n\n## Risks\n- **Risk**: Rain → **Mitigation**: Tent\n- Late (high): order early\n" +
    "- Fire (20%)\n\n## Success metrics\n- **Visitors**: Target 500\n- All happy\n\n## Risky tasks\n- R-3 Fly (after R-2)\n";
  const plan = readPlan(text).plan;
  expect(plan?.risks).toMatchObject([
    { title: "Rain", impact: null, mitigation: "Tent", line: 5 },
    { title: "Late", impact: "high", mitigation: "order early" },
    { title: "Fire", probability: "20%", mitigation: null },
  ]);
  expect(plan?.metrics).toMatchObject([
    { title: "Visitors", target: "500" },
    { title: "All happy", target: null },
  ]);
  expect(plan?.tasks.map(({ id }) => id)).toEqual(["R-1", "R-2", "R-3"]);
});

test.each([
  ["alternatives", `${HEAD}| A1 | a | |\n| A2 | b | |\n| A3 | c | A1 or A2 |`, { A3: "A1 A2" }, /all of them/],
  ["words beside an id", `${HEAD}| A1 | a | |\n| A2 | b | A1 + an audit |`, { A2: "A1" }, /only A1 is understood/],
  ["an exception", `${HEAD}| A1 | a | |\n| A2 | b | not A1 |`, { A2: "" }, /names no task/],
  ["ids in brackets", "- A1 a\n- A2 b (A1)", { A2: "" }, /without saying why/],
  [
    "a size",
    "| ID | Task | Depends on | Size |\n|---|---|---|---|\n| A1 | a | | XL |",
    { A1: "" },
    /no length of time/,
  ],
  ["a struck row", `${HEAD}| A1 | a | |\n| ~~A2~~ | ~~b~~ | A1 |`, { A2: undefined }, /Struck out/],
  ["prose", `${HEAD}| A1 | a | |\n| A2 | b | |\n\nWell before A1 some say A2.`, { A1: "", A2: "" }, /order of tasks/],
])("%s: nothing is lost in silence", (_, text, waits, said) => {
  const found = waitsOf(text);
  for (const [id, on] of Object.entries(waits)) expect(found[id]).toBe(on);
  expect(readPlan(text).warnings.map(({ message }) => message)).toContainEqual(expect.stringMatching(said));
});

test("a wait on a group counts all its tasks, also those that another format has read", () => {
  const list = "- B1 a\n- B2 b (after B1)\n";
  expect(waitsOf(`# P\n## Backend\n${list}## Release\n- R1 c (after Backend)\n`).R1).toBe("B1 B2");
  expect(waitsOf(`- Backend:\n  ${list.replace("\n- ", "\n  - ")}- R1 c (after Backend)\n`).R1).toBe("B1 B2");
});

test("two hundred thousand waits are read, more are refused with a line", () => {
  const rows = Array.from({ length: 900 }, (_, at) => `| T-${at} | x | ${at % 2 === 1 ? "All" : ""} |`);
  const { plan, warnings } = readPlan(HEAD + rows.join("\n"));
  expect(plan?.tasks[1]?.dependsOn).toHaveLength(450);
  expect(warnings.map(({ message }) => message)).toContainEqual(expect.stringContaining("200000"));
});

test("a file of one byte for each letter is read", () => {
  const folder = mkdtempSync(join(tmpdir(), "plan-"));
  const path = join(folder, "plan.md");
  writeFileSync(
    path,
    Buffer.from(
      "| N\xb0 | T\xe2che | D\xe9pend de |\n|---|---|---|\n| A1 | \xc9t\xe9 | |\n| A2 | Fin | A1 |\n",
      "latin1",
    ),
  );
  const text = readText(path);
  rmSync(folder, { recursive: true });
  expect(waitsOf(text)).toEqual({ A1: "", A2: "A1" });
  expect(readPlan(text).plan?.tasks[0]?.title).toBe("Été");
});

test("one dependency, however it is written in a cell, is that dependency", () => {
  const forms = [
    "T-7",
    "T-07",
    "`T-7`",
    "**T-7**",
    "[T-7]",
    "(T-7)",
    "[T-7](https://example.org/7)",
    "after T-7",
    "T-7 ✅",
  ];
  const more = [
    "T-7.",
    "needs T-7",
    "T-7 (Pour)",
    "task T-7",
    "Pour the floor",
    "T-7<br>",
    "<b>T-7</b>",
    "T-7 until May",
  ];
  fc.assert(
    fc.property(fc.subarray([...forms, ...more], { minLength: 1, maxLength: 3 }), (names) => {
      const text = `${HEAD}| T-7 | Pour the floor | |\n| T-8 | Walk on it | ${names.join(", ")} |\n`;
      expect(waitsOf(text)["T-8"]).toBe("T-7");
    }),
  );
});

test("after X in a heading holds its first tasks back, and the calendar is not asked", () => {
  const phases = "## Phase 1: A\n- A1 a\n\n## Phase 2: B\n- B1 b\n\n";
  const head = (after: string) => waitsOf(`# P\n${phases}## Phase 3: C (after ${after})\n- C1 c\n- C2 d (after C1)\n`);
  expect(head("Phase 1")).toMatchObject({ C1: "A1", C2: "C1" });
  expect(head("phases 1 and 2")).toMatchObject({ C1: "A1 B1", C2: "C1" });
});

test("a cell of an HTML table that spans rows counts in each of them, and no further", () => {
  const row = (cells: string) => `<tr>${cells}</tr>\n`;
  const text =
    `<table>\n${row("<th>Track</th><th>ID</th><th>Task</th><th>Depends on</th>")}` +
    row(`<td rowspan="2">Water</td><td>P1</td><td>Pipe</td><td></td>`) +
    row("<td>P2</td><td>Pump</td><td>P1</td>") +
    `${row("<td>Power</td><td>E1</td><td>Cable</td><td>P1<br>P2</td>")}</table>\n`;
  const tracks = readPlan(text).plan?.tracks.map(({ title, taskIds }) => [title, taskIds.join(" ")]);
  expect(tracks).toEqual([
    ["Water", "P1 P2"],
    ["Power", "E1"],
  ]);
  expect(waitsOf(text)).toEqual({ P1: "", P2: "P1", E1: "P1 P2" });
});

test("who approves a gate is no criterion of it, with a box or without", () => {
  for (const box of ["- ", "- [ ] "]) {
    const { plan } = readPlan(`${TABLE_FOR_GATE}\n## Gate: Seen\n\n- [ ] no leak\n${box}Approver: @nora\n`);
    expect(plan?.gates).toMatchObject([{ approver: "@nora", criteria: [{ text: "no leak" }] }]);
  }
});

const TABLE_FOR_GATE = "| ID | Task | Depends on |\n|--|--|--|\n| T-1 | Dig | - |\n";

test("a misspelled header is asked about where what stands below it could be read", () => {
  const read = (header: string, cells: readonly string[]) => {
    const rows = cells.map((cell, at) => `| A${at + 1} | Step | ${cell} |`).join("\n");
    return readPlan(`| ID | Task | ${header} |\n|---|---|---|\n${rows}`).warnings.map(({ message }) => message);
  };
  expect(read("Depnds on", ["", "A1"])).toEqual([
    "The column “Depnds on” is not read. Did you mean “Depends on”? Write it so, and it counts.",
  ]);
  expect(read("Dependson", ["", "A1"]).join()).toContain("“Depends on”");
  expect(read("Estmate", ["2h", "1d"]).join()).toContain("“Estimate”");
  expect(read("Ownr", ["ana", "ben"]).join()).toContain("“Owner”");
  expect(read("Priorty", ["P1", ""]).join()).toContain("“Priority”");
  expect(read("Staus", ["done", ""]).join()).toContain("“Status”");
  // Near a word that counts, and nothing of its kind below it.
  expect(read("Required", ["yes", "no"])).toEqual([]);
  expect(read("Reads", ["much", "little"])).toEqual([]);
  expect(read("Cost", ["100", "20"])).toEqual([]);
});

test.each(["@joe", "joe"])(
  "an owner written as %s can do what is theirs, and is one worker with every spelling",
  (owner) => {
    const rows = `| A1 | Book | ${owner} |\n| A2 | Pay | @joe |\n| A3 | Go | Joe |`;
    const { plan } = readPlan(`| ID | Task | Owner |\n|---|---|---|\n${rows}`);
    const staffing = plan === null ? null : measureOwnStaffing(plan);
    expect(staffing).toMatchObject({ unplaced: [], workers: [{ id: owner, taskIds: ["A1", "A2", "A3"] }] });
  },
);

test("a file of values or of data is a plan from its first line to its last", () => {
  const csv =
    '\ufeffID;Aufgabe;Abhängig von;Dauer\r\nA;"Er sagte ""ja"", dann";;2h\r\nB;"Zwei\r\nZeilen";A;1d\r\nC;Drei;B;x\r\n';
  const values = readPlan(csv, { path: "docs/plan.csv" });
  expect(values.plan?.title).toBe("plan");
  expect(values.plan?.tasks).toMatchObject([
    { id: "A", title: 'Er sagte "ja", dann', line: 2, dependsOn: [] },
    { id: "B", title: "Zwei Zeilen", line: 3, dependsOn: ["A"] },
    { id: "C", title: "Drei", line: 5, dependsOn: ["B"] },
  ]);
  expect(values.warnings).toMatchObject([{ line: 5, message: expect.stringContaining("no length of time") }]);
  const yaml = "title: Shed\ntasks:\n  - id: A\n    title: One\n  - id: B\n    depends_on: [A]\n";
  const data = readPlan(yaml, { path: "plan.YML" }).plan;
  expect([data?.title, data?.tasks.map(({ id, dependsOn }) => [id, dependsOn])]).toEqual([
    "Shed",
    [
      ["A", []],
      ["B", ["A"]],
    ],
  ]);
});

test("a quotation mark within a value, or never closed, takes no other row with it", () => {
  const rows = Array.from({ length: 60 }, (_, at) => `A${at + 2},Step`).join("\n");
  for (const first of ['A1,3.5" disk\nB1,5" disk', 'A1,"disk\nB1,Step']) {
    const { plan } = readPlan(`ID,Task\n${first}\n${rows}\n`, { path: "plan.csv" });
    expect(plan?.tasks).toHaveLength(62);
  }
});

test("YAML that cannot be read is said with its line where a plan was meant", () => {
  const broken = "tasks:\n  - id: A\n    title: One: two\n";
  const [inFile] = readPlan(broken, { path: "plan.yaml" }).warnings;
  expect(inFile).toMatchObject({
    line: 3,
    message: expect.stringMatching(/^The plan in this file is not read: as YAML/),
  });
  const [inBlock] = readPlan(`# Plan\n\n\`\`\`yaml\n${broken}\`\`\`\n`).warnings.filter(({ line }) => line > 0);
  expect(inBlock).toMatchObject({ line: 6, message: expect.stringContaining("code block") });
  const settings = readPlan("# Plan\n\n```yaml\nkey: one: two\n```\n\n- A1 Build\n- A2 Run (after A1)\n");
  expect(settings.warnings).toEqual([]);
});
