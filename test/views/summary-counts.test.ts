// What the summary says in figures is what it lists below them, and phases have names that people read.
import { expect, test } from "vitest";
import { handOut } from "../../src/core/hand-out.ts";
import { views } from "../../src/views/all.ts";
import { worldFrom } from "../world-builder.ts";

test("a gate that opened stands among what is finished, and is counted as what it is", () => {
  const world = worldFrom([
    "bo is a worker",
    "#1 is titled Lay the tracks",
    "#1 was finished by bo",
    "#2 is titled Ready for trains",
    "#2 says Approver: bo",
    "#2 depends on #1",
    "#2 was finished by bo",
    "#3 depends on #2",
  ]);
  const previous = { date: "2026-05-29", total: 2, done: 0 };
  const text = views.dailySummary(world, handOut(world), "2026-06-01", previous);
  expect(text).toContain("**1 of 2 tasks done**");
  expect(text).toContain("Since 29 May: 1 finished, 1 gate opened.");
  expect(text).toMatch(/### Finished\n\n- #1 Lay the tracks, by bo\n- #2 Ready for trains[^\n]*\n\n/);
});

test("a phase that a plan calls phase-1 reads as Phase 1, and its gate as opened", () => {
  const world = worldFrom([
    "#1 says **Phase**: phase-1",
    "#1 was finished by bo",
    "#2 is titled Ready for trains",
    "#2 says **Phase**: phase-1\n**Approver**: bo",
    "#2 was finished by bo",
    "#3 depends on #2",
  ]);
  const page = views.dashboard(world, handOut(world));
  expect(page).toContain("| Phase 1 | `██████████` 1 of 1 | #2 Ready for trains, opened |");
});
