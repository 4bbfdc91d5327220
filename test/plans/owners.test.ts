/** Owners that a plan names, where the App gives work: given when ready, shown when nobody here is called so or somebody else has it. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "../scenarios/stage.ts";

const REPO = "octo/yard";
const PATH = "docs/plan.md";
const MINUTE = 60_000;

const PLAN = `# Shed

| ID | Task | Depends on | Owner | Est. |
|---|---|---|---|---|
| S-1 | Dig the holes | - | @ana | 2h |
| S-2 | Set the posts | S-1 | mason | 2h |
| S-3 | Order slates | - | mason | 1h |
| S-4 | Lay slates | S-2 | Crew B | 4h |
| S-5 | Buy nails | - | Crew B | 4h |
`;

const openYard = (assignment: string) =>
  openStage({
    files: { [PATH]: PLAN },
    settings: `mode: live\nassignment: ${assignment}\nworkers: [{ name: ana }, { name: bob }, { name: mason, kind: agent, speaksAs: [bob] }]\n`,
  });

async function asks(yard: Stage, text: string): Promise<string> {
  const before = yard.answers(yard.hub).length;
  yard.says("mia", yard.hub, text);
  await yard.settles();
  return yard.answers(yard.hub).slice(before).join("\n");
}

const numberOf = (yard: Stage, id: string) =>
  yard.sandbox.issues(REPO).find(({ title }) => title.startsWith(`${id}:`))?.number ?? 0;
const worn = (yard: Stage, id: string) =>
  yard.sandbox.labelsOf(REPO, numberOf(yard, id)).filter((label) => label.startsWith("worker:"));

test("an owner has the task as soon as it is ready, an account by assignment, a named worker by its label", async () => {
  const yard = await openYard("automatic");
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toContain("Owners who are no workers here");
  expect(page).toContain("Crew B: 2 tasks");
  expect(page).not.toContain("mason: ");
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  expect(yard.assignees(numberOf(yard, "S-1"))).toEqual(["ana"]);
  expect(worn(yard, "S-3")).toEqual(["worker:mason"]);
  // Nobody is given blocked work, nor work that is meant for somebody who is not here.
  expect([worn(yard, "S-2"), yard.assignees(numberOf(yard, "S-2"))]).toEqual([[], []]);
  expect([worn(yard, "S-5"), yard.assignees(numberOf(yard, "S-5"))]).toEqual([[], []]);
  yard.says("bob", numberOf(yard, "S-3"), "/done as mason");
  yard.as("mia").closeIssue(REPO, numberOf(yard, "S-3"));
  yard.as("mia").closeIssue(REPO, numberOf(yard, "S-1"));
  await yard.settles(5 * MINUTE);
  expect(worn(yard, "S-2")).toEqual(["worker:mason"]);
});

test("a task that somebody else has is shown with the line for the plan", async () => {
  const yard = await openYard("claims");
  await asks(yard, `/plan ${PATH}`);
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  const dig = numberOf(yard, "S-1");
  yard.as("mia").assign(REPO, dig, "bob");
  await yard.settles();
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toMatch(new RegExp(`#${dig} \\(S-1\\): bob is assigned, and the plan names @?.?ana`));
  expect(page).toMatch(/\| S-1 \| Dig the holes \|.*\| bob \|/);
  expect(yard.assignees(dig)).toEqual(["bob"]);
});

test("nobody is called by a plan that names them: a stranger's pull request may bring any name", async () => {
  const settings = `mode: live\nassignment: claims\nworkers: [{ name: ana }]\nplans: [{ path: ${PATH}, onMerge: preview }]\n`;
  const yard = await openStage({ files: { [PATH]: PLAN }, settings });
  await asks(yard, `/plan ${PATH}`);
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  const dig = numberOf(yard, "S-1");
  yard.as("mia").assign(REPO, dig, "mia");
  const texts = { [PATH]: PLAN.replace("- | @ana", "- | ana, @octocat @hubot <!-- gone") };
  const pull = yard.as("eve").openPullRequest(REPO, { title: "Hello", body: "", texts }).number;
  await yard.settles(5 * MINUTE);
  const [page = ""] = yard.answers(pull);
  expect(page).toContain(`#${dig} (S-1): mia is assigned, and the plan names ana`);
  expect(page).not.toMatch(/@(?:octocat|hubot)|<!--.*gone/);
});
