/** `plan --mermaid`: a plan as two Mermaid diagrams in Markdown, what waits for what and a Gantt chart. */
import { dispatchPlan } from "../../core/plans/makespan.ts";
import type { PlanReport } from "../../core/plans/plan-report.ts";
import { mermaidLabel } from "../../views/mermaid.ts";
import type { PlanDates } from "./plan-dates.ts";

/** GitHub draws neither beyond Mermaid's own limits of 500 edges and 50,000 characters; other tools may. */
export function renderMermaid(report: PlanReport, workers: number, dates: PlanDates): string {
  return [fence(graph(report)), fence(gantt(report, workers, dates))].join("\n\n");
}

function fence(lines: readonly string[]): string {
  return ["```mermaid", ...lines, "```"].join("\n");
}

function graph({ plan, measures }: PlanReport): string[] {
  const nameOf = new Map([...plan.tasks, ...plan.gates].map(({ id }, at) => [id, `n${at}`]));
  const arrow = (from: string, to: string, line = "-->") => {
    const ends = [nameOf.get(from), nameOf.get(to)];
    return ends.includes(undefined) ? [] : [`${ends[0]} ${line} ${ends[1]}`];
  };
  const critical = measures.criticalPath.taskIds.flatMap((id) => nameOf.get(id) ?? []);
  return [
    "graph LR",
    ...plan.tasks.map(({ id, title }) => `${nameOf.get(id)}["${nodeText(id, title)}"]`),
    ...plan.gates.map(({ id, title }) => `${nameOf.get(id)}{{"${mermaidLabel(title)}"}}`),
    ...plan.tasks.flatMap((task) => [
      ...task.dependsOn.flatMap((id) => arrow(id, task.id)),
      ...task.softDependsOn.flatMap((id) => arrow(id, task.id, "-.->")),
    ]),
    ...plan.gates.flatMap((gate) => [
      ...gate.after.flatMap((id) => arrow(id, gate.id)),
      ...gate.before.flatMap((id) => arrow(gate.id, id)),
    ]),
    ...(critical.length === 0
      ? []
      : ["classDef critical stroke:#cf222e,stroke-width:2px", `class ${critical.join(",")} critical`]),
  ];
}

function nodeText(id: string, title: string): string {
  const name = mermaidLabel(id);
  return title === id ? name : `${name} · ${mermaidLabel(title)}`;
}

function gantt({ plan, measures }: PlanReport, workers: number, dates: PlanDates): string[] {
  const byId = new Map(plan.tasks.map((task) => [task.id, task]));
  const phaseOf = new Map(plan.phases.map(({ id, title }) => [id, title]));
  const critical = new Set(measures.criticalPath.taskIds);
  const { assignments } = dispatchPlan(plan, workers);
  const sections = Map.groupBy(assignments, ({ task }) => phaseOf.get(byId.get(task)?.phase ?? "") ?? "");
  const bars = [...sections].flatMap(([phase, members]) => [
    ...(phase === "" ? [] : [`section ${mermaidLabel(phase)}`]),
    ...members.map(({ task, start, end }) => {
      const { title = task, status = "open" } = byId.get(task) ?? {};
      const marks = [status === "done" && "done", critical.has(task) && "crit"].filter((mark) => mark !== false);
      return `${nodeText(task, title)} :${[...marks, dates.begins(start), dates.ends(end)].join(", ")}`;
    }),
  ]);
  return ["gantt", `title ${mermaidLabel(plan.title)}`, "dateFormat YYYY-MM-DDTHH:mm", ...bars];
}
