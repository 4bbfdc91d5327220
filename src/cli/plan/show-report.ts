/** What `plan` prints for people: numbers, waves, critical path, makespans, a Gantt chart, claims and warnings. */
import { showLength } from "../../core/plans/duration.ts";
import type { Makespan } from "../../core/plans/makespan.ts";
import type { PlanReport } from "../../core/plans/plan-report.ts";
import { count } from "../../core/schedule/wording.ts";
import { COLUMNS, cut, padTo, wrap } from "../columns.ts";
import { drawGantt } from "./draw-gantt.ts";
import { type PlanDates, showDate } from "./plan-dates.ts";

const MOST_WAVES = 40;
const MOST_PHASES = 40;
const MOST_IDS = 60;

export interface ShowOptions {
  readonly path: string;
  /** How many the chart shows. */
  readonly workers: number;
  readonly dates: PlanDates | null;
}

/** Lines of at most 80 columns. */
export function showReport(report: PlanReport, { path, workers, dates }: ShowOptions): string[] {
  const { plan } = report;
  return [
    ...wrap(plan.title, COLUMNS),
    cut(path, COLUMNS),
    "",
    ...numbers(report),
    ...section("Phases", phases(report)),
    ...section("Milestones (target dates; nothing waits for them)", milestones(report)),
    ...section("Waves (what can be done at once)", waves(report)),
    ...section("Critical path", criticalPath(report)),
    ...section("Circles (nothing in them can begin)", cycles(report)),
    ...section("How long with how many workers who can do everything", makespanTable(report, dates)),
    ...section("With the people the document names", staffing(report)),
    ...section("Gantt chart", drawGantt(report, workers, dates)),
    ...section("What the document says itself", claims(report)),
    ...section(`Warnings (${report.warnings.length})`, warnings(report)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function numbers(report: PlanReport): string[] {
  const { plan, measures } = report;
  const { totals, criticalPath: path } = measures;
  const counts = [
    count(totals.tasks, "task"),
    count(totals.edges, "dependency", "dependencies"),
    ...[
      [plan.phases.length, "phase"] as const,
      [plan.tracks.length, "track"] as const,
      [plan.gates.length, "gate"] as const,
      [plan.milestones.length, "milestone"] as const,
      [plan.workers.length, "worker"] as const,
      [plan.catalogue.length, "catalogue feature"] as const,
      [plan.risks.length, "risk"] as const,
    ].flatMap(([many, one]) => (many === 0 ? [] : [count(many, one)])),
  ];
  const share = totals.sequentialMinutes === 0 ? 0 : (100 * path.minutes) / totals.sequentialMinutes;
  const done = plan.tasks.filter((task) => task.status === "done").length;
  const sentences = [
    `${counts.join(", ")}.`,
    `One after another: ${showLength(totals.sequentialMinutes)}. Longest chain: ${showLength(path.minutes)} ` +
      `(${share.toFixed(0)} %). Widest wave: ${count(totals.maxWidth, "task")}.`,
    ...assumed(report),
    ...(done === 0 ? [] : [`${done} of ${count(totals.tasks, "task")} done already; all are counted here.`]),
  ];
  return sentences.flatMap((sentence) => wrap(sentence, COLUMNS));
}

/** What every length below takes for granted. */
function assumed({ plan, minutes }: PlanReport): string[] {
  const lengths = plan.tasks.flatMap(({ id, estimateMinutes }) =>
    estimateMinutes === null ? [minutes.get(id) ?? 0] : [],
  );
  if (lengths.length === 0) return [];
  const [low, high] = [showLength(Math.min(...lengths)), showLength(Math.max(...lengths))];
  const as = low === high ? low : `${low} to ${high}`;
  return [
    `${count(lengths.length, "task")} without an estimate: taken as ${as}${lengths.length === 1 ? "" : " each"}.`,
  ];
}

function phases({ plan, minutes: expected }: PlanReport): string[] {
  const rows = plan.phases.slice(0, MOST_PHASES).map(({ title, taskIds, calendar }) => {
    const when = calendar === null ? "" : `${calendar.unit} ${span(calendar)}`;
    const minutes = taskIds.reduce((sum, id) => sum + (expected.get(id) ?? 0), 0);
    const size = `${count(taskIds.length, "task").padStart(9)}${showLength(minutes).padStart(13)}`;
    return `  ${padTo(title, 37)}${padTo(when, 14)}${taskIds.length === 0 ? "" : size}`.trimEnd();
  });
  const left = plan.phases.length - rows.length;
  return left > 0 ? [...rows, `  and ${left} more (--json has all)`] : rows;
}

function span({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}-${to}`;
}

function milestones({ plan }: PlanReport): string[] {
  const shown = plan.milestones.slice(0, MOST_PHASES).flatMap(({ title, week, criteria }) => {
    const more = criteria.length === 0 ? "" : ` (${count(criteria.length, "criterion", "criteria")})`;
    return hang(`  ${padTo(week === null ? "" : `week ${week}`, 10)}`, `${title}${more}`);
  });
  const left = plan.milestones.length - MOST_PHASES;
  return left > 0 ? [...shown, `  and ${left} more (--json has all)`] : shown;
}

function waves({ measures }: PlanReport): readonly string[] {
  const shown = measures.waves.slice(0, MOST_WAVES).flatMap((ids, at) => {
    const names = ids.slice(0, MOST_IDS).join(", ");
    const more = ids.length > MOST_IDS ? ` and ${ids.length - MOST_IDS} more` : "";
    return hang(`  ${String(at + 1).padStart(3)}  `, `${names}${more}`);
  });
  const left = measures.waves.length - MOST_WAVES;
  return left > 0 ? [...shown, `       and ${count(left, "wave")} more (--json has all)`] : shown;
}

function criticalPath({ measures }: PlanReport): string[] {
  const { taskIds, minutes } = measures.criticalPath;
  const shown =
    taskIds.length > MOST_IDS ? [...taskIds.slice(0, MOST_IDS), `${taskIds.length - MOST_IDS} more`] : taskIds;
  return hang("  ", `${shown.join(" → ")} (${count(taskIds.length, "task")}, ${showLength(minutes)})`);
}

function cycles({ measures }: PlanReport): string[] {
  return measures.cycles.flatMap((ids) => hang("  ", [...ids, ids[0] ?? ""].join(" waits for ")));
}

function makespanTable({ makespans, measures }: PlanReport, dates: PlanDates | null): string[] {
  const sequential = measures.totals.sequentialMinutes;
  const rows = makespans.rows.map((row) => {
    return makespanRow(row, sequential) + (dates === null ? "" : `   ${showDate(dates.ends(row.minutes))}`);
  });
  const enough = `  Fewest workers for the shortest time: ${makespans.fewest}.`;
  return [
    `    workers       length      minutes   speed-up   saved${dates === null ? "" : "   done"}`,
    ...rows,
    enough,
  ];
}

function makespanRow({ workers, minutes, speedup }: Makespan, sequential: number): string {
  const saved = sequential === 0 ? 0 : (100 * (sequential - minutes)) / sequential;
  const cells = [String(workers).padStart(11), showLength(minutes).padStart(13), minutes.toFixed(0).padStart(13)];
  return `${cells.join("")}${speedup.toFixed(2).padStart(10)}x${saved.toFixed(0).padStart(6)} %`;
}

const MOST_PEOPLE = 30;
const NAMED_BY = {
  workers: "Its workers",
  owners: "The owners of its tasks",
  tracks: "One worker for each track",
} as const;

function staffing({ ownStaffing }: PlanReport): string[] {
  if (ownStaffing === null) return [];
  const { source, minutes, speedup, workers, unplaced } = ownStaffing;
  const rows = workers.slice(0, MOST_PEOPLE).map(({ id, taskIds, busyMinutes, utilisation }) => {
    const busy = `${showLength(busyMinutes).padStart(13)}${(100 * utilisation).toFixed(0).padStart(6)} %`;
    return `    ${padTo(id, 33)}${count(taskIds.length, "task").padStart(9)}${busy}`;
  });
  return [
    ...hang("  ", `${NAMED_BY[source]} (${workers.length}) take ${showLength(minutes)}, ${speedup.toFixed(2)}x; busy:`),
    ...rows,
    ...(workers.length > MOST_PEOPLE ? [`    and ${workers.length - MOST_PEOPLE} more (--json has all)`] : []),
    ...unplaced.slice(0, MOST_PEOPLE).flatMap(({ task, why }) => hang("    ", `${task} can never be done: ${why}.`)),
  ];
}

function claims({ claims: weighed }: PlanReport): string[] {
  return weighed.flatMap(({ claim, computed, isPossible }) => [
    ...hang(`  ${line(claim.line)}  `, cut(claim.text, 120)),
    ...hang(" ".repeat(13), `${isPossible ? "computed" : "DIFFERS"}: ${computed}`),
  ]);
}

function warnings(report: PlanReport): string[] {
  return report.warnings.flatMap((one) => hang(`  ${line(one.line)}  `, one.message));
}

/** The first line begins with `head`, the others below its end. */
function hang(head: string, text: string): string[] {
  const lines = wrap(text, COLUMNS - head.length);
  return lines.map((one, at) => (at === 0 ? head : " ".repeat(head.length)) + one);
}

function line(number: number | null): string {
  return padTo(number === null || number === 0 ? "" : `line ${number}`, 9);
}
