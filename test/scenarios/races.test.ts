/** Stories in which two things happen at once: the end is the same as if they had happened one after the other. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";

test("the blocker closes while the text is edited to name another one", async () => {
  const yard = await openStage();
  const [one, two] = [yard.opens("mia", "One"), yard.opens("mia", "Two")];
  const both = yard.opens("mia", "Both", `Depends on #${one}`);
  await yard.settles();
  yard.as("mia").closeIssue(REPO, one);
  yard.as("ana").editIssue(REPO, both, { body: `Depends on #${two}` });
  await yard.settles();
  expect(yard.status(both)).toBe("blocked");
  expect(yard.sandbox.issue(REPO, both).blockedBy.map(({ number }) => number)).toEqual([two]);
  yard.as("mia").closeIssue(REPO, two);
  await yard.settles();
  expect(yard.status(both)).toBe("ready");
});

test("of two edits in one second the last one counts, whichever webhook comes first", async () => {
  const yard = await openStage();
  const [one, two] = [yard.opens("mia", "One"), yard.opens("mia", "Two")];
  const both = yard.opens("mia", "Both", "**Estimate**: 1h");
  await yard.settles();
  yard.sandbox.faults.next({ kind: "webhook-delayed", match: "issues.edited", ms: 20_000 });
  yard.as("mia").editIssue(REPO, both, { body: `Depends on #${one}` });
  yard.as("ana").editIssue(REPO, both, { body: `Depends on #${two}` });
  await yard.settles(60_000);
  expect(yard.sandbox.issue(REPO, both).blockedBy.map(({ number }) => number)).toEqual([two]);
  yard.as("mia").closeIssue(REPO, two);
  await yard.settles();
  expect(yard.status(both)).toBe("ready");
});

test("a dependency that a person adds and removes again leaves nothing behind", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One");
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.settles();
  yard.as("tom").addBlockedBy(REPO, two, one);
  yard.as("tom").removeBlockedBy(REPO, two, one);
  await yard.settles();
  expect(yard.status(two)).toBe("ready");
});

test("a person links by hand what the App is about to link: one edge, and it is theirs", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One");
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.settles();
  yard.as("mia").editIssue(REPO, two, { body: `Depends on #${one}` });
  yard.as("tom").addBlockedBy(REPO, two, one);
  await yard.settles();
  yard.as("mia").editIssue(REPO, two, { body: "Not any more." });
  await yard.settles();
  expect(yard.sandbox.issue(REPO, two).blockedBy.map(({ number }) => number)).toEqual([one]);
  expect(yard.status(two)).toBe("blocked");
});

test("a blocker deleted while its dependent is edited: unreachable, and a new text frees it", async () => {
  const yard = await openStage({ people: { zed: "admin" } });
  const one = yard.opens("mia", "One");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  await yard.settles();
  yard.as("zed").deleteIssue(REPO, one);
  yard.as("mia").editIssue(REPO, two, { body: `Still depends on #${one}.` });
  await yard.settles();
  expect(yard.status(two)).toBe("blocked");
  expect(yard.dashboard()).toContain(`#${one} cannot be seen here`);
  yard.as("mia").editIssue(REPO, two, { body: "**Estimate**: 1h" });
  await yard.settles();
  expect(yard.status(two)).toBe("ready");
});

test.each([
  ["not_planned", "asks", "blocked"],
  ["duplicate", "asks", "blocked"],
  ["not_planned", "satisfies", "ready"],
  ["duplicate", "satisfies", "ready"],
  ["completed", "asks", "ready"],
] as const)(
  "a blocker closed as %s, where the settings say %s, leaves its dependent %s",
  async (reason, setting, status) => {
    const settings = `mode: live\nassignment: claims\nnotPlanned: ${setting}\n`;
    const yard = await openStage({ settings });
    const original = yard.opens("mia", "Original", "**Estimate**: 1h");
    const one = yard.opens("mia", "One");
    const two = yard.opens("mia", "Two", `Depends on #${one}`);
    await yard.settles();
    yard.as("mia").closeIssue(REPO, one, reason, reason === "duplicate" ? original : undefined);
    await yard.settles();
    expect(yard.status(two)).toBe(status);
    yard.as("mia").reopenIssue(REPO, one);
    await yard.settles();
    expect(yard.status(two)).toBe("blocked");
  },
);
