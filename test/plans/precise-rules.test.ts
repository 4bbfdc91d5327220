/** The precise rules of plan documents, each on a text that was once read wrongly or dropped in silence. */

import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { reportPlan } from "../../src/core/plans/plan-report.ts";

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

function titlesOf(text: string): string[] {
  return (readPlan(text).plan?.tasks ?? []).map(({ title }) => title);
}

test("marks stand in code, in bold, behind the words, with a colon", () => {
  const text =
    "# P\n## G\n- [PARALLEL] One thing\n- `[PARALLEL]` Two things\n- **[SEQUENTIAL after One thing]** Three things\n" +
    "- Four things [SEQUENTIAL AFTER: Three things]\n- Five things `[SEQUENTIAL after Four things]`\n";
  expect(edgesOf(text).hard).toEqual({
    "three-things": "one-thing",
    "four-things": "three-things",
    "five-things": "four-things",
  });
  expect(titlesOf(text)).toEqual(["One thing", "Two things", "Three things", "Four things", "Five things"]);
});

test("a line that explains a mark is no task", () => {
  const text =
    "# P\n## Marks\n- `[PARALLEL]` - runs beside other [PARALLEL] tasks\n- `[SEQUENTIAL]`: waits for what stands before\n" +
    "- `[SEQUENTIAL after X]` means waiting for X\n## G\n- [PARALLEL] One thing\n- [PARALLEL] Two things\n";
  expect(titlesOf(text)).toEqual(["One thing", "Two things"]);
});

test("a branch with a head waits for the line above it in depth, not for a sibling without a head", () => {
  const text = "```\n#1 Base\n├─> #2 Data\n│   ├─ #3 Notes\n│   └─> #4 Sync\n└─> #5 Pages\n```\n";
  expect(edgesOf(text).hard).toEqual({ "#2": "#1", "#4": "#2", "#5": "#1" });
});

test.each(["#10 (to be created)", "#10 (TBD)", "#10 - to be created", "**#10** _(to be created)_"])(
  "“%s” in an id cell is the id of a plan, and its title stands in its own column",
  (cell) => {
    const task = readPlan(table("Issue | Title | Depends on", `${cell} | Quay | None`, "#11 | Crane | #10")).plan
      ?.tasks[0];
    expect(task).toMatchObject({ id: "#10", title: "Quay", adopts: null, notes: [] });
  },
);

function adoptedBy(text: string): (number | null)[] {
  return (readPlan(text).plan?.tasks ?? []).map(({ adopts }) => adopts);
}

test.each(["## Target Issues", "## Issues to be created", "**Target Issues:**", "Issues to be created:"])(
  "below “%s” stand ids of the plan; what they wait for may exist",
  (head) => {
    const text = `# P\n${head}\n\n- #20: Quay\n- #21: Crane (after #20, #7)\n\n## Work\n\n- #7 Survey\n- #8 Report (after #7)\n`;
    expect(adoptedBy(text)).toEqual([null, null, 7, 8]);
  },
);

test("an id that nobody has, behind After X completes, is reported", () => {
  const text = "# P\n### Wave 1\n- #103 Third\n- #104 Fourth\n\nAfter #103 completes: #106 + #107 (parallel)\n";
  expect(saidOf(text)).toEqual([expect.stringMatching(/^6: .*#106/)]);
});

test("a box and a table that differ about a status: the less finished one, told", () => {
  const text = `${table("ID | Task | Status", "A-1 | a | Done", "A-2 | b | open")}\n\n- [ ] A-1: a\n- [x] A-2: b\n`;
  expect(readPlan(text).plan?.tasks.map(({ status }) => status)).toEqual(["open", "open"]);
  expect(saidOf(text.replace("[ ]", "[x]").replace("- [x] A-2", "- [ ] A-2"))).toEqual([]);
  expect(saidOf(text).map((said) => said.slice(0, 30))).toEqual([
    "6: A-1 has two statuses, “done",
    "7: A-2 has two statuses, “open",
  ]);
});

const PAIR =
  '{ title: "J", // two\n tasks: [{id:"a",title:"A",estimate:"1h"},{id:"b",title:"B",dependsOn:["a"]}, /* … 7 more */ ] }';

test.each([
  ["json", PAIR],
  ["ts", `const plan = ${PAIR};\nexport function run() {\n  return plan;\n}`],
  ["js", `export const plan = ${PAIR}`],
])(
  "a plan as JSON5 in a %s fence: bare keys, no space behind the colon; what is left out is told",
  (language, code) => {
    const text = `# P\n\n\`\`\`${language}\n${code}\n\`\`\`\n`;
    expect(edgesOf(text).hard).toEqual({ b: "a" });
    expect(saidOf(text)).toEqual([expect.stringMatching(/^5: .*leaves .* out/)]);
  },
);

test("code that happens to hold tasks is no plan", () => {
  const text =
    '# P\n- T-1 a\n- T-2 b (after T-1)\n\n```ts\nconst state = { tasks: [{ label: "x" }], open: [] };\n```\n';
  expect(readPlan(text).plan?.tasks.map(({ id }) => id)).toEqual(["T-1", "T-2"]);
  expect(saidOf(text)).toEqual([]);
});

test.each([
  ["yaml", "features:\n  hall: { cycles: [1, 10], effort: 3h }\n  stage:\n    requires: [hall]\n    cycles: [11, 20]"],
  ["yaml", "hall:\n  cycles: [1, 10]\n  effort: 3h\nstage:\n  requires:\n    - hall\n  cycles: [11, 20]"],
  [
    "yaml",
    "catalogue:\n  - id: hall\n    cycles: [1, 10]\n    effort: 3h\n  - id: stage\n    requires: [hall]\n    cycles: [11, 20]",
  ],
  [
    "json",
    '{ "features": [{ "id": "hall", "cycles": [1, 10], "effort": "3h" }, { "id": "stage", "requires": ["hall"], "cycles": [11, 20] }] }',
  ],
])("a catalogue in %s, by names or as a list", (language, data) => {
  expect(readPlan(`# P\n\n\`\`\`${language}\n${data}\n\`\`\`\n`).plan?.catalogue).toMatchObject([
    { id: "hall", range: { from: 1, to: 10 }, requires: [], estimateMinutes: { low: 180, high: 180 } },
    { id: "stage", range: { from: 11, to: 20 }, requires: ["hall"] },
  ]);
});

test("what other tools write in YAML is no catalogue", () => {
  const text = "# P\n\n```yaml\ntest:\n  dependencies: [build]\nservices:\n  web:\n    dependsOn: [db]\n```\n";
  expect(readPlan(text).plan?.catalogue).toEqual([]);
});

test.each(["**Checkpoint:** base stands", "**Checkpoint: base stands**", "Gate: base stands (approver: @ann)"])(
  "boxes below “%s” are its criteria",
  (line) => {
    const text = `# P\n## Phase 1: Base\n- A-1: one\n- A-2: two\n\n${line}\n- [ ] built\n- [x] shown\n## Phase 2: Next\n- A-3: three\n`;
    const { plan } = readPlan(text);
    expect(plan?.gates).toMatchObject([
      {
        criteria: [
          { text: "built", done: false },
          { text: "shown", done: true },
        ],
        after: ["A-1", "A-2"],
        before: ["A-3"],
      },
    ]);
    expect(plan?.tasks.map(({ id }) => id)).toEqual(["A-1", "A-2", "A-3"]);
  },
);

test("a gate's heading may say behind what it stands", () => {
  const head = table("ID | Task", "A-1 | a", "A-2 | b", "A-3 | c");
  const text = `# P\n${head}\n\n## Gates\n### Gate 1: Half way (after A-1 and A-2)\n- [ ] seen\n### Gate 2: Hall (before A-3)\n- [ ] heard\n**After:** A-2\n`;
  expect(readPlan(text).plan?.gates).toMatchObject([
    { id: "half-way", title: "Half way", after: ["A-1", "A-2"] },
    { id: "hall", after: ["A-2"], before: ["A-3"] },
  ]);
});

test.each(["A1 → (B1, C1 parallel) → D1", "A1 -> (B1 ║ C1) -> D1", "A1 → (B1 + C1) → D1", "A1 —> [B1, C1] —> D1"])(
  "“%s”: a stage in brackets is a stage",
  (line) => {
    expect(edgesOf(`\`\`\`\n${line}\n\`\`\``).hard).toEqual({ B1: "A1", C1: "A1", D1: "B1 C1" });
  },
);

test("a range may label an item, and one that encloses others names them", () => {
  const text =
    "# P\n## Build\n- Cycle 1-10: one\n- Cycle 11-20: two (after Cycle 1-10)\n- Cycle 21-30: three (depends on 1-20)\n";
  expect(edgesOf(text).hard).toEqual({ "11-20": "1-10", "21-30": "1-10 11-20" });
  const cells = table("Cycle | Task | Depends on", "31-40 | a | None", "41-60 | b | None", "61-70 | c | 31-60");
  expect(edgesOf(cells).hard).toEqual({ "61-70": "31-40 41-60" });
});

test("a line that is nothing but a phase heads what is drawn below it; alone it is a task", () => {
  const text = "```\nPHASE 1\nA1 -> B1\n\nPHASE 2\n  C1\n\nWEEK 9 (Late):\nD1\n```\n";
  const { plan } = readPlan(text);
  expect(plan?.phases.map(({ id, taskIds }) => `${id} ${taskIds.join(" ")}`)).toEqual(["phase-1 A1 B1", "phase-2 C1"]);
  expect(edgesOf(text).hard).toMatchObject({ C1: "B1" });
  expect(readPlan("```\nPhase 1 -> Phase 2\n```").plan?.tasks.map(({ aliases }) => aliases[0])).toEqual([
    "Phase 1",
    "Phase 2",
  ]);
});

test("a dash of any length joins the ends of an id", () => {
  const cells = table("Cycle | Task | Depends on", "31–40 | a | None", "41–50 | b | Cycle 31–40");
  expect(readPlan(cells).plan?.tasks).toMatchObject([
    { id: "31-40", title: "a", notes: [] },
    { id: "41-50", title: "b", dependsOn: ["31-40"] },
  ]);
  expect(edgesOf("# P\n## Work\n- Cycle 1–10: one\n- Cycle 11–20: two (after Cycle 1–10)\n").hard).toEqual({
    "11-20": "1-10",
  });
});

test("ids below the heading of a group are tasks beside a list that says more", () => {
  const text =
    "# P\n### Group A\n- A-1 walls\n- A-2 roof\n### Group B\n- B-1 paint (after Group A)\n- B-2 light (depends on All Group A)\n";
  expect(edgesOf(text).hard).toEqual({ "B-1": "A-1 A-2", "B-2": "A-1 A-2" });
});

test("ids of a known family are tasks below any heading; a list of references is none", () => {
  const text = `# P\n${table("ID | Task | Depends on", "T-1 | a | None", "T-2 | b | T-5")}\n\n### Roofs\n- T-5: Slate\n- T-6: Straw\n\n### See also\n- #45: an old issue\n- #46: another\n`;
  expect(readPlan(text).plan?.tasks.map(({ id }) => id)).toEqual(["T-1", "T-2", "T-5", "T-6"]);
});

test("fields in bullets below a task's heading are no tasks, whatever stands in brackets", () => {
  const text =
    "# P\n### T-1: One\n- Est.: 1d\n### T-2: Two\n- Depends on: T-1 (PARTIAL)\n- Parallel-safe: yes\n- Estimate: 1d\n" +
    "### T-3: Three\n- Dependencies: T-1 (soft), T-2\n- Owner: ann\n";
  expect(readPlan(text).plan?.tasks.map(({ id }) => id)).toEqual(["T-1", "T-2", "T-3"]);
  expect(edgesOf(text)).toEqual({ hard: { "T-3": "T-2" }, soft: { "T-2": "T-1", "T-3": "T-1" } });
});

test("an item that names a known id in small letters is reported", () => {
  const text = `# P\n${table("ID | Task", "Q-7 | a", "Q-8 | b")}\n\n## Talk\n- ask for paint before q-8\n`;
  expect(saidOf(text)).toEqual([expect.stringMatching(/^8: Not understood/)]);
});

test.each(["**Total tasks:** 9", "**Number of tasks:** 9", "Total: 9 tasks"])(
  "“%s” is compared with the tasks",
  (line) => {
    const { plan, warnings } = readPlan(`# P\n${line}\n\n${table("ID | Task", "A-1 | a", "A-2 | b")}\n`);
    if (plan === null) throw new Error("no plan");
    const messages = reportPlan(plan, warnings).warnings.map((warning) => `${warning.line}: ${warning.message}`);
    expect(messages).toEqual([expect.stringMatching(/^2: .*does not agree.*2 tasks/)]);
  },
);

test("a second id behind the first is an alias, also where the item waits for something", () => {
  const text =
    "# P\n**Target Issues**: #978-979 (to be created)\n- #978: Phase 2.1 - Walls\n- #979: Phase 2.2 - Roof (after 2.1)\n- #980: Paint (after Phase 2.2)\n";
  expect(edgesOf(text).hard).toEqual({ "2.2": "2.1", "#980": "2.2" });
  expect(titlesOf(text)).toEqual(["Walls", "Roof", "Paint"]);
});

test.each([
  ["***ROOF TRACK***", "roof", null],
  ["<b>ROOF</b>", "roof", null],
  ["**ROOF TRACK** (eve)", "roof", "eve"],
  ["**Roof:** slate and straw", "roof-slate-and-straw", null],
  ["**ROOF (owner: eve)**", "roof", "eve"],
])("a row with nothing but “%s” starts a track", (cell, id, owner) => {
  const { plan } = readPlan(table("ID | Task | Depends on", `${cell} | | `, "B-1 | z | "));
  expect(plan?.tracks).toMatchObject([{ id, owner, taskIds: ["B-1"] }]);
  expect(plan?.tasks).toHaveLength(1);
});

test("a row with nothing but a bold id and a title is a task", () => {
  const { plan } = readPlan(table("ID | Task | Depends on", "**B-1** Roof | | ", "B-2 | z | B-1"));
  expect(plan?.tasks.map(({ id }) => id)).toEqual(["B-1", "B-2"]);
});

test.each(["None - start now", "None ✅", "none required", "None needed yet", "None: first of all"])(
  "“%s” says none: nothing weaker adds an edge",
  (cell) => {
    const text = `${table("ID | Task | Depends on", "A-1 | a | ", `A-2 | b | ${cell}`)}\n\n\`\`\`\nA-1 -> A-2\n\`\`\`\n`;
    expect(edgesOf(text).hard).toEqual({});
    expect(saidOf(text)).toEqual([expect.stringMatching(/^7: A-2 would wait/)]);
  },
);

test("None with an id behind it is no plain none", () => {
  const text = table("ID | Task | Depends on", "A-1 | a | ", "A-2 | b | None - but A-1 helps");
  expect(saidOf(text)).toEqual([expect.stringMatching(/^4: /)]);
});

test("agents on a line of their own are the block's, when it is one task", () => {
  const text =
    "```\nWEEK 1: PHASE 1 (Base)\n  A1\nWEEK 2: PHASE 2 (Audit)\n  15 PARALLEL AGENTS\n  All 15 auditors run at once\n```\n";
  expect(readPlan(text).plan?.tasks.map(({ workersNeeded }) => workersNeeded)).toEqual([1, 15]);
});

test("a status behind a listed task is its status", () => {
  const text =
    "# P\n### Phase 1: Base\n- A-1: one ✅\n- A-2: two (done)\n- A-3: three — DONE\n- A-4: four [in progress]\n" +
    "- A-5: five 🔄\n- A-6: six\n- [ ] A-7: seven ✅\n- A-8: eight (after A-1) ✅\n";
  expect(readPlan(text).plan?.tasks.map(({ title, status }) => `${title} ${status}`)).toEqual([
    "one done",
    "two done",
    "three done",
    "four in progress",
    "five in progress",
    "six open",
    "seven open",
    "eight done",
  ]);
});

test("a status in the middle of a title, and a title that begins like partial, stay titles", () => {
  const text =
    "# P\n### Phase 1: Base\n- A-1: Use (done) marker\n- A-2: Partial rollout\n- A-3: wait (after A-2 PARTIAL)\n" +
    "- A-4: more (depends on Partial rollout, A-1)\n- A-5: Partial-rollout talk\n";
  expect(readPlan(text).plan?.tasks[0]).toMatchObject({ title: "Use (done) marker", status: "open" });
  expect(edgesOf(text)).toEqual({ hard: { "A-4": "A-2 A-1" }, soft: { "A-3": "A-2" } });
});
