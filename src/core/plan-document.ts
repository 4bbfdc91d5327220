/** Reads a plan document, Markdown or JSON, into one plan with everything that was not understood. */

import { planFormats } from "./plans/all.ts";
import { buildPlan } from "./plans/build-plan.ts";
import { EMPTY_DRAFT, joinDrafts } from "./plans/draft.ts";
import { isJsonPlan, readJsonPlan } from "./plans/json-plan.ts";
import type { PlanReading } from "./plans/plan.ts";
import { cutPlan } from "./plans/plan-lines.ts";

export interface ReadPlanOptions {
  /** Where the text stands; names a plan that has no title of its own. */
  readonly path?: string;
  /** False: week, day and cycle numbers order nothing (`--no-calendar`). True when not given. */
  readonly calendar?: boolean;
}

/** Never throws; a document in which no task stands gives a plan without tasks and a warning that says so. */
export function readPlan(text: string, options: ReadPlanOptions = {}): PlanReading {
  if (isJsonPlan(text)) return readJsonPlan(text);
  const blocks = cutPlan(text);
  const draft = planFormats.reduce((found, format) => joinDrafts(found, format.read(blocks, found)), EMPTY_DRAFT);
  const heading = blocks.find((block) => block.kind === "heading");
  const title = (heading?.text ?? titleOfPath(options.path ?? "plan")).slice(0, 256);
  const reading = buildPlan(draft, title, { useCalendar: options.calendar ?? true });
  if (draft.tasks.length > 0) return reading;
  const message =
    'No task found; expected a table with an id column and a "Depends on" column, a phase map with arrows, or a JSON plan.';
  return { ...reading, warnings: [...reading.warnings, { line: 0, message }] };
}

function titleOfPath(path: string): string {
  const name = path.split("/").at(-1) ?? "plan";
  return name.replace(/\.[a-z]{1,8}$/i, "") || "plan";
}
