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
  expect(yard.cost()).toEqual({ reads: 1, writes: 0 });
});

test("our own writes come back as webhooks and cost nothing", async () => {
  const yard = await openStage();
  yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  const before = yard.sandbox.deliveries().length;
  yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.settles(2000);
  yard.cost();
  await yard.settles(60_000);
  expect(yard.sandbox.deliveries().length - before).toBeGreaterThan(1);
  expect(yard.cost().writes).toBeLessThanOrEqual(1); // the dashboard, once
});

test.each([3, 60, 130])(
  "closing a blocker of %i issues costs one read, one per hundred of them, and their labels",
  async (k) => {
    const yard = await openStage({ settings: "mode: live\nassignment: claims\n" });
    const known = yard.opens("mia", "Closed a moment before", "**Estimate**: 1h");
    const blocker = yard.opens("mia", "The blocker");
    for (let i = 0; i < k; i++) yard.opens("mia", `Dependent ${i}`, `Depends on #${blocker}`);
    await yard.settles(24 * 60_000);
    yard.as("mia").closeIssue("octo/yard", known); // whose permission is known from then on
    await yard.settles(60_000);
    yard.cost();

    yard.as("mia").closeIssue("octo/yard", blocker);
    const dependents = Array.from({ length: k }, (_, i) => blocker + 1 + i);
    const ready = () => dependents.every((number) => yard.status(number) === "ready");
    await yard.clock.runUntil(ready, { limitMs: 10 * 60_000 });
    const asked = yard.sandbox.requests.slice(-1000).filter((request) => request.operation === "query nodes");
    const { writes } = yard.cost();
    expect(asked.filter((request) => request.at > yard.closedAt(blocker)).length).toBeLessThanOrEqual(
      1 + Math.ceil(k / 100),
    );
    // one label off and one on for each dependent, and one off the blocker
    expect(writes).toBeLessThanOrEqual(2 * k + 1);
  },
);
