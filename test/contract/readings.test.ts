/** What we ask GitHub when we read: paths, pages, ETags, redirects; and what we make of odd answers. */
import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Refused, Unwell } from "../../src/ports/github.ts";
import {
  base,
  commentAnswer,
  conversation,
  issueAnswer,
  type Nocked,
  nockNetwork,
  openNocked,
  restIssue,
} from "./nocked-github.ts";

nockNetwork();

let hub: Nocked;
const repo = "/repos/octo/yard";

beforeEach(() => {
  hub = openNocked();
});
afterEach(() => {
  expect(hub.complaints).toEqual([]);
});

const cursor = {
  "issues.since": "2026-06-01T07:00:00Z",
  "issues.seen": "I_1@2026-06-01T07:10:00Z",
  "issues.etag": '"i1"',
  "comments.since": "2026-06-01T07:00:00Z",
  "comments.seen": "",
  "comments.etag": '"c1"',
  "events.seen": "900",
  "events.etag": '"e1"',
};

test("nothing changed: three requests with their ETags, three times 304, the same cursor", async () => {
  nock(base)
    .get(/issues\/events/)
    .matchHeader("if-none-match", '"e1"')
    .reply(304);
  nock(base)
    .get(/yard\/issues\?/)
    .matchHeader("if-none-match", '"i1"')
    .reply(304);
  nock(base)
    .get(/issues\/comments/)
    .matchHeader("if-none-match", '"c1"')
    .reply(304);
  expect(await hub.repository.readChanges(cursor)).toEqual({ issues: [], comments: [], touched: [], cursor });
  const since = "since=2026-06-01T07:00:00Z&per_page=100";
  expect(conversation(hub.sent)).toEqual([
    `GET ${repo}/issues/events?per_page=30`,
    `GET ${repo}/issues?state=all&sort=updated&direction=desc&${since}`,
    `GET ${repo}/issues/comments?sort=updated&direction=desc&${since}`,
  ]);
});

const listed = (number: number, updatedAt: string) => restIssue(number, { updated_at: updatedAt });
const date = "Mon, 01 Jun 2026 08:00:00 GMT";

test("a listed issue that was seen is not read again; a fresh one is, and remembered", async () => {
  nock(base)
    .get(/issues\/events/)
    .reply(304);
  nock(base)
    .get(/issues\/comments/)
    .reply(304);
  nock(base)
    .get(/yard\/issues\?/)
    .reply(200, [listed(2, "2026-06-01T07:30:00Z"), listed(1, "2026-06-01T07:10:00Z")], { etag: '"i2"', date });
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [issueAnswer(2)] } });
  const changes = await hub.repository.readChanges(cursor);
  expect(changes.issues.map((issue) => issue.number)).toEqual([2]);
  expect(hub.sent.at(-1)?.body).toMatchObject({ variables: { ids: ["I_2"] } });
  expect(changes.cursor).toEqual({
    ...cursor,
    "issues.etag": '"i2"',
    "issues.seen": "I_2@2026-06-01T07:30:00Z I_1@2026-06-01T07:10:00Z",
  });
});

test("a full page is followed to its end, and moves the watermark to a minute behind the newest", async () => {
  nock(base)
    .get(/issues\/events/)
    .reply(304);
  nock(base)
    .get(/yard\/issues\?/)
    .reply(304);
  const at = (second: number) => `2026-06-01T07:50:${String(second).padStart(2, "0")}Z`;
  const things = Array.from({ length: 101 }, (_, index) => ({
    node_id: `IC_${index}`,
    updated_at: at(50 - (index >> 1)),
  }));
  const path = `${repo}/issues/comments?sort=updated&direction=desc&since=2026-06-01T07:00:00Z&per_page=100`;
  const link = `<${base}${path}&page=2>; rel="next", <${base}${path}&page=2>; rel="last"`;
  nock(base).get(path).reply(200, things.slice(0, 100), { etag: '"c2"', date, link });
  nock(base).get(`${path}&page=2`).reply(200, things.slice(100), { date });
  nock(base)
    .post("/graphql")
    .times(2)
    .reply(200, { data: { nodes: [] } });
  const changes = await hub.repository.readChanges(cursor);
  const asked = hub.sent.flatMap(({ body }) => (body as { variables?: { ids: string[] } })?.variables?.ids ?? []);
  expect(asked).toEqual(things.map((thing) => thing.node_id));
  expect(changes.cursor["comments.since"]).toBe("2026-06-01T07:49:50Z");
  expect(changes.cursor["comments.etag"]).toBeUndefined();
  expect(changes.cursor["comments.seen"]?.split(" ")).toHaveLength(101);
});

test("the cursor of GitHub's link leads on; where else the link leads does not matter", async () => {
  nock(base)
    .get(/issues\/(?:events|comments)/)
    .times(2)
    .reply(304);
  const path = `${repo}/issues?state=all&sort=updated&direction=desc&since=2026-06-01T07:00:00Z&per_page=100`;
  const link = `<https://elsewhere.example/steal?page=2&after=Y3Vy%3D%3D&per_page=1>; rel="next"`;
  nock(base)
    .get(path)
    .reply(200, [listed(2, "2026-06-01T07:45:00Z")], { date, link });
  nock(base)
    .get(`${path}&page=2&after=Y3Vy%3D%3D`)
    .reply(200, [listed(1, "2026-06-01T07:44:00Z")], { date });
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [issueAnswer(2), issueAnswer(1)] } });
  const changes = await hub.repository.readChanges(cursor);
  expect(changes.issues.map(({ number }) => number)).toEqual([2, 1]);
  expect(hub.complaints).toEqual([]);
});

test("an answer older than the list promised is not counted as seen", async () => {
  nock(base)
    .get(/issues\/events/)
    .reply(304);
  nock(base)
    .get(/issues\/comments/)
    .reply(304);
  nock(base)
    .get(/yard\/issues\?/)
    .reply(200, [listed(2, "2026-06-01T07:45:00Z")], { etag: '"i2"', date });
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [issueAnswer(2)] } });
  const changes = await hub.repository.readChanges(cursor);
  expect(changes.cursor["issues.etag"]).toBeUndefined();
  expect(changes.cursor["issues.seen"]).toBe("");
});

const event = (id: number, name: string, issue: number) => ({ id, event: name, issue: { node_id: `I_${issue}` } });

const eventsDown = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => event(from - index, "labeled", 7));
const calmListings = () => {
  for (const listing of [/yard\/issues\?/, /issues\/comments/]) nock(base).get(listing).reply(304);
};

test("edges come from the feed of events: large pages until something known, only those that leave no trace", async () => {
  nock(base).get(`${repo}/issues/events?per_page=30`).reply(200, eventsDown(1110, 30), { etag: '"e2"' });
  const first = eventsDown(1110, 100);
  first[13] = event(1097, "blocked_by_added", 8);
  nock(base).get(`${repo}/issues/events?per_page=100`).reply(200, first);
  nock(base)
    .get(`${repo}/issues/events?per_page=100&page=2`)
    .reply(200, [
      event(1000, "sub_issue_removed", 9),
      event(900, "blocked_by_added", 10),
      { id: 899, event: "closed" },
      event(898, "blocked_by_removed", 11),
    ]);
  calmListings();
  const changes = await hub.repository.readChanges(cursor);
  expect(changes.touched).toEqual(["I_8", "I_9"]);
  expect(changes.cursor["events.etag"]).toBe('"e2"');
  expect(changes.cursor["events.seen"]?.split(" ")).toHaveLength(30);
});

test("of a feed that holds nothing known any more, the newest thousand events are read", async () => {
  nock(base).get(`${repo}/issues/events?per_page=30`).reply(200, eventsDown(9999, 30), { etag: '"e2"' });
  for (let number = 1; number <= 10; number += 1) {
    const page = [...eventsDown(10_099 - number * 100, 99), event(10_000 - number * 100, "connected", number)];
    const place = number === 1 ? "" : `&page=${number}`;
    nock(base).get(`${repo}/issues/events?per_page=100${place}`).reply(200, page);
  }
  calmListings();
  const { touched } = await hub.repository.readChanges(cursor);
  expect(touched).toEqual(Array.from({ length: 10 }, (_, index) => `I_${index + 1}`));
});

test("a first page of events that holds something known is enough, and what was read is not touched again", async () => {
  const first = eventsDown(925, 30);
  first[1] = event(924, "blocked_by_added", 2);
  first[2] = event(923, "blocking_added", 3);
  nock(base).get(`${repo}/issues/events?per_page=30`).reply(200, first, { etag: '"e2"' });
  nock(base)
    .get(/issues\/comments/)
    .reply(304);
  nock(base)
    .get(/yard\/issues\?/)
    .reply(200, [listed(2, "2026-06-01T07:30:00Z")], { etag: '"i2"', date });
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [issueAnswer(2)] } });
  expect((await hub.repository.readChanges(cursor)).touched).toEqual(["I_3"]);
  expect(hub.sent.filter(({ path }) => path.includes("/events"))).toHaveLength(1);
});

test.each([
  [29, "2026-06-01T07:00:00Z", '"c2"'],
  [30, "2026-06-01T07:49:50Z", undefined],
])("of %i things since the watermark the next listing begins at %s", async (count, since, etag) => {
  nock(base)
    .get(/issues\/events/)
    .reply(304);
  nock(base)
    .get(/yard\/issues\?/)
    .reply(304);
  const updated_at = "2026-06-01T07:50:50Z";
  const things = Array.from({ length: count }, (_, index) => ({ node_id: `IC_${index}`, updated_at }));
  nock(base)
    .get(/issues\/comments/)
    .reply(200, things, { etag: '"c2"', date });
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [] } });
  const changes = await hub.repository.readChanges(cursor);
  expect(changes.cursor["comments.since"]).toBe(since);
  expect(changes.cursor["comments.etag"]).toBe(etag);
  expect(changes.cursor["comments.seen"]?.split(" ")).toHaveLength(count);
});

test("the log of deliveries is followed only as far back as asked", async () => {
  const logged = (id: number, at: string) => ({
    id,
    guid: `guid-${id}`,
    delivered_at: at,
    event: "issues",
    installation_id: 5,
    repository_id: 77,
  });
  const path = "/app/hook/deliveries?per_page=100";
  const next = (cursor: string) => ({ link: `<${base}${path}&cursor=${cursor}>; rel="next"` });
  nock(base)
    .get(path)
    .reply(200, [logged(3, "2026-06-01T07:59:00Z")], next("a"));
  const second = [logged(2, "2026-06-01T07:58:00Z"), logged(1, "2026-06-01T07:00:00Z")];
  nock(base).get(`${path}&cursor=a`).reply(200, second, next("b"));
  const found = await hub.github.deliveries("2026-06-01T07:30:00Z");
  expect(found.map(({ id }) => id)).toEqual([3, 2]);
  expect(hub.sent).toHaveLength(2);
});

test("comments are listed since an instant by REST and read by node id, a hundred at a time", async () => {
  const page = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      node_id: `IC_${from + index}`,
      updated_at: "2026-06-01T07:40:00Z",
    }));
  const since = "since=2026-06-01T07:00:00Z";
  const path = `${repo}/issues/1/comments?per_page=100`;
  const link = `<${base}/repositories/77/issues/1/comments?per_page=100&${since}&page=2>; rel="next"`;
  nock(base).get(`${path}&${since}`).reply(200, page(1, 100), { link });
  nock(base).get(`${path}&page=2&${since}`).reply(200, page(101, 1));
  const answer = (from: number, count: number) => ({
    data: { nodes: Array.from({ length: count }, (_, index) => commentAnswer(from + index)) },
  });
  nock(base).post("/graphql").reply(200, answer(1, 100));
  nock(base).post("/graphql").reply(200, answer(101, 1));
  const comments = await hub.repository.readComments(1, "2026-06-01T07:00:00Z");
  expect(comments.map(({ id }) => id)).toEqual(Array.from({ length: 101 }, (_, index) => index + 1));
});

test("bots, mannequins and people without a number are told apart; reactions are ours only", async () => {
  const node = commentAnswer(5, {
    author: { __typename: "Bot", login: "dependabot", databaseId: 49_699_333 },
    editor: { __typename: "EnterpriseUserAccount", login: "someone" },
    issue: { number: 4 },
    pullRequest: { number: 4 },
    reactionGroups: [
      { content: "ROCKET", viewerHasReacted: true },
      { content: "HEART", viewerHasReacted: true },
      { content: "THUMBS_UP", viewerHasReacted: false },
    ],
  });
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [node] } });
  const [read] = await hub.repository.readNodes(["IC_5"]);
  expect(read?.kind === "comment" && read.comment).toMatchObject({
    author: { id: 49_699_333, login: "dependabot[bot]", isBot: true },
    editor: null,
    issue: 4,
    ownReactions: ["rocket"],
  });
});

test("things not found among others are gone, the others are read", async () => {
  const errors = [{ type: "NOT_FOUND", message: "Could not resolve to a node with the global id of 'I_9'" }];
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [null, issueAnswer(1)] }, errors });
  const read = await hub.repository.readNodes(["I_9", "I_1"]);
  expect(read.map(({ nodeId, kind }) => [nodeId, kind])).toEqual([
    ["I_9", "gone"],
    ["I_1", "issue"],
  ]);
});

test("an issue of another repository is gone, even when GitHub shows it", async () => {
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [issueAnswer(1, { repository: { databaseId: 78 } })] } });
  expect(await hub.repository.readNodes(["I_1"])).toEqual([{ nodeId: "I_1", kind: "gone" }]);
});

test("an answer of another shape is our trouble, not a wrong truth", async () => {
  nock(base)
    .post("/graphql")
    .reply(200, { data: { nodes: [issueAnswer(1, { number: "one" })] } });
  const error: unknown = await hub.repository.readNodes(["I_1"]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
});

test("a file that did not change is a 304 and reads as before; one that is gone, or of a pull request, does not", async () => {
  const path = `${repo}/contents/.github%2Fsignalbox.yml`;
  const read = () => hub.repository.readFile(".github/signalbox.yml");
  nock(base).get(path).reply(200, "mode: live\n", { "content-type": "application/vnd.github.raw", etag: '"f1"' });
  expect(await read()).toBe("mode: live\n");
  nock(base).get(path).matchHeader("if-none-match", '"f1"').reply(304);
  expect(await read()).toBe("mode: live\n");
  nock(base).get(`${path}?ref=refs%2Fpull%2F12%2Fhead`).reply(200, "mode: dry-run\n", { etag: '"f2"' });
  expect(await hub.repository.readFile(".github/signalbox.yml", "refs/pull/12/head")).toBe("mode: dry-run\n");
  nock(base).get(path).matchHeader("if-none-match", '"f1"').reply(404, { message: "Not Found" });
  expect(await read()).toBeNull();
});

test("a file of any size is not kept for the next time: it is asked for without an ETag", async () => {
  const path = `${repo}/contents/large.bin`;
  const isBare = { reqheaders: {}, badheaders: ["if-none-match"] };
  const type = { "content-type": "application/vnd.github.raw", etag: '"l1"' };
  for (const text of ["x".repeat(200_001), "y"]) {
    nock(base, isBare).get(path).reply(200, text, type);
    expect(await hub.repository.readFile("large.bin")).toBe(text);
  }
});

test("a file is asked for raw, and read in whatever form it comes", async () => {
  const path = `${repo}/contents/.github%2Fsignalbox.yml`;
  nock(base)
    .get(path)
    .matchHeader("accept", "application/vnd.github.v3.raw")
    .reply(200, "mode: live\n", { "content-type": "application/vnd.github.raw; charset=utf-8" });
  expect(await hub.repository.readFile(".github/signalbox.yml")).toBe("mode: live\n");
  nock(base).get(path).reply(200, "mode: é\n", { "content-type": "application/vnd.github.raw" });
  expect(await hub.repository.readFile(".github/signalbox.yml")).toBe("mode: é\n");
  const content = Buffer.from("mode: live\n").toString("base64");
  nock(base).get(path).reply(200, { type: "file", encoding: "base64", content });
  expect(await hub.repository.readFile(".github/signalbox.yml")).toBe("mode: live\n");
  nock(base)
    .get(path)
    .reply(200, [{ type: "file", name: "a" }]);
  expect(await hub.repository.readFile(".github/signalbox.yml")).toBeNull();
});

test.each([
  [
    { permission: "write", user: { permissions: { pull: true, triage: true, push: true, maintain: true } } },
    "maintain",
  ],
  [{ permission: "read", user: { permissions: { pull: true, triage: true } } }, "triage"],
  [{ permission: "none", user: { permissions: { pull: false } } }, "none"],
  [{ permission: "admin", user: null }, "admin"],
  [{ permission: "odd", user: null }, "none"],
])("a permission %j reads as %s", async (answer, role) => {
  nock(base).get(`${repo}/collaborators/ana/permission`).reply(200, answer);
  expect(await hub.repository.readRole("ana")).toBe(role);
});

test("a login that by now is another account's has no role", async () => {
  const answer = { permission: "admin", user: { id: 12, permissions: { admin: true } } };
  nock(base).get(`${repo}/collaborators/ana/permission`).times(2).reply(200, answer);
  expect(await hub.repository.readRole("ana", 11)).toBe("none");
  expect(await hub.repository.readRole("ana", 12)).toBe("admin");
});

test("a login with odd characters stays one path segment", async () => {
  nock(base).get(`${repo}/collaborators/..%2F..%2Fadmin/permission`).reply(404, { message: "Not Found" });
  expect(await hub.repository.readRole("../../admin")).toBe("none");
});

test.each([403, 404, 410, 451])("an issue elsewhere answered %i is unreachable, in the same words", async (status) => {
  nock(base).get("/repos/far/away/issues/3").reply(status, { message: "Resource not accessible by integration" });
  const ref = { repo: "far/away", number: 3 };
  expect(await hub.repository.readForeign(ref)).toEqual({ ref, state: "unreachable", title: "" });
  expect(hub.exchanges[0]?.body).toEqual({
    permissions: { metadata: "read", issues: "read", pull_requests: "read" },
  });
});

test("an issue on another host is not asked for", async () => {
  const ref = { repo: "far/away", number: 3, host: "ghe.example" };
  expect((await hub.repository.readForeign(ref)).state).toBe("unreachable");
  expect(hub.sent).toEqual([]);
});

test("a reading follows a redirect within the host, with its token; out of it never", async () => {
  const ref = { repo: "far/old", number: 3 };
  const moved = (location: string) =>
    nock(base).get("/repos/far/old/issues/3").reply(301, { message: "Moved Permanently" }, { location });
  moved(`${base}/repositories/5/issues/3`);
  nock(base)
    .get("/repositories/5/issues/3")
    .matchHeader("authorization", "token ghs_1")
    .reply(200, { title: "There", state: "closed", state_reason: "duplicate" });
  expect(await hub.repository.readForeign(ref)).toEqual({ ref, state: "duplicate", title: "There" });
  moved("https://evil.example/steal");
  expect((await hub.repository.readForeign(ref)).state).toBe("unreachable");
  expect(hub.sent.map(({ path }) => path).filter((path) => path.includes("steal"))).toEqual([]);
  hub.complaints.splice(0);
});

test("a write does not follow a redirect", async () => {
  nock(base)
    .post(`${repo}/issues/1/labels`)
    .reply(307, { message: "Moved" }, { location: `${base}/repositories/77/issues/1/labels` });
  const label = { kind: "add-label", issue: 1, label: "ready", because: "a test" } as const;
  await expect(hub.repository.perform(label)).rejects.toThrow(Refused);
  expect(hub.sent).toHaveLength(1);
});

const run = (name: string, status: string, conclusion: string | null) => ({ name, status, conclusion });
const checksOf = (ref: string) => `${repo}/commits/${ref}/check-runs?filter=latest&per_page=100`;
const statusOf = (ref: string) => `${repo}/commits/${ref}/status?per_page=100`;
const noStatus = { statuses: [], total_count: 0 };

test("the checks of a commit are asked for page by page; one that goes on has no conclusion", async () => {
  const many = Array.from({ length: 100 }, (_, index) => run(`part ${index}`, "completed", "success"));
  nock(base).get(checksOf("abc")).reply(200, { total_count: 102, check_runs: many });
  nock(base)
    .get(`${checksOf("abc")}&page=2`)
    .reply(200, {
      total_count: 102,
      check_runs: [run("build", "in_progress", null), run("lint", "completed", "failure")],
    });
  const statuses = [
    { context: "deploy", state: "success" },
    { context: "docs", state: "error" },
    { context: "cover", state: "pending" },
  ];
  nock(base).get(statusOf("abc")).reply(200, { statuses, total_count: 3 });
  const runs = await hub.repository.readChecks("abc");
  expect(runs).toHaveLength(105);
  expect(runs?.slice(100)).toEqual([
    { name: "build", conclusion: null },
    { name: "lint", conclusion: "failure" },
    { name: "deploy", conclusion: "success" },
    { name: "docs", conclusion: "failure" },
    { name: "cover", conclusion: null },
  ]);
});

test("without a commit the default branch is asked for by its name", async () => {
  nock(base).get(repo).reply(200, { default_branch: "trunk" });
  nock(base).get(checksOf("heads%2Ftrunk")).reply(200, { total_count: 0, check_runs: [] });
  nock(base).get(statusOf("heads%2Ftrunk")).reply(200, noStatus);
  expect(await hub.repository.readChecks(null)).toEqual([]);
});

test("checks that may not be read park nothing; a commit that is gone is a refusal", async () => {
  const forbidden = { message: "Resource not accessible by integration" };
  nock(base).get(checksOf("abc")).reply(403, forbidden);
  nock(base).get(statusOf("abc")).reply(403, forbidden);
  expect(await hub.repository.readChecks("abc")).toBeNull();
  nock(base).get(checksOf("abc")).reply(403, forbidden);
  nock(base)
    .get(statusOf("abc"))
    .reply(200, { statuses: [{ context: "build", state: "success" }], total_count: 1 });
  expect(await hub.repository.readChecks("abc")).toEqual([{ name: "build", conclusion: "success" }]);
  nock(base).get(checksOf("abc")).reply(422, { message: "No commit found for SHA: abc" });
  await expect(hub.repository.readChecks("abc")).rejects.toBeInstanceOf(Refused);
});

/** The GraphQL question that is being answered. */
function asked() {
  const { body } = hub.sent.at(-1) ?? {};
  return body as { query: string; variables: { ids: string[]; first: number; after: string | null } };
}

const tooHeavy = { data: { nodes: [] }, errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "Resource limits." }] };
const tooSlow = { message: "We couldn't respond to your request in time. Sorry about that." };

test.each([
  ["its size", 200, tooHeavy],
  ["its time", 502, tooSlow],
])("what GitHub gives up on for %s is asked for in halves, without asking the same again", async (_, status, given) => {
  const numbers = [1, 2, 3, 4, 5];
  nock(base)
    .persist()
    .post("/graphql")
    .reply((): [number, object] => {
      const { ids } = asked().variables;
      if (ids.includes("I_4") && ids.length > 2) return [status, given];
      return [200, { data: { nodes: ids.map((id) => issueAnswer(Number(id.slice(2)))) } }];
    });
  const found = await hub.repository.readNodes(numbers.map((number) => `I_${number}`));
  expect(found.map((node) => node.kind === "issue" && node.issue.number)).toEqual(numbers);
  expect(hub.sent).toHaveLength(3);
  expect(hub.clock.slept).toEqual([]);
});

test("one thing that is too heavy alone is trouble of the world", async () => {
  nock(base).persist().post("/graphql").reply(200, tooHeavy);
  await expect(hub.repository.readNodes(["I_1", "I_2"])).rejects.toThrow(Unwell);
  expect(hub.sent).toHaveLength(2);
});

test("a repository of heavy issues is read in smaller pages, each once", async () => {
  const all = Array.from({ length: 60 }, (_, index) => issueAnswer(index + 1));
  nock(base)
    .persist()
    .get(/issues/)
    .reply(200, []);
  nock(base)
    .persist()
    .post("/graphql")
    .reply((): [number, object] => {
      const { query, variables } = asked();
      const from = Number(variables.after ?? 0);
      const nodes = query.includes("issuePage") ? all.slice(from, from + variables.first) : [];
      if (nodes.length > 20) return [200, tooHeavy];
      const pageInfo = {
        hasNextPage: query.includes("issuePage") && from + nodes.length < 60,
        endCursor: `${from + nodes.length}`,
      };
      return [200, { data: { repository: { page: { pageInfo, nodes } } } }];
    });
  const { issues } = await hub.repository.readAll(null);
  expect(issues.map(({ number }) => number)).toEqual(all.map(({ number }) => number));
});
