/** Stories about who may change the graph: a stranger's text, before and after somebody let it in. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";

test("a stranger's edit after admission stops the issue, visibly, until it is admitted again", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const wish = yard.opens("eve", "A wish", `Depends on #${schema}`);
  yard.says("tom", wish, "/admit");
  await yard.settles();
  expect(yard.status(wish)).toBe("blocked");

  yard.as("eve").editIssue(REPO, wish, { body: "**Estimate**: 5min\n\nNothing to wait for, I think." });
  await yard.settles();
  expect(yard.status(wish)).toBe("blocked");
  expect(yard.dashboard()).toContain(`eve changed the text of #${wish} after it was let in`);
  expect(yard.dashboard()).toContain("| somebody to read its new text |");
  yard.says("tom", wish, "/why");
  await yard.settles();
  expect(yard.answers(wish).join("\n")).toContain("Cheapest change: read it again, then `/admit` there");

  yard.says("eve", wish, "/admit");
  await yard.settles();
  expect(yard.status(wish)).toBe("blocked");
  yard.says("tom", wish, "/admit");
  await yard.settles();
  expect(yard.status(wish)).toBe("ready");
});

test("it stays so when the store is lost, and a person's label after reading lets it in too", async () => {
  const yard = await openStage();
  const wish = yard.opens("eve", "A wish", "**Estimate**: 1h");
  yard.as("tom").addLabel(REPO, wish, "idea");
  await yard.settles();
  expect(yard.status(wish)).toBe("ready");
  yard.as("eve").editIssue(REPO, wish, { body: "**Estimate**: 1h\n\n**Priority**: P0" });
  await yard.restarts({ withoutStore: true });
  expect(yard.status(wish)).toBe("blocked");
  yard.as("tom").addLabel(REPO, wish, "accepted");
  await yard.settles();
  expect(yard.status(wish)).toBe("ready");
});

test("an admission that crosses an edit in the post admits nothing", async () => {
  const yard = await openStage();
  const wish = yard.opens("eve", "A wish", "**Estimate**: 1h");
  await yard.settles();
  await yard.stops();
  const admitting = yard.says("tom", wish, "/admit");
  await yard.clock.advance(5000);
  yard.as("eve").editIssue(REPO, wish, { body: "**Estimate**: 1h\n\nSomething quite different." });
  await yard.starts();
  await yard.settles();
  expect(yard.status(wish)).toBe(null);
  expect(yard.receipts(wish, admitting)).toEqual(["confused"]);
  expect(yard.answers(wish).join("\n")).toContain("was changed after you wrote this");
});

test.each(["/claim", "/assign @ana"])(
  "%s on a stranger's issue that crosses an edit in the post lets nothing in",
  async (word) => {
    const yard = await openStage();
    const wish = yard.opens("eve", "A wish", "**Estimate**: 1h");
    await yard.settles();
    await yard.stops();
    const taking = yard.says("tom", wish, word);
    await yard.clock.advance(5000);
    yard.as("eve").editIssue(REPO, wish, { body: "**Estimate**: 1h\n\nSomething quite different." });
    await yard.starts();
    await yard.settles();
    expect([yard.status(wish), yard.assignees(wish)]).toEqual([null, []]);
    expect(yard.receipts(wish, taking)).toEqual(["confused"]);
    expect(yard.answers(wish).join("\n")).toContain("was changed after you wrote this");
  },
);

test("what a maintainer edits is read as theirs, and a worker's own edits need no leave", async () => {
  const yard = await openStage();
  const wish = yard.opens("eve", "A wish", "**Estimate**: 1h");
  const own = yard.opens("ana", "A task", "**Estimate**: 1h");
  yard.says("tom", wish, "/admit");
  await yard.settles();
  yard.as("mia").editIssue(REPO, wish, { body: "**Estimate**: 2h" });
  yard.as("ana").editIssue(REPO, own, { body: "**Estimate**: 3h" });
  await yard.settles();
  expect([wish, own].map(yard.status)).toEqual(["ready", "ready"]);
});

const RELAXED = "mode: live\nassignment: claims\nauthority: everyone\ndashboard: { everySeconds: 0 }\n";

test.each([
  ["private", true, "ready", "blocked"],
  ["public", false, null, "ready"],
] as const)("a %s repository with relaxed settings: %s", async (_, isPrivate, own, others) => {
  const yard = await openStage({ settings: RELAXED, isPrivate });
  const schema = yard.opens("mia", "Write the schema", "**Estimate**: 2h");
  const wish = yard.opens("eve", "A wish", "**Estimate**: 1h");
  yard.as("eve").editIssue(REPO, wish, { body: `This blocks #${schema}.` });
  await yard.settles();
  expect([yard.status(wish), yard.status(schema)]).toEqual([own, others]);
});

test("the label of the scope is the same in small and capital letters, as it is to GitHub", async () => {
  const yard = await openStage({ settings: "mode: live\nscope: label:Tracks\ndashboard: { everySeconds: 0 }\n" });
  const [inside, outside] = [yard.opens("mia", "Inside"), yard.opens("mia", "Outside")];
  yard.as("mia").addLabel(REPO, inside, "tracks");
  await yard.settles();
  expect([inside, outside].map(yard.status)).toEqual(["ready", null]);
});

test("an issue outside is taken and given by the same rules as a task", async () => {
  const yard = await openStage({ people: { zoe: "read" } });
  const held = await yard.takes("ana", "In hand", "**Estimate**: 1h");
  const [idea, theirs, resting] = [
    yard.opens("mia", "An idea"),
    yard.opens("mia", "Theirs"),
    yard.opens("mia", "Rests"),
  ];
  const late = yard.opens("eve", "Waits", `Depends on #${held}`);
  yard.as("mia").assign(REPO, theirs, "tom");
  yard.as("mia").addLabel(REPO, resting, "hold");
  await yard.settles();
  yard.says("ana", idea, "/claim");
  yard.says("tom", idea, "/assign @ana");
  for (const issue of [theirs, resting, late]) yard.says("bob", issue, "/claim");
  await yard.settles();
  expect([idea, theirs, resting, late].map(yard.assignees)).toEqual([[], ["tom"], [], []]);
  expect([idea, theirs, resting, late].map(yard.status)).toEqual([null, null, null, null]);
  expect(yard.answers(idea)).toEqual([
    `You have #${held} in hand, so your one slot is taken. Way out: \`/done\` or \`/release\` there first.`,
    `ana has #${held} in hand, so their one slot is taken. Way out: \`/done\` or \`/release\` there first.`,
  ]);
  expect(yard.answers(theirs)[0]).toContain("is assigned to tom");
  expect(yard.answers(resting)[0]).toContain("is on hold");
  expect(yard.answers(late)[0]).toContain(`#${late} cannot start yet: #${held} is not closed yet`);

  yard.says("tom", theirs, "/assign @bob");
  await yard.settles();
  expect([yard.assignees(theirs), yard.status(theirs)]).toEqual([["bob"], "in progress"]);
  yard.says("bob", theirs, "/release");
  yard.says("mia", yard.hub, "/stop because the crane is inspected");
  await yard.settles();
  yard.says("bob", idea, "/claim");
  await yard.settles();
  expect([yard.assignees(idea), yard.status(idea)]).toEqual([[], null]);
});

test("where anyone may claim, a helper has one open claim, also on issues that took no part before", async () => {
  const settings = "mode: live\nclaims: anyone\ndashboard: { everySeconds: 0 }\n";
  const yard = await openStage({ settings, people: { zoe: "read" } });
  const [one, two] = [yard.opens("mia", "One"), yard.opens("mia", "Two")];
  yard.says("zoe", one, "/claim");
  await yard.settles();
  yard.says("zoe", two, "/claim");
  await yard.settles();
  expect([one, two].map(yard.assignees)).toEqual([["zoe"], []]);
  expect(yard.answers(two)[0]).toContain(`You have #${one}, and helpers have one task at a time`);
});
