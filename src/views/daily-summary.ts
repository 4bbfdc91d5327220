/** The comment of one local day: what moved since the last one, what stands still and why, and what comes next. */
import { countTasks } from "../core/count-tasks.ts";
import { findStop } from "../core/emergency.ts";
import { listWords, shortWaits } from "../core/explain.ts";
import { likelyBegins } from "../core/forecast/forecast.ts";
import { forecastWorld } from "../core/forecast/forecast-world.ts";
import { addDays, instantOf, later, weekday } from "../core/local-time.ts";
import { showEstimate } from "../core/plans/duration.ts";
import type { SummaryFigures } from "../core/plugins.ts";
import { progressFigures } from "../core/progress-figures.ts";
import { nameIssue, quote, quoteSentence } from "../core/quote.ts";
import { findRisks, riskKey } from "../core/risks.ts";
import type { ScheduleResult } from "../core/schedule/schedule.ts";
import { count } from "../core/schedule/wording.ts";
import { showDay, showDayAndYear, showTime } from "../core/show-time.ts";
import type { Task, World } from "../core/world.ts";
import { sayForecast } from "./dashboard-forecast.ts";
import { headline, progressBar } from "./dashboard-head.ts";
import { sayFigures, sayRisk } from "./dashboard-outlook.ts";
import { reviewSince } from "./dashboard-tables.ts";
import { holderOf, labelledAt, type Scene, section, setScene, sinceOf } from "./scene.ts";
import { renderList } from "./table.ts";
import { fill } from "./templates.ts";

/** Lines per section, the first that fits; GitHub refuses comments that are too long. */
const LINES = [30, 12, 5, 1] as const;
const MOST_CHARACTERS = 50_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/** A task that will probably begin. */
interface Coming {
  readonly issue: number;
  readonly worker: string;
  /** ISO. */
  readonly at: string;
}

/** Everything the sections of one summary need. */
interface Window extends Scene {
  /** ISO: where the summary before ended. */
  readonly from: string;
  readonly completed: readonly Task[];
  readonly coming: readonly Coming[];
  /** Lines per section. */
  readonly most: number;
}

type Opened = Omit<Window, "coming" | "most">;

function openWindow(scene: Scene, date: string, previous: SummaryFigures | null): Opened {
  const { timezone, dailySummary } = scene.world.snapshot.settings;
  const today = instantOf(date, dailySummary.hour, timezone);
  const from = previous === null ? later(today, -DAY_MS) : instantOf(previous.date, dailySummary.hour, timezone);
  const completed = scene.by.done.filter((task) => (task.issue.closedAt ?? "") >= from);
  return { ...scene, from, completed };
}

/** Nothing finished, started, asked for review or became blocked in the window. */
function isQuiet({ world, from, completed, by }: Opened, previous: SummaryFigures | null): boolean {
  const { total, by: counts } = countTasks(world);
  if (previous === null || previous.done !== counts.done || previous.total !== total || completed.length > 0)
    return false;
  const { labels } = world.snapshot.settings;
  const started = [...by["in progress"], ...by["in review"]].some((task) => (task.holder?.since ?? "") >= from);
  const reviewed = by["in review"].some((task) => (labelledAt(task, labels["in review"]) ?? "") >= from);
  const risks = findRisks(world).map(riskKey).join(";");
  if (previous.risks != null && previous.risks.join(";") !== risks) return false;
  const stuck = by.blocked.some((task) => (labelledAt(task, labels.blocked) ?? "") >= from);
  return !started && !reviewed && !stuck;
}

function sayChange({ world, completed }: Window, previous: SummaryFigures | null): string {
  if (previous === null) return "This is the first summary.";
  const { total, by } = countTasks(world);
  const finished = by.done - previous.done;
  const added = total - previous.total;
  // A gate is no task, but stands among what is finished.
  const gates = completed.filter(({ gate }) => gate !== null).length;
  const words = [
    finished >= 0 ? `${finished} finished` : `${-finished} reopened`,
    ...(gates > 0 ? [`${count(gates, "gate")} opened`] : []),
    ...(added > 0 ? [`${added} new`] : added < 0 ? [`${-added} fewer`] : []),
  ];
  return `Since ${showDay(previous.date, world.snapshot)}: ${words.join(", ")}.`;
}

function renderProgress(window: Window, previous: SummaryFigures | null): string {
  const { total, by } = countTasks(window.world);
  return `${headline(by.done, total)}\n\n${progressBar(by.done, total)}\n\n${sayChange(window, previous)}`;
}

/** Who finished it: their own word, else whoever held it last. */
function finisher(task: Task, world: World): string {
  const facts = world.facts.get(task.issue.number) ?? [];
  const done = facts.findLast((fact) => fact.kind === "done" || fact.kind === "review");
  const claim = facts.findLast((fact) => fact.kind === "claim");
  const name =
    done?.kind === "done" || done?.kind === "review" ? done.worker : claim?.kind === "claim" ? claim.worker : null;
  return name === null ? "" : `, by ${quote(name, 39)}`;
}

function sayCompleted(task: Task, world: World): string {
  const shown = task.deliverables.slice(0, 5).map((one) => quote(one, 80));
  const more = task.deliverables.length - shown.length;
  const made = shown.length === 0 ? "" : `: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return `${nameIssue(task.issue)}${finisher(task, world)}${made}`;
}

function sayProgress(task: Task, world: World): string {
  const { estimateMinutes } = task.fields;
  const expected = estimateMinutes === undefined ? "" : `, estimated ${showEstimate(estimateMinutes)}`;
  return `${nameIssue(task.issue)}: ${holderOf(task)}, since ${sinceOf(task, world)}${expected}`;
}

function sayReview(task: Task, world: World): string {
  if (task.gate !== null) return `${nameIssue(task.issue)}, a gate: ${quoteSentence(task.gate.why)}`;
  return `${nameIssue(task.issue)}, built by ${holderOf(task)}, since ${reviewSince(task, world)}`;
}

function sayBlocked(task: Task, world: World): string {
  const { settings, repo } = world.snapshot;
  const at = labelledAt(task, settings.labels.blocked);
  const since = at === null ? "" : `, since ${showTime(at, world.snapshot)}`;
  return `${nameIssue(task.issue)}: waits for ${shortWaits(task, repo)}${since}`;
}

/** Workers with work in progress of whom nothing was heard in the window. */
function renderSilent({ by, from, world, most }: Window): string {
  const quiet = by["in progress"].filter((task) => task.holder !== null && task.holder.lastSeenAt < from);
  const lines = quiet.map(
    (task) =>
      `${holderOf(task)} on ${nameIssue(task.issue)}: last heard of on ${showTime(task.holder?.lastSeenAt ?? from, world.snapshot)}`,
  );
  return lines.length === 0 ? "" : section("No word from", renderList(lines, most));
}

/** By the rules that hand out work, with the lengths that are usual here, else as estimated; whatever waits for a person left out. */
function beginsWithin(minutes: number, { world, schedule }: Scene): readonly Coming[] {
  if (findStop(world) !== null) return [];
  const { input, calendar } = forecastWorld(world);
  const given = new Map(schedule.given.map(({ issue, worker }) => [String(issue), worker]));
  const tasks = input.tasks.map((task) => ({ ...task, holder: given.get(task.id) ?? task.holder }));
  return likelyBegins({ ...input, tasks })
    .filter(({ at }) => at <= minutes)
    .map(({ id, worker, at }) => ({ issue: Number(id), worker, at: calendar.isoAt(Math.round(at / 60) * 60) }));
}

/** What the schedule says will start: at once, in the course of the day, and what anybody may take. */
function renderNext({ schedule, by, world, coming, most }: Window): string {
  const given = schedule.given.flatMap((one) => {
    const task = world.tasks.get(one.issue);
    return task === undefined ? [] : [`${nameIssue(task.issue)}: ${quote(one.worker, 39)}, now`];
  });
  if (findStop(world) !== null) return section("Next 24 hours", "Nothing is handed out until `/start`.");
  const then = coming.map(({ issue, worker, at }) => {
    const task = world.tasks.get(issue);
    const name = task === undefined ? `#${issue}` : nameIssue(task.issue);
    return `${name}: ${quote(worker, 39)}, about ${showTime(at, world.snapshot)}`;
  });
  const meant = new Set([...schedule.given, ...coming].map(({ issue }) => issue));
  const free = by.ready.filter((task) => !meant.has(task.issue.number)).map((task) => `${nameIssue(task.issue)}: free`);
  return section("Next 24 hours", renderList([...given, ...then, ...free], Math.min(most, 15)));
}

/** `12 overdue`, as the summary before kept it. */
function sayOver(key: string, { issues }: World): string {
  const [number = "", ...kind] = key.split(" ");
  const issue = issues.get(Number(number));
  return `${issue === undefined ? `#${number}` : nameIssue(issue, 50)} (${kind.join(" ")})`;
}

/** What became a risk since the summary before, and what is none any more. */
function renderRisksMoved({ world, most }: Window, previous: SummaryFigures | null): string {
  const before = previous?.risks;
  if (before === null || before === undefined) return "";
  const now = findRisks(world);
  const keys = new Set(now.map(riskKey));
  const fresh = now.filter((risk) => !before.includes(riskKey(risk))).map((risk) => `New: ${sayRisk(risk, world)}`);
  const gone = before.filter((key) => !keys.has(key)).map((key) => `Over: ${sayOver(key, world)}`);
  return fresh.length + gone.length === 0 ? "" : section("Risks that moved", renderList([...fresh, ...gone], most));
}

const WEEK_DAYS = 7;

/** On the day that the settings name: the seven days before it beside the seven before those. */
function renderWeek({ world }: Scene, date: string): string {
  if (world.snapshot.settings.dailySummary.review !== weekday(date)) return "";
  const from = addDays(date, -WEEK_DAYS);
  const before = progressFigures(world, addDays(from, -WEEK_DAYS), from);
  const week = progressFigures(world, from, date);
  const [first, last] = [showDay(from, world.snapshot), showDay(addDays(date, -1), world.snapshot)];
  const lead = `${first} to ${last}. The week before, ${before.finished} finished.`;
  const lines = sayFigures(week);
  return section("The week", `${lead}\n\n${renderList(lines, lines.length)}`);
}

function sayQuietDay({ world, by }: Scene, previous: SummaryFigures | null): string {
  const { total, by: counts } = countTasks(world);
  const busy = by["in progress"].map((task) => `#${task.issue.number}`);
  const now =
    busy.length === 0 ? "" : ` In progress: ${listWords(busy.slice(0, 10))}${busy.length > 10 ? " and more" : ""}.`;
  const since = previous === null ? "yesterday" : showDay(previous.date, world.snapshot);
  return `No change since ${since}: ${counts.done} of ${count(total, "task")} done.${now}`;
}

function render(window: Window, date: string, previous: SummaryFigures | null): string {
  const { by, world, most } = window;
  const list = (title: string, tasks: readonly Task[], say: (task: Task) => string) =>
    section(title, renderList(tasks.map(say), most));
  return fill("daily-summary.md", {
    date: showDayAndYear(date),
    progress: renderProgress(window, previous),
    completed: list("Finished", window.completed, (task) => sayCompleted(task, world)),
    "in-progress": list("In progress", by["in progress"], (task) => sayProgress(task, world)),
    "in-review": list("In review", by["in review"], (task) => sayReview(task, world)),
    blocked: list("Blocked", by.blocked, (task) => sayBlocked(task, world)),
    silent: renderSilent(window),
    next: renderNext(window),
    risks: renderRisksMoved(window, previous),
    forecast: sayForecast(world),
    week: renderWeek(window, date),
  });
}

export function dailySummary(
  world: World,
  schedule: ScheduleResult,
  date: string,
  previous: SummaryFigures | null,
): string {
  const window = openWindow(setScene(world, schedule), date, previous);
  const isReview = world.snapshot.settings.dailySummary.review === weekday(date);
  if (!isReview && isQuiet(window, previous)) return sayQuietDay(window, previous);
  const coming = beginsWithin(DAY_MINUTES, window);
  let text = "";
  for (const most of LINES) {
    text = render({ ...window, coming, most }, date, previous);
    if (text.length <= MOST_CHARACTERS) break;
  }
  return text;
}
