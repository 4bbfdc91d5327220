/** What we send to GitHub for each action, and which answers count as "already so". */
import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Action } from "../../src/core/actions.ts";
import type { Marker } from "../../src/core/model.ts";
import { Refused } from "../../src/ports/github.ts";
import { base, conversation, issueAnswer, type Nocked, nockNetwork, openNocked, restIssue } from "./nocked-github.ts";

nockNetwork();

const marker: Marker = { kind: "status", key: "status:1", facts: [], settled: [], data: {} };
const because = "a test says so";
let hub: Nocked;

beforeEach(() => {
  hub = openNocked();
});

afterEach(() => {
  expect(hub.complaints).toEqual([]);
});

const repo = "/repos/octo/yard";
const answersIssue = (number: number, more: Readonly<Record<string, unknown>> = {}) =>
  nock(base)
    .post("/graphql")
    .reply(200, { data: { repository: { issue: issueAnswer(number, more) } } });

test("a label is created, and one that exists is as good", async () => {
  const action = { kind: "create-label", name: "ready", color: "0e8a16", description: "may start", because } as const;
  nock(base).post(`${repo}/labels`).reply(201, {});
  expect(await hub.repository.perform(action)).toEqual({});
  nock(base)
    .post(`${repo}/labels`)
    .reply(422, {
      message: "Validation Failed",
      errors: [{ resource: "Label", code: "already_exists", field: "name" }],
    });
  expect(await hub.repository.perform(action)).toEqual({});
  expect(conversation(hub.sent)[0]).toEqual([
    `POST ${repo}/labels`,
    { name: "ready", color: "0e8a16", description: "may start" },
  ]);
  nock(base)
    .post(`${repo}/labels`)
    .reply(422, { message: "Validation Failed", errors: [{ code: "invalid", field: "color" }] });
  await expect(hub.repository.perform(action)).rejects.toThrow(Refused);
});

test("labels are added and removed one at a time, as plain strings", async () => {
  nock(base)
    .post(`${repo}/issues/1/labels`)
    .reply(200, [{ name: "bug" }, { name: "ready" }]);
  const added = await hub.repository.perform({ kind: "add-label", issue: 1, label: "ready", because });
  expect(added).toEqual({ labels: ["bug", "ready"] });
  nock(base)
    .delete(`${repo}/issues/1/labels/in%20progress`)
    .reply(200, [{ name: "bug" }]);
  const removed = await hub.repository.perform({ kind: "remove-label", issue: 1, label: "in progress", because });
  expect(removed).toEqual({ labels: ["bug"] });
  nock(base).delete(`${repo}/issues/1/labels/gone`).reply(404, { message: "Label does not exist" });
  expect(await hub.repository.perform({ kind: "remove-label", issue: 1, label: "gone", because })).toEqual({});
  expect(conversation(hub.sent)).toEqual([
    [`POST ${repo}/issues/1/labels`, { labels: ["ready"] }],
    `DELETE ${repo}/issues/1/labels/in progress`,
    `DELETE ${repo}/issues/1/labels/gone`,
  ]);
});

test("assignees are told back; one whom GitHub drops without a word was refused, a bot may go by another name", async () => {
  const copilot = { id: 22, login: "Copilot", type: "Bot" };
  nock(base)
    .post(`${repo}/issues/1/assignees`)
    .reply(201, restIssue(1, { assignees: [copilot] }));
  const login = "copilot-swe-agent[bot]";
  const assigned = await hub.repository.perform({ kind: "assign", issue: 1, login, because });
  expect(assigned).toEqual({ assignees: [{ id: 22, login: "Copilot", isBot: true }] });
  nock(base).post(`${repo}/issues/1/assignees`).reply(201, restIssue(1));
  const dropped = hub.repository.perform({ kind: "assign", issue: 1, login: "nobody", because });
  await expect(dropped).rejects.toMatchObject({ name: "Refused", status: 422 });
  const person = { id: 11, login: "ana", type: "User" };
  nock(base)
    .post(`${repo}/issues/1/assignees`)
    .reply(201, restIssue(1, { assignees: [person] }));
  const bot = hub.repository.perform({ kind: "assign", issue: 1, login: "helper[bot]", because });
  await expect(bot).rejects.toMatchObject({ name: "Refused", status: 422 });
  nock(base).delete(`${repo}/issues/1/assignees`).reply(200, restIssue(1));
  expect(await hub.repository.perform({ kind: "unassign", issue: 1, login: "nobody", because })).toEqual({
    assignees: [],
  });
  expect(conversation(hub.sent)).toEqual([
    [`POST ${repo}/issues/1/assignees`, { assignees: [login] }],
    [`POST ${repo}/issues/1/assignees`, { assignees: ["nobody"] }],
    [`POST ${repo}/issues/1/assignees`, { assignees: ["helper[bot]"] }],
    [`DELETE ${repo}/issues/1/assignees`, { assignees: ["nobody"] }],
  ]);
});

test("an open issue is closed with its reason; a closed one is left alone", async () => {
  answersIssue(1);
  const closed = { state: "closed", closed_at: "2026-06-01T08:00:05Z", updated_at: "2026-06-01T08:00:05Z" };
  nock(base).patch(`${repo}/issues/1`).reply(200, restIssue(1, closed));
  const { issue } = await hub.repository.perform({ kind: "close", issue: 1, reason: "completed", because });
  expect(issue).toMatchObject({ number: 1, isOpen: false, stateReason: "completed", closedAt: closed.closed_at });
  expect(hub.sent.at(-1)?.body).toEqual({ state: "closed", state_reason: "completed" });
  answersIssue(1, { closed: true });
  const again = await hub.repository.perform({ kind: "close", issue: 1, reason: "completed", because });
  expect(again.issue?.isOpen).toBe(false);
  expect(hub.sent.filter(({ method }) => method === "PATCH")).toHaveLength(1);
});

const restComment = (id: number, updatedAt: string) => ({
  id,
  node_id: `IC_${id}`,
  body: "hello",
  user: { id: 900, login: "signalbox[bot]", type: "Bot" },
  created_at: "2026-06-01T08:00:00Z",
  updated_at: updatedAt,
});

test("a comment is created when none is known and edited when one is", async () => {
  const action = { kind: "write-comment", issue: 3, comment: null, body: "hello", marker, because } as const;
  nock(base).post(`${repo}/issues/3/comments`).reply(201, restComment(9001, "2026-06-01T08:00:00Z"));
  const created = await hub.repository.perform(action);
  expect(created.comment).toMatchObject({ id: 9001, nodeId: "IC_9001", issue: 3, editor: null, lastEditedAt: null });
  nock(base).patch(`${repo}/issues/comments/9001`).reply(200, restComment(9001, "2026-06-01T08:01:00Z"));
  const edited = await hub.repository.perform({ ...action, comment: 9001 });
  expect(edited.comment).toMatchObject({ editor: { id: 900 }, lastEditedAt: "2026-06-01T08:01:00Z" });
  nock(base).patch(`${repo}/issues/comments/9001`).reply(404, { message: "Not Found" });
  await expect(hub.repository.perform({ ...action, comment: 9001 })).rejects.toMatchObject({ status: 404 });
  expect(conversation(hub.sent).slice(0, 2)).toEqual([
    [`POST ${repo}/issues/3/comments`, { body: "hello" }],
    [`PATCH ${repo}/issues/comments/9001`, { body: "hello" }],
  ]);
});

test("a comment is deleted once, and a deleted one is as good", async () => {
  const action: Action = { kind: "delete-comment", issue: 3, comment: 9001, because };
  nock(base).delete(`${repo}/issues/comments/9001`).reply(204);
  expect(await hub.repository.perform(action)).toEqual({});
  nock(base).delete(`${repo}/issues/comments/9001`).reply(404, { message: "Not Found" });
  expect(await hub.repository.perform(action)).toEqual({});
});

test.each([200, 201])("a reaction is left, %i being as good", async (status) => {
  nock(base).post(`${repo}/issues/comments/9001/reactions`).reply(status, {});
  const action: Action = { kind: "react", issue: 3, comment: 9001, content: "rocket", because };
  expect(await hub.repository.perform(action)).toEqual({});
  expect(hub.sent[0]?.body).toEqual({ content: "rocket" });
});

test("an issue is created and told back complete", async () => {
  nock(base)
    .post(`${repo}/issues`)
    .reply(201, restIssue(8, { labels: [{ name: "ready" }] }));
  const action: Action = { kind: "create-issue", title: "Task 8", body: "one", labels: ["ready"], marker, because };
  const { issue } = await hub.repository.perform(action);
  expect(issue).toMatchObject({ number: 8, labels: ["ready"], author: { id: 900, isBot: true }, timeline: [] });
  expect(hub.sent[0]?.body).toEqual({ title: "Task 8", body: "one", labels: ["ready"] });
});

test("a body is replaced only when it is still the one we read, whatever its line ends", async () => {
  nock(base).get("/app").reply(200, { id: 1, slug: "signalbox" });
  nock(base)
    .get("/app/installations")
    .query(true)
    .reply(200, [{ id: 5 }]);
  nock(base).get("/users/signalbox%5Bbot%5D").reply(200, { id: 900, login: "signalbox[bot]" });
  answersIssue(1);
  nock(base)
    .patch(`${repo}/issues/1`)
    .reply(200, restIssue(1, { body: "three", updated_at: "2026-06-01T08:02:00Z" }));
  const action: Action = { kind: "edit-issue", issue: 1, body: "three", basedOn: "one\ntwo", because };
  const { issue } = await hub.repository.perform(action);
  expect(issue).toMatchObject({
    body: "three",
    editor: { id: 900, isBot: true },
    lastEditedAt: "2026-06-01T08:02:00Z",
  });
  expect(hub.sent.at(-1)?.body).toEqual({ body: "three" });
  answersIssue(1, { body: "one\ntwo\nand a person's line" });
  await expect(hub.repository.perform(action)).rejects.toMatchObject({ name: "Refused", status: 409 });
  expect(hub.sent.filter(({ method }) => method === "PATCH")).toHaveLength(1);
});

test("a pin is set once; a fourth is refused in GitHub's words", async () => {
  answersIssue(1);
  nock(base)
    .post("/graphql", (body: { query: string }) => body.query.startsWith("mutation pin"))
    .reply(200, { data: { pinIssue: { issue: { isPinned: true, updatedAt: "2026-06-01T08:00:00Z" } } } });
  expect((await hub.repository.perform({ kind: "pin", issue: 1, because })).issue?.isPinned).toBe(true);
  expect(hub.sent.at(-1)?.body).toMatchObject({ variables: { issueId: "I_1" } });
  answersIssue(1, { isPinned: true });
  expect((await hub.repository.perform({ kind: "pin", issue: 1, because })).issue?.isPinned).toBe(true);
  answersIssue(2);
  const errors = [{ type: "UNPROCESSABLE", message: "Maximum 3 pinned issues per repository" }];
  nock(base)
    .post("/graphql")
    .reply(200, { data: { pinIssue: null }, errors });
  await expect(hub.repository.perform({ kind: "pin", issue: 2, because })).rejects.toMatchObject({
    name: "Refused",
    status: 422,
    message: "Maximum 3 pinned issues per repository",
  });
});

test("a pin is taken off once", async () => {
  answersIssue(1, { isPinned: true });
  nock(base)
    .post("/graphql", (body: { query: string }) => body.query.startsWith("mutation unpin"))
    .reply(200, { data: { unpinIssue: { issue: { isPinned: false, updatedAt: "2026-06-01T08:00:00Z" } } } });
  expect((await hub.repository.perform({ kind: "unpin", issue: 1, because })).issue?.isPinned).toBe(false);
  expect(hub.sent.at(-1)?.body).toMatchObject({ variables: { issueId: "I_1" } });
  const { length } = hub.sent;
  answersIssue(1, { isPinned: false });
  expect((await hub.repository.perform({ kind: "unpin", issue: 1, because })).issue?.isPinned).toBe(false);
  expect(hub.sent).toHaveLength(length + 1);
});

test("an edge is added with the blocker's global id; one that stands already is as good", async () => {
  const action: Action = { kind: "add-edge", issue: 1, blocker: { repo: "octo/yard", number: 2 }, because };
  nock(base).persist().get(`${repo}/issues/2`).reply(200, restIssue(2));
  nock(base).post(`${repo}/issues/1/dependencies/blocked_by`).reply(201, restIssue(1));
  expect(await hub.repository.perform(action)).toEqual({});
  expect(hub.sent.at(-1)?.body).toEqual({ issue_id: 5_585_652_002 });
  nock(base).post(`${repo}/issues/1/dependencies/blocked_by`).twice().reply(422, { message: "Validation Failed" });
  nock(base)
    .get(`${repo}/issues/1/dependencies/blocked_by?per_page=100`)
    .reply(200, [restIssue(2)]);
  expect(await hub.repository.perform(action)).toEqual({});
  nock(base).get(`${repo}/issues/1/dependencies/blocked_by?per_page=100`).reply(200, []);
  await expect(hub.repository.perform(action)).rejects.toMatchObject({ name: "Refused", status: 422 });
});

test("an edge is removed; one that is not there is as good", async () => {
  const action: Action = { kind: "remove-edge", issue: 1, blocker: { repo: "octo/yard", number: 2 }, because };
  nock(base).persist().get(`${repo}/issues/2`).reply(200, restIssue(2));
  nock(base).delete(`${repo}/issues/1/dependencies/blocked_by/5585652002`).reply(200, restIssue(1));
  expect(await hub.repository.perform(action)).toEqual({});
  nock(base).delete(`${repo}/issues/1/dependencies/blocked_by/5585652002`).reply(404, { message: "Not Found" });
  expect(await hub.repository.perform(action)).toEqual({});
});

test("an issue is put under another by its global id, in place of where it stood, and taken out", async () => {
  answersIssue(1);
  nock(base).post(`${repo}/issues/2/sub_issues`).reply(201, restIssue(2));
  const put: Action = { kind: "set-parent", issue: 1, parent: 2, because };
  const { issue } = await hub.repository.perform(put);
  expect(issue?.parent).toEqual({ repo: "octo/yard", number: 2 });
  expect(hub.sent.at(-1)?.body).toEqual({ sub_issue_id: issue?.id, replace_parent: true });
  const under = { number: 2, repository: { nameWithOwner: "octo/yard" } };
  answersIssue(1, { parent: under });
  expect((await hub.repository.perform(put)).issue?.parent).toEqual({ repo: "octo/yard", number: 2 });
  answersIssue(1, { parent: under });
  nock(base).delete(`${repo}/issues/2/sub_issue`).reply(200, restIssue(2));
  expect((await hub.repository.perform({ ...put, parent: null })).issue?.parent).toBeNull();
  expect(hub.sent.at(-1)?.body).toEqual({ sub_issue_id: issue?.id });
});
