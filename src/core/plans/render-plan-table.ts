/** Writes a plan as a Markdown task table that reads back to the same graph. */

import { writeEstimate } from "./duration.ts";
import type { Plan, PlanGate, PlanTask, PlanTrack } from "./plan.ts";

const HEADER = [
  "ID",
  "Task",
  "Depends on",
  "Soft",
  "Est.",
  "Priority",
  "Status",
  "Owner",
  "Skills",
  "Touches",
  "Uses",
  "Done when",
];

/** The whole document: title, one table with a bold row per track, gates. Tasks without a track come first. */
export function renderPlanTable(plan: Plan): string {
  const free = plan.tasks.filter((task) => task.track === null);
  const rows = [...free.map(renderRow), ...plan.tracks.flatMap((track) => renderTrack(track, plan))];
  const table = [...head(), ...rows].join("\n");
  return [`# ${oneLine(plan.title)}`, "## Tasks", table, ...plan.gates.map(renderGate)].join("\n\n").concat("\n");
}

function head(): string[] {
  return [row(HEADER), row(HEADER.map(() => "---"))];
}

/** Lines for some tasks, to be copied into a plan. */
export function renderTaskRows(tasks: readonly PlanTask[]): string {
  return [...head(), ...tasks.map(renderRow)].join("\n");
}

function renderTrack(track: PlanTrack, plan: Plan): string[] {
  const members = plan.tasks.filter((task) => task.track === track.id);
  if (members.length === 0) return [];
  const owner = track.owner === null ? "" : ` (${oneLine(track.owner)})`;
  return [`| **${cell(track.id)}${owner}** |`, ...members.map(renderRow)];
}

function renderRow(task: PlanTask): string {
  const estimate = task.estimateMinutes === null ? "-" : writeEstimate(task.estimateMinutes);
  return row([
    task.id,
    task.title,
    list(task.dependsOn),
    list(task.softDependsOn),
    estimate,
    task.priority ?? "-",
    task.status,
    task.owner ?? "-",
    list(Object.keys(task.skills)),
    list(task.touches.map((path) => `\`${path}\``)),
    list(Object.keys(task.uses)),
    list(
      task.doneWhen.map((check) => check.text),
      "; ",
    ),
  ]);
}

function renderGate(gate: PlanGate): string {
  const fields = [
    `**After**: ${list(gate.after)}`,
    `**Before**: ${list(gate.before)}`,
    `**Approver**: ${gate.approver ?? "-"}`,
    `**Status**: ${gate.status}`,
  ];
  const criteria = gate.criteria.map(
    (criterion) => `- [${criterion.done === true ? "x" : " "}] ${oneLine(criterion.text)}`,
  );
  return [`## Gate: ${oneLine(gate.title)}`, fields.join("\n"), criteria.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

function list(items: readonly string[], separator = ", "): string {
  return items.length === 0 ? "-" : items.join(separator);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function cell(text: string): string {
  return oneLine(text).replaceAll("|", "\\|");
}
