/** Stories about gates: they wait for their phase, hold back the next, and open by the word of their approver alone. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";
const MINUTE = 60_000;
const GATE =
  "**Phase**: 1\n**Approver**: mia\n\n## Done when\n\n- [ ] All tasks of the phase are done\n- [ ] It was rehearsed";

test("the next phase waits for the gate, and the gate for its phase; the approver opens it", async () => {
  const yard = await openStage();
  const build = yard.opens("tom", "Build", "**Phase**: 1");
  const launch = yard.opens("tom", "Launch", "**Phase**: 2");
  const gate = yard.opens("tom", "Ready to launch", GATE);
  await yard.settles();
  expect([build, launch, gate].map(yard.status)).toEqual(["ready", "blocked", "blocked"]);
  yard.says("ana", build, "/claim");
  await yard.settles();
  yard.says("ana", build, "/done");
  await yard.settles();
  expect(yard.isOpen(build)).toBe(false);
  expect([launch, gate].map(yard.status)).toEqual(["blocked", "in review"]);
  yard.says("eve", launch, "/why");
  await yard.settles();
  expect(yard.answers(launch).join("\n")).toContain("not open yet: “It was rehearsed” is not met");
  const early = yard.says("mia", gate, "/gate approve");
  await yard.settles();
  expect(yard.receipts(gate, early)).toEqual(["confused"]);
  expect(yard.answers(gate).join("\n")).toContain("“It was rehearsed” is not ticked");
  yard.as("mia").editIssue(REPO, gate, { body: GATE.replace("[ ] It was", "[x] It was") });
  await yard.settles();
  yard.says("tom", gate, "/gate approve");
  yard.says("ana", gate, "/approve");
  await yard.settles();
  expect(yard.isOpen(gate)).toBe(true);
  yard.says("mia", gate, "/approve");
  await yard.settles();
  expect(yard.isOpen(gate)).toBe(false);
  expect(yard.status(launch)).toBe("ready");
});

test("who opens a gate with an unticked box answers for it: the reason is kept with the approval", async () => {
  const yard = await openStage();
  const gate = yard.opens("tom", "Ready to launch", GATE.replace(/^\*\*Phase.*$/m, ""));
  await yard.settles();
  yard.says("mia", gate, "/gate approve because the harbour office saw it on Friday");
  await yard.settles();
  expect(yard.isOpen(gate)).toBe(false);
  expect(yard.answers(gate).join("\n")).toContain("mia approved it: the harbour office saw it on Friday");
});

test("a rejected gate stays closed, says why to those who wait, and may be opened later", async () => {
  const yard = await openStage();
  const launch = yard.opens("tom", "Launch", "**Phase**: 2");
  const gate = yard.opens("tom", "Ready?", "**Phase**: 1\n**Approver**: mia");
  await yard.settles();
  expect([launch, gate].map(yard.status)).toEqual(["blocked", "in review"]);
  yard.says("mia", gate, "/gate reject because nobody asked the harbour office");
  await yard.settles();
  yard.says("tom", launch, "/why");
  await yard.settles();
  expect(yard.answers(launch).join("\n")).toContain("mia rejected it: nobody asked the harbour office");
  expect(yard.status(launch)).toBe("blocked");
  yard.says("mia", gate, "/gate approve");
  await yard.settles();
  expect(yard.isOpen(gate)).toBe(false);
  expect(yard.status(launch)).toBe("ready");
});

test("where nobody is named any maintainer opens it, but never one who built what it closes", async () => {
  const yard = await openStage({ people: { mo: "maintain" } });
  const build = yard.opens("tom", "Build", "**Phase**: 1");
  const gate = yard.opens("tom", "Audit", `**Phase**: 1\n**Approver**: the team lead`);
  yard.says("mo", build, "/claim");
  await yard.settles();
  yard.says("mo", build, "/done");
  await yard.settles();
  expect(yard.status(gate)).toBe("in review");
  yard.says("mo", gate, "/gate approve");
  yard.says("tom", gate, "/gate approve");
  await yard.settles();
  expect(yard.isOpen(gate)).toBe(true);
  expect(yard.answers(gate).join("\n")).toContain(`You built #${build}`);
  yard.says("mia", gate, "/gate approve");
  await yard.settles();
  expect(yard.isOpen(gate)).toBe(false);
});

test("a gate that waits for many names three of them and says how many more there are", async () => {
  const yard = await openStage();
  const work = [1, 2, 3, 4, 5].map((at) => yard.opens("tom", `Part ${at}`));
  const gate = yard.opens("tom", "Ready?", `**Approver**: mia\nDepends on: ${work.map((n) => `#${n}`).join(", ")}`);
  await yard.settles();
  yard.says("mia", gate, "/gate approve");
  await yard.settles();
  expect(yard.answers(gate).join("\n")).toMatch(/#\d+ is not closed yet.*\n.*\n.*\n- and 2 more/);
});

test("a checkpoint that asks for fresh eyes refuses even its named approver when they built it", async () => {
  const yard = await openStage();
  const build = yard.opens("tom", "Build");
  const gate = yard.opens("tom", "Checkpoint, by fresh eyes", `**Approver**: ana, bob\nDepends on: #${build}`);
  yard.says("ana", build, "/claim");
  await yard.settles();
  yard.says("ana", build, "/done");
  await yard.settles();
  yard.says("ana", gate, "/gate approve");
  await yard.settles();
  expect(yard.isOpen(gate)).toBe(true);
  yard.says("bob", gate, "/gate approve");
  await yard.settles();
  expect(yard.isOpen(gate)).toBe(false);
});

test("a gate is never handed out, claimed or reported done", async () => {
  const yard = await openStage({ settings: "mode: live\nworkers: [{ name: ana }]\n" });
  const gate = yard.opens("tom", "Ready?", "**Approver**: mia");
  await yard.settles();
  yard.says("ana", gate, "/claim");
  yard.says("ana", gate, "/done");
  await yard.settles();
  expect(yard.assignees(gate)).toEqual([]);
  expect(yard.status(gate)).toBe("in review");
  expect(yard.answers(gate).join("\n")).toContain("is a gate");
});

test("a stranger's issue is no gate, whatever it says, and stops nobody", async () => {
  const yard = await openStage();
  const launch = yard.opens("tom", "Launch", "**Phase**: 2");
  const theirs = yard.opens("eve", "My gate", "**Phase**: 1\n**Approver**: eve");
  await yard.settles();
  expect(yard.status(launch)).toBe("ready");
  yard.says("tom", theirs, "/admit");
  await yard.settles();
  expect([launch, theirs].map(yard.status)).toEqual(["ready", "ready"]);
});

test("a gate of the settings becomes an issue once, and holds back the next phase", async () => {
  const gates =
    "gates: { issues: [{ title: Ready to open, phase: '1', criteria: [All tasks of the phase are done], approver: mia }] }\n";
  const yard = await openStage({ settings: `mode: live\nassignment: claims\nworkers: [{ name: ana }]\n${gates}` });
  const build = yard.opens("tom", "Build", "**Phase**: 1");
  const launch = yard.opens("tom", "Launch", "**Phase**: 2");
  await yard.restarts({ withoutStore: true });
  const made = () => yard.sandbox.issues(REPO).filter(({ title }) => title === "Gate: Ready to open");
  expect(made()).toHaveLength(1);
  const gate = made()[0]?.number ?? 0;
  expect([build, launch, gate].map(yard.status)).toEqual(["ready", "blocked", "blocked"]);
  yard.as("mia").closeIssue(REPO, build);
  await yard.settles();
  expect(yard.status(gate)).toBe("in review");
  expect(made()[0]?.body).toContain("- [x] All tasks of the phase are done");
  yard.says("mia", gate, "/gate approve");
  await yard.settles();
  expect(yard.status(launch)).toBe("ready");
  await yard.restarts({ withoutStore: true });
  expect(made()).toHaveLength(1);
});

test("closing a gate by hand opens nothing, unless whoever may open it did it", async () => {
  const yard = await openStage();
  const launch = yard.opens("tom", "Launch", "**Phase**: 2");
  const gate = yard.opens("tom", "Ready?", "**Phase**: 1\n**Approver**: ana");
  await yard.settles();
  yard.as("tom").closeIssue(REPO, gate);
  await yard.settles();
  expect(yard.status(launch)).toBe("blocked");
  expect(yard.dashboard()).toContain(`the gate #${gate} was closed without the word of its approver`);
  yard.as("tom").reopenIssue(REPO, gate);
  await yard.settles();
  yard.as("ana").closeIssue(REPO, gate);
  await yard.settles();
  expect(yard.status(launch)).toBe("ready");
});

test("a gate is no task to the daily summary either: nothing is told as gone the day after", async () => {
  const yard = await openStage({ startAt: "2026-06-01T09:10:00Z" });
  yard.opens("tom", "Build", "**Phase**: 1");
  yard.opens("tom", "Launch", "**Phase**: 2");
  yard.opens("tom", "Ready to launch", GATE);
  await yard.settles(20 * MINUTE);
  for (const next of ["Celebrate", ""]) {
    await yard.stops();
    await yard.settles(24 * 60 * MINUTE);
    await yard.starts();
    await yard.settles(20 * MINUTE);
    if (next !== "") yard.opens("tom", next, "**Phase**: 2");
  }
  const summaries = yard.answers(yard.hub).filter((text) => text.includes("tasks done"));
  expect(summaries).toHaveLength(2);
  expect(summaries[0]).toContain("**0 of 2 tasks done**");
  expect(summaries[1]).toContain("**0 of 3 tasks done**");
  expect(summaries[1]).toContain(": 0 finished, 1 new.");
});
