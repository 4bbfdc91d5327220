// Work was given, and closed before the assignment that says so was made: reopened later, it is given by what is true then.
import { expect, test } from "vitest";
import type { Issue, TimelineEntry } from "../../src/core/model.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { MARA } from "../new-issue.ts";
import { snapshotFrom } from "../world-builder.ts";
import { assigneesOf, holderOf, pass, settle, TASK } from "./yard-of-one.ts";

function changed(snapshot: Snapshot, minute: number, kind: TimelineEntry["kind"], to: Partial<Issue>): Snapshot {
  const now = `2026-06-02T08:0${minute}:00Z`;
  const issues = snapshot.issues.map((issue) =>
    issue.number === TASK
      ? { ...issue, ...to, updatedAt: now, timeline: [...issue.timeline, { kind, at: now, actor: MARA }] }
      : issue,
  );
  return { ...snapshot, now, issues };
}

/** The App wrote down that ana has the task, and died. */
function givenOnly(): Snapshot {
  const sentences = ["ana is a worker", "ana is known", `#${TASK} is open`, "#5 is open", "#5 depends on #4"];
  const start: Snapshot = { ...snapshotFrom(sentences), now: "2026-06-02T08:00:00Z" };
  const deaths = Array.from({ length: 20 }, (_, actions) => pass(start, actions));
  return deaths.find((one) => holderOf(one) === "ana" && assigneesOf(one).length === 0) ?? expect.fail("never so");
}

test("an App that rises gives what it had written down", () => {
  expect(assigneesOf(settle(givenOnly()))).toEqual(["ana"]);
});

test("closed meanwhile and reopened, it does not come on top of what its worker has taken up since", () => {
  const closed = settle(changed(givenOnly(), 1, "closed", { isOpen: false, stateReason: "completed" }));
  const other = closed.issues.find(({ number }) => number === 5);
  expect(other?.assignees.map(({ login }) => login)).toEqual(["ana"]);
  const reopened = settle(changed(closed, 2, "reopened", { isOpen: true, stateReason: "reopened" }));
  expect(assigneesOf(reopened)).toEqual([]);
});
