/** What we do when GitHub does not answer as hoped: rest at limits, repeat only what is harmless, park what is lost. */
import nock from "nock";
import { beforeEach, expect, test } from "vitest";
import type { Action } from "../../src/core/actions.ts";
import { Limited, Parked, Refused, Ungranted, Unwell } from "../../src/ports/github.ts";
import { base, type Nocked, nockNetwork, openNocked, startAt } from "./nocked-github.ts";

nockNetwork();

const because = "a test says so";
const repo = "/repos/octo/yard";
const label: Action = { kind: "add-label", issue: 1, label: "ready", because };
const comment: Action = {
  kind: "write-comment",
  issue: 1,
  comment: null,
  body: "hello",
  marker: { kind: "status", key: "status:1", facts: [], settled: [], data: {} },
  because,
};
let hub: Nocked;

beforeEach(() => {
  hub = openNocked();
});

const inAnHour = String((startAt + 3_600_000) / 1000);
const secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
const abuse = "You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.";

test.each([
  ["403 with retry-after", 403, "Forbidden", { "retry-after": "30" }, 30_000],
  ["429 with retry-after", 429, "Too many requests", { "retry-after": "45" }, 45_000],
  ["403 with nothing remaining", 403, "no", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour }, 3_600_000],
  ["429 with nothing remaining", 429, "no", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour }, 3_600_000],
  ["403 in the new words", 403, secondary, {}, 60_000],
  ["403 in the old words", 403, abuse, {}, 60_000],
  ["429 without a word", 429, "", {}, 60_000],
  ["429 that may be tried at once", 429, "", { "retry-after": "0" }, 1000],
  ["429 for a thousand years", 429, "", { "retry-after": "31536000000" }, 86_400_000],
  [
    "403 with a retry-after shorter than the reset",
    403,
    "no",
    { "retry-after": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour },
    3_600_000,
  ],
  [
    "403 that names the limit but leaves some",
    403,
    "API rate limit exceeded",
    { "x-ratelimit-remaining": "7" },
    60_000,
  ],
])("%s: the installation rests, and nothing more is sent", async (_, status, message, headers, restMs) => {
  nock(base).post(`${repo}/issues/1/labels`).reply(status, { message }, headers);
  await expect(hub.repository.perform(label)).rejects.toMatchObject({ name: "Limited", retryAt: startAt + restMs });
  expect(hub.rests.get(5)).toBe(startAt + restMs);
  const before = hub.sent.length;
  await expect(hub.repository.perform(comment)).rejects.toThrow(Limited);
  await expect(hub.repository.readFile("README.md")).rejects.toThrow(Limited);
  expect(hub.sent).toHaveLength(before);
  hub.clock.pass(restMs);
  nock(base).post(`${repo}/issues/1/labels`).reply(200, []);
  expect(await hub.repository.perform(label)).toEqual({ labels: [] });
});

test.each([
  [
    "GraphQL primary",
    200,
    { type: "RATE_LIMITED", message: "API rate limit exceeded" },
    { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour },
    3_600_000,
  ],
  [
    "GraphQL primary, as it is called since 2025",
    200,
    { type: "RATE_LIMIT", message: "API rate limit already exceeded for installation ID 5." },
    { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour },
    3_600_000,
  ],
  ["GraphQL primary by its type alone", 200, { type: "RATE_LIMIT", message: "no" }, {}, 60_000],
  ["GraphQL primary by its words alone", 200, { message: "API rate limit already exceeded for ID 5." }, {}, 60_000],
  ["GraphQL secondary", 200, { message: secondary }, {}, 60_000],
  ["GraphQL secondary with retry-after", 200, { message: secondary }, { "retry-after": "90" }, 90_000],
])("%s: a limit in an answer of status 200 is a limit", async (_, status, error, headers, restMs) => {
  nock(base)
    .post("/graphql")
    .reply(status, { data: null, errors: [error] }, headers);
  await expect(hub.repository.readNodes(["I_1"])).rejects.toMatchObject({ name: "Limited", retryAt: startAt + restMs });
  expect(hub.rests.get(5)).toBe(startAt + restMs);
  await expect(hub.repository.perform(label)).rejects.toThrow(Limited);
  expect(hub.sent).toHaveLength(1);
});

test("a limit met again after its rest doubles the rest; an answer in between starts over", async () => {
  const limitedFor = async (): Promise<number> => {
    nock(base).post(`${repo}/issues/1/labels`).reply(429, {});
    const now = hub.clock.now();
    const error: unknown = await hub.repository.perform(label).catch((thrown: unknown) => thrown);
    if (!(error instanceof Limited)) throw error;
    hub.clock.pass(error.retryAt - now);
    return error.retryAt - now;
  };
  expect([await limitedFor(), await limitedFor(), await limitedFor()]).toEqual([60_000, 120_000, 240_000]);
  nock(base).post(`${repo}/issues/1/labels`).reply(200, []);
  await hub.repository.perform(label);
  expect(await limitedFor()).toBe(60_000);
  nock(base).post(`${repo}/issues/1/labels`).reply(404, { message: "Not Found" });
  await expect(hub.repository.perform(label)).rejects.toThrow(Refused);
  expect(await limitedFor()).toBe(60_000);
});

test("a rest set by another replica is kept, too", async () => {
  hub.rests.set(5, startAt + 1);
  await expect(hub.repository.perform(label)).rejects.toMatchObject({ name: "Limited", retryAt: startAt + 1 });
  expect(hub.exchanges).toEqual([]);
});

test.each([500, 502, 503, 504])("a comment answered %i may have happened and is not sent again", async (status) => {
  nock(base).persist().post(`${repo}/issues/1/comments`).reply(status, "");
  await expect(hub.repository.perform(comment)).rejects.toMatchObject({ name: "Unwell", mayHaveHappened: true });
  expect(hub.sent).toHaveLength(1);
});

test("a comment whose connection broke may have happened and is not sent again", async () => {
  nock(base).persist().post(`${repo}/issues/1/comments`).replyWithError(new Error("socket hang up"));
  await expect(hub.repository.perform(comment)).rejects.toMatchObject({ name: "Unwell", mayHaveHappened: true });
  expect(hub.sent).toHaveLength(1);
});

test("a comment whose answer broke off in the middle may have happened", async () => {
  const half = { "content-type": "application/json; charset=utf-8" };
  nock(base).persist().post(`${repo}/issues/1/comments`).reply(201, '{"id": 90', half);
  await expect(hub.repository.perform(comment)).rejects.toMatchObject({ name: "Unwell", mayHaveHappened: true });
  expect(hub.sent).toHaveLength(1);
});

test("a refusal says what GitHub said, without the address of its manual", async () => {
  const documentation_url = "https://docs.github.com/rest/issues/comments#create-an-issue-comment";
  nock(base).post(`${repo}/issues/1/comments`).reply(403, { message: "The issue is locked.", documentation_url });
  await expect(hub.repository.perform(comment)).rejects.toMatchObject({ message: "The issue is locked." });
});

test("an issue is not created twice either", async () => {
  nock(base).persist().post(`${repo}/issues`).reply(502, "");
  const { marker } = comment;
  const create: Action = { kind: "create-issue", title: "t", body: "b", labels: [], marker, because };
  await expect(hub.repository.perform(create)).rejects.toMatchObject({ name: "Unwell", mayHaveHappened: true });
  expect(hub.sent).toHaveLength(1);
});

test("a write that may be repeated is, once; then it may have happened", async () => {
  nock(base).post(`${repo}/issues/1/labels`).reply(502, "");
  nock(base)
    .post(`${repo}/issues/1/labels`)
    .reply(200, [{ name: "ready" }]);
  expect(await hub.repository.perform(label)).toEqual({ labels: ["ready"] });
  nock(base).persist().post(`${repo}/issues/1/labels`).reply(502, "");
  await expect(hub.repository.perform(label)).rejects.toMatchObject({ name: "Unwell", mayHaveHappened: true });
  expect(hub.sent).toHaveLength(4);
});

test("a reading is tried three times and has never happened", async () => {
  nock(base).persist().get(`${repo}/contents/README.md`).reply(503, "");
  await expect(hub.repository.readFile("README.md")).rejects.toMatchObject({ name: "Unwell", mayHaveHappened: false });
  expect(hub.sent).toHaveLength(3);
  expect(hub.clock.slept).toEqual([1000, 2000]);
});

test("a rest that another replica sets while we back off stops the next try", async () => {
  nock(base)
    .get(`${repo}/contents/README.md`)
    .reply(503, () => {
      hub.rests.set(5, startAt + 60_000);
      return "";
    });
  await expect(hub.repository.readFile("README.md")).rejects.toMatchObject({ retryAt: startAt + 60_000 });
  expect(hub.sent).toHaveLength(1);
});

test("a GraphQL answer that says something went wrong is a reading to try again", async () => {
  const errors = [{ message: "Something went wrong while executing your query." }];
  nock(base).post("/graphql").reply(200, { data: null, errors });
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [null] } });
  expect(await hub.repository.readNodes(["I_1"])).toEqual([{ nodeId: "I_1", kind: "gone" }]);
});

test.each([
  ["Resource not accessible by integration", 403, true],
  ["This installation has been suspended", 403, false],
])("%s: the installation is parked", async (message, status, isUngranted) => {
  nock(base).post(`${repo}/issues/1/labels`).reply(status, { message });
  const error: unknown = await hub.repository.perform(label).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Parked);
  expect(error instanceof Ungranted).toBe(isUngranted);
  expect(hub.sent).toHaveLength(1);
  expect(hub.rests.size).toBe(0);
});

test.each([
  [404, "Not Found"],
  [410, "This issue was deleted"],
  [422, "Validation Failed"],
  [403, "Unable to create comment because issue is locked."],
  [403, "Repository was archived so is read-only."],
  [410, "Issues has been disabled in this repository."],
  [451, "Repository access blocked"],
])("%i %s: a definite no, said once", async (status, message) => {
  nock(base).post(`${repo}/issues/1/comments`).reply(status, { message });
  const error: unknown = await hub.repository.perform(comment).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Refused);
  expect(error).toMatchObject({ status, message });
  expect(hub.sent).toHaveLength(1);
});

test("a GraphQL permission we lack parks, too", async () => {
  const errors = [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }];
  nock(base).post("/graphql").reply(200, { data: null, errors });
  await expect(hub.repository.readNodes(["I_1"])).rejects.toThrow(Parked);
});

test("nothing is thrown but the four troubles", async () => {
  nock(base).get(`${repo}/contents/a`).reply(418, { message: "teapot" });
  await expect(hub.repository.readFile("a")).rejects.toThrow(Refused);
  nock(base).persist().get(`${repo}/contents/b`).replyWithError(new Error("getaddrinfo ENOTFOUND"));
  await expect(hub.repository.readFile("b")).rejects.toThrow(Unwell);
});
