/** The body of an issue made from a planned task, in fields that read back as the same task. */

import type { Minutes } from "../core/model.ts";
import { showNumbers } from "../core/model.ts";
import type { PlanTask } from "../core/plans/plan.ts";
import type { TaskBlockers } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { fill } from "./templates.ts";

/** Visible characters of one item: a criterion cut in half would be checked by half. */
const LONGEST_ITEM = 1_000;

function duration(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}min`;
}

function estimate(minutes: Minutes | null): string | null {
  if (minutes === null) return null;
  return minutes.low === minutes.high ? duration(minutes.low) : `${minutes.low}-${minutes.high} minutes`;
}

function field(name: string, value: string | null): readonly string[] {
  return value === null || value === "" ? [] : [`**${name}**: ${value}`];
}

/** Numbers are issues we made; everything else is the plan's text and is quoted. */
function fields(task: PlanTask): string {
  const names = (amounts: Readonly<Record<string, number>>) =>
    Object.keys(amounts)
      .map((name) => quote(name))
      .join(", ");
  return [
    ...field("Estimate", estimate(task.estimateMinutes)),
    ...field("Track", task.track === null ? null : quote(task.track)),
    ...field("Phase", task.phase === null ? null : quote(task.phase)),
    ...field("Priority", task.priority),
    ...field("Owner", task.owner === null ? null : quote(task.owner)),
    ...field("Reviewer", task.reviewer === null ? null : quote(task.reviewer)),
    ...field("Skills", names(task.skills)),
    ...field("Touches", task.touches.map((path) => `\`${path.replaceAll("`", "")}\``).join(", ")),
    ...field("Uses", names(task.uses)),
    ...field("Not before", task.notBefore),
    ...field("Due", task.due),
  ].join("\n");
}

function list(name: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `## ${name}\n\n${items.join("\n")}`;
}

function boxes(items: PlanTask["doneWhen"]): readonly string[] {
  return items.map(({ text, done }) => `- [${done === true ? "x" : " "}] ${quote(text, LONGEST_ITEM)}`);
}

export function taskIssue(task: PlanTask, blockers: TaskBlockers): string {
  return fill("task-issue.md", {
    fields: fields(task),
    "depends-on": blockers.hard.length === 0 ? "" : `**Depends on**: ${showNumbers(blockers.hard)}`,
    "can-start-with-a-mock": blockers.soft.length === 0 ? "" : `**Soft dependencies**: ${showNumbers(blockers.soft)}`,
    "done-when": list("Done when", boxes(task.doneWhen)),
    deliverables: list("Deliverables", boxes(task.deliverables)),
    notes: list(
      "Notes",
      task.notes.map((note) => `- ${quote(note, LONGEST_ITEM)}`),
    ),
  });
}
