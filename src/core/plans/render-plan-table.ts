/** Writes a plan as a Markdown task table that reads back to the same graph. */

import { writeEstimate } from "./duration.ts";
import { clausesOf } from "./item-clauses.ts";
import { calledBy } from "./names.ts";
import type { Plan, PlanGate, PlanTask, PlanTrack } from "./plan.ts";
import { trackOf } from "./table-rows.ts";

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

/** Id of a phase -> the cell that names it; empty where the plan has none, then there is no column for it. */
type PhaseNames = ReadonlyMap<string, string>;

/** The whole document: title, one table with a bold row per track, gates. Tasks without a track come first. */
export function renderPlanTable(plan: Plan): string {
  const phases = new Map(plan.phases.map(({ id, title }) => [id, title]));
  const tracks = new Set(plan.tracks.map(({ id }) => id));
  const free = plan.tasks.filter(({ track }) => track === null || !tracks.has(track));
  const rows = [
    ...free.map((task) => renderRow(task, phases)),
    ...plan.tracks.flatMap((track) => renderTrack(track, plan, phases)),
  ];
  const table = [...head(phases), ...rows].join("\n");
  return [`# ${oneLine(plan.title)}`, "## Tasks", table, ...plan.gates.map(renderGate)].join("\n\n").concat("\n");
}

function head(phases: PhaseNames): string[] {
  const names = phases.size === 0 ? HEADER : [...HEADER, "Phase"];
  return [row(names), row(names.map(() => "---"))];
}

/** Lines for some tasks, to be copied into a plan. */
export function renderTaskRows(tasks: readonly PlanTask[]): string {
  const none: PhaseNames = new Map();
  return [...head(none), ...tasks.map((task) => renderRow(task, none))].join("\n");
}

function renderTrack(track: PlanTrack, plan: Plan, phases: PhaseNames): string[] {
  const members = plan.tasks.filter((task) => task.track === track.id);
  if (members.length === 0) return [];
  return [`| **${cell(nameOf(track))}** |`, ...members.map((task) => renderRow(task, phases))];
}

/** As its writer called it, where that reads back as this track; else its id. */
function nameOf({ id, title, owner }: PlanTrack): string {
  const behind = owner === null ? "" : ` (${oneLine(owner)})`;
  const again = trackOf(oneLine(title) + behind, 0);
  const isSame = again.id === id && again.owner === owner && !/[*|]/.test(title);
  return (isSame ? oneLine(title) : id) + behind;
}

const ORDINARY = /^(?:\p{Lu}|\p{Ll}{2,30} \p{L})[\p{L}\p{N} ,.!?’'-]*$/u;

/** In quotation marks where a reader could take it for more than a title. */
function renderTitle(title: string): string {
  const isSure = ORDINARY.test(title) && calledBy(title)?.ids.length === 0 && clausesOf(title).title === title;
  return isSure ? title : `“${oneLine(title.replace(/[“”]/g, '"'))}”`;
}

function renderRow(task: PlanTask, phases: PhaseNames): string {
  const estimate = task.estimateMinutes === null ? "-" : writeEstimate(task.estimateMinutes);
  return row([
    task.id,
    renderTitle(task.title),
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
    ...(phases.size === 0 ? [] : [phases.get(task.phase ?? "") ?? "-"]),
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
