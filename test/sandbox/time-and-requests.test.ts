// Virtual time and requests in process: time waits for the App's work, and GitHub's own waiting does not count as such.
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { openStage, yard } from "./stage.ts";

test("a chain of requests in process is never overtaken by timers", async () => {
  const { sandbox, octokit, clock } = openStage();
  const startedAt = clock.now();
  void (async () => {
    for (let n = 0; n < 10_000; n++) await clock.sleep(1);
  })();
  const chain = (async () => {
    for (let n = 0; n < 30; n++) {
      const { data } = await octokit.issues.create({ ...yard, title: `Issue ${n}` });
      await octokit.graphql("query($id:ID!){node(id:$id){id}}", { id: data.node_id });
    }
  })();
  await clock.advance(5_000);
  await chain;
  expect(new Set(sandbox.requests.map((one) => one.at))).toEqual(new Set([startedAt]));
  expect(sandbox.requests).toHaveLength(61);
  expect(sandbox.violations).toEqual([]);
});

test("work in flight that caused a delivery still holds time back", async () => {
  const { sandbox, clock } = openStage();
  const startedAt = clock.now();
  let endedAt = 0;
  const work = clock.track(async () => {
    sandbox.as("ana").openIssue("octo/yard", { title: "One" });
    await wait(30);
    endedAt = clock.now();
  });
  await clock.advance(60_000);
  await work;
  expect(endedAt).toBe(startedAt);
});

test("a receiver that works off the microtask queue is waited for", async () => {
  const { sandbox, clock } = openStage();
  const answeredAfter: number[] = [];
  sandbox.onDelivery(async () => {
    const startedAt = clock.now();
    await wait(10);
    answeredAfter.push(clock.now() - startedAt);
    return { status: 202 };
  });
  sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  await clock.advance(60_000);
  expect(answeredAfter).toEqual([0, 0]);
  expect(sandbox.deliveries().map((one) => one.statusCode)).toEqual([202, 202]);
});

test("the same seed gives the same story: ids, GUIDs and deliveries", async () => {
  const story = async (seed: number): Promise<string> => {
    const rates = { "webhook-lost": 0.2, "webhook-doubled": 0.2, "webhook-delayed": 0.2, "webhook-reordered": 0.2 };
    const { sandbox, clock } = openStage({ seed, faults: { rates } });
    const seen: string[] = [];
    sandbox.onDelivery(async (delivery) => {
      seen.push(`${clock.now()} ${delivery.guid} ${delivery.headers["x-github-event"]}`);
      return { status: 202 };
    });
    for (let n = 1; n <= 20; n++) {
      sandbox.as("ana").openIssue("octo/yard", { title: `Issue ${n}`, labels: ["x"] });
      await clock.advance(1_000);
    }
    await clock.advance(600_000);
    return seen.join("\n");
  };
  const first = await story(5);
  expect(await story(5)).toBe(first);
  expect(await story(6)).not.toBe(first);
});
