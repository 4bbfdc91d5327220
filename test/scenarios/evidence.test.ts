/** Stories about evidence: what finishing has to show, how it is asked for, and that a word waits for it. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const RESYNC = 7 * 60_000;
const SETTINGS =
  "mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob }]\n";

const askedChecks = (yard: Stage) => yard.sandbox.requests.filter(({ path }) => path.endsWith("/check-runs")).length;

test("a word waits for its check, says which one, and the task finishes by itself when it turns green", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h\n**Evidence**: check: build");
  expect(askedChecks(yard)).toBe(0);
  yard.sandbox.runCheck(REPO, null, "build", "failure");
  yard.says("ana", wall, "/done");
  await yard.settles();
  expect(yard.isOpen(wall)).toBe(true);
  expect(yard.status(wall)).toBe("in review");
  const said = yard.answers(wall).join("\n");
  expect(said).toContain(`Noted: #${wall} is finished as soon as GitHub shows what is asked for`);
  expect(said).toContain("the check “build” has to be green: it failed on the default branch");
  expect(yard.dashboard()).toContain(`**Evidence:** #${wall} Wall is handed in, but the check “build” has to be green`);
  yard.sandbox.runCheck(REPO, null, "build", null);
  await yard.settles(RESYNC);
  expect(yard.isOpen(wall)).toBe(true);
  yard.says("ana", wall, "/why");
  await yard.settles();
  expect(yard.answers(wall).join("\n")).toContain("it is still under way on the default branch");
  yard.sandbox.runCheck(REPO, null, "build", "success");
  await yard.settles(RESYNC);
  expect(yard.isOpen(wall)).toBe(false);
  const asked = askedChecks(yard);
  await yard.settles(3 * RESYNC);
  expect(askedChecks(yard)).toBe(asked);
});

test("a status of a commit counts as a check does; of two with one name none may be red", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h\n**Evidence**: check: ci/build");
  yard.sandbox.setStatus(REPO, null, "ci/build", "pending");
  yard.says("ana", wall, "/done");
  await yard.settles();
  expect(yard.answers(wall).join("\n")).toContain("it is still under way on the default branch");
  yard.sandbox.setStatus(REPO, null, "ci/build", "success");
  yard.sandbox.runCheck(REPO, null, "ci/build", "failure");
  await yard.settles(RESYNC);
  expect(yard.isOpen(wall)).toBe(true);
  yard.sandbox.runCheck(REPO, null, "ci/build", "success");
  await yard.settles(RESYNC);
  expect(yard.isOpen(wall)).toBe(false);
});

test("nothing is asked about checks where nobody asks for them, and a green one finishes at once", async () => {
  const yard = await openStage({ settings: `${SETTINGS}tracks: { roof: { evidence: [check: build] } }\n` });
  const wall = yard.opens("mia", "Wall", "**Estimate**: 1h\n**Track**: walls");
  const roof = yard.opens("mia", "Roof", "**Estimate**: 1h\n**Track**: Roof");
  yard.sandbox.runCheck(REPO, null, "build", "success");
  yard.says("ana", wall, "/claim");
  yard.says("bob", roof, "/claim");
  await yard.settles();
  yard.says("ana", wall, "## ana Report\n\n**Status**: Complete");
  await yard.settles();
  expect(yard.isOpen(wall)).toBe(false);
  expect(askedChecks(yard)).toBe(0);
  yard.says("bob", roof, "## bob Report\n\n**Status**: Complete");
  await yard.settles();
  expect(askedChecks(yard)).toBe(1);
  expect(yard.isOpen(roof)).toBe(false);
  expect(yard.answers(roof).join("\n")).not.toContain("has to be green");
});

test("the checks of the linked pull request count, those of its newest commit, and its merge is one kind of evidence", async () => {
  const yard = await openStage({ settings: `${SETTINGS}evidence: [merged pull request, "check: build"]\n` });
  const wall = yard.opens("mia", "Wall", "**Estimate**: 1h");
  yard.says("ana", wall, "/claim");
  const pull = yard.as("ana").openPullRequest(REPO, { title: "The wall", body: `Closes #${wall}` }).number;
  yard.sandbox.runCheck(REPO, null, "build", "success");
  yard.sandbox.runCheck(REPO, pull, "build", "success");
  await yard.settles();
  yard.as("ana").push(REPO, pull, ["wall.ts"]);
  await yard.settles();
  yard.says("ana", wall, "/done");
  await yard.settles();
  const said = yard.answers(wall).join("\n");
  expect(said).toContain(`#${pull} is not merged yet`);
  expect(said).toContain(`the check “build” has to be green: it has not run on #${pull} yet`);
  yard.sandbox.runCheck(REPO, pull, "build", "success");
  yard.says("ana", wall, "/done");
  await yard.settles();
  expect(yard.answers(wall).at(-1)).not.toContain("has to be green");
  yard.as("mia").merge(REPO, pull);
  await yard.settles();
  expect(yard.isOpen(wall)).toBe(false);
});

test("a file on the default branch is evidence, also after the store was lost", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h\n**Evidence**: file: docs/wall.md");
  yard.says("ana", wall, "## ana Report\n\n**Status**: Complete");
  await yard.settles();
  expect(yard.answers(wall).join("\n")).toContain("the file “docs/wall.md” has to be on the default branch");
  await yard.restarts({ withoutStore: true });
  expect(yard.isOpen(wall)).toBe(true);
  yard.as("mia").commitFile(REPO, "docs/wall.md", "high");
  await yard.settles(RESYNC);
  expect(yard.isOpen(wall)).toBe(false);
});

test("whoever gives the work back no longer says that it is finished", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h\n**Evidence**: check: build");
  yard.says("ana", wall, "/done");
  await yard.settles();
  yard.says("ana", wall, "/release the build is beyond me");
  await yard.settles();
  yard.sandbox.runCheck(REPO, null, "build", "success");
  await yard.settles(RESYNC);
  expect(yard.isOpen(wall)).toBe(true);
  expect(yard.status(wall)).toBe("ready");
});

test("everybody who has to attest does, beside the reviewer, and the check comes last", async () => {
  const yard = await openStage({ people: { cho: "read", dan: "read" } });
  const body = "**Estimate**: 1h\n**Reviewer**: bob\n**Evidence**: attest @cho, attest @dan and check: build";
  const wall = await yard.takes("ana", "Wall", body);
  yard.says("ana", wall, "/done");
  await yard.settles();
  expect(yard.status(wall)).toBe("in review");
  yard.says("cho", wall, "/approve");
  await yard.settles();
  const first = yard.answers(wall).at(-1) ?? "";
  expect(first).toContain("dan has to attest it");
  expect(first).toContain("the review by bob is missing");
  yard.says("dan", wall, "/approve");
  await yard.settles();
  expect(yard.answers(wall).at(-1)).toContain("the review by bob is missing");
  yard.says("bob", wall, "/approve");
  yard.sandbox.runCheck(REPO, null, "build", "success");
  await yard.settles(RESYNC);
  expect(yard.isOpen(wall)).toBe(false);
});

test("a track names the reviewer of its tasks", async () => {
  const settings = `${SETTINGS}tracks:\n  roof:\n    reviewers: ["@bob"]\n`;
  const yard = await openStage({ settings, people: { ana: "triage" } });
  const roof = await yard.takes("ana", "Roof", "**Estimate**: 1h\n**Track**: roof");
  yard.says("ana", roof, "/done");
  await yard.settles();
  yard.says("tom", roof, "/approve");
  await yard.settles();
  expect(yard.answers(roof).join("\n")).toContain(`#${roof} is for bob to review`);
  expect(yard.isOpen(roof)).toBe(true);
  yard.says("bob", roof, "/approve");
  await yard.settles();
  expect(yard.isOpen(roof)).toBe(false);
});

test("where the App may not read checks it says so, and goes on with everything else", async () => {
  const yard = await openStage();
  const installation = [...yard.sandbox.world.installations.values()][0];
  if (installation !== undefined) delete installation.permissions["checks"];
  await yard.restarts();
  const wall = yard.opens("mia", "Wall", "**Estimate**: 1h\n**Evidence**: check: build");
  const gate = yard.opens("mia", "Gate", "**Estimate**: 1h");
  yard.says("ana", wall, "/claim");
  await yard.settles();
  yard.says("ana", wall, "/done");
  yard.says("bob", gate, "/claim");
  await yard.settles(RESYNC);
  expect(yard.isOpen(wall)).toBe(true);
  expect(yard.assignees(gate)).toEqual(["bob"]);
});

test("the criterion of a gate that names a check or a file ticks itself when the work before it is done", async () => {
  const gates = `gates:
  issues:
    - title: Ready to open
      phase: "1"
      criteria: ["check build is green", "file: docs/wall.md"]
`;
  const yard = await openStage({ settings: `${SETTINGS}${gates}` });
  const wall = yard.opens("mia", "Wall", "**Estimate**: 1h\n**Phase**: 1");
  yard.opens("mia", "Roof", "**Estimate**: 1h\n**Phase**: 2");
  await yard.settles();
  const asked = askedChecks(yard);
  const gate = yard.sandbox.issues(REPO).find(({ title }) => title.includes("Ready to open"))?.number ?? 0;
  yard.sandbox.runCheck(REPO, null, "build", "success");
  await yard.settles(RESYNC);
  expect(askedChecks(yard)).toBe(asked);
  yard.says("ana", wall, "/claim");
  await yard.settles();
  yard.says("ana", wall, "/done");
  await yard.settles(RESYNC);
  const body = () => yard.sandbox.issue(REPO, gate).body;
  expect(body()).toContain("[x] check build is green");
  expect(body()).toContain("[ ] file: docs/wall.md");
  yard.as("mia").commitFile(REPO, "docs/wall.md", "high");
  await yard.settles(RESYNC);
  expect(body()).toContain("[x] file: docs/wall.md");
});
