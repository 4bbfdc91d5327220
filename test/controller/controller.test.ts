/** The loop from start to stop: what a start finds and what a burst of deliveries costs. */
import { expect, test } from "vitest";
import { openBench } from "./bench.ts";
import { yard } from "./fake-github.ts";

test("on start everything there is is read and put right", async () => {
  const bench = openBench();
  bench.github.open("one", "please note");
  bench.github.open("two", "hub");
  await bench.start();
  await bench.clock.advance(10_000);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
  expect(bench.github.commentsOn(1)).toHaveLength(1);
  expect([...bench.github.issues.values()].filter((issue) => issue.title === "Hub")).toHaveLength(1);
  expect(bench.troubles).toEqual([]);
});

test("a storm of a hundred deliveries costs two passes at most", async () => {
  const bench = openBench();
  const issues = Array.from({ length: 100 }, (_, n) => bench.github.open(`issue ${n}`));
  for (const issue of issues) bench.github.change(issue.number, { labels: ["seen"] });
  await bench.start();
  const before = bench.github.calls.length;
  await Promise.all(issues.map((issue) => bench.hint([issue.nodeId])));
  await bench.clock.advance(60_000);
  expect(bench.github.calls.slice(before).length).toBeLessThanOrEqual(2);
  expect(await bench.store.pending(yard.id)).toEqual([]);
});
