/** Stories about waiting: what makes an issue ready or blocked, and who may say so. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

test("closing a blocker frees what waited for it", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}.`);
  await yard.settles();
  expect([yard.status(schema), yard.status(api)]).toEqual(["ready", "blocked"]);

  yard.as("mia").closeIssue("octo/yard", schema);
  await yard.settles();
  expect([yard.status(schema), yard.status(api)]).toEqual([null, "ready"]);
  expect(yard.sandbox.violations).toEqual([]);
});

test("a reopened blocker blocks again", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Blocked by: #${schema}`);
  yard.as("mia").closeIssue("octo/yard", schema);
  await yard.settles();
  expect(yard.status(api)).toBe("ready");
  yard.as("mia").reopenIssue("octo/yard", schema);
  await yard.settles();
  expect(yard.status(api)).toBe("blocked");
});

test("a link clicked in GitHub's sidebar counts like a written one, and goes when it goes", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API");
  yard.as("tom").addBlockedBy("octo/yard", api, schema);
  await yard.settles();
  expect(yard.status(api)).toBe("blocked");
  yard.as("tom").removeBlockedBy("octo/yard", api, schema);
  await yard.settles(6 * 60_000);
  expect(yard.status(api)).toBe(null);
});

test("closed as not planned leaves the dependent blocked until somebody decides", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  yard.as("mia").closeIssue("octo/yard", schema, "not_planned");
  await yard.settles();
  expect(yard.status(api)).toBe("blocked");
  const why = yard.says("ana", api, "/why");
  await yard.settles();
  expect(yard.answers(api).join("\n")).toContain(`/unblock #${schema} because`);
  expect(yard.receipts(api, why)).toEqual(["rocket"]);

  yard.says("tom", api, `/unblock #${schema} because we do without it`);
  await yard.settles();
  expect(yard.status(api)).toBe("ready");
});

test("a duplicate leaves the dependent blocked until its original is named", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const again = yard.opens("mia", "Write the schema, too");
  const api = yard.opens("mia", "Build the API", `Depends on #${again}`);
  yard.as("mia").closeIssue("octo/yard", again, "duplicate", schema);
  yard.as("mia").closeIssue("octo/yard", schema);
  await yard.settles();
  expect(yard.status(api)).toBe("blocked");
  yard.says("ana", api, "/why");
  await yard.settles();
  expect(yard.answers(api).join("\n")).toContain(
    `#${again} was closed as a duplicate. Way out: wait for #${schema} instead, or \`/unblock #${again} because …\``,
  );

  yard.as("mia").editIssue("octo/yard", api, { body: `Depends on #${schema}` });
  await yard.settles();
  expect(yard.status(api)).toBe("ready");
});

test("a waiver ends when the text it waived changes", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  await yard.settles();
  yard.says("tom", api, `/unblock #${schema} because we start early`);
  await yard.settles();
  expect(yard.status(api)).toBe("ready");
  yard.as("mia").editIssue("octo/yard", api, { body: `This depends on #${schema} again, seriously.` });
  await yard.settles();
  expect(yard.status(api)).toBe("blocked");
});

test("editing the text away removes exactly its edge", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One");
  const two = yard.opens("mia", "Two");
  const three = yard.opens("mia", "Three", `Depends on #${one} and #${two}`);
  await yard.settles();
  yard.as("mia").editIssue("octo/yard", three, { body: `Depends on #${two}` });
  yard.as("mia").closeIssue("octo/yard", two);
  await yard.settles();
  expect(yard.status(three)).toBe("ready");
  expect(yard.status(one)).toBe(null);
});

test("a stranger cannot make somebody else's issue wait", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema", "**Estimate**: 2h");
  const theirs = yard.opens("eve", "My wish", `This blocks #${schema}`);
  await yard.settles();
  expect(yard.status(schema)).toBe("ready");
  expect(yard.status(theirs)).toBe(null);
});

test("a stranger's issue takes part once somebody with triage admits it", async () => {
  const yard = await openStage();
  const wish = yard.opens("eve", "A wish", "**Estimate**: 1h");
  await yard.settles();
  expect(yard.status(wish)).toBe(null);
  yard.says("eve", wish, "/admit");
  await yard.settles();
  expect(yard.status(wish)).toBe(null);
  yard.says("tom", wish, "/admit");
  await yard.settles();
  expect(yard.status(wish)).toBe("ready");
});

test("a blocker closed by its unknown author asks for a decision", async () => {
  const yard = await openStage();
  const wish = yard.opens("eve", "Upstream fix");
  const mine = yard.opens("mia", "Use the fix", `Depends on #${wish}`);
  await yard.settles();
  yard.as("eve").closeIssue("octo/yard", wish);
  await yard.settles();
  expect(yard.status(mine)).toBe("blocked");
});

test("a circle is reported once and the rest of the graph goes on", async () => {
  const yard = await openStage();
  const a = yard.opens("mia", "A", "**Estimate**: 1h");
  const b = yard.opens("mia", "B", `Depends on #${a}`);
  const c = yard.opens("mia", "C", `Depends on #${b}`);
  const free = yard.opens("mia", "Free", "**Estimate**: 1h");
  yard.as("mia").editIssue("octo/yard", a, { body: `Depends on #${c}` });
  await yard.settles();
  expect([a, b, c, free].map(yard.status)).toEqual(["blocked", "blocked", "blocked", "ready"]);
  expect(yard.dashboard()).toContain("circle");
  yard.says("mia", a, `/unblock #${c} because the circle must end`);
  await yard.settles();
  expect([a, b, c].map(yard.status)).toEqual(["ready", "blocked", "blocked"]);
  expect(yard.dashboard()).not.toContain("circle");
});

test("a date ahead blocks until it has come in the repository's zone", async () => {
  const settings = "mode: live\ntimezone: Asia/Tokyo\nworkers: [{ name: ana }]\nassignment: claims\n";
  const yard = await openStage({ settings, startAt: "2026-06-01T08:00:00Z" });
  const later = yard.opens("mia", "Later", "Not before: 2026-06-02");
  await yard.settles();
  expect(yard.status(later)).toBe("blocked");
  await yard.settles(6 * 3_600_000);
  expect(yard.status(later)).toBe("blocked");
  await yard.settles(2 * 3_600_000);
  expect(yard.status(later)).toBe("ready");
});

test("the parts of a container wait for what the container waits for", async () => {
  const yard = await openStage();
  const first = yard.opens("mia", "Phase 1 is done");
  const phase = yard.opens("mia", "Phase 2", `Depends on #${first}`);
  const part = yard.opens("mia", "A part of phase 2", `Part of #${phase}`);
  await yard.settles();
  expect(yard.status(phase)).toBe(null);
  expect(yard.status(part)).toBe("blocked");
  yard.as("mia").closeIssue("octo/yard", first);
  await yard.settles();
  expect(yard.status(part)).toBe("ready");
});

test("a merged pull request satisfies, one closed unmerged asks for a decision", async () => {
  const yard = await openStage();
  const merged = yard.as("ana").openPullRequest("octo/yard", { title: "Add the table", body: "" }).number;
  const dropped = yard.as("ana").openPullRequest("octo/yard", { title: "Another way", body: "" }).number;
  const one = yard.opens("mia", "One", `Depends on #${merged}`);
  const two = yard.opens("mia", "Two", `Depends on #${dropped}`);
  await yard.settles();
  expect([one, two].map(yard.status)).toEqual(["blocked", "blocked"]);
  yard.as("mia").merge("octo/yard", merged);
  yard.as("ana").closePullRequest("octo/yard", dropped);
  await yard.settles();
  expect([one, two].map(yard.status)).toEqual(["ready", "blocked"]);
});

test("a field alone on its line in a worker's comment counts, in a stranger's it does not", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  const said = yard.says("eve", two, `Blocked by: #${one}`);
  await yard.settles();
  expect(yard.status(two)).toBe("ready");
  yard.says("ana", two, `Blocked by: #${one}`);
  await yard.settles();
  expect(yard.status(two)).toBe("blocked");
  expect(yard.receipts(two, said)).toEqual([]);
});

test("a repository's own words declare like ours, from the moment the settings name them", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Hinges on #${one}.\n\n**Estimate**: 1h`);
  await yard.settles();
  expect(yard.status(two)).toBe("ready");
  const settings = "mode: live\nassignment: claims\nwords: { waitsFor: [hinges on] }\n";
  yard.as("mia").commitFile("octo/yard", ".github/signalbox.yml", settings);
  await yard.settles(7 * 60_000);
  expect(yard.status(two)).toBe("blocked");
});
