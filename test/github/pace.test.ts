/** How fast we ask: measured on the local GitHub, in virtual time. */
import { afterEach, expect, test } from "vitest";
import type { Action } from "../../src/core/actions.ts";
import { Limited, Unwell } from "../../src/ports/github.ts";
import { name, openYard, type Yard, type YardOptions } from "./yard.ts";

const because = "a test says so";
let yard: Yard;

function open(options: YardOptions = {}): void {
  yard = openYard(options);
  for (const title of ["one", "two"]) yard.sandbox.as("ana").openIssue(name, { title });
}
afterEach(() => {
  expect(yard.sandbox.violations).toEqual([]);
});

const label = (text: string): Action => ({ kind: "add-label", issue: 1, label: text, because });
const comment = (body: string): Action => ({
  kind: "write-comment",
  issue: 1,
  comment: null,
  body,
  marker: { kind: "reply", key: `reply:${body}`, facts: [], settled: [], data: {} },
  because,
});
const seconds = (isWanted: (route: string) => boolean): number[] => {
  const start = Date.parse("2026-06-01T08:00:00Z");
  return yard.sandbox.requests.filter(({ route }) => isWanted(route)).map(({ at }) => (at - start) / 1000);
};
const isLabel = (route: string): boolean => route.endsWith("/labels");
const isComment = (route: string): boolean => route.endsWith("/comments") && route.startsWith("POST");

test("writes go in a burst of five, then one a second; a pause earns the burst again", async () => {
  open();
  const texts = Array.from({ length: 8 }, (_, index) => `label ${index}`);
  await yard.run(Promise.all(texts.map((text) => yard.repository.perform(label(text)))));
  expect(seconds(isLabel)).toEqual([0, 0, 0, 0, 0, 1, 2, 3]);
  await yard.clock.advance(60_000);
  await yard.run(Promise.all(texts.slice(0, 6).map((text) => yard.repository.perform(label(text)))));
  expect(seconds(isLabel).slice(8)).toEqual([63, 63, 63, 63, 63, 64]);
});

test("work that waits for its place does not hold virtual time back, though it is tracked", async () => {
  open();
  const texts = Array.from({ length: 7 }, (_, index) => `label ${index}`);
  const tracked = texts.map((text) => yard.clock.track(() => yard.repository.perform(label(text))));
  await yard.run(Promise.all(tracked));
  expect(seconds(isLabel)).toEqual([0, 0, 0, 0, 0, 1, 2]);
});

test("reads do not wait behind the pace of writes", async () => {
  open();
  await yard.run(Promise.all(["a", "b", "c", "d", "e"].map((text) => yard.repository.perform(label(text)))));
  await yard.run(yard.repository.readFile(".github/signalbox.yml"));
  expect(seconds((route) => route.includes("contents"))).toEqual([0]);
});

test("one request of an installation is in flight at a time", async () => {
  open();
  yard.sandbox.faults.next({ kind: "latency", ms: 3000, match: "GET *", times: 9 });
  const files = ["a", "b", "c"].map((path) => yard.repository.readFile(path));
  await yard.run(Promise.all(files));
  expect(seconds((route) => route.includes("contents"))).toEqual([0, 3, 6]);
});

test("in any minute at most eighty creations; what must wait long is left to the loop", async () => {
  open({ pace: { writeBurst: 1000, writeEveryMs: 1 }, limits: { contentPerMinute: 1000 } });
  const results = await yard.run(
    Promise.allSettled(Array.from({ length: 90 }, (_, index) => yard.repository.perform(comment(`c${index}`)))),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(80);
  const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(refusals.every((reason) => reason instanceof Limited)).toBe(true);
  expect(refusals[0]).toMatchObject({ retryAt: Date.parse("2026-06-01T08:01:00Z") });
  expect(yard.rests.size).toBe(0);
  await yard.run(yard.repository.readFile("a"));
  await yard.clock.advance(60_000);
  const later = Array.from({ length: 85 }, (_, index) => yard.repository.perform(comment(`later ${index}`)));
  const more = await yard.run(Promise.allSettled(later));
  expect(more.filter(({ status }) => status === "fulfilled")).toHaveLength(80);
});

test("in any hour at most 450 creations", async () => {
  open({ pace: { writeBurst: 1000, writeEveryMs: 1, creationsPerMinute: 1000 }, limits: { contentPerMinute: 1000 } });
  const all = Array.from({ length: 460 }, (_, index) => yard.repository.perform(comment(`c${index}`)));
  const results = await yard.run(Promise.allSettled(all));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(450);
});

test("an answer that does not come in fifteen seconds is given up, and a reading tried again", async () => {
  open();
  yard.sandbox.faults.next({ kind: "latency", ms: 120_000, match: "GET *" });
  expect(await yard.run(yard.repository.readFile(".github/signalbox.yml"))).toBe("mode: live\n");
  expect(yard.clock.now() - Date.parse("2026-06-01T08:00:00Z")).toBe(16_000);
});

test("a comment given up on is not repeated, and may have happened", async () => {
  open();
  yard.sandbox.faults.next({ kind: "latency", ms: 120_000, match: "POST *comments" });
  const error: unknown = await yard.run(yard.repository.perform(comment("slow"))).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unwell);
  expect(error).toMatchObject({ mayHaveHappened: true });
  expect(yard.calledOff).toEqual([`${yard.sandbox.apiUrl}/repos/octo/yard/issues/1/comments`]);
  await yard.clock.advance(600_000);
  expect(seconds(isComment).length).toBeLessThanOrEqual(1);
  expect(yard.sandbox.comments(name, 1).length).toBeLessThanOrEqual(1);
});

test.each(["error-after-write", "reset-after-write"] as const)("%s: a comment stands once", async (kind) => {
  open();
  yard.sandbox.faults.next({ kind, match: "POST *comments", times: 5 });
  await expect(yard.run(yard.repository.perform(comment("hello")))).rejects.toMatchObject({ mayHaveHappened: true });
  expect(yard.sandbox.comments(name, 1)).toHaveLength(1);
  const found = await yard.run(yard.repository.readComments(1, "2026-06-01T07:59:00Z"));
  expect(found.map(({ body }) => body)).toEqual(["hello"]);
});

test.each(["error-after-write", "reset-after-write", "error-before-write", "reset-before-write"] as const)(
  "%s: an idempotent write is repeated once and stands",
  async (kind) => {
    open();
    yard.sandbox.faults.next({ kind, match: "POST *labels" });
    expect(await yard.run(yard.repository.perform(label("ready")))).toEqual({ labels: ["ready"] });
    yard.sandbox.faults.next({ kind, match: "POST *dependencies*" });
    await yard.run(
      yard.repository.perform({ kind: "add-edge", issue: 1, blocker: { repo: name, number: 2 }, because }),
    );
    expect(yard.sandbox.issue(name, 1).blockedBy.map((issue) => issue.number)).toEqual([2]);
  },
);

test.each([
  { status: 403, retryAfter: 60, wording: "secondary rate limit" },
  { status: 403, retryAfter: null, wording: "secondary rate limit" },
  { status: 429, retryAfter: 30, wording: "secondary rate limit" },
  { status: 429, retryAfter: null, wording: "abuse detection" },
  { status: 403, retryAfter: 90, wording: "abuse detection" },
  { status: 403, retryAfter: null, wording: "abuse detection" },
  { status: 200, retryAfter: 60, wording: "secondary rate limit" },
  { status: 200, retryAfter: null, wording: "secondary rate limit" },
] as const)("limit %j: no request during the rest, then all is well", async (shape) => {
  open();
  const { nodeId } = yard.sandbox.issue(name, 1);
  yard.sandbox.faults.next({ kind: "secondary-limit", ...shape, match: "POST /graphql*" });
  const error: unknown = await yard.run(yard.repository.readNodes([nodeId])).catch((thrown: unknown) => thrown);
  if (!(error instanceof Limited)) throw error;
  const sent = yard.sandbox.requests.length;
  for (const action of [label("a"), comment("b")])
    await expect(yard.repository.perform(action)).rejects.toThrow(Limited);
  expect(yard.sandbox.requests).toHaveLength(sent);
  await yard.clock.runUntil(error.retryAt);
  const [read] = await yard.run(yard.repository.readNodes([nodeId]));
  expect(read?.kind).toBe("issue");
});

test("two installations do not wait for each other", async () => {
  open();
  const { id } = yard.sandbox.repository("far/depot", { files: { a: "text" } });
  const app = { appId: 4711, slug: "signalbox", publicKeyPem: "", webhookSecrets: [] };
  const installation = yard.sandbox.installApp(app, ["far/depot"]);
  const depot = yard.github.of({ id, name: "far/depot", installationId: installation.id, isPrivate: false });
  yard.rests.set(yard.installed.installationId, yard.clock.now() + 60_000);
  await expect(yard.repository.readFile("a")).rejects.toThrow(Limited);
  expect(await yard.run(depot.readFile("a"))).toBe("text");
});
