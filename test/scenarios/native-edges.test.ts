/** Stories about GitHub's own dependencies: what the App adds for a text, and what it leaves to people. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const BOT = "signalbox[bot]";

/** Numbers of what GitHub shows an issue as blocked by. */
function linked(yard: Stage, issue: number): readonly number[] {
  return yard.sandbox.issue(REPO, issue).blockedBy.map((one) => one.number);
}

/** Who added and removed dependencies of an issue, in order: `+signalbox[bot]`, `-tom`. */
function hands(yard: Stage, issue: number): readonly string[] {
  return yard.sandbox
    .issue(REPO, issue)
    .events.filter(({ event }) => event.startsWith("blocked_by_"))
    .map(({ event, actor }) => `${event === "blocked_by_added" ? "+" : "-"}${actor.login}`);
}

test("what a text or a command declares shows up as GitHub's own dependency, once", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}.`);
  const docs = yard.opens("mia", "Write the docs", "**Estimate**: 1h");
  await yard.settles();
  yard.says("ana", docs, `/depends #${api}`);
  await yard.settles();
  expect([linked(yard, api), linked(yard, docs)]).toEqual([[schema], [api]]);
  expect(hands(yard, api)).toEqual([`+${BOT}`]);

  yard.cost();
  await yard.settles(20 * 60_000);
  expect(yard.cost().writes).toBe(0);
});

test("it goes with the text, also when the store was lost in between", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One");
  const two = yard.opens("mia", "Two");
  const three = yard.opens("mia", "Three", `Depends on #${one} and #${two}`);
  await yard.settles();
  expect(linked(yard, three)).toEqual([one, two]);

  await yard.stops();
  yard.as("mia").editIssue(REPO, three, { body: `Depends on #${two}` });
  await yard.restarts({ withoutStore: true });
  expect(linked(yard, three)).toEqual([two]);
  expect(yard.status(three)).toBe("blocked");
  yard.as("mia").editIssue(REPO, three, { body: "Nothing waits here.\n\n**Estimate**: 1h" });
  await yard.settles();
  expect(linked(yard, three)).toEqual([]);
  expect(yard.status(three)).toBe("ready");
});

test("a person's own dependency stays when the text that says the same goes", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API");
  yard.as("tom").addBlockedBy(REPO, api, schema);
  yard.as("mia").editIssue(REPO, api, { body: `Depends on #${schema}` });
  await yard.settles();
  yard.as("mia").editIssue(REPO, api, { body: "Changed my mind." });
  await yard.settles();
  expect(linked(yard, api)).toEqual([schema]);
  expect(hands(yard, api)).toEqual(["+tom"]);
  expect(yard.status(api)).toBe("blocked");
});

test("one of ours that a person removes is not put back; the text goes on to count", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  await yard.settles();
  yard.as("tom").removeBlockedBy(REPO, api, schema);
  await yard.settles(30 * 60_000);
  expect(linked(yard, api)).toEqual([]);
  expect(yard.status(api)).toBe("blocked");
  await yard.restarts({ withoutStore: true });
  expect(hands(yard, api)).toEqual([`+${BOT}`, "-tom"]);
});

test("one that a person put back after removing it is theirs and stays", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  await yard.settles();
  yard.as("tom").removeBlockedBy(REPO, api, schema);
  yard.as("tom").addBlockedBy(REPO, api, schema);
  yard.as("mia").editIssue(REPO, api, { body: "No words about it." });
  await yard.settles();
  expect(linked(yard, api)).toEqual([schema]);
  expect(yard.status(api)).toBe("blocked");
});

test("a waived edge loses its badge, and gets it back when the text is stated anew", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  await yard.settles();
  yard.says("tom", api, `/unblock #${schema} because the mock is enough`);
  await yard.settles();
  expect(linked(yard, api)).toEqual([]);
  yard.as("mia").editIssue(REPO, api, { body: `Really depends on #${schema}, the mock was not enough.` });
  await yard.settles();
  expect(linked(yard, api)).toEqual([schema]);
});

test("soft edges, pull requests, closed blockers and dates are no native dependencies", async () => {
  const yard = await openStage();
  const soft = yard.opens("mia", "Soft");
  const closed = yard.opens("mia", "Closed");
  yard.as("mia").closeIssue(REPO, closed);
  const pull = yard.as("ana").openPullRequest(REPO, { title: "A change", body: "" }).number;
  const body = `Depends on #${soft} (soft)\n\nBlocked by: #${pull}, #${closed}\n\nNot before: 2027-01-01`;
  const api = yard.opens("mia", "Build the API", body);
  await yard.settles();
  expect(yard.status(api)).toBe("blocked");
  expect(linked(yard, api)).toEqual([]);
});

test("what waits in a circle is not written; once the circle is cut, the rest is", async () => {
  const yard = await openStage();
  const a = yard.opens("mia", "A", "**Estimate**: 1h");
  const b = yard.opens("mia", "B", "**Estimate**: 1h");
  await yard.stops();
  yard.as("mia").editIssue(REPO, a, { body: `Depends on #${b}` });
  yard.as("mia").editIssue(REPO, b, { body: `Depends on #${a}` });
  await yard.starts();
  await yard.settles();
  expect([linked(yard, a), linked(yard, b)]).toEqual([[], []]);
  yard.says("mia", a, `/unblock #${b} because a comes first`);
  await yard.settles();
  expect([linked(yard, a), linked(yard, b)]).toEqual([[], [a]]);
});

test("of sixty declared edges GitHub gets the fifty it can hold; all sixty count, and the dashboard says so", async () => {
  const yard = await openStage();
  const blockers = Array.from({ length: 60 }, (_, at) => yard.opens("mia", `Part ${at}`));
  const body = `Depends on ${blockers.map((number) => `#${number}`).join(", ")}`;
  const whole = yard.opens("mia", "The whole", body);
  await yard.settles(10 * 60_000);
  expect(linked(yard, whole)).toHaveLength(50);
  expect(yard.dashboard()).toContain(`#${whole} waits for 10 more issues than GitHub can link`);
  yard.cost();
  await yard.settles(20 * 60_000);
  expect(yard.cost().writes).toBe(0);

  for (const number of blockers.slice(0, 50)) yard.as("mia").closeIssue(REPO, number);
  await yard.settles(10 * 60_000);
  expect(yard.status(whole)).toBe("blocked");
});

test("a stranger's issue that nobody let in links to nothing", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema", "**Estimate**: 2h");
  const wish = yard.opens("eve", "My wish", `Depends on #${schema}`);
  await yard.settles();
  expect(linked(yard, wish)).toEqual([]);
  yard.says("tom", wish, "/admit");
  await yard.settles();
  expect(linked(yard, wish)).toEqual([schema]);
});

test("the settings can leave GitHub's dependencies to people", async () => {
  const yard = await openStage({ settings: "mode: live\nnativeEdges: false\nassignment: claims\n" });
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  await yard.settles();
  expect(yard.status(api)).toBe("blocked");
  expect(linked(yard, api)).toEqual([]);
});

test("observing writes no dependency", async () => {
  const yard = await openStage({ settings: null });
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  await yard.settles();
  expect(linked(yard, api)).toEqual([]);
});

test("an answer that got lost leads to one dependency, not to a quarrel", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  await yard.settles();
  yard.sandbox.faults.next({ kind: "reset-after-write", match: "POST …/dependencies/blocked_by", times: 3 });
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  await yard.settles(10 * 60_000);
  expect(linked(yard, api)).toEqual([schema]);
  expect(hands(yard, api)).toEqual([`+${BOT}`]);
});

test("what we copied to GitHub decides nothing: with its text gone the issue is free before GitHub lets go of the link", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  await yard.settles();
  yard.sandbox.faults.next({ kind: "error-before-write", match: "DELETE …/dependencies/blocked_by/…", times: 100 });
  yard.as("mia").editIssue(REPO, api, { body: "**Estimate**: 1h" });
  await yard.settles();
  expect([yard.status(api), linked(yard, api)]).toEqual(["ready", [schema]]);
  yard.sandbox.faults.stop();
  await yard.settles(10 * 60_000);
  expect(linked(yard, api)).toEqual([]);
});
