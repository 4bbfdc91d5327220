/** Stories a sceptical reader doubted: what strangers may cause, what must stay bounded, what an edit may run again. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("a stranger who calls an issue part of somebody else's makes no container of it", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const other = yard.opens("mia", "Other");
  yard.opens("eve", "My wish", `Part of #${one}`);
  yard.opens("eve", "Another wish", `Part of #${other}`);
  yard.says("ana", one, "/claim");
  await yard.settles();
  expect(yard.status(one)).toBe("in progress");
  expect(yard.status(other)).toBe(null);
});

test("a stranger's issue that waits for another does not make a task of it", async () => {
  const yard = await openStage();
  const note = yard.opens("mia", "Only a note");
  const wish = yard.opens("eve", "My wish", `Depends on #${note}`);
  await yard.settles();
  expect([note, wish].map(yard.status)).toEqual([null, null]);
  yard.says("tom", wish, "/admit");
  await yard.settles();
  expect([note, wish].map(yard.status)).toEqual(["ready", "blocked"]);
});

test("a stranger gets one answer a day to questions, and a reaction to the rest of them", async () => {
  const yard = await openStage({ resyncMs: HOUR });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const first = yard.says("eve", one, "/status\n/why");
  await yard.settles();
  const second = yard.says("eve", one, "/status");
  const third = yard.says("eve", yard.hub, "/help");
  await yard.settles();
  expect(yard.answers(one)).toHaveLength(1);
  expect(yard.answers(yard.hub)).toEqual([]);
  expect([first, second].map((comment) => yard.receipts(one, comment))).toEqual([["rocket"], ["confused"]]);
  expect(yard.receipts(yard.hub, third)).toEqual(["confused"]);
  yard.says("ana", one, "/status");
  yard.says("tom", one, "/status");
  yard.says("tom", one, "/status");
  await yard.settles();
  expect(yard.answers(one)).toHaveLength(4);
  await yard.settles(24 * HOUR);
  yard.says("eve", one, "/status");
  await yard.settles();
  expect(yard.answers(one)).toHaveLength(5);
});

test("what somebody is told about the task they hold does not use up their one answer elsewhere", async () => {
  const yard = await openStage({ resyncMs: HOUR });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  yard.as("mia").assign("octo/yard", one, "eve");
  yard.says("eve", one, "/status");
  await yard.settles();
  yard.says("eve", two, "/status");
  await yard.settles();
  yard.says("eve", two, "/why");
  await yard.settles();
  expect([yard.answers(one), yard.answers(two)].map(({ length }) => length)).toEqual([1, 1]);
});

test("where anybody may claim, a claim is answered and has its receipt, whatever was asked before on that day", async () => {
  const settings = "mode: live\nassignment: claims\nclaims: anyone\n";
  const yard = await openStage({ resyncMs: HOUR, settings });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says("eve", one, "/away cancel");
  await yard.settles();
  const said = yard.says("eve", one, "/done\n/claim");
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["eve"]);
  expect(yard.status(one)).toBe("in progress");
  expect(yard.answers(one).join("\n")).toContain("`/done` is for a configured worker");
  expect(yard.receipts(one, said)).toEqual(["confused"]);
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  yard.says("eve", one, "/release");
  await yard.settles();
  const again = yard.says("eve", two, "/claim");
  await yard.settles();
  expect(yard.assignees(two)).toEqual(["eve"]);
  expect(yard.receipts(two, again)).toEqual(["rocket"]);
});

test("a report of any length leaves facts that fit into one comment", async () => {
  const yard = await openStage();
  const one = await yard.takes("ana", "One", "**Estimate**: 1h");
  const list = Array.from(
    { length: 600 },
    (_, i) => `- src/a/rather/long/path/to/a/file-${i}.ts, rewritten from scratch`,
  );
  const form = (status: string) =>
    `## ana Report\n\n**Issue**: #${one}\n**Status**: ${status}\n**Deliverables**:\n${list.join("\n")}\n`;
  const said = [1, 2, 3].map(() => yard.says("ana", one, form("In Progress")));
  await yard.settles();
  expect(said.map((comment) => yard.receipts(one, comment))).toEqual([["rocket"], ["rocket"], ["rocket"]]);
  yard.says("ana", one, form("Complete"));
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
});

test("a year of standups leaves facts that fit into one comment", async () => {
  const yard = await openStage();
  const one = await yard.takes("ana", "One", "**Estimate**: 1h");
  for (let day = 0; day < 150; day++) {
    yard.says(
      "ana",
      one,
      `## ana Report\n\n**Issue**: #${one}\n**Status**: In Progress\n**Deliverables**:\n- part ${day}\n`,
    );
  }
  await yard.settles(30 * MINUTE);
  const last = yard.says("ana", one, `## ana Report\n\n**Issue**: #${one}\n**Status**: Complete\n`);
  await yard.settles();
  expect(yard.receipts(one, last)).toEqual(["rocket"]);
  expect(yard.isOpen(one)).toBe(false);
});

test("a worker without triage permission cannot make somebody else's issue wait by a report", async () => {
  const yard = await openStage({ people: { ana: "read" } });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const theirs = yard.opens("mia", "Theirs", "**Estimate**: 1h");
  const own = yard.opens("ana", "Own", "**Estimate**: 1h");
  yard.as("mia").assign("octo/yard", one, "ana");
  await yard.settles();
  yard.says(
    "ana",
    one,
    `## ana Report\n\n**Issue**: #${one}\n**Status**: In Progress\n**Dependencies Created**: #${theirs}, #${own}\n`,
  );
  await yard.settles();
  expect([theirs, own].map(yard.status)).toEqual(["ready", "blocked"]);
  expect(yard.answers(one).join("\n")).toContain(`#${theirs} belongs to somebody else`);
});

test("what a report says never calls anybody when it is answered", async () => {
  const yard = await openStage();
  const one = await yard.takes("ana", "One", "**Estimate**: 1h");
  yard.says("ana", one, `## ana Report\n\n**Issue**: #${one}\n**Status**: ask @tom <b>now</b>\n`);
  await yard.settles();
  const answer = yard.answers(one).join("\n");
  expect(answer).toContain("Status");
  expect(answer).not.toContain("@tom");
  expect(answer).not.toMatch(/(?<!\\)<b>/);
});

test("answers to a comment that is edited again and again stay within one comment", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const refs = (from: number) => Array.from({ length: 90 }, (_, i) => `/block #${9000 + from + i}`).join("\n");
  const comment = yard.says("tom", one, refs(0));
  await yard.settles();
  for (let round = 1; round < 10; round++) {
    yard.as("tom").editComment("octo/yard", comment, refs(round * 90));
    await yard.settles();
  }
  const longest = Math.max(...yard.sandbox.comments("octo/yard", one).map((one) => one.body.length));
  expect(longest).toBeLessThan(60_000);
  yard.as("tom").editComment("octo/yard", comment, "/help claim");
  await yard.settles();
  expect(yard.answers(one).at(-1)).toContain("take this task");
});

test("an assignment by command replaces everybody who was assigned by hand", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.as("mia").assign("octo/yard", one, "mia");
  yard.as("mia").assign("octo/yard", one, "tom");
  await yard.settles();
  yard.says("tom", one, "/assign @ana");
  await yard.settles(MINUTE);
  expect(yard.assignees(one)).toEqual(["ana"]);
});

test("an issue let in by a label stays in, however much happens to its labels later", async () => {
  const yard = await openStage();
  const wish = yard.opens("eve", "A wish", "**Estimate**: 1h");
  yard.as("tom").addLabel("octo/yard", wish, "enhancement");
  await yard.settles();
  expect(yard.status(wish)).toBe("ready");
  const blocker = yard.opens("mia", "Blocker");
  yard.as("tom").addBlockedBy("octo/yard", wish, blocker);
  for (let i = 0; i < 14; i++) {
    yard.as("mia").closeIssue("octo/yard", blocker);
    await yard.settles(5 * MINUTE);
    yard.as("mia").reopenIssue("octo/yard", blocker);
    await yard.settles(5 * MINUTE);
  }
  expect(yard.status(wish)).toBe("blocked");
});

test("a report whose fact cannot be written yet gets no receipt, wherever it was said", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.as("mia").assign("octo/yard", one, "ana");
  await yard.settles();
  yard.as("mia").lockIssue("octo/yard", one);
  await yard.settles();
  const said = yard.says("ana", yard.hub, `## ana Report\n\n**Issue**: #${one}\n**Status**: ✅ Complete\n`);
  await yard.settles();
  yard.cost();
  await yard.settles(20 * MINUTE);
  expect(yard.cost().writes).toBeLessThan(3);
  expect(yard.isOpen(one)).toBe(true);
  expect(yard.receipts(yard.hub, said)).toEqual([]);
  yard.as("mia").unlockIssue("octo/yard", one);
  await yard.settles(2 * HOUR);
  expect(yard.receipts(yard.hub, said)).toEqual(["rocket"]);
  expect(yard.isOpen(one)).toBe(false);
});

test("many reports at once on the coordination issue all come true", async () => {
  const yard = await openStage();
  const all = Array.from({ length: 30 }, (_, i) => yard.opens("mia", `Task ${i}`, "**Estimate**: 1h"));
  for (const one of all) yard.as("mia").assign("octo/yard", one, "ana");
  await yard.settles(10 * MINUTE);
  yard.says("ana", yard.hub, "/status");
  await yard.settles();
  for (const one of all) yard.says("ana", yard.hub, `## ana Report\n\n**Issue**: #${one}\n**Status**: ✅ Complete\n`);
  await yard.settles(30 * MINUTE);
  expect(all.filter(yard.isOpen)).toEqual([]);
});
