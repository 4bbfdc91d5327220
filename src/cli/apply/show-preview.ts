/** What applying a plan would change, for a terminal. */
import { countMoved } from "../../core/plans/apply/compare-plan.ts";
import type { PlanPreview } from "../../core/plans/apply/preview-plan.ts";
import { showLength } from "../../core/plans/duration.ts";
import { renderTaskRows } from "../../core/plans/render-plan-table.ts";
import { count } from "../../core/schedule/wording.ts";
import { COLUMNS, cut, wrap } from "../columns.ts";
import { oneLine } from "../look/plain-text.ts";

const MOST_LISTED = 40;

function listed(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length - MOST_LISTED;
  const shown = lines.slice(0, MOST_LISTED).map((line) => cut(`  ${oneLine(line)}`, COLUMNS));
  return ["", `${title} (${lines.length})`, ...shown, ...(more > 0 ? [`  … and ${more} more`] : [])];
}

/** In full: the end of each says what to do. */
function remarks(warnings: PlanPreview["warnings"]): readonly string[] {
  if (warnings.length === 0) return [];
  const shown = warnings.slice(0, MOST_LISTED);
  const more = warnings.length - shown.length;
  return [
    "",
    `Not understood, or contradicted (${warnings.length})`,
    ...shown.flatMap(({ line, message }) =>
      wrap(`line ${line}: ${oneLine(message)}`, COLUMNS - 2, "  ").map((one) => `  ${one}`),
    ),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

function figures({ compared, wired, measures, makespan, writing }: PlanPreview): readonly string[] {
  const { workers, before, after } = makespan;
  const moved = countMoved(compared);
  const who = workers === null ? "as many workers as it takes" : workers === 1 ? "1 worker" : `${workers} workers`;
  return [
    `  to create          ${compared.create.length}`,
    `  to change          ${compared.edit.length}`,
    `  to close           ${compared.close.length + compared.over.length}`,
    ...(moved === 0 ? [] : [`  under their phase  ${moved}`]),
    `  dependencies set   ${wired}`,
    `  left as they are   ${compared.same} open, ${compared.done} finished`,
    `  changed by hand    ${compared.drift.length}`,
    `  at the same time   at most ${measures.totals.maxWidth}`,
    `  length of the work ${showLength(before)} → ${showLength(after)} with ${who}`,
    `  time to write it   about ${writing} min (15 new issues a minute, 120 an hour)`,
  ];
}

export function showPreview(preview: PlanPreview, repository: string): string {
  const { compared, measures, standing, path, warnings } = preview;
  const edited = new Set(compared.drift.flatMap(({ issue, isLine }) => (isLine && issue !== null ? [issue] : [])));
  const rows = standing.plan.tasks.filter(({ adopts }) => adopts !== null && edited.has(adopts));
  const lines = [
    `What applying ${path} to ${repository} would change:`,
    ...figures(preview),
    ...listed("Conflicts", compared.conflicts),
    ...listed(
      "In a circle, so nothing in it can begin",
      measures.cycles.map((cycle) => [...cycle, cycle[0] ?? ""].join(" → ")),
    ),
    ...listed(
      "Create",
      compared.create.map(({ title }) => title),
    ),
    ...listed(
      "Change",
      compared.edit.map(({ issue, item }) => `#${issue.number} ${item.title}`),
    ),
    ...listed(
      "Close, because the plan no longer has them",
      compared.close.map((number) => `#${number}`),
    ),
    ...listed(
      "Close, because everything in them is done",
      compared.over.map((number) => `#${number}`),
    ),
    ...listed(
      "Changed by hand, and left alone",
      compared.drift.map(({ issue, id, what }) => `${issue === null ? "" : `#${issue} `}${id}: ${what}`),
    ),
    ...(rows.length === 0 ? [] : ["", "To have it in the plan too, copy what stands there:", "", renderTaskRows(rows)]),
    ...listed(
      "Named as owner, and no worker here",
      preview.owners.flatMap(({ name, tasks, isKnown }) => (isKnown ? [] : [`${name}: ${count(tasks, "task")}`])),
    ),
    ...remarks(warnings),
  ];
  return lines.join("\n");
}
