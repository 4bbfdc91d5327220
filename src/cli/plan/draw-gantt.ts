/** A Gantt chart in 80 columns of text: who-does-it-when for a number of workers, the critical path in full blocks. */
import { showLength } from "../../core/plans/duration.ts";
import { dispatchPlan } from "../../core/plans/makespan.ts";
import type { PlanReport } from "../../core/plans/plan-report.ts";
import { COLUMNS, padTo } from "../columns.ts";
import { type PlanDates, showDate } from "./plan-dates.ts";

const NAME = 24;
const BAR = COLUMNS - NAME - 4;
const MOST_ROWS = 80;

export function drawGantt({ plan, measures }: PlanReport, workers: number, dates: PlanDates | null): string[] {
  const { assignments, makespan } = dispatchPlan(plan, workers);
  const titles = new Map(plan.tasks.map((task) => [task.id, task.title]));
  const critical = new Set(measures.criticalPath.taskIds);
  const rows = assignments.slice(0, MOST_ROWS).map(({ task, start, end }) => {
    const title = titles.get(task) ?? "";
    const name = title === "" || title === task ? task : `${task} ${title}`;
    return `  ${padTo(name, NAME)} ${bar(start, end, makespan, critical.has(task) ? "█" : "▒")}`;
  });
  const left = assignments.length - rows.length;
  const finish = dates === null ? [] : [`  ${showDate(dates.begins(0))} to ${showDate(dates.ends(makespan))}`];
  return [
    ...finish,
    `  ${workers} at once, ${showLength(makespan)}; █ critical path, ▒ others; one column is ${showLength(makespan / BAR)}`,
    ...rows,
    ...(left > 0 ? [`  and ${left} tasks more (--json has all)`] : []),
  ];
}

/** At least one column, so that nothing vanishes. */
function bar(start: number, end: number, makespan: number, sign: string): string {
  const column = (minute: number) => (makespan === 0 ? 0 : Math.floor((minute / makespan) * BAR));
  const from = Math.min(BAR - 1, column(start));
  const to = Math.max(from + 1, column(end));
  return `${" ".repeat(from)}${sign.repeat(to - from)}`;
}
