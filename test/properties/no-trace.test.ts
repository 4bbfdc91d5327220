// What was decided before leaves no trace: much is kept with the objects it was read from, and none of it may be stale.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "../../src/app/wire.ts";
import { later } from "../../src/core/local-time.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { snapshotFrom } from "../world-builder.ts";
import { perform } from "./little-github.ts";
import { recipes, snapshotOf } from "./worlds.ts";

const HOUR_MS = 3_600_000;

/** What the copy of a snapshot leads to, with which nothing can have been kept. */
function compare(snapshot: Snapshot): Snapshot {
  const { actions, recheckAt, neededRoles, schedule, world } = decide(snapshot);
  const afresh = decide(structuredClone(snapshot));
  expect(actions).toEqual(afresh.actions);
  expect({ recheckAt, neededRoles, schedule }).toEqual({
    recheckAt: afresh.recheckAt,
    neededRoles: afresh.neededRoles,
    schedule: afresh.schedule,
  });
  expect(world.tasks).toEqual(afresh.world.tasks);
  expect(world.edges).toEqual(afresh.world.edges);
  return actions.reduce(perform, snapshot);
}

test("the same objects under other settings, permissions, comments or times are looked at anew", () => {
  fc.assert(
    fc.property(recipes, recipes, (first, second) => {
      const [one, other] = [snapshotOf(first), snapshotOf(second)];
      const after = compare(one);
      compare({ ...after, now: later(after.now, HOUR_MS) });
      compare({ ...one, settings: other.settings });
      compare({ ...after, settings: { ...after.settings, timezone: "Asia/Tokyo" } });
      compare({ ...after, host: "github.example" });
      compare({ ...one, roles: new Map([...one.roles].slice(1)) });
      compare({ ...one, comments: other.comments, issueMarkers: other.issueMarkers });
      const half = other.issues.filter(({ number }) => number % 2 === 0);
      const numbers = new Set(half.map(({ number }) => number));
      compare({ ...one, issues: [...one.issues.filter(({ number }) => !numbers.has(number)), ...half] });
    }),
    { numRuns: 60 },
  );
});

test("what an issue is part of in one repository is nothing to its namesake in another", () => {
  const yard = ["#1 is open", "#3 depends on #1", "#4 is open"];
  const part = snapshotFrom([...yard, "#4 is part of #3"]);
  const alone = snapshotFrom(yard);
  const statuses = [part, alone, part].map((one) => decide(one).world.tasks.get(4)?.status);
  expect(statuses).toEqual(["blocked", "ready", "blocked"]);
});
