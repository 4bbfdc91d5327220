/** Stories about a coordination issue that has become too long: it goes on in a successor, and nothing is lost or told twice. */
import { expect, test } from "vitest";
import { readRegion } from "../../src/core/hub-region.ts";
import { MOST_COMMENTS } from "../../src/core/hubs.ts";
import { fillConversation } from "../full-conversation.ts";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BASE =
  "dashboard: { everySeconds: 0 }\nassignment: claims\nworkers: [{ name: ana }, { name: bob }, { name: lea, role: orchestrator }]\n";
const PLAN = "| ID | Task | Depends on |\n|---|---|---|\n| F-1 | Draw | - |\n| F-2 | Weld | F-1 |\n";
const PEOPLE = { lea: "write" } as const;

/** The coordination issues of ours, oldest first. */
function hubs({ sandbox }: Stage): readonly number[] {
  const ours = sandbox.issues(REPO).filter(({ author, pull }) => author.login === "signalbox[bot]" && pull === null);
  return ours.map(({ number }) => number);
}

const region = ({ sandbox }: Stage, issue: number) => readRegion(sandbox.issue(REPO, issue).body) ?? "";

/** Every comment of ours in the repository that has these words in it, hidden ones too. */
function said({ sandbox }: Stage, words: string): readonly string[] {
  const all = sandbox.issues(REPO).flatMap(({ number }) => sandbox.comments(REPO, number));
  return all
    .filter(({ author }) => author.login === "signalbox[bot]")
    .flatMap(({ body }) => (body.includes(words) ? body : []));
}

/** A message between agents that wants its answer within the hour. */
function message(kind: string, from: string, to: string): string {
  const names = { source_agent: from, target_agent: to, message_type: kind, correlation_id: "c-1" };
  const rest = { version: "1.0", timestamp: "2026-06-01T09:00:00Z", payload: {}, timeout_ms: HOUR };
  return `\`\`\`json\n${JSON.stringify({ ...rest, ...names })}\n\`\`\``;
}

/** Nobody told the App: it finds the long conversation when it looks again. */
async function fillsUp(yard: Stage, issue = yard.hub): Promise<void> {
  fillConversation(yard.sandbox, REPO, issue, MOST_COMMENTS);
  await yard.settles(20 * MINUTE);
}

test("at 2,000 comments a successor is opened, both are linked, and the pin moves along", async () => {
  const yard = await openStage({ settings: `mode: live\n${BASE}` });
  const [first = 0] = hubs(yard);
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(10 * MINUTE);
  fillConversation(yard.sandbox, REPO, first, MOST_COMMENTS - 1);
  await yard.settles(20 * MINUTE);
  expect(hubs(yard)).toEqual([first]);
  await fillsUp(yard);
  const [, next = 0] = hubs(yard);
  expect(hubs(yard)).toEqual([first, next]);
  expect(region(yard, first)).toContain(`goes on in #${next}`);
  expect(region(yard, next)).toContain(`Continues #${first}`);
  expect(region(yard, next)).toContain(`#${one} One`);
  expect(yard.sandbox.pinned(REPO)).toEqual([next]);
  expect(yard.status(first)).toBeNull();
  yard.says("ana", one, "/claim");
  await yard.settles(10 * MINUTE);
  expect(region(yard, next)).toContain("### In progress");
  expect(region(yard, first)).not.toContain("### In progress");
  await yard.restarts({ withoutStore: true });
  expect(hubs(yard)).toEqual([first, next]);
});

test("what was decided on the old one holds on the new one, and commands are heard on both", async () => {
  const yard = await openStage({ settings: BASE, people: PEOPLE });
  const [first = 0] = hubs(yard);
  const ticked = yard.dashboard().replace("- [ ] Go live:", "- [x] Go live:");
  yard.as("mia").editIssue(REPO, first, { body: ticked });
  await yard.settles(10 * MINUTE);
  yard.says("mia", first, "/stop because the crane is inspected");
  yard.says("ana", first, "/away until 2026-07-01");
  yard.says("bob", first, "/urgent the gate is stuck");
  await yard.settles(10 * MINUTE);
  expect(said(yard, "@lea")).toHaveLength(1);
  await fillsUp(yard);
  const [, next = 0] = hubs(yard);
  expect(region(yard, next)).toContain("Live since 1 Jun");
  expect(region(yard, next)).toContain("the crane is inspected");
  expect(region(yard, next)).toContain("the gate is stuck");
  expect(said(yard, "@lea")).toHaveLength(1);
  // The facts stand on the new one too: the old one may be taken away some day.
  expect(yard.answers(next).join()).toContain("the crane is inspected");
  const start = yard.says("mia", first, "/start");
  const resolved = yard.says("bob", next, "/resolved");
  await yard.settles(10 * MINUTE);
  expect(yard.receipts(first, start)).toEqual(["rocket"]);
  expect(yard.receipts(next, resolved)).toEqual(["rocket"]);
  expect(region(yard, next)).not.toContain("the crane is inspected");
  expect(region(yard, next)).not.toContain("the gate is stuck");
  expect(said(yard, "Going on, in stages")).toHaveLength(1);
  await yard.restarts({ withoutStore: true });
  await yard.settles(10 * MINUTE);
  expect(region(yard, next)).not.toContain("the crane is inspected");
  expect(said(yard, "Going on, in stages")).toHaveLength(1);
});

test("a question asked on the old one is told of when it is late, an answer there still counts, a half report still shows", async () => {
  const yard = await openStage({ settings: `mode: live\n${BASE}`, people: PEOPLE });
  const [first = 0] = hubs(yard);
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says("ana", one, "/claim");
  await yard.settles();
  yard.says("ana", first, message("request", "ana", "bob"));
  yard.says("ana", one, "## ana Report\n\n**Duration**: 1h");
  await fillsUp(yard);
  const [, next = 0] = hubs(yard);
  expect(region(yard, next)).toContain("**Report not read:** ana");
  expect(region(yard, next)).not.toContain("**Unanswered:**");
  await yard.settles(HOUR);
  expect(region(yard, next)).toContain("**Unanswered:** ana");
  expect(said(yard, "unanswered:")).toHaveLength(1);
  yard.says("bob", next, message("response", "bob", "ana"));
  await yard.settles(10 * MINUTE);
  expect(region(yard, next)).not.toContain("**Unanswered:**");
  expect(said(yard, "unanswered:")).toHaveLength(1);
});

test("daily summaries go on where they were: one a day, and since the last one", async () => {
  const yard = await openStage({ settings: `mode: live\n${BASE}`, startAt: "2026-06-02T08:00:00Z" });
  const [first = 0] = hubs(yard);
  yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(2 * HOUR);
  expect(said(yard, "summary:2026-06-02")).toHaveLength(1);
  await fillsUp(yard);
  const [, next = 0] = hubs(yard);
  yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.settles(HOUR);
  await yard.stops();
  await yard.settles(23 * HOUR);
  await yard.starts();
  await yard.settles(HOUR);
  expect(said(yard, "summary:2026-06-02")).toHaveLength(1);
  expect(said(yard, "summary:2026-06-03")).toHaveLength(1);
  const summary = yard.answers(next).find((text) => text.includes("Daily summary, 3 Jun 2026"));
  expect(summary).toContain("Since 2 Jun: 0 finished, 1 new.");
  expect(yard.answers(first).some((text) => text.includes("Daily summary, 3 Jun 2026"))).toBe(false);
});

test("an adopted issue keeps its text, goes on in one of ours, and the settings may go on naming it", async () => {
  const yard = await openStage({ settings: `mode: live\n${BASE}coordinationIssue: 1\n` });
  const page = yard.opens("mia", "Our board", "Mind the gap.");
  yard.as("mia").pinIssue(REPO, page);
  await yard.settles(10 * MINUTE);
  await fillsUp(yard, page);
  const [next = 0] = hubs(yard);
  expect(yard.sandbox.issue(REPO, page).body).toMatch(/^Mind the gap\.\n\n<!-- signalbox:begin -->/);
  expect(region(yard, page)).toContain(`goes on in #${next}`);
  expect(region(yard, next)).toContain(`\`coordinationIssue: ${page}\`, which leads here`);
  expect(yard.sandbox.pinned(REPO)).toEqual([next]);
  // Whoever wants the old one on top all the same is not contradicted.
  yard.as("mia").pinIssue(REPO, page);
  yard.as("mia").unpinIssue(REPO, next);
  await yard.settles(10 * MINUTE);
  expect(yard.sandbox.pinned(REPO)).toEqual([page]);
});

test("who said something on the full one and says it anew on the next is heard once, and then it is quiet", async () => {
  const yard = await openStage({ settings: `mode: live\n${BASE}`, files: { "docs/plan.md": PLAN } });
  const [first = 0] = hubs(yard);
  yard.says("ana", first, "/away until 2026-07-01");
  yard.says("mia", first, "/plan docs/plan.md");
  await fillsUp(yard);
  const [, next = 0] = hubs(yard);
  yard.says("ana", next, "/away until 2026-08-01");
  yard.says("mia", first, "/plan docs/plan.md");
  await yard.settles(10 * MINUTE);
  expect(yard.answers(next).join()).toContain("1 Aug");
  yard.cost();
  await yard.settles(10 * MINUTE);
  expect(yard.cost().writes).toBe(0);
});
