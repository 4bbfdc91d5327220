/** Stories about what the coordination issue tells of the work as a whole: handovers, requests, risks, figures. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CREW = `mode: live
dashboard: { everySeconds: 0 }
assignment: claims
workers:
  - { name: ana, slots: 2 }
  - { name: bob, slots: 2 }
  - { name: mia, role: orchestrator }
  - { name: agent-1, kind: agent, speaksAs: [ana] }
  - { name: agent-2, kind: agent, speaksAs: [bob] }
`;

const status = (id: string, needs: unknown[], gives: unknown[] = []) =>
  `\`\`\`json\n${JSON.stringify({ id, status: "in_progress", tasksComplete: 1, tasksTotal: 2, dependenciesNeeded: needs, dependenciesProvided: gives })}\n\`\`\``;

const message = (kind: string, from: string, to: string) =>
  `\`\`\`json\n${JSON.stringify({ version: "1.0", timestamp: "2026-06-01T09:00:00Z", source_agent: from, target_agent: to, message_type: kind, correlation_id: "c-1", payload: {}, timeout_ms: 2 * HOUR })}\n\`\`\``;

test("what one agent needs and another provides meet in the integration queue, by their latest word", async () => {
  const yard = await openStage({ settings: CREW });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says(
    "ana",
    one,
    status("agent-1", ["the schema", { name: "a key", kind: "secret", from: "ops", priority: "high" }]),
  );
  await yard.settles();
  const rows = () =>
    yard
      .dashboard()
      .split("\n")
      .filter((line) => /^\| .*issuecomment/.test(line));
  expect(rows()).toHaveLength(2);
  expect(rows()[0]).toMatch(/^\| – \| agent-1 \| {2}\| \[the schema\].*nobody offers it/);
  expect(rows()[1]).toMatch(/^\| ops \| agent-1 \| secret \| \[a key\].* awaited \| high \|$/);
  yard.says("bob", one, status("agent-2", [], ["The Schema"]));
  yard.says("ana", one, status("agent-1", ["the schema"]));
  yard.says("eve", one, status("agent-1", ["everything"]));
  await yard.settles();
  expect(rows()).toHaveLength(1);
  expect(rows()[0]).toMatch(/^\| agent-2 \| agent-1 .*is there/);
});

test("a request that nobody answers in time is shown, and said once to those concerned", async () => {
  const yard = await openStage({ settings: CREW });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says("ana", one, message("request", "agent-1", "agent-2"));
  await yard.settles(HOUR);
  expect(yard.dashboard()).not.toContain("Unanswered");
  await yard.settles(2 * HOUR);
  expect(yard.dashboard()).toContain("**Unanswered:** agent-1");
  await yard.restarts({ withoutStore: true });
  await yard.settles(3 * HOUR);
  const told = () => yard.answers(one).filter((text) => text.startsWith("⏳"));
  expect(told()).toHaveLength(1);
  expect(told()[0]).toContain("@mia");
  yard.says("eve", one, message("response", "agent-2", "agent-1"));
  yard.says("mia", one, message("response", "mia", "agent-1"));
  await yard.settles();
  expect(yard.dashboard()).toContain("Unanswered");
  yard.says("bob", one, message("response", "agent-2", "agent-1"));
  await yard.settles();
  expect(yard.dashboard()).not.toContain("Unanswered");
});

test("a request answered in time is never mentioned", async () => {
  const yard = await openStage({ settings: CREW });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says("ana", one, message("request", "agent-1", "agent-2"));
  await yard.settles(HOUR);
  yard.says("bob", one, message("response", "agent-2", "agent-1"));
  await yard.settles(5 * HOUR);
  expect(yard.answers(one).join("\n")).not.toContain("⏳");
});

test("figures about finished work: how long, how much of it blocked, what was begun again", async () => {
  const yard = await openStage({ settings: CREW });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  await yard.settles();
  expect(yard.dashboard()).not.toContain("### Metrics");
  yard.says("ana", one, "/claim");
  await yard.settles(HOUR);
  yard.says("ana", one, "/release lunch");
  await yard.settles();
  yard.says("bob", one, "/claim");
  await yard.settles(3 * HOUR);
  yard.says("bob", one, "/done");
  await yard.settles();
  expect(yard.dashboard()).toContain("Finished: 1\n- From taken to finished: 3 h");
  expect(yard.dashboard()).toContain("Blocked for 0 %");
  expect(yard.dashboard()).toContain("lost to silence: 1");
  yard.says("ana", two, "/claim");
  await yard.settles(4 * HOUR);
  yard.says("ana", two, "/done");
  await yard.settles();
  expect(yard.dashboard()).toContain("Finished: 2");
  expect(yard.dashboard()).toContain("Blocked for 33 %");
  yard.cost();
  await yard.settles(HOUR);
  expect(yard.cost().writes).toBe(0);
});

test("what is overdue or was sent back twice is a risk, and the summary says which risks moved", async () => {
  const settings = `${CREW}review: { required: true, reviewers: [tom] }\ndailySummary: { hour: 9, review: wed }\n`;
  const yard = await openStage({ settings, startAt: "2026-06-01T08:00:00Z", resyncMs: HOUR });
  const one = yard.opens("mia", "One", "**Estimate**: 1h\n**Due**: 2026-06-01");
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.settles(2 * HOUR);
  for (let round = 0; round < 2; round++) {
    yard.says("ana", two, round === 0 ? "/claim" : "/review");
    if (round === 0) await yard.settles();
    if (round === 0) yard.says("ana", two, "/review");
    await yard.settles();
    yard.says("tom", two, "/reject because it leaks");
    await yard.settles();
  }
  expect(yard.dashboard()).toContain(`#${two} Two was sent back 2 times in review`);
  await yard.settles(23 * HOUR);
  expect(yard.dashboard()).toContain(`#${one} One was due on 1 Jun`);
  const summaries = () => yard.answers(yard.hub).filter((text) => text.startsWith("## Daily summary"));
  expect(summaries().at(-1)).toContain(`New: #${one} One was due`);
  yard.as("mia").closeIssue("octo/yard", one);
  await yard.settles(24 * HOUR);
  expect(summaries().at(-1)).toContain(`Over: #${one} One (overdue)`);
  expect(summaries().at(-1)).toContain("### The week");
  expect(summaries()[0]).not.toContain("### The week");
});
