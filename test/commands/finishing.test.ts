// Finishing: what is checked, who may approve, what is said when it is not done yet.
import { expect, test } from "vitest";
import { say } from "./say.ts";

const story = ["ana is a worker", "bo is a worker", "#4 is held by ana"];

test("the evidence is kept", () => {
  const { facts } = say(story, { on: 4, by: "ana", says: "/done all 42 tests pass" });
  expect(facts).toMatchObject([{ kind: "done", worker: "ana", evidence: "all 42 tests pass" }]);
});

test("for whom it is said is no evidence, and a word that only looks like it is", () => {
  const named = ["worker-6 speaks as ana", "#4 is held by worker-6"];
  const spoken = say(named, { on: 4, by: "ana", says: "/done as worker-6" });
  expect(spoken.facts).toMatchObject([{ kind: "done", worker: "worker-6", evidence: null }]);
  const shown = say(named, { on: 4, by: "ana", says: "/done it runs as worker-6 because I looked" });
  expect(shown.facts).toMatchObject([{ kind: "done", evidence: "it runs I looked" }]);
  const plain = say(story, { on: 4, by: "ana", says: "/done works as expected" });
  expect(plain.facts).toMatchObject([{ kind: "done", worker: "ana", evidence: "works as expected" }]);
});

test("where a review is due, done means: please look", () => {
  const { facts } = say(["bo reviews", ...story], { on: 4, by: "ana", says: "/done" });
  expect(facts).toMatchObject([{ kind: "review", worker: "ana" }]);
  expect(say(["#4 says Reviewer: bo", ...story], { on: 4, by: "ana", says: "/done" }).facts).toMatchObject([
    { kind: "review" },
  ]);
});

test("saying it twice tells it once", () => {
  const said = { on: 4, by: "ana", says: "/done" };
  expect(say(story, said, said).facts).toHaveLength(1);
  expect(say(["bo reviews", ...story], said, said).facts).toHaveLength(1);
});

test("everything unmet is listed, item by item", () => {
  const unmet = ["#4 depends softly on #5", "#4 says ## Done when\n\n- [ ] one\n- [x] two\n- [ ] three", ...story];
  const [answer = ""] = say(unmet, { on: 4, by: "ana", says: "/done" }).answers;
  expect(answer).toContain("- #5 has to be finished first");
  expect(answer).toContain("- “one” under “Done when” is not ticked");
  expect(answer).toContain("- “three”");
  expect(answer).not.toContain("two");
});

test("nobody finishes what somebody else holds, except with triage permission", () => {
  expect(say(story, { on: 4, by: "bo", says: "/done" }).facts).toEqual([]);
  expect(say(["cy may triage", ...story], { on: 4, by: "cy", says: "/done" }).facts).toMatchObject([
    { kind: "done", worker: "ana" },
  ]);
});

const reviewing = ["bo reviews", "bo is a worker", "ana is a worker", "#4 is held by ana", "#4 is in review"];

test("the reviewer approves once; a second word changes nothing", () => {
  const said = { on: 4, by: "bo", says: "/approve" };
  expect(say(reviewing, said, said).facts).toMatchObject([{ kind: "approved", by: { login: "bo" } }]);
});

test("the builder never approves, by name or by account", () => {
  const own = ["ana reviews", "ana is a worker", "#4 is held by ana", "#4 is in review"];
  expect(say(own, { on: 4, by: "ana", says: "/approve" }).answers[0]).toContain("You built #4 yourself");
  const named = ["worker-6 speaks as ana", "ana reviews", "#4 is held by worker-6", "#4 is in review"];
  expect(say(named, { on: 4, by: "ana", says: "/approve" }).facts).toEqual([]);
});

test("where accounts are shared, two named workers may build and review through one", () => {
  const story2 = [
    "worker-6 speaks as ana",
    "worker-7 speaks as ana",
    "worker-7 reviews",
    "#4 is held by worker-6",
    "#4 is in review",
  ];
  const said = { on: 4, by: "ana", says: "/approve as worker-7" };
  expect(say(story2, said).facts).toEqual([]);
  expect(say(["accounts are shared", ...story2], said).facts).toMatchObject([{ kind: "approved" }]);
});

test("a closed task is done already", () => {
  expect(say(["ana is a worker", "#4 was finished by ana"], { on: 4, by: "ana", says: "/done" }).answers).toEqual([""]);
});

test("a gate that is open already is approved without a word, and cannot be turned down any more", () => {
  const open = ["#4 says Approver: bo", "#4 is closed", "#5 depends on #4", "bo is known"];
  const words = (says: string) => say(open, { on: 4, by: "bo", says });
  expect(words("/gate approve")).toMatchObject({ facts: [], effects: [], answers: [""] });
  expect(words("/gate reject because it leaks").answers[0]).toContain("closed");
});
