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

const CREW = (assignment: string) =>
  `mode: live\nassignment: ${assignment}\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob, slots: 2 }, { name: cho, slots: 2 }]\n`;

test("a pull request for a free task is a claim: nobody else gets it, draft or not", async () => {
  const yard = await openStage({ settings: CREW("automatic"), people: { cho: "write" } });
  const crew = ["ana", "bob", "cho"];
  for (const name of crew) yard.says(name, yard.hub, "/away until tomorrow");
  await yard.settles();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  yard.as("bob").openPullRequest(REPO, { title: "One", body: `Closes #${one}`, draft: true });
  await yard.settles();
  expect([yard.status(one), yard.assignees(one)]).toEqual(["in progress", ["bob"]]);
  expect(yard.answers(one)[0]).toMatch(/bob took it with the pull request #\d+/);
  for (const name of crew) yard.says(name, yard.hub, "/away cancel");
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["bob"]);
  await yard.restarts({ withoutStore: true });
  expect([yard.status(one), yard.assignees(one)]).toEqual(["in progress", ["bob"]]);
  yard.says("bob", one, "/release because I am ill");
  await yard.settles();
  expect(yard.assignees(one)).not.toContain("bob");
});

test("several at once, by pull request, comment and in the sidebar: one holder, the others hear who and what is next", async () => {
  const yard = await openStage({ settings: CREW("claims"), people: { cho: "write" } });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.settles();
  const first = yard.as("bob").openPullRequest(REPO, { title: "One", body: `Closes #${one}` }).number;
  const second = yard.as("cho").openPullRequest(REPO, { title: "One, too", body: `Closes #${one}` }).number;
  yard.says("ana", one, "/claim");
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["bob"]);
  expect(yard.answers(one).join("\n")).toMatch(
    new RegExp(`^#${one} is in review already: bob opened the pull request #${first}.*Next best for you: #${two}`),
  );
  expect(yard.answers(second)).toHaveLength(1);
  expect(yard.answers(second)[0]).toMatch(new RegExp(`^@cho: bob has #${one} .*Next best for you: #${two}`));
  expect(yard.answers(first)).toEqual([]);
  await yard.restarts({ withoutStore: true });
  expect([first, second].map((pull) => yard.answers(pull).length)).toEqual([0, 1]);
  yard.as("mia").unassign(REPO, one, "bob");
  yard.as("mia").assign(REPO, one, "ana");
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["ana"]);
  expect(yard.answers(second)).toHaveLength(1);
});

test("whoever wrote the pull request has built it and cannot approve it; a stranger's takes nothing", async () => {
  const settings = "mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nreview: { required: true }\n";
  const yard = await openStage({ settings });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  const own = yard.as("tom").openPullRequest(REPO, { title: "One", body: `Closes #${one}` }).number;
  const stranger = yard.as("eve").openPullRequest(REPO, { title: "Two", body: `Closes #${two}`, draft: true }).number;
  await yard.settles();
  expect([yard.assignees(one), yard.assignees(two)]).toEqual([["tom"], []]);
  expect([yard.status(two), yard.answers(stranger)]).toEqual(["ready", []]);
  yard.says("tom", one, "/approve");
  await yard.settles();
  expect(yard.answers(one).at(-1)).toContain(`You built #${one} yourself`);
  yard.says("mia", one, "/assign @mia");
  await yard.settles();
  yard.says("tom", one, "/approve");
  await yard.settles();
  expect(yard.answers(one).filter((text) => text.includes(`You built #${one} yourself`))).toHaveLength(2);
  yard.as("mia").merge(REPO, own);
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
});

test("where anybody may claim, a helper has one task at a time, however many their pull request closes", async () => {
  const settings = "mode: live\nassignment: claims\nclaims: anyone\ndashboard: { everySeconds: 0 }\n";
  const yard = await openStage({ settings, people: { "updater[bot]": "write" } });
  const [one = 0, two = 0, three = 0] = ["One", "Two", "Three"].map((title) =>
    yard.opens("mia", title, "**Estimate**: 1h"),
  );
  await yard.settles();
  const body = `Closes #${one}\nCloses #${two}`;
  const pull = yard.as("eve").openPullRequest(REPO, { title: "Both", body, draft: true }).number;
  await yard.settles();
  expect([one, two].map((issue) => yard.assignees(issue))).toEqual([["eve"], []]);
  yard.as("eve").markReady(REPO, pull);
  yard.as("eve").openPullRequest(REPO, { title: "One more", body: `Closes #${three}`, draft: true });
  await yard.settles();
  expect([one, two, three].map((issue) => yard.assignees(issue))).toEqual([["eve"], [], []]);
  yard.as("updater[bot]").openPullRequest(REPO, { title: "Newer", body: `Closes #${three}`, draft: true });
  await yard.settles();
  expect(yard.assignees(three)).toEqual([]);
  // Whoever may triage is trusted to know what they took.
  yard.as("tom").openPullRequest(REPO, { title: "Two of them", body: `Closes #${two}\nCloses #${three}`, draft: true });
  await yard.settles();
  expect([one, two, three].map((issue) => yard.assignees(issue))).toEqual([["eve"], ["tom"], ["tom"]]);
});

test("where answers in pull requests are not granted yet, a question there stops nothing else", async () => {
  const yard = await openStage();
  yard.sandbox.grantPermissions(yard.installation, {
    metadata: "read",
    issues: "write",
    pull_requests: "read",
    contents: "read",
  });
  await yard.restarts();
  const pull = yard.as("ana").openPullRequest(REPO, { title: "Add the table", body: "" }).number;
  yard.says("eve", pull, "/help");
  await yard.settles();
  const one = await yard.takes("ana", "Use the table");
  expect(yard.answers(pull)).toEqual([]);
  expect(yard.assignees(one)).toEqual(["ana"]);
  expect(yard.dashboard()).toContain(`**Refused by GitHub on #${pull}:** Resource not accessible`);
});
