// An account that gets another login keeps what it claimed, and is not taken for somebody else.
import { expect, test } from "vitest";
import { commands } from "../../src/commands/all.ts";
import { answerComments } from "../../src/core/answer-comments.ts";
import { buildWorld } from "../../src/core/build-world.ts";
import { keepPromises } from "../../src/core/keep-promises.ts";
import { planHolders } from "../../src/core/steps/holders.ts";
import { openTrust } from "../../src/core/trust.ts";
import { views } from "../../src/views/all.ts";
import { newComment, snapshotFrom } from "../world-builder.ts";

function renamedYard() {
  const told = snapshotFrom(["ana is a worker", "bo is a worker", "#4 is held by ana"]);
  const before = told.issues.find(({ number }) => number === 4)?.assignees[0];
  const now = { ...(before ?? expect.fail("ana is assigned")), login: "anna" };
  const issues = told.issues.map((one) => (one.number === 4 ? { ...one, assignees: [now] } : one));
  return { snapshot: { ...told, issues }, now };
}

test("the claim holds, nothing is assigned anew and nobody is said to have lost it", () => {
  const { snapshot } = renamedYard();
  const world = buildWorld(snapshot, openTrust(snapshot));
  expect(world.tasks.get(4)?.holder).toMatchObject({ worker: "ana", login: "anna", by: "claim" });
  expect(keepPromises(world).told.filter(({ fact }) => fact.kind === "released")).toEqual([]);
  expect(planHolders(world)).toEqual([]);
});

test("and the work can be finished under the new login", () => {
  const { snapshot, now } = renamedYard();
  const asked = { ...snapshot, comments: [...snapshot.comments, newComment(700, 4, now, "/done")] };
  const { told } = answerComments(asked, openTrust(asked), { commands, views });
  expect(told.map(({ fact }) => fact.kind)).toEqual(["done"]);
});

test("somebody else who is assigned instead takes it over", () => {
  const { snapshot, now } = renamedYard();
  const other = { ...now, id: now.id + 500, login: "bo" };
  const issues = snapshot.issues.map((one) => (one.number === 4 ? { ...one, assignees: [other] } : one));
  const world = buildWorld({ ...snapshot, issues }, openTrust(snapshot));
  expect(world.tasks.get(4)?.holder).toMatchObject({ worker: "bo", by: "hand" });
});

test("nobody approves their own work under a new login", () => {
  const { snapshot, now } = renamedYard();
  const roles = new Map([...snapshot.roles, [now.id, "triage" as const]]);
  const words = [newComment(700, 4, now, "/review"), newComment(701, 4, now, "/approve")];
  const asked = { ...snapshot, roles, comments: [...snapshot.comments, ...words] };
  const { told, answered } = answerComments(asked, openTrust(asked), { commands, views });
  expect(told.map(({ fact }) => fact.kind)).toEqual(["review"]);
  expect(JSON.stringify(answered)).toContain("You built #4 yourself");
});
