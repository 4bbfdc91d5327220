/** Right after the coordination issue was written: one look says whether it has to be written again when it may be. */
import { expect, test } from "vitest";
import { decide } from "../../src/app/wire.ts";
import { later } from "../../src/core/local-time.ts";
import type { Issue } from "../../src/core/model.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { perform } from "../properties/little-github.ts";
import { HUB, snapshotFrom } from "../world-builder.ts";

const EVERY_MS = 60_000;

function withIssue(snapshot: Snapshot, number: number, change: Partial<Issue>): Snapshot {
  return { ...snapshot, issues: snapshot.issues.map((one) => (one.number === number ? { ...one, ...change } : one)) };
}

/** Everything is said and the last word was the page, written `agoMs` before now. */
function writtenBefore(agoMs: number): Snapshot {
  let yard: Snapshot = snapshotFrom(["ana is a worker", "tasks are claimed", "#2 depends on #1"]);
  for (let round = 0; round < 4; round += 1) yard = decide(yard).actions.reduce(perform, yard);
  expect(decide(yard).actions).toEqual([]);
  const { botId: id, botLogin: login } = yard.app;
  return withIssue(yard, HUB, { lastEditedAt: later(yard.now, -agoMs), editor: { id, login, isBot: true } });
}

const isSoon = (at: string | null, { now }: Snapshot) => at !== null && at <= later(now, EVERY_MS);

test("a page that is still true does not ask to be looked at when it may be written again", () => {
  const yard = writtenBefore(1000);
  const { actions, recheckAt } = decide(yard);
  expect(actions).toEqual([]);
  expect(isSoon(recheckAt, yard)).toBe(false);
});

test("one that became untrue meanwhile is written as soon as it may be, and not before", () => {
  const written = writtenBefore(1000);
  const yard = withIssue(written, 1, { title: "Another name" });
  const { actions, recheckAt } = decide(yard);
  expect(actions).toEqual([]);
  expect(recheckAt).toBe(later(written.now, EVERY_MS - 1000));
  const then = decide({ ...yard, now: recheckAt ?? "" });
  expect(then.actions).toMatchObject([{ kind: "edit-issue", issue: HUB }]);
});

test("an edit by a person, or one some time ago, is not looked at before the page may be written", () => {
  const { now, ...yard } = writtenBefore(30_000);
  expect(decide({ ...yard, now }).recheckAt).toBe(later(now, EVERY_MS - 30_000));
  const mara = { id: 2, login: "mara", isBot: false };
  const byHand = withIssue({ ...yard, now }, HUB, { editor: mara, lastEditedAt: now });
  expect(decide(byHand).recheckAt).toBe(later(now, 5 * 60_000));
});
