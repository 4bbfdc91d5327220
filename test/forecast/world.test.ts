// Dates as the repository gives them: read from GitHub alone, printed on the dashboard, kept in the summary's marker.
import { expect, test } from "vitest";
import { commands } from "../../src/commands/all.ts";
import { decideWith } from "../../src/core/decide.ts";
import { forecastWorld } from "../../src/core/forecast/forecast-world.ts";
import { countKept, promise, readPromised, writePromised } from "../../src/core/forecast/promises.ts";
import { handOut } from "../../src/core/hand-out.ts";
import { planSummary } from "../../src/core/steps/summary.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { views } from "../../src/views/all.ts";
import { expectGolden } from "../views/golden-file.ts";
import { HUB } from "../world-builder.ts";
import { snapshotWithPast, worldOf } from "./yard-with-past.ts";

const open = [
  "#1 is titled Dig the cellar",
  "#1 says Estimate: 6h",
  "#1 says Phase: Ground",
  "#2 is titled Build the walls",
  "#2 depends on #1",
  "#2 says Estimate: 1d",
  "#2 says Phase: House",
  "#3 is titled Plant a hedge",
  "#3 is open",
  "#3 says Estimate: 2h",
  "#4 is titled Choose the tiles",
  "#4 is on hold because the catalogue is late",
  "#5 is titled Lay the tiles",
  "#5 depends on #4",
];

function withSummary(
  snapshot: Snapshot,
  date: string,
  data: Record<string, string | number | boolean | null>,
): Snapshot {
  const marker = { kind: "summary", key: `summary:${date}`, facts: [], settled: [], data } as const;
  const comment = { ...(snapshot.comments[0] as Snapshot["comments"][number]), id: 999_999, issue: HUB, marker };
  return { ...snapshot, comments: [...snapshot.comments, comment] };
}

test("the dashboard with dates", () => {
  const earlier = {
    total: 15,
    done: 11,
    p50: "2026-06-16",
    p85: "2026-06-17",
    openTasks: 4,
    openMinutes: 960,
    ratio: 1,
    slots: 1,
  };
  const snapshot = withSummary(snapshotWithPast(14, open), "2026-06-12", {
    ...earlier,
    tasks: "100=2026-05-03,101=2026-05-05",
  });
  const world = worldOf(snapshot);
  expectGolden("dashboard-forecast.md", views.dashboard(world, handOut(world)));
});

test("eleven finished tasks give no date and say how many are missing, the twelfth brings the dates", () => {
  const eleven = worldOf(snapshotWithPast(11, open));
  expect(forecastWorld(eleven).forecast).toBeNull();
  expect(views.dashboard(eleven, handOut(eleven))).toContain("1 more to go");
  expect(views.dashboard(eleven, handOut(eleven))).not.toContain("P85");
  const twelve = worldOf(snapshotWithPast(12, open));
  expect(views.dashboard(twelve, handOut(twelve))).toContain("P85");
});

test("finished tasks whose beginning nobody knows teach nothing, and that is said", () => {
  const closed = Array.from({ length: 12 }, (_, at) => `#${20 + at} is closed`);
  const linked = closed.map((_, at) => `#1 depends on #${20 + at}`);
  const world = worldOf(snapshotWithPast(3, [...open, ...closed, ...linked]));
  expect(forecastWorld(world).missing).toContain("9 more to go; only those taken by `/claim` or assignment");
});

test("what was measured is what happened: hours of work between taking and handing in, on working days", () => {
  const { history } = forecastWorld(worldOf(snapshotWithPast(12, open)));
  expect(history.anyHour).toBe(false);
  expect(history.finished.map(({ actualMinutes }) => actualMinutes / 60).slice(0, 8)).toEqual([3, 2, 5, 3, 1, 6, 2, 3]);
  expect(new Set(history.finished.map(({ estimateMinutes }) => estimateMinutes))).toEqual(new Set([180]));
});

test("from the word about a review on it is review, not work", () => {
  const snapshot = snapshotWithPast(12, open);
  const first = snapshot.issues.find(({ number }) => number === 100);
  const said = {
    kind: "review",
    worker: "ana",
    at: "2026-05-04T10:00:00.000Z",
    from: { comment: 1, key: "review#1" },
  } as const;
  const comments = snapshot.comments.map((comment) =>
    comment.issue === 100 && comment.marker !== null
      ? { ...comment, marker: { ...comment.marker, facts: [...comment.marker.facts, said] } }
      : comment,
  );
  expect(first?.closedAt).toBe("2026-05-04T12:00:00.000Z");
  const { history } = forecastWorld(worldOf({ ...snapshot, comments }));
  expect(history.finished[0]).toMatchObject({ issue: 100, actualMinutes: 60, reviewMinutes: 120 });
});

test("what is on hold, and what waits for it, has no date", () => {
  const { forecast } = forecastWorld(worldOf(snapshotWithPast(12, open)));
  expect(forecast?.never).toEqual(["4", "5"]);
  expect([...(forecast?.tasks.keys() ?? [])].sort()).toEqual(["1", "2", "3"]);
});

test("a container ends with its parts", () => {
  const world = worldOf(snapshotWithPast(12, [...open, "#1 is part of #9", "#2 is part of #9", "#9 is open"]));
  const { forecast } = forecastWorld(world);
  expect(forecast?.tasks.get("9")?.p50).toBe(forecast?.tasks.get("2")?.p50);
});

test("the summary keeps its promise in the marker, and reads it back as it was", () => {
  const world = worldOf(snapshotWithPast(14, open));
  const made = promise(forecastWorld(world), "UTC");
  expect(made?.tasks.size).toBe(3);
  expect(readPromised(writePromised(made))).toEqual(made);
  expect(readPromised(writePromised(null))).toBeNull();
  const { actions } = planSummary({ ...world, isLive: true }, () => world, { commands, views });
  const kept = actions.flatMap((action) => (action.kind === "write-comment" ? [readPromised(action.marker.data)] : []));
  expect(kept).toEqual([made]);
});

test("of the dates given, those that came true are counted, and those still ahead are not", () => {
  const world = worldOf(snapshotWithPast(12, open));
  const given = (tasks: readonly (readonly [number, string])[]) => ({
    ...{ p50: "", p85: "", openTasks: 0, openMinutes: 0, ratio: 1, slots: 1 },
    tasks: new Map(tasks),
  });
  const first = {
    date: "2026-05-01",
    promised: given([
      [100, "2026-05-04"],
      [101, "2026-05-04"],
      [1, "2026-06-14"],
      [2, "2026-06-15"],
    ]),
  };
  const second = { date: "2026-05-02", promised: given([[101, "2026-05-09"]]) };
  expect(countKept(world, [second, first])).toEqual({ promised: 3, held: 1 });
});

test("why the end moved: work added, hands lost, pace, or plain progress", () => {
  const said = (data: object) => {
    const now = promise(forecastWorld(worldOf(snapshotWithPast(14, open))), "UTC");
    const before = { ...writePromised(now), p85: "2026-06-01", total: 1, done: 1, ...data };
    const world = worldOf(withSummary(snapshotWithPast(14, open), "2026-06-12", before));
    return views.dashboard(world, handOut(world));
  };
  expect(said({ openMinutes: 100, openTasks: 1 })).toContain("later than on 12 Jun: more work is open than then");
  expect(said({ slots: 3 })).toContain("fewer workers are here");
  expect(said({ ratio: 0.5 })).toContain("what was learned about the pace changed");
  expect(said({})).toContain("work went at another speed than reckoned");
  expect(said({ p85: "2027-06-01", openMinutes: 9999, openTasks: 30 })).toContain("work was dropped or finished");
});

test("while everything is stopped the dates say on what they rest", () => {
  const dashboardOf = (more: readonly string[]) => {
    const world = worldOf(snapshotWithPast(12, [...open, ...more]));
    return views.dashboard(world, handOut(world));
  };
  expect(dashboardOf(["everything is stopped"])).toContain("Work is stopped; the dates count from now.");
  expect(dashboardOf([])).not.toContain("the dates count from now");
});

test("the same facts within the same hour give the same dates", () => {
  const at = (now: string) =>
    views.dashboard(worldOf(snapshotWithPast(14, open, now)), handOut(worldOf(snapshotWithPast(14, open, now))));
  const dates = (text: string) => text.slice(text.indexOf("### Forecast"), text.indexOf("This assumes"));
  expect(dates(at("2026-06-15T10:05:00.000Z"))).toBe(dates(at("2026-06-15T10:55:00.000Z")));
});

test("other working days give other dates, also where only agents have finished anything", () => {
  const told = snapshotWithPast(12, ["#1 says Estimate: 30h", "#1 says Owner: bo", "bo is a worker"]);
  const workers = told.settings.workers.map((one) => (one.name === "ana" ? { ...one, kind: "agent" as const } : one));
  const end = (days: Snapshot["settings"]["dailySummary"]["days"]) => {
    const dailySummary = { ...told.settings.dailySummary, days };
    const settings = { ...told.settings, workers, dailySummary };
    return promise(forecastWorld(worldOf({ ...told, settings })), "UTC")?.p85 ?? "";
  };
  expect(end(["mon", "tue", "wed", "thu", "fri"]) < end(["mon"])).toBe(true);
});

test("work that takes until the end of time has a date all the same: nobody's estimate stops a decision", () => {
  const far = Array.from({ length: 60 }, (_, at) => [
    `#${at + 1} says Estimate: 999999 weeks`,
    ...(at === 0 ? ["#1 says Not before: 9999-12-31", "#1 says Due: 9999-12-31"] : [`#${at + 1} depends on #${at}`]),
  ]).flat();
  const snapshot = snapshotWithPast(12, [...far, "#70 says Estimate: 999999 weeks"]);
  const { actions } = decideWith({ commands, views })(snapshot);
  const [page] = actions.flatMap((action) => (action.kind === "edit-issue" ? [action.body] : []));
  expect(page).toContain("Dec 9999");
});
