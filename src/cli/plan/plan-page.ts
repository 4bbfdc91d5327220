/** `plan --html`: one page that shows a plan to people; needs no network, prints well, light and dark. */

import { type Html, html, type Piece } from "../../core/html.ts";
import { showLength } from "../../core/plans/duration.ts";
import { dispatchPlan } from "../../core/plans/makespan.ts";
import type { PlanReport } from "../../core/plans/plan-report.ts";
import { drawGraphSvg, type GraphDrawing, MOST_NODES } from "../graph-svg.ts";
import { drawGanttSvg } from "./gantt-svg.ts";
import { type PlanDates, showDate } from "./plan-dates.ts";
import { PAGE_STYLE } from "./plan-page-style.ts";

export interface PageOptions {
  readonly path: string;
  /** How many the chart shows. */
  readonly workers: number;
  readonly dates: PlanDates | null;
}

export function renderPlanPage(report: PlanReport, { path, workers, dates }: PageOptions): string {
  const { plan } = report;
  const { text } = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${plan.title}</title>
<style>${PAGE_STYLE}</style></head>
<body><main>
<h1>${plan.title}</h1>
<p class="path">${path}</p>
${figures(report)}
${section("Gantt chart", gantt(report, workers, dates))}
${section("What waits for what", graph(report))}
${section("How long with how many", makespans(report, dates))}
${section("With the people the plan names", staffing(report))}
${section("Phases", phases(report))}
${section("Waves", waves(report))}
${section("Tasks", tasks(report))}
${section("Gates", gates(report))}
${section("Risks", risks(report))}
${section("Metrics", metrics(report))}
${section("What the document says itself", claims(report))}
${section(`Warnings (${report.warnings.length})`, warnings(report))}
</main></body></html>
`;
  return text;
}

function section(title: string, content: Piece): Piece {
  return content === null ? null : html`<section><h2>${title}</h2>\n${content}</section>`;
}

function table(headers: readonly string[], rows: readonly (readonly Piece[])[]): Piece {
  if (rows.length === 0) return null;
  const cells = (row: readonly Piece[]) => row.map((cell) => html`<td>${cell}</td>`);
  return html`<div class="wide"><table><thead><tr>${headers.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>\n`)}</tbody></table></div>`;
}

function figures({ plan, measures, makespans: { fewest } }: PlanReport): Html {
  const { totals, criticalPath } = measures;
  const one = (figure: Piece, about: string) => html`<li><b>${figure}</b> ${about}</li>`;
  const done = plan.tasks.filter(({ status }) => status === "done").length;
  return html`<ul class="figures">${[
    one(totals.tasks, done === 0 ? "tasks" : `tasks, ${done} of them done`),
    one(showLength(criticalPath.minutes), "longest chain"),
    one(showLength(totals.sequentialMinutes), "one after another"),
    one(totals.maxWidth, "tasks in the widest wave"),
    one(fewest, fewest === 1 ? "worker is enough for the shortest" : "workers are enough for the shortest"),
  ]}</ul>`;
}

function gantt({ plan, measures }: PlanReport, workers: number, dates: PlanDates | null): Html {
  const { assignments, makespan } = dispatchPlan(plan, workers);
  const byId = new Map(plan.tasks.map((task) => [task.id, task]));
  const critical = new Set(measures.criticalPath.taskIds);
  const rows = assignments.map(({ task, start, end }) => ({
    task,
    start,
    end,
    title: byId.get(task)?.title ?? "",
    isCritical: critical.has(task),
    isDone: byId.get(task)?.status === "done",
    when: dates === null ? showLength(end - start) : `${showDate(dates.begins(start))} to ${showDate(dates.ends(end))}`,
  }));
  const tick = (minute: number, step: number) => {
    if (dates === null) return showLength(minute);
    const at = dates.begins(minute);
    return step < 480 ? at.slice(5).replace("T", " ") : at.slice(0, 10);
  };
  const finish = dates === null ? "" : `, from ${dates.start} to ${showDate(dates.ends(makespan))}`;
  const label = `Gantt chart of ${plan.title}`;
  return html`<p>${workers} at once, ${showLength(makespan)}${finish}. Red: the critical path.</p>
<div class="wide">${drawGanttSvg({ label, makespan, rows, tick })}</div>`;
}

function graph({ plan, measures }: PlanReport): Html {
  const size = plan.tasks.length + plan.gates.length;
  if (size > MOST_NODES)
    return html`<p>${size} tasks and gates are too many for one picture; the waves and tables below hold them.</p>`;
  const path = measures.criticalPath.taskIds;
  const critical = new Set(path);
  const follows = new Set(path.slice(1).map((id, at) => `${path[at]}>${id}`));
  const edge = (blocker: string, dependent: string, isSoft = false) => {
    return { blocker, dependent, isSoft, isCritical: !isSoft && follows.has(`${blocker}>${dependent}`) };
  };
  const drawing: GraphDrawing = {
    label: `Dependency graph of ${plan.title}`,
    nodes: [
      ...plan.tasks.map(({ id, title, status }) => ({
        id,
        title,
        kind: status === "done" ? "done" : "plain",
        isCritical: critical.has(id),
      })),
      ...plan.gates.map(({ id, title }) => ({ id, title, kind: "gate" })),
    ],
    edges: [
      ...plan.tasks.flatMap((task) => [
        ...task.dependsOn.map((id) => edge(id, task.id)),
        ...task.softDependsOn.map((id) => edge(id, task.id, true)),
      ]),
      ...plan.gates.flatMap((gate) => [
        ...gate.after.map((id) => edge(id, gate.id)),
        ...gate.before.map((id) => edge(gate.id, id)),
      ]),
    ],
  };
  return html`<p>An arrow leads from a blocker to what waits for it. Red: the critical path. Dashed: work may begin before it is done. Orange: gates.</p>
<div class="wide">${drawGraphSvg(drawing)}</div>`;
}

function makespans({ makespans: { rows }, measures }: PlanReport, dates: PlanDates | null): Piece {
  const sequential = measures.totals.sequentialMinutes;
  const saved = (minutes: number) =>
    sequential === 0 ? "0 %" : `${((100 * (sequential - minutes)) / sequential).toFixed(0)} %`;
  const headers = ["Workers", "Length", "Speed-up", "Saved", ...(dates === null ? [] : ["Done"])];
  return table(
    headers,
    rows.map(({ workers, minutes, speedup }) => [
      workers,
      showLength(minutes),
      `${speedup.toFixed(2)}×`,
      saved(minutes),
      ...(dates === null ? [] : [showDate(dates.ends(minutes))]),
    ]),
  );
}

function staffing({ ownStaffing }: PlanReport): Piece {
  if (ownStaffing === null) return null;
  const { minutes, speedup, workers, unplaced } = ownStaffing;
  const rows = workers.map(({ id, taskIds, busyMinutes, utilisation }) => [
    id,
    taskIds.join(", "),
    showLength(busyMinutes),
    `${(100 * utilisation).toFixed(0)} %`,
  ]);
  const never = unplaced.map(({ task, why }) => html`<li>${task} can never be done: ${why}.</li>`);
  return html`<p>They take ${showLength(minutes)} (${speedup.toFixed(2)}×).</p>
${table(["Worker", "Tasks", "Busy", "Of the time"], rows)}${never.length > 0 && html`<ul>${never}</ul>`}`;
}

function phases({ plan, minutes }: PlanReport): Piece {
  return table(
    ["Phase", "When", "Tasks", "Work"],
    plan.phases.map(({ title, calendar, taskIds }) => [
      title,
      calendar === null
        ? ""
        : `${calendar.unit} ${calendar.from === calendar.to ? calendar.from : `${calendar.from}-${calendar.to}`}`,
      taskIds.length,
      showLength(taskIds.reduce((sum, id) => sum + (minutes.get(id) ?? 0), 0)),
    ]),
  );
}

function waves({ measures }: PlanReport): Html {
  return html`<p>What can be done at once.</p><ol>${measures.waves.map((ids) => html`<li>${ids.map((id, at) => [at === 0 ? "" : ", ", linkTo(id)])}</li>\n`)}</ol>`;
}

function anchor(id: string): string {
  return `task-${encodeURIComponent(id)}`;
}

function linkTo(id: string): Html {
  return html`<a href="#${encodeURIComponent(anchor(id))}">${id}</a>`;
}

function tasks({ plan, minutes }: PlanReport): Piece {
  const known = new Set(plan.tasks.map(({ id }) => id));
  const list = (ids: readonly string[]) => ids.map((id, at) => [at === 0 ? "" : ", ", known.has(id) ? linkTo(id) : id]);
  return table(
    ["Id", "Task", "Waits for", "Length", "Phase", "Track", "Owner", "Status", "Line"],
    plan.tasks.map((task) => [
      html`<span id="${anchor(task.id)}">${task.id}</span>`,
      task.title,
      [
        list(task.dependsOn),
        task.softDependsOn.length > 0 && [task.dependsOn.length > 0 && ", ", "soft: ", list(task.softDependsOn)],
      ],
      showLength(minutes.get(task.id) ?? 0),
      task.phase,
      task.track,
      task.owner,
      task.status,
      task.line,
    ]),
  );
}

function gates({ plan }: PlanReport): Piece {
  const rows = plan.gates.map(({ title, criteria, approver, status, after, before }) => [
    title,
    html`<ul>${criteria.map(({ text, done }) => html`<li>${done === true ? "☑" : "☐"} ${text}</li>`)}</ul>`,
    approver,
    status,
    after.join(", "),
    before.join(", "),
  ]);
  return table(["Gate", "Criteria", "Approver", "Status", "Waits for", "Holds back"], rows);
}

function risks({ plan }: PlanReport): Piece {
  const rows = plan.risks.map(({ title, probability, impact, mitigation, owner }) => [
    title,
    probability,
    impact,
    mitigation,
    owner,
  ]);
  return table(["Risk", "Probability", "Impact", "Mitigation", "Owner"], rows);
}

function metrics({ plan }: PlanReport): Piece {
  return table(
    ["Metric", "Target", "Measured by"],
    plan.metrics.map(({ title, target, measurement }) => [title, target, measurement]),
  );
}

function claims({ claims: weighed }: PlanReport): Piece {
  const rows = weighed.map(({ claim, computed, isPossible }) => [
    claim.line,
    claim.text,
    isPossible ? computed : html`<strong>differs:</strong> ${computed}`,
  ]);
  return table(["Line", "It says", "Computed"], rows);
}

function warnings({ warnings: found, measures }: PlanReport): Piece {
  const cycles = measures.cycles.map((ids) => [
    "",
    `Nothing in this circle can begin: ${[...ids, ids[0] ?? ""].join(" waits for ")}.`,
  ]);
  return table(["Line", "What"], [...cycles, ...found.map(({ line, message }) => [line === 0 ? "" : line, message])]);
}
