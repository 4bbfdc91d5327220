/** What the App asks of GitHub when little or nothing changes: counted, not timed. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

test("an event that changes nothing costs no write and at most one read", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says("mia", one, "A first word.");
  await yard.settles();
  yard.cost();
  yard.says("mia", one, "Just thinking aloud.");
  await yard.settles();
  const { reads, writes } = yard.cost();
  expect(writes).toBe(0);
  expect(reads).toBeLessThanOrEqual(1);
});

test.each([3, 60, 130])(
  "closing a blocker of %i issues costs one read, one per hundred dependents, and their labels",
  async (k) => {
    const yard = await openStage();
    const blocker = yard.opens("mia", "The blocker");
    for (let i = 0; i < k; i++) yard.opens("mia", `Dependent ${i}`, `Depends on #${blocker}`);
    await yard.settles(30 * 60_000);
    expect(yard.status(blocker + k)).toBe("blocked");
    yard.cost();
    yard.as("mia").closeIssue("octo/yard", blocker);
    await yard.settles(9 * 60_000);
    expect(yard.status(blocker + k)).toBe("ready");
    const closing = yard.sandbox.requests.filter((request) => request.isWrite);
    expect(closing.length).toBeGreaterThan(0);
    const { writes } = yard.cost();
    // one label off and one on for each dependent, off the blocker, and the dashboard
    expect(writes).toBeLessThanOrEqual(2 * k + 3);
  },
);
