/** Every action, performed on the local GitHub: what stands there afterwards, and that saying it twice changes nothing. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Action } from "../../src/core/actions.ts";
import type { Issue, Marker } from "../../src/core/model.ts";
import type { Performed } from "../../src/ports/github.ts";
import { name, openYard, type Yard } from "./yard.ts";

const because = "a test says so";
const marker: Marker = { kind: "task", key: "task:1", facts: [], settled: [], data: {} };
let yard: Yard;

beforeEach(() => {
  yard = openYard();
  for (const title of ["one", "two", "three", "four"])
    yard.sandbox.as("ana").openIssue(name, { title, body: "as it was" });
});
afterEach(() => {
  expect(yard.sandbox.violations).toEqual([]);
});

const perform = (action: Action): Promise<Performed> => yard.run(yard.repository.perform(action));
const read = async (number: number): Promise<Issue> => {
  const [node] = await yard.run(yard.repository.readNodes([yard.sandbox.issue(name, number).nodeId]));
  if (node?.kind !== "issue") throw new Error(`#${number} is gone`);
  return node.issue;
};

test("a label is created and set, each once; removing it twice is as good", async () => {
  const create: Action = { kind: "create-label", name: "ready", color: "0e8a16", description: "may start", because };
  for (const _ of [1, 2]) expect(await perform(create)).toEqual({});
  for (const _ of [1, 2]) {
    expect(await perform({ kind: "add-label", issue: 1, label: "ready", because })).toEqual({ labels: ["ready"] });
  }
  expect(yard.sandbox.labelsOf(name, 1)).toEqual(["ready"]);
  expect(await perform({ kind: "remove-label", issue: 1, label: "ready", because })).toEqual({ labels: [] });
  expect(await perform({ kind: "remove-label", issue: 1, label: "ready", because })).toEqual({});
});

test("a worker is assigned and taken off; one whom GitHub drops without a word is a refusal", async () => {
  const assigned = await perform({ kind: "assign", issue: 1, login: "ben", because });
  expect(assigned.assignees?.map(({ login }) => login)).toEqual(["ben"]);
  expect(await read(1)).toMatchObject({ assignees: assigned.assignees });
  yard.sandbox.user("stranger");
  await expect(perform({ kind: "assign", issue: 1, login: "stranger", because })).rejects.toThrow(
    /does not let stranger/,
  );
  expect((await perform({ kind: "unassign", issue: 1, login: "ben", because })).assignees).toEqual([]);
});

test("what a creation, a closing, an edit and a pin answer is what a reading finds", async () => {
  const created = await perform({ kind: "create-issue", title: "five", body: "b", labels: [], marker, because });
  expect(created.issue).toEqual(await read(5));
  await yard.clock.advance(5000);
  await yard.run(yard.github.identity());
  const edited = await perform({ kind: "edit-issue", issue: 1, body: "new", basedOn: "as it was", because });
  expect(edited.issue).toEqual(await read(1));
  const pinned = await perform({ kind: "pin", issue: 2, because });
  const { timeline: pinning, ...nailed } = await read(2);
  expect(pinned.issue).toMatchObject(nailed);
  expect(pinning.map(({ kind }) => kind)).toEqual(["pinned"]);
  expect(yard.sandbox.pinned(name)).toEqual([2]);
  const unpinned = await perform({ kind: "unpin", issue: 2, because });
  expect(unpinned.issue).toMatchObject({ number: 2, isPinned: false });
  expect((await read(2)).timeline.map(({ kind }) => kind)).toEqual(["pinned", "unpinned"]);
  expect((await perform({ kind: "unpin", issue: 2, because })).issue?.isPinned).toBe(false);
  expect(yard.sandbox.pinned(name)).toEqual([]);
  const closed = await perform({ kind: "close", issue: 3, reason: "not_planned", because });
  const { timeline, ...found } = await read(3);
  expect(closed.issue).toMatchObject(found);
  expect(timeline.map(({ kind }) => kind)).toEqual(["closed"]);
});

test("a comment is written, then brought up to date in place", async () => {
  const write = { kind: "write-comment", issue: 1, body: "first", marker, because } as const;
  const written = await perform({ ...write, comment: null });
  const id = written.comment?.id ?? 0;
  await yard.clock.advance(5000);
  const edited = await perform({ ...write, comment: id, body: "second" });
  expect([edited.comment]).toEqual(await yard.run(yard.repository.readComments(1, null)));
  expect(await perform({ kind: "react", issue: 1, comment: id, content: "eyes", because })).toEqual({});
  expect(await perform({ kind: "react", issue: 1, comment: id, content: "eyes", because })).toEqual({});
  const [comment] = await yard.run(yard.repository.readComments(1, null));
  expect(comment?.ownReactions).toEqual(["eyes"]);
  for (const _ of [1, 2]) expect(await perform({ kind: "delete-comment", issue: 1, comment: id, because })).toEqual({});
  expect(yard.sandbox.comments(name, 1)).toEqual([]);
  await expect(perform({ ...write, comment: id })).rejects.toMatchObject({ name: "Refused", status: 404 });
});

test("a person's edit in between is kept", async () => {
  yard.sandbox.as("ana").editIssue(name, 1, { body: "a person was here" });
  const edit: Action = { kind: "edit-issue", issue: 1, body: "ours", basedOn: "as it was", because };
  await expect(perform(edit)).rejects.toMatchObject({ name: "Refused", status: 409 });
  expect(yard.sandbox.issue(name, 1).body).toBe("a person was here");
});

test("a fourth pin is refused, in words", async () => {
  for (const issue of [1, 2, 3]) await perform({ kind: "pin", issue, because });
  await expect(perform({ kind: "pin", issue: 4, because })).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining("Maximum 3 pinned issues"),
  });
});

test("an edge is added and removed, each as often as one likes; one that would close a circle is refused", async () => {
  const blocker = { repo: name, number: 2 };
  for (const _ of [1, 2]) expect(await perform({ kind: "add-edge", issue: 1, blocker, because })).toEqual({});
  expect((await read(1)).blockedBy).toEqual([blocker]);
  const back: Action = { kind: "add-edge", issue: 2, blocker: { repo: name, number: 1 }, because };
  await expect(perform(back)).rejects.toMatchObject({ name: "Refused", status: 422 });
  for (const _ of [1, 2]) expect(await perform({ kind: "remove-edge", issue: 1, blocker, because })).toEqual({});
  expect((await read(1)).blockedBy).toEqual([]);
});

test("an issue is put under another, moved and taken out, each as often as one likes; a circle is refused", async () => {
  const put = (issue: number, parent: number | null): Action => ({ kind: "set-parent", issue, parent, because });
  for (const parent of [2, 2, 3, null, null]) {
    const performed = await perform(put(1, parent));
    expect(performed.issue).toEqual(await read(1));
    expect(yard.sandbox.issue(name, 1).parent?.number ?? null).toBe(parent);
  }
  await perform(put(2, 1));
  await expect(perform(put(1, 2))).rejects.toMatchObject({ name: "Refused", status: 422 });
});
