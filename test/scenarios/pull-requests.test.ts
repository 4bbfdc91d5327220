/** Stories about pull requests as blockers, and about what their texts may say. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";

test("a pull request blocks while it is open, draft or not, and frees its dependents when it is merged", async () => {
  const yard = await openStage();
  const pull = yard.as("ana").openPullRequest(REPO, { title: "Add the table", body: "", draft: true }).number;
  const one = yard.opens("mia", "Use the table", `Blocked by: #${pull}`);
  await yard.settles();
  expect(yard.status(one)).toBe("blocked");
  yard.as("ana").markReady(REPO, pull);
  await yard.settles();
  expect(yard.status(one)).toBe("blocked");
  yard.says("mia", one, "/why");
  await yard.settles();
  expect(yard.answers(one).at(-1)).toContain(`#${pull} is not merged yet`);
  yard.as("mia").merge(REPO, pull);
  await yard.settles();
  expect(yard.status(one)).toBe("ready");
});

test("closed unmerged it needs a decision, whatever the settings say of closed issues; reopened it blocks as before", async () => {
  const yard = await openStage({
    settings: "mode: live\nassignment: claims\nnotPlanned: satisfies\ndashboard: { everySeconds: 0 }\n",
  });
  const pull = yard.as("ana").openPullRequest(REPO, { title: "Add the table", body: "" }).number;
  const one = yard.opens("mia", "Use the table", `Depends on #${pull}`);
  await yard.settles();
  yard.as("ana").closePullRequest(REPO, pull);
  await yard.settles();
  expect(yard.dashboard()).toContain(`#${pull} was closed without being merged`);
  expect(yard.dashboard()).toContain(`\`/unblock #${pull} because …\``);
  yard.as("ana").reopenIssue(REPO, pull);
  await yard.settles();
  expect(yard.dashboard()).not.toContain("was closed without being merged");
  expect(yard.status(one)).toBe("blocked");
  yard.as("ana").closePullRequest(REPO, pull);
  yard.says("tom", one, `/unblock #${pull} because we took another way`);
  await yard.settles();
  expect(yard.status(one)).toBe("ready");
});

test("the text of a pull request makes others wait only by the word of somebody with triage", async () => {
  const yard = await openStage({ settings: "mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\n" });
  const schema = yard.opens("mia", "Write the schema", "**Estimate**: 2h");
  await yard.settles();
  yard.as("eve").openPullRequest(REPO, { title: "A stranger's", body: `This blocks #${schema}.` });
  await yard.settles();
  expect(yard.status(schema)).toBe("ready");
  const pull = yard.as("tom").openPullRequest(REPO, { title: "Ours", body: `This blocks #${schema}.` }).number;
  await yard.settles();
  expect(yard.status(schema)).toBe("blocked");
  yard.as("mia").merge(REPO, pull);
  await yard.settles();
  expect(yard.status(schema)).toBe("ready");
});

test("a pull request is never a task: it wears no status label and is linked to nothing", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema", "**Estimate**: 2h");
  const pull = yard.as("ana").openPullRequest(REPO, { title: "Use it", body: `Depends on #${schema}` }).number;
  await yard.settles();
  expect(yard.status(pull)).toBe(null);
  expect(yard.sandbox.issue(REPO, pull).blockedBy).toEqual([]);
});
