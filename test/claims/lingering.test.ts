/** Who gave a task back and is still assigned lingers, unless somebody may have assigned them anew. */
import { expect, test } from "vitest";
import { lingering } from "../../src/core/find-holder.ts";
import type { Actor, Fact, TimelineEntry } from "../../src/core/model.ts";
import { newIssue } from "../new-issue.ts";

const cy: Actor = { id: 7, login: "cy", isBot: false };
const at = (minute: number) => `2026-06-01T08:${String(minute).padStart(2, "0")}:00.000Z`;
const from = { comment: 600, key: "release#1" };
const declined = (minute: number): Fact => ({ kind: "declined", worker: "bo", at: at(minute), from });
const assigned = (minute: number): TimelineEntry => ({ kind: "assigned", at: at(minute), actor: cy, assignee: "bo" });
const labelled = (minute: number): TimelineEntry => ({ kind: "labeled", at: at(minute), actor: cy, label: "p1" });

function whoLingers(facts: readonly Fact[], timeline: readonly TimelineEntry[]): readonly string[] {
  const issue = { ...newIssue(4, "Four"), assignees: [{ id: 8, login: "bo", isBot: false }], timeline };
  return lingering({ issue, facts, workers: [], botId: 99 });
}

test("assigned before the word they linger, assigned after it they do not", () => {
  expect(whoLingers([declined(5)], [assigned(1)])).toEqual(["bo"]);
  expect(whoLingers([declined(5)], [assigned(1), assigned(6)])).toEqual([]);
});

test("the latest word counts, in whatever order the facts stand", () => {
  const released: Fact = { kind: "released", worker: "bo", epoch: 1, at: at(9), why: "given back", from };
  expect(whoLingers([released, declined(5)], [assigned(7)])).toEqual(["bo"]);
  expect(whoLingers([released, declined(5)], [assigned(10)])).toEqual([]);
});

test("where so much happened since that the assignment may be out of sight, nobody is taken off", () => {
  const later = Array.from({ length: 50 }, (_, n) => labelled(6 + n));
  expect(whoLingers([declined(5)], later)).toEqual([]);
  expect(whoLingers([declined(5)], later.slice(1))).toEqual(["bo"]);
  expect(whoLingers([declined(6)], later)).toEqual(["bo"]);
});
