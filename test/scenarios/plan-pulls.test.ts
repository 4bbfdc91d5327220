/** Stories about pull requests that change a plan document: shown in one comment, applied by the merge where the settings say so. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const PATH = "docs/plan.md";
const MINUTE = 60_000;

const plan = (...rows: string[]) =>
  ["# Garden", "", "| ID | Task | Depends on |", "|---|---|---|", ...rows.map((row) => `| ${row} |`)].join("\n");
const OLD = plan("G-1 | Dig | -");
const NEW = plan("G-1 | Dig | -", "G-2 | Plant | G-1");

const settings = (onMerge: string) =>
  `mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }]\nplans: [{ path: ${PATH}, onMerge: ${onMerge} }]\n`;

function openGarden(onMerge: string): Promise<Stage> {
  return openStage({ files: { [PATH]: OLD }, settings: settings(onMerge) });
}

const titles = (yard: Stage) =>
  yard.sandbox
    .issues(REPO)
    .filter(({ number, pull }) => number !== yard.hub && pull === null)
    .map(({ title }) => title);

test("a pull request that changes a plan gets one comment, edited as it changes, and merging applies it", async () => {
  const yard = await openGarden("apply");
  await yard.settles(2 * MINUTE);
  expect(titles(yard)).toEqual(["G-1: Dig"]);
  const pull = yard.as("ana").openPullRequest(REPO, { title: "More", body: "", texts: { [PATH]: NEW } }).number;
  await yard.settles(2 * MINUTE);
  expect(yard.answers(pull)).toHaveLength(1);
  expect(yard.answers(pull)[0]).toContain("| created | 1 (1 task) |");
  expect(yard.answers(pull)[0]).toContain("Merging this pull request applies it.");
  const before = yard.answers(pull);
  const dig = yard.sandbox.issues(REPO).find(({ title }) => title === "G-1: Dig")?.number ?? 0;
  yard.as("mia").closeIssue(REPO, dig);
  await yard.settles(6 * MINUTE);
  expect(yard.answers(pull)).toEqual(before);
  yard.as("mia").reopenIssue(REPO, dig);
  yard.as("ana").push(REPO, pull, [], { [PATH]: plan("G-1 | Dig deep | -", "G-2 | Plant | G-1", "G-3 | Water | G-2") });
  await yard.settles(2 * MINUTE);
  expect(yard.answers(pull)).toHaveLength(1);
  expect(yard.answers(pull)[0]).toContain("| created | 2 (2 tasks) |");
  expect(yard.answers(pull)[0]).toContain("| changed | 1 |");
  expect(titles(yard)).toEqual(["G-1: Dig"]);
  yard.as("mia").merge(REPO, pull);
  await yard.settles(3 * MINUTE);
  expect(titles(yard)).toEqual(["G-1: Dig deep", "G-2: Plant", "G-3: Water"]);
});

test("where the settings only show, merging changes no issue", async () => {
  const yard = await openGarden("preview");
  const pull = yard.as("ana").openPullRequest(REPO, { title: "More", body: "", texts: { [PATH]: NEW } }).number;
  await yard.settles(2 * MINUTE);
  expect(yard.answers(pull)[0]).toContain("Merging changes no issue");
  yard.as("mia").merge(REPO, pull);
  await yard.settles(10 * MINUTE);
  expect(titles(yard)).toEqual([]);
  expect(yard.answers(pull)).toHaveLength(1);
});

test("a pull request that leaves the plan alone gets no comment, one that takes its change back says so", async () => {
  const yard = await openGarden("preview");
  const other = yard.as("ana").openPullRequest(REPO, { title: "Other", body: "", texts: { "README.md": "x" } }).number;
  const pull = yard
    .as("ana")
    .openPullRequest(REPO, { title: "More", body: "", texts: { [PATH]: "no plan at all" } }).number;
  await yard.settles(2 * MINUTE);
  expect(yard.answers(other)).toEqual([]);
  expect(yard.answers(pull)[0]).toContain("holds no task");
  yard.as("ana").push(REPO, pull, ["README.md"]);
  await yard.settles(2 * MINUTE);
  expect(yard.answers(pull)).toHaveLength(1);
  expect(yard.answers(pull)[0]).toContain("stays as it is");
});
