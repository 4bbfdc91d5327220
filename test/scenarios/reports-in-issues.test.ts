/** Stories about reports that somebody opened as issues of their own: heard as if they stood where they belong. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const HOUR = 3_600_000;

/** As GitHub writes what somebody filled into a form. */
function filled(answers: Readonly<Record<string, string>>): string {
  return Object.entries(answers)
    .map(([label, value]) => `### ${label}\n\n${value}`)
    .join("\n\n");
}

const report = (issue: number, status: string, more: Readonly<Record<string, string>> = {}) =>
  filled({ Issue: `#${issue}`, Status: status, ...more });

const needs = (yard: Stage, what: string): readonly string[] =>
  yard
    .dashboard()
    .split("\n")
    .filter((line) => line.includes(what));

test("a report opened as an issue finishes the task it names, is answered with a sentence and closed", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const said = yard.opens("ana", "Report: the wall", report(wall, "✅ Complete", { Deliverables: "- four bricks" }));
  await yard.settles();
  expect([yard.isOpen(wall), yard.isOpen(said), yard.status(said)]).toEqual([false, false, null]);
  expect(yard.answers(said)).toEqual([`Heard; it counts on #${wall}.`]);
  expect(yard.sandbox.issue(REPO, said).stateReason).toBe("completed");
  expect(yard.answers(wall).join("\n")).toContain(`([issue](https://github.com/octo/yard/issues/${said}))`);
  expect(yard.dashboard()).not.toContain("Report as an issue");
  expect(yard.dashboard()).toContain('"totals":{"total":1,');
});

test("a blocked report frees the slot and says where the way out is", async () => {
  const yard = await openStage();
  const key = yard.opens("mia", "Key", "**Estimate**: 1h");
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const said = yard.opens("ana", "Report", report(wall, "⚠️ Blocked", { Blockers: `#${key}` }));
  await yard.settles();
  expect([yard.status(wall), yard.assignees(wall), yard.isOpen(said)]).toEqual(["blocked", [], false]);
  expect(yard.answers(said)[0]).toContain(`It waits for #${key}.`);
  expect([yard.status(key), yard.isOpen(key)]).toEqual(["ready", true]);
});

test("an emergency, a standup, a handoff and a message find their place; none of them becomes a task", async () => {
  const yard = await openStage({ settings: `${SCOPE_ALL}` });
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const fire = yard.opens(
    "ana",
    "🚨 URGENT: fire",
    filled({ Issue: `#${wall}`, Blocker: "smoke", "Proposed Solution": "water", Impact: "everything" }),
  );
  const standup = yard.opens("ana", "Daily Standup - 2026-06-01", filled({ Yesterday: "stones", Today: "mortar" }));
  const handoff = yard.opens(
    "ana",
    "Session Handoff: the wall",
    filled({ Issue: `#${wall}`, Summary: "half of it stands", "Next Session Should": "finish the other half" }),
  );
  const message = yard.opens("ana", "Message: bricks", `### Message\n\n\`\`\`json\n${ASKS}\n\`\`\``);
  await yard.settles();
  expect([fire, standup, handoff, message].map((issue) => [yard.isOpen(issue), yard.status(issue)])).toEqual(
    Array.from({ length: 4 }, () => [false, null]),
  );
  expect(yard.answers(standup)).toEqual([`Heard; it counts on #${yard.hub}.`]);
  expect(yard.sandbox.labelsOf(REPO, wall)).toContain("urgent");
  yard.says("ana", wall, "/brief");
  await yard.settles(2 * HOUR);
  expect(yard.answers(wall).join("\n")).toContain("half of it stands");
  expect(needs(yard, "**Unanswered:**").join("\n")).toContain(
    `[asked](https://github.com/octo/yard/issues/${message})`,
  );
  expect(yard.dashboard()).not.toContain("Report as an issue");
});

const SCOPE_ALL =
  "mode: live\nscope: all\nassignment: claims\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob }]\n";
const ASKS = JSON.stringify({
  version: "1.0",
  timestamp: "2026-06-01T08:00:00Z",
  source_agent: "ana",
  target_agent: "bob",
  message_type: "request",
  correlation_id: "c-1",
  payload: { need: "bricks" },
  timeout_ms: HOUR,
});

test("who does not hold the task is refused as in a comment; the issue stays open and stands on the dashboard", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const said = yard.opens("bob", "Report", report(wall, "✅ Complete"));
  await yard.settles();
  expect([yard.status(wall), yard.isOpen(wall), yard.isOpen(said)]).toEqual(["in progress", true, true]);
  expect(yard.answers(said)).toHaveLength(1);
  expect(yard.answers(said)[0]).toContain(`You do not hold #${wall}; ana has it now.`);
  expect(needs(yard, "Report as an issue")).toHaveLength(1);
  await yard.settles(HOUR);
  expect(yard.answers(said)).toHaveLength(1);
  yard.as("bob").closeIssue(REPO, said);
  await yard.settles();
  expect(needs(yard, "Report as an issue")).toEqual([]);
});

test("a near miss is answered once with what is missing; an edit is not heard, a comment in its place is", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const said = yard.opens("ana", "Report", report(wall, "_No response_", { Duration: "1h" }));
  await yard.settles();
  expect(yard.answers(said)[0]).toContain("is none of `✅ Complete`");
  expect(yard.answers(said)[0]).toContain(`posted anew as a comment on #${wall} it counts`);
  expect(yard.answers(said)[0]).toContain("**Status**: 🔄 In Progress");
  expect(yard.answers(said)[0]).not.toContain("_No response_");
  expect(needs(yard, "**Report not read:** ana")).toHaveLength(1);
  yard.as("ana").editIssue(REPO, said, { body: report(wall, "✅ Complete", { Duration: "1h" }) });
  await yard.settles();
  expect([yard.isOpen(wall), yard.isOpen(said), yard.answers(said).length]).toEqual([true, true, 1]);
  const [, copy = ""] = /```text\n([^`]*)\n```/.exec(yard.answers(said)[0] ?? "") ?? [];
  yard.says("ana", said, copy.replace("🔄 In Progress", "✅ Complete"));
  await yard.settles();
  expect([yard.isOpen(wall), yard.isOpen(said)]).toEqual([false, true]);
});

test("outsiders, bots nobody knows and people whose text was edited by others change nothing", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const stranger = yard.opens("eve", "Report", report(wall, "✅ Complete"));
  await yard.stops();
  const edited = yard.opens("ana", "Report", report(wall, "🔄 In Progress"));
  yard.as("mia").editIssue(REPO, edited, { body: report(wall, "✅ Complete") });
  await yard.starts();
  await yard.settles();
  expect([yard.isOpen(wall), yard.status(wall)]).toEqual([true, "in progress"]);
  expect([yard.isOpen(stranger), yard.answers(stranger)]).toEqual([true, []]);
  expect([yard.isOpen(edited), yard.answers(edited)]).toEqual([true, []]);
  expect(needs(yard, "Report as an issue")).toHaveLength(1);
});

test("a command in the text of a report is no command", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const said = yard.opens("ana", "Report", `${report(wall, "🔄 In Progress")}\n\n/release`);
  await yard.settles();
  expect([yard.assignees(wall), yard.isOpen(said)]).toEqual([["ana"], false]);
});

test("opened again it stays open, and is not heard a second time", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const said = yard.opens("ana", "Report", report(wall, "⚠️ Blocked", { Blockers: "the colour" }));
  await yard.settles();
  expect([yard.isOpen(said), yard.status(wall)]).toEqual([false, null]);
  yard.says("mia", wall, "/resume");
  yard.as("ana").reopenIssue(REPO, said);
  await yard.settles(HOUR);
  expect([yard.isOpen(said), yard.status(wall), yard.answers(said).length]).toEqual([true, "ready", 1]);
  await yard.restarts({ withoutStore: true });
  expect([yard.isOpen(said), yard.status(wall), yard.answers(said).length]).toEqual([true, "ready", 1]);
});

test("an issue that somebody treats as work is a task, whatever it looks like", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  await yard.stops();
  const awaited = yard.opens("ana", "Report", report(wall, "✅ Complete"));
  yard.opens("mia", "Print it", `Depends on: #${awaited}`);
  const given = yard.opens("ana", "Report", report(wall, "✅ Complete"));
  yard.as("mia").assign(REPO, given, "bob");
  const example = yard.opens("ana", "Read messages", `Such as this one:\n\n\`\`\`json\n${ASKS}\n\`\`\``);
  const named = yard.opens("ana", "Write the yearly report", "**Estimate**: 2h\n**Deliverables**: the report");
  await yard.starts();
  await yard.settles();
  expect([wall, awaited, given, example, named].map((issue) => yard.isOpen(issue))).toEqual(Array(5).fill(true));
  expect([yard.status(awaited), yard.status(given), yard.status(named)]).toEqual(["ready", null, "ready"]);
});

test("while Signalbox only observes, a report stands on the dashboard; once live it is heard", async () => {
  const yard = await openStage({ settings: null });
  const wall = yard.opens("mia", "Wall", "**Estimate**: 1h");
  yard.as("mia").assign(REPO, wall, "ana");
  const said = yard.opens("ana", "Report", report(wall, "✅ Complete"));
  await yard.settles();
  expect([yard.isOpen(said), yard.answers(said)]).toEqual([true, []]);
  expect(needs(yard, "Report as an issue")[0]).toContain("it is not heard yet");
});

test("an emergency in a title alone is asked for what it lacks, and stands on the dashboard until it is closed", async () => {
  const yard = await openStage();
  const fire = yard.opens("bob", "🚨 URGENT: the yard is on fire", "Come quickly.");
  await yard.settles();
  expect([yard.isOpen(fire), yard.status(fire), yard.answers(fire).length]).toEqual([true, null, 1]);
  expect(yard.answers(fire)[0]).toContain("Proposed Solution is missing");
  expect(needs(yard, "**Report not read:** bob")).toHaveLength(1);
  yard.as("bob").closeIssue(REPO, fire);
  await yard.settles();
  expect(needs(yard, "**Report")).toEqual([]);
});
