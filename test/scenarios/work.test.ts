/** Stories about work: claims, slots, leases, reports, reviews. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const HOUR = 3_600_000;
const AUTOMATIC = "mode: live\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob }]\n";

test("ready work goes to a free worker, blocked work to nobody", async () => {
  const yard = await openStage({ settings: AUTOMATIC });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  await yard.settles();
  expect(yard.assignees(one)).toHaveLength(1);
  expect(yard.assignees(two)).toEqual([]);
  expect([one, two].map(yard.status)).toEqual(["in progress", "blocked"]);
});

test("nobody is given more than their slots", async () => {
  const yard = await openStage({ settings: AUTOMATIC });
  const all = Array.from({ length: 5 }, (_, i) => yard.opens("mia", `Task ${i}`, "**Estimate**: 1h"));
  await yard.settles();
  const held = all.flatMap(yard.assignees).sort();
  expect(held).toEqual(["ana", "bob"]);
  expect(yard.dashboard()).toMatch(/Ready/);
});

test("the first of two claims wins and the other is told who won and what is next", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  const first = yard.says("bob", one, "/claim");
  const second = yard.says("ana", one, "/claim");
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["bob"]);
  expect(yard.receipts(one, first)).toEqual(["rocket"]);
  expect(yard.receipts(one, second)).toEqual(["confused"]);
  const answer = yard.answers(one).join("\n");
  expect(answer).toContain("bob has");
  expect(answer).toContain(`#${two}`);
});

test("a blocked issue cannot be claimed, and the refusal names the blocker", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  await yard.settles();
  yard.says("ana", two, "/claim");
  await yard.settles();
  expect(yard.assignees(two)).toEqual([]);
  expect(yard.answers(two).join("\n")).toContain(`#${one}`);
});

test("a report Complete closes the issue and frees what waited for it", async () => {
  const yard = await openStage({ settings: AUTOMATIC });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  await yard.settles();
  const [worker = ""] = yard.assignees(one);
  yard.says(
    worker,
    one,
    `## ${worker} Report - Phase 1\n\n**Issue**: #${one}\n**Status**: ✅ Complete\n**Deliverables**:\n- the table\n`,
  );
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
  expect(yard.status(two)).toBe("in progress");
});

test("a report Blocked with a reference makes an edge, frees the slot and gives the worker other work", async () => {
  const yard = await openStage({ settings: "mode: live\nworkers: [{ name: ana }]\n" });
  const one = yard.opens("mia", "One", "**Estimate**: 1h\n**Priority**: P0");
  const vendor = yard.opens("mia", "Ask the vendor", "**Estimate**: 1h\n**Priority**: P4\n**Owner**: mia");
  const other = yard.opens("mia", "Other", "**Estimate**: 1h");
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["ana"]);
  yard.says("ana", one, `## ana Report\n\n**Issue**: #${one}\n**Status**: ⚠️ Blocked\n**Blockers**: #${vendor}\n`);
  await yard.settles();
  expect(yard.assignees(one)).toEqual([]);
  expect(yard.status(one)).toBe("blocked");
  expect(yard.assignees(other)).toEqual(["ana"]);
});

test("a report Blocked in prose puts the issue on hold until somebody resumes it", async () => {
  const yard = await openStage({ settings: AUTOMATIC });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  const [worker = ""] = yard.assignees(one);
  yard.says(
    worker,
    one,
    `## ${worker} Report\n\n**Issue**: #${one}\n**Status**: Blocked\n**Blockers**: the vendor does not answer\n`,
  );
  await yard.settles();
  expect(yard.sandbox.labelsOf("octo/yard", one)).toEqual(["hold"]);
  expect(yard.assignees(one)).toEqual([]);
  yard.says("tom", one, "/resume");
  await yard.settles();
  expect(yard.sandbox.labelsOf("octo/yard", one)).not.toContain("hold");
  expect(yard.assignees(one)).toHaveLength(1);
});

test("a silent worker is warned, then the task goes to somebody else and the late report is answered", async () => {
  const yard = await openStage({ settings: `${AUTOMATIC}leases: { warn: 2h, release: 4h }\n` });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  const [silent = ""] = yard.assignees(one);
  await yard.settles(2.2 * HOUR);
  expect(yard.answers(one).at(-1)).toContain(silent);
  expect(yard.assignees(one)).toEqual([silent]);
  await yard.settles(2.2 * HOUR);
  const [next = ""] = yard.assignees(one);
  expect(next).not.toBe(silent);
  expect(next).not.toBe("");

  expect(yard.answers(one).join("\n")).toMatch(/no longer has it: silent since 1\sJun/);

  const late = yard.says(silent, one, `## ${silent} Report\n\n**Issue**: #${one}\n**Status**: ✅ Complete\n`);
  await yard.settles();
  expect(yard.isOpen(one)).toBe(true);
  expect(yard.assignees(one)).toEqual([next]);
  expect(yard.receipts(one, late)).toEqual(["confused"]);
});

test("a person's un-assigning is respected: that pair is not offered again", async () => {
  const yard = await openStage({ settings: "mode: live\nworkers: [{ name: ana }]\n" });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["ana"]);
  yard.as("mia").unassign("octo/yard", one, "ana");
  await yard.settles(20 * 60_000);
  expect(yard.assignees(one)).toEqual([]);
  expect(yard.status(one)).toBe("ready");
  expect(yard.dashboard()).toContain("gave it back before");
});

test("a worker without account is carried by a label and speaks through who may speak for it", async () => {
  const settings = "mode: live\nassignment: claims\nworkers: [{ name: worker-6, speaksAs: [ana] }]\n";
  const yard = await openStage({ settings });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const no = yard.says("bob", one, "/claim as worker-6");
  yard.says("ana", one, "/claim as worker-6");
  await yard.settles();
  expect(yard.sandbox.labelsOf("octo/yard", one).sort()).toEqual(["in progress", "worker:worker-6"]);
  expect(yard.receipts(one, no)).toEqual(["confused"]);
  yard.says("ana", one, `## Worker-6 Report\n\n**Issue**: #${one}\n**Status**: Complete\n`);
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
});

test("where the settings name reviewers, done means in review, and the builder cannot approve", async () => {
  const settings = `${AUTOMATIC}review: { reviewers: [tom, ana, bob] }\n`;
  const yard = await openStage({ settings });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  const [builder = ""] = yard.assignees(one);
  yard.says(builder, one, "/done");
  await yard.settles();
  expect(yard.isOpen(one)).toBe(true);
  expect(yard.status(one)).toBe("in review");
  yard.says(builder, one, "/approve");
  await yard.settles();
  expect(yard.isOpen(one)).toBe(true);
  yard.says("tom", one, "/approve");
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
});

test("a worker whose role is reviewer makes work wait for a review too, unless the settings say otherwise", async () => {
  const workers = "workers: [{ name: ana }, { name: bob, role: reviewer }]\n";
  const settings = `mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\n${workers}`;
  const yard = await openStage({ settings });
  const one = await yard.takes("ana", "One", "**Estimate**: 1h");
  yard.says("ana", one, "/done");
  await yard.settles();
  expect([yard.isOpen(one), yard.status(one)]).toEqual([true, "in review"]);
  yard.says("bob", one, "/approve");
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
  const free = await openStage({ settings: `${settings}review: { required: false }\n` });
  const two = await free.takes("ana", "Two", "**Estimate**: 1h");
  free.says("ana", two, "/done");
  await free.settles();
  expect(free.isOpen(two)).toBe(false);
});

test("reviewers may be named for those who ask, without a review of everything", async () => {
  const yard = await openStage({ settings: `${AUTOMATIC}review: { required: false, reviewers: [tom] }\n` });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  yard.says(yard.assignees(one)[0] ?? "", one, "/done");
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
});

test("done is refused while a box is not ticked, and says which", async () => {
  const yard = await openStage();
  const one = await yard.takes(
    "ana",
    "One",
    "**Estimate**: 1h\n\n## Done when\n\n- [x] it runs\n- [ ] it is documented\n",
  );
  yard.says("ana", one, "/done");
  await yard.settles();
  expect(yard.isOpen(one)).toBe(true);
  expect(yard.answers(one).join("\n")).toContain("it is documented");
});

test("an open pull request that is ready puts its issue in review; its merge closes it", async () => {
  const yard = await openStage();
  const one = await yard.takes("ana", "One", "**Estimate**: 1h");
  const pull = yard.as("ana").openPullRequest("octo/yard", { title: "One", body: `Closes #${one}` }).number;
  await yard.settles();
  expect(yard.status(one)).toBe("in review");
  yard.as("mia").merge("octo/yard", pull);
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
  expect(yard.status(one)).toBe(null);
});

test("an assignment by hand is only warned about, unless the settings let it go too", async () => {
  const leases = (handMade: string) =>
    `mode: live\nassignment: claims\nleases: { warn: 30m, release: 60m, handMade: ${handMade} }\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }]\n`;
  for (const [handMade, left] of [
    ["warn", ["ana"]],
    ["release", []],
  ] as const) {
    const yard = await openStage({ settings: leases(handMade) });
    const one = yard.opens("mia", "One", "**Estimate**: 1h");
    yard.as("mia").assign("octo/yard", one, "ana");
    await yard.settles(2 * 3_600_000);
    expect([handMade, yard.assignees(one)]).toEqual([handMade, left]);
    expect(yard.answers(one).filter((text) => text.includes("nothing has been heard"))).toHaveLength(1);
  }
});
