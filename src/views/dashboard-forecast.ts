/** The forecast on the dashboard and in the summary: dates with their chance, why they moved, and what they rest on. */
import { findStop } from "../core/emergency.ts";
import type { Span } from "../core/forecast/forecast.ts";
import { forecastWorld, type WorldForecast } from "../core/forecast/forecast-world.ts";
import { type Cause, causeOf, countKept, type Promised, promise } from "../core/forecast/promises.ts";
import { forecastThroughput } from "../core/forecast/throughput.ts";
import { slack } from "../core/graph/longest-paths.ts";
import { expectedMinutes } from "../core/hand-out.ts";
import { localDate, msBetween } from "../core/local-time.ts";
import { showPhase } from "../core/phases.ts";
import { nameIssue, quote } from "../core/quote.ts";
import { readSummaries } from "../core/read-summaries.ts";
import { showMinutes } from "../core/schedule/wording.ts";
import { keepTogether, showDay, showTime } from "../core/show-time.ts";
import type { World } from "../core/world.ts";
import { type Scene, section } from "./scene.ts";
import { renderRows, renderTable } from "./table.ts";

const SOON_MINUTES = 2880;
const WEEK_MS = 7 * 86_400_000;
const WEEKS_AHEAD = 4;
const MOST_WEEKS = 104;
const MOST_NAMED = 8;

const CAUSES: Readonly<Record<Cause, string>> = {
  "more work": "more work is open than then",
  "less work": "work was dropped or finished sooner",
  pace: "what was learned about the pace changed",
  "fewer hands": "fewer workers are here",
  "more hands": "more workers are here",
  progress: "work went at another speed than reckoned",
};

/** P50 and P85: within two days with the hour, beyond that the day alone. */
function showSpan({ p50, p85 }: Span, { calendar }: WorldForecast, { snapshot }: World): readonly [string, string] {
  const show = (minutes: number) => {
    const iso = calendar.isoAt(minutes);
    return p85 <= SOON_MINUTES
      ? showTime(iso, snapshot)
      : showDay(localDate(iso, snapshot.settings.timezone), snapshot);
  };
  return [show(p50), show(p85)];
}

function spanCells(span: Span, found: WorldForecast, world: World): readonly string[] {
  return showSpan(span, found, world).map(keepTogether);
}

function daysBetween(from: string, to: string): number {
  return Math.round(msBetween(`${from}T00:00:00Z`, `${to}T00:00:00Z`) / 86_400_000);
}

function sayDays(days: number): string {
  const many = Math.abs(days);
  return `${many} day${many === 1 ? "" : "s"} ${days > 0 ? "later" : "earlier"}`;
}

function sayMove(before: Promised, now: Promised, day: string): string {
  const days = daysBetween(before.p85, now.p85);
  if (days === 0) return `Unchanged since ${day}.`;
  return `That is ${sayDays(days)} than on ${day}: ${CAUSES[causeOf(before, now)]}.`;
}

/** Whole project in one line, with how it moved. "" without a forecast. */
function sayProject(found: WorldForecast, world: World): string {
  const { timezone } = world.snapshot.settings;
  const project = found.forecast?.project ?? null;
  const now = promise(found, timezone);
  if (project === null || now === null) return "";
  const today = localDate(world.snapshot.now, timezone);
  const before = readSummaries(world).find(
    ({ date, promised }) => date < today && promised !== null && promised !== undefined,
  );
  const move = before?.promised ? ` ${sayMove(before.promised, now, showDay(before.date, world.snapshot))}` : "";
  const stopped = findStop(world) === null ? "" : " Work is stopped; the dates count from now.";
  const [p50, p85] = showSpan(project, found, world);
  const date =
    p50 === p85
      ? `by ${p85} in 85 of 100 cases (P85; P50 is the same)`
      : `by ${p50} in 50 of 100 cases (P50), by ${p85} in 85 of 100 (P85)`;
  return `**Done ${date}.**${move}${stopped}`;
}

/** For the daily summary: the dates, or what is missing for them. */
export function sayForecast(world: World): string {
  const found = forecastWorld(world);
  return found.missing ?? sayProject(found, world);
}

function sayNever({ forecast }: WorldForecast): string {
  const never = forecast?.never ?? [];
  if (never.length === 0) return "";
  const shown = never.slice(0, MOST_NAMED).map((id) => `#${id}`);
  const more = never.length > shown.length ? ` and ${never.length - shown.length} more` : "";
  return `Without a date, because they are on hold, nobody can take them, or they wait for such tasks: ${shown.join(", ")}${more}.`;
}

/** Two digits that say something: `1.2`, `0.03`. */
function sayRatio(ratio: number): string {
  return String(Number(ratio.toPrecision(2)));
}

function sayAssumptions(found: WorldForecast): string {
  const { input, forecast } = found;
  if (forecast === null) return "";
  const slots = input.workers.reduce((sum, worker) => sum + worker.slots, 0);
  const people = input.workers.some(({ kind }) => kind === "person");
  const hours = !people
    ? "work goes on at any hour"
    : input.anyHour
      ? "work goes on at any hour, as it did so far"
      : "people work from nine to five on working days, agents at any hour";
  const own = input.workers.some(({ hours: stated }) => stated !== undefined)
    ? " (whoever has days or hours of their own keeps to them)"
    : "";
  return (
    `This assumes that coming tasks go like the ${forecast.learnedFrom} finished ones (half took more than ` +
    `${sayRatio(forecast.usualRatio)} × their estimate; reviews come on top), ${slots} slot${slots === 1 ? " stays" : "s stay"} ` +
    `staffed, ${hours}${own}, and nothing is added.`
  );
}

/** How the dates given in summaries did. */
function sayKept(world: World): string {
  const { promised, held } = countKept(
    world,
    readSummaries(world).map(({ date, promised: given }) => ({ date, promised: given ?? null })),
  );
  if (promised === 0) return "No P85 date has come due yet.";
  return `P85 dates kept so far: ${held} of ${promised} (85 of 100 should be).`;
}

function sayPace({ history }: WorldForecast, world: World): string {
  const weeks: number[] = [];
  for (const { finishedAt } of history.finished) {
    const ago = Math.floor(msBetween(finishedAt, world.snapshot.now) / WEEK_MS);
    if (ago >= 0 && ago < MOST_WEEKS) weeks[ago] = (weeks[ago] ?? 0) + 1;
  }
  const pace = forecastThroughput(Array.from(weeks, (week) => week ?? 0).reverse(), WEEKS_AHEAD);
  if (pace === null) return "";
  const [least, most] = [Math.floor(pace.quantile(0.05)), Math.ceil(pace.quantile(0.95))];
  return `At the pace of the last weeks, ${least} to ${most} tasks will be finished in four weeks (90 of 100 cases).`;
}

function renderPhases(found: WorldForecast, world: World, most: number): string {
  const rows = [...(found.forecast?.phases ?? [])]
    .sort(([, one], [, other]) => one.p50 - other.p50)
    .map(([phase, span]) => [quote(showPhase(phase), 60), ...spanCells(span, found, world)]);
  return rows.length === 0 ? "" : renderTable({ heads: ["Phase", "P50", "P85"], rows }, most);
}

function renderTasks(found: WorldForecast, { world }: Scene, most: number): string {
  const minutes = Float64Array.from(world.numbers, (number) =>
    expectedMinutes(world.tasks.get(number)?.fields.estimateMinutes),
  );
  const slacks = slack(world.graph, minutes);
  const tasks = [...(found.forecast?.tasks ?? [])]
    .filter(([id]) => world.tasks.get(Number(id))?.isContainer === false)
    .sort(([one, { p50 }], [other, { p50: later }]) => p50 - later || Number(one) - Number(other));
  const cellsOf = ([id, span]: (typeof tasks)[number]) => {
    const task = world.tasks.get(Number(id));
    const spare = Math.round(slacks[world.nodeOf.get(Number(id)) ?? -1] ?? 0);
    const name = task === undefined ? `#${id}` : nameIssue(task.issue, 50);
    const may = spare === 0 ? "none" : showMinutes(spare);
    return [name, ...spanCells(span, found, world), may];
  };
  return renderRows(["Task", "P50", "P85", "Slack"], tasks, cellsOf, most);
}

/** "" while there are no dates: what is missing for them stands below the critical path. */
export function renderForecast(scene: Scene, most: number): string {
  const { world } = scene;
  const found = forecastWorld(world);
  const project = sayProject(found, world);
  if (project === "" || most === 0) return project === "" ? "" : section("Forecast", project);
  const parts = [
    project,
    renderPhases(found, world, most),
    renderTasks(found, scene, most),
    [sayKept(world), sayPace(found, world)].filter((text) => text !== "").join(" "),
    sayNever(found),
    sayAssumptions(found),
  ];
  return section("Forecast", parts.filter((part) => part !== "").join("\n\n"));
}
