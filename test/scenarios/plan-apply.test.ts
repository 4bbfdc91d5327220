/** Stories about a plan document that becomes issues: shown first, applied once, edited, drifted from, interrupted. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const PATH = "docs/plan.md";
const MINUTE = 60_000;

const PLAN = `# Ferry

## Tasks

| ID | Task | Depends on | Est. | Track | Done when |
|---|---|---|---|---|---|
| F-1 | Draw the hull | - | 2h | Yard | drawing is signed |
| F-2 | Weld the hull | F-1 | 1d | Yard | it floats |
| F-3 | Paint the name | F-2 | 3h | Paint | it can be read |
`;

const SETTINGS =
  "mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob }]\n";

async function openYard(plan = PLAN, settings = SETTINGS): Promise<Stage> {
  return openStage({ files: { [PATH]: plan }, settings });
}

/** Every issue but the coordination issue: title -> number. */
function made(yard: Stage): Map<string, number> {
  const all = yard.sandbox.issues(REPO).filter(({ number, pull }) => number !== yard.hub && pull === null);
  return new Map(all.map(({ title, number }) => [title, number]));
}

function numberOf(yard: Stage, title: string): number {
  return made(yard).get(title) ?? 0;
}

function body(yard: Stage, title: string): string {
  return yard.sandbox.issue(REPO, numberOf(yard, title)).body;
}

/** Says something on the coordination issue and gives the newest answer to it. */
async function asks(yard: Stage, text: string, who = "mia"): Promise<string> {
  const before = yard.answers(yard.hub).length;
  yard.says(who, yard.hub, text);
  await yard.settles();
  return yard.answers(yard.hub).slice(before).join("\n");
}

async function applies(yard: Stage, text = `/plan ${PATH}`): Promise<void> {
  await asks(yard, text);
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
}

test("a maintainer is shown what a plan would change, and nothing is written", async () => {
  const yard = await openYard();
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toContain("| created | 3 (3 tasks) |");
  expect(page).toContain("| dependencies set | 2 |");
  expect(page).toContain("| at the same time | at most 1 |");
  expect(page).toContain("about 1 min: at most 15 new issues a minute");
  expect(page).toContain("`/plan apply` writes exactly this");
  await yard.settles(10 * MINUTE);
  expect(made(yard).size).toBe(0);
});

test("applied, the plan stands as issues with fields, labels, references and native dependencies", async () => {
  const yard = await openYard();
  await applies(yard);
  expect([...made(yard).keys()]).toEqual(["F-1: Draw the hull", "F-2: Weld the hull", "F-3: Paint the name"]);
  const [draw, weld, paint] = [...made(yard).values()];
  expect([draw, weld, paint].map((number) => yard.status(number ?? 0))).toEqual(["ready", "blocked", "blocked"]);
  expect(body(yard, "F-2: Weld the hull")).toContain(`**Depends on**: #${draw}`);
  expect(body(yard, "F-2: Weld the hull")).toContain("- [ ] it floats");
  expect(yard.sandbox.labelsOf(REPO, paint ?? 0)).toContain("track:paint");
  expect(yard.sandbox.issue(REPO, paint ?? 0).blockedBy.map(({ number }) => number)).toEqual([weld]);
  expect(yard.answers(yard.hub).join("\n")).toContain("3 of 3 issues stand");
});

test("only who may maintain applies a plan, and only after it was shown", async () => {
  const yard = await openYard();
  expect(await asks(yard, "/plan apply")).toContain("Nothing was shown yet");
  expect(await asks(yard, `/plan ${PATH}`, "tom")).toContain("for a maintainer or the orchestrator");
  expect(await asks(yard, "/plan docs/none.md")).toContain("is not there");
  await yard.settles(5 * MINUTE);
  expect(made(yard).size).toBe(0);
});

test("a document that changed after it was shown is shown again instead of applied", async () => {
  const yard = await openYard();
  await asks(yard, `/plan ${PATH}`);
  yard.as("mia").commitFile(REPO, PATH, PLAN.replace("Paint the name", "Paint it red"));
  const page = await asks(yard, "/plan apply");
  expect(page).toContain("changed since it was shown, so nothing is applied");
  await yard.settles(5 * MINUTE);
  expect(made(yard).size).toBe(0);
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  expect([...made(yard).keys()]).toContain("F-3: Paint it red");
});

test("applied twice it is the same as once, also without a memory", async () => {
  const yard = await openYard();
  await applies(yard);
  const once = [...made(yard)];
  await yard.restarts({ withoutStore: true });
  yard.cost();
  await applies(yard);
  expect([...made(yard)]).toEqual(once);
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toContain("| left as they are | 3 open, 0 finished |");
  expect(page).toContain("there is nothing to apply");
});

test("an edited plan changes only what differs, keeps ticks, and closes what nobody touched", async () => {
  const yard = await openYard();
  await applies(yard);
  const weld = numberOf(yard, "F-2: Weld the hull");
  const drawn = body(yard, "F-1: Draw the hull");
  yard
    .as("ana")
    .editIssue(REPO, weld, { body: body(yard, "F-2: Weld the hull").replace("[ ] it floats", "[x] it floats") });
  await yard.settles();
  const edited = PLAN.replace("| F-2 | Weld the hull | F-1 | 1d |", "| F-2 | Rivet the hull | F-1, F-4 | 2d |")
    .replace(/\| F-3 .*\n/, "")
    .concat("| F-4 | Buy rivets | - | 1h | Office | they are here |\n");
  yard.as("mia").commitFile(REPO, PATH, edited);
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toContain("| created | 1 (1 task) |");
  expect(page).toContain("| changed | 1 |");
  expect(page).toContain("| closed | 1 |");
  const paint = numberOf(yard, "F-3: Paint the name");
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  expect(yard.sandbox.issue(REPO, weld).title).toBe("F-2: Rivet the hull");
  const now = yard.sandbox.issue(REPO, weld).body;
  expect(now).toContain(`#${numberOf(yard, "F-4: Buy rivets")}`);
  expect(now).toContain("- [x] it floats");
  expect(yard.sandbox.issue(REPO, paint)).toMatchObject({ state: "closed", stateReason: "not_planned" });
  expect(body(yard, "F-1: Draw the hull")).toBe(drawn);
  expect(await asks(yard, `/plan ${PATH}`)).toContain("there is nothing to apply");
});

test("what a person edited by hand is shown with the line for the plan, and left alone", async () => {
  const yard = await openYard();
  await applies(yard);
  const paint = numberOf(yard, "F-3: Paint the name");
  const mine = body(yard, "F-3: Paint the name").replace("3h", "5h");
  yard.as("bob").editIssue(REPO, paint, { body: mine });
  yard.as("mia").commitFile(REPO, PATH, PLAN.replace("| 3h |", "| 4h |"));
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toContain(`#${paint} (F-3): its text was edited by hand, and the plan changed too`);
  expect(page).toMatch(/\| F-3 \| Paint the name \| F-2 \| - \| 5h \|/);
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  expect(yard.sandbox.issue(REPO, paint).body).toBe(mine);
});

test("a task that left the plan stays open when somebody works on it", async () => {
  const yard = await openYard();
  await applies(yard);
  const draw = numberOf(yard, "F-1: Draw the hull");
  const paint = numberOf(yard, "F-3: Paint the name");
  yard.says("ana", draw, "/claim");
  yard.as("tom").assign(REPO, paint, "bob");
  await yard.settles();
  yard.as("mia").commitFile(REPO, PATH, PLAN.replace(/\| F-[13] .*\n/g, "").replace("| F-1 |", "| - |"));
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toContain(`#${draw} (F-1): it is no longer in the plan, but`);
  expect(page).toContain(`#${paint} (F-3): it is no longer in the plan, but somebody is assigned`);
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  expect([draw, paint].map(yard.isOpen)).toEqual([true, true]);
});

const PHASED = `{
  "title": "Two stages",
  "tasks": [
    { "id": "A1", "title": "Lay the keel", "phase": "hull", "status": "done", "doneWhen": ["it lies"] },
    { "id": "A2", "title": "Close the hull", "phase": "hull", "dependsOn": ["A1"], "estimate": "4h" },
    { "id": "B1", "title": "Fit the engine", "phase": "engine", "softDependsOn": ["A2"] }
  ],
  "phases": [
    { "id": "hull", "title": "The hull", "taskIds": ["A1", "A2"], "order": 1 },
    { "id": "engine", "title": "The engine", "taskIds": ["B1"], "order": 2 }
  ],
  "gates": [
    { "id": "g1", "title": "Watertight", "criteria": ["No water inside (A1, A2)"], "approver": "mia", "after": ["A2"], "before": ["B1"] }
  ],
  "risks": [{ "title": "Steel is late", "mitigation": "order now" }],
  "metrics": [{ "title": "Leaks", "target": "0" }]
}`;

test("phases become parents with their tasks below, gates hold back, done work only when asked for", async () => {
  const yard = await openYard(PHASED);
  await applies(yard);
  const hull = numberOf(yard, "Phase hull: The hull");
  const close = numberOf(yard, "A2: Close the hull");
  expect(made(yard).has("A1: Lay the keel")).toBe(false);
  expect(yard.sandbox.issue(REPO, close).parent?.number).toBe(hull);
  expect(yard.sandbox.labelsOf(REPO, close)).toContain("phase:hull");
  expect(yard.status(hull)).toBeNull();
  expect(yard.status(numberOf(yard, "B1: Fit the engine"))).toBe("blocked");
  expect(body(yard, "B1: Fit the engine")).toContain(`**Depends on**: #${numberOf(yard, "Gate: Watertight")}`);
  expect(yard.dashboard()).toContain("Steel is late");
  expect(yard.dashboard()).toContain("| Leaks | 0 |");
  await applies(yard, `/plan ${PATH} include-done`);
  const keel = numberOf(yard, "A1: Lay the keel");
  expect(yard.sandbox.issue(REPO, keel)).toMatchObject({ state: "closed", stateReason: "completed" });
  expect(body(yard, "Gate: Watertight")).toContain(`(#${keel}, #${close})`);
  expect(await asks(yard, `/plan ${PATH} include-done`)).toContain("there is nothing to apply");
});

test("numbers to be created belong to the plan alone; issues that exist are adopted and their text is left alone", async () => {
  const yard = await openYard();
  const old = yard.opens("eve", "An old wish", "Please.");
  const taken = yard.opens("eve", "Somebody else's");
  const doc = `# Mixed

| ID | Task | Depends on |
|---|---|---|
| #${old} | The wish | #${taken} |
| #${taken} | Something new | - |
| #900 | Something newer | #${old} |

Issues to be created: #${taken}, #900
`;
  yard.as("mia").commitFile(REPO, PATH, doc);
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toContain(`the plan expects to get #${taken}, which exists and stays as it is`);
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  const fresh = [...made(yard)].filter(([, number]) => number > taken);
  expect(fresh.map(([title]) => title)).toEqual([`#${taken}: Something new`, "#900: Something newer"]);
  expect(yard.sandbox.issue(REPO, old).body).toBe("Please.");
  expect(yard.status(old)).toBe("blocked");
  expect(yard.sandbox.issue(REPO, old).blockedBy.map(({ number }) => number)).toEqual([fresh[0]?.[1]]);
  expect(yard.sandbox.issue(REPO, taken)).toMatchObject({ title: "Somebody else's", body: "" });
});

test("when the comment that keeps it is deleted, no text is applied that nobody was shown", async () => {
  const yard = await openYard();
  await applies(yard);
  yard.as("mia").commitFile(REPO, PATH, `${PLAN}| F-4 | Buy rivets | - | 1h | Office | they are here |\n`);
  await yard.settles(20 * MINUTE);
  expect(await asks(yard, "/plan")).toContain("changed");
  for (const { id, body: text, author } of yard.sandbox.comments(REPO, yard.hub)) {
    if (author.login === "signalbox[bot]" && text.includes("previewed")) yard.as("mia").deleteComment(REPO, id);
  }
  await yard.settles(30 * MINUTE);
  expect(await asks(yard, "/plan")).toContain("No plan is applied here");
  expect(made(yard).size).toBe(3);
});

test("the text of an issue is a plan too", async () => {
  const yard = await openYard();
  const source = yard.opens("mia", "Our plan", PLAN);
  await applies(yard, `/plan #${source}`);
  expect([...made(yard).keys()]).toContain("F-2: Weld the hull");
});

test("the issue that holds a plan is no task of its own, whatever fields its tables and gates look like", async () => {
  const yard = await openYard();
  const source = yard.opens("mia", "Our plan", `${PLAN}\n**Gate:** The harbour office agrees.\n\nEstimate: 2d\n`);
  await applies(yard, `/plan #${source}`);
  expect([...made(yard).keys()]).toContain("F-2: Weld the hull");
  expect(yard.sandbox.labelsOf(REPO, source)).toEqual([]);
});

test("while an issue's plan is applied, that issue waits for nothing: its rows speak of the plan's tasks", async () => {
  const yard = await openYard();
  const source = yard.opens("mia", "Our plan", PLAN);
  await yard.settles();
  const before = yard.sandbox.issue(REPO, source).events.length;
  await applies(yard, `/plan #${source}`);
  expect(yard.sandbox.issue(REPO, numberOf(yard, "F-3: Paint the name")).blockedBy).toHaveLength(1);
  const { events } = yard.sandbox.issue(REPO, source);
  expect(events.slice(before).map(({ event }) => event)).not.toContain("labeled");
  expect(events.slice(before).map(({ event }) => event)).not.toContain("blocked_by_added");
});

test("in observe mode a plan is shown and not applied", async () => {
  const yard = await openYard(PLAN, "mode: observe\n");
  expect(await asks(yard, `/plan ${PATH}`)).toContain("| created | 3 (3 tasks) |");
  expect(await asks(yard, "/plan apply")).toContain("only observes here");
  await yard.settles(5 * MINUTE);
  expect(made(yard).size).toBe(0);
});

test("an issue that somebody deleted is not made again, and one whose marker was taken out is still known", async () => {
  const yard = await openStage({ files: { [PATH]: PLAN }, people: { ada: "admin" } });
  await applies(yard);
  const paint = numberOf(yard, "F-3: Paint the name");
  const draw = numberOf(yard, "F-1: Draw the hull");
  yard.as("ada").deleteIssue(REPO, paint);
  yard.as("bob").editIssue(REPO, draw, { body: "All of this is mine now." });
  await yard.settles();
  await yard.restarts({ withoutStore: true });
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toContain("F-3: its issue was taken away");
  expect(page).toContain(`#${draw} (F-1): its text was edited by hand`);
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  expect([...made(yard).keys()]).toEqual(["F-1: Draw the hull", "F-2: Weld the hull"]);
});
