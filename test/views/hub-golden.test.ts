// What a person reads of the coordination issue as a place: where it goes on, why it is not pinned, what waits, whom to start.
import { expect, test } from "vitest";
import { handOut } from "../../src/core/hand-out.ts";
import type { Issue } from "../../src/core/model.ts";
import type { World } from "../../src/core/world.ts";
import { views } from "../../src/views/all.ts";
import { HUB, worldFrom } from "../world-builder.ts";
import { expectGolden } from "./golden-file.ts";

const FULL = 80_000;

/** A successor of an adopted issue, in a repository whose pins are taken. */
function successor(): World {
  const world = worldFrom([
    "robo is started by people",
    "#4 is titled Lay the rails",
    "#5 is titled Paint the signals",
    "#5 depends on #4",
    "#6 is outside",
  ]);
  const { snapshot, coordination } = world;
  if (coordination === null) throw new Error("no coordination issue");
  const full: Issue = { ...coordination, number: FULL };
  const pinned = [1, 2, 3].map((place): Issue => ({ ...full, number: FULL + place, isPinned: true }));
  const settings = { ...snapshot.settings, coordinationIssue: FULL };
  const issues = [...snapshot.issues, full, ...pinned];
  return { ...world, hubs: [full, coordination], snapshot: { ...snapshot, settings, issues } };
}

test("a full coordination issue says where it goes on", () => {
  expectGolden("goes-on.md", views.goesOn(HUB));
});

test("its successor says where it comes from, why it is not pinned, whom to start and what was held back", () => {
  const world = successor();
  const held = [{ issue: 4, to: ["ana", "bo"], because: "what it waited for is there" }];
  const page = views.dashboard(world, handOut(world), held);
  expect(page).toContain("### Held back");
  expectGolden("dashboard-successor.md", page);
});
