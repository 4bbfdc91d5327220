/** Reads a plan document, Markdown, CSV, YAML or JSON, into one plan with everything that was not understood. */

import { planFormats } from "./plans/all.ts";
import { buildPlan } from "./plans/build-plan.ts";
import { hasArrow } from "./plans/chain.ts";
import { compareClaims } from "./plans/compare-claims.ts";
import { EMPTY_DRAFT, joinDrafts, type PlanDraft, type TaskDraft } from "./plans/draft.ts";
import { showsTheThing } from "./plans/drawing.ts";
import { putBehindGates } from "./plans/gate-waits.ts";
import { isJsonPlan, readJsonPlan } from "./plans/json-plan.ts";
import { underKnownNames } from "./plans/known-names.ts";
import { reportLeftovers } from "./plans/leftovers.ts";
import { measurePlan } from "./plans/measure-plan.ts";
import { slug } from "./plans/names.ts";
import type { PlanReading, PlanWarning } from "./plans/plan.ts";
import { type Block, type BlockOf, cutData, cutPlan, dataLanguage } from "./plans/plan-lines.ts";
import { type Repaired, repairEncoding } from "./plans/repair-encoding.ts";

/** The surest ways to write tasks, for whoever has written none. */
export const HOLDS_TASKS =
  'a Markdown table with an id column and a "Depends on" column, a list of ids and titles, two or more headings of ' +
  "phases with bullets below them, a phase map with arrows, or JSON as signalbox-plan/1";

export interface ReadPlanOptions {
  /** Where the text stands: names a plan that has no title of its own, and tells CSV and YAML from Markdown. */
  readonly path?: string;
  /** False: week, day and cycle numbers order nothing (`--no-calendar`). True when not given. */
  readonly calendar?: boolean;
}

/** Never throws; a document in which neither task nor catalogue stands gives a plan without tasks and a warning that says so. */
export function readPlan(text: string, options: ReadPlanOptions = {}): PlanReading {
  if (isJsonPlan(text)) return readJsonPlan(text);
  const repaired = repairEncoding(text);
  const data = dataLanguage(options.path ?? "");
  const { blocks: cut, warnings: struck } = data === null ? cutPlan(repaired.text) : cutData(repaired.text, data);
  const pictures = cut.filter(showsTheThing);
  const blocks = cut.filter((block) => !showsTheThing(block));
  const start = joinDrafts(EMPTY_DRAFT, {
    warnings: [...aboutEncoding(repaired), ...aboutTemplates(blocks), ...struck, ...aboutPictures(pictures)],
  });
  const found = planFormats.reduce((so, format) => joinDrafts(so, format.read(blocks, so)), start);
  const draft = putBehindGates(underKnownNames(found));
  const title = (titleOfBlocks(blocks) ?? titleOfPath(options.path ?? "plan")).slice(0, 256);
  const reading = buildPlan(draft, title, { useCalendar: options.calendar ?? true });
  const claimed = reading.plan === null ? [] : compareClaims(reading.plan, measurePlan(reading.plan));
  const warnings = [
    ...reading.warnings,
    ...claimed,
    ...aboutOthers(blocks, draft),
    ...aboutNames(draft),
    ...reportLeftovers(blocks, draft),
  ];
  warnings.sort((a, b) => a.line - b.line);
  if (draft.tasks.length > 0 || draft.catalogue.length > 0) return { ...reading, warnings };
  return { ...reading, warnings: [...warnings, { line: 0, message: `No task found; expected ${HOLDS_TASKS}.` }] };
}

function aboutEncoding({ count, line, example }: Repaired): PlanWarning[] {
  if (count === 0) return [];
  const message = `${count} signs were written in a broken encoding (the first is “${example}”); they are repaired for reading.`;
  return [{ line, message }];
}

/** Names in a picture of what is to be built are no tasks. */
function aboutPictures(pictures: readonly BlockOf<"fence">[]): PlanWarning[] {
  const drawn = pictures.filter(({ lines }) => lines.some((line) => hasArrow(line.slice(0, 1000))));
  return drawn.map(({ line, under }) => {
    const heading = under.at(-1)?.text.slice(0, 60);
    const which = heading === undefined ? "This drawing" : `The drawing below “${heading}”`;
    const message = `${which} is taken for a picture of what is built; its names are no tasks. With ids they would be.`;
    return { line, message };
  });
}

/** Arrows are drawn between many things: where nothing but a name makes a task of it, the reader is told. */
function aboutNames({ tasks }: PlanDraft): PlanWarning[] {
  const isBareName = ({ scope, ids, title }: TaskDraft) =>
    scope.startsWith("drawing ") && title !== null && ids[0] === slug(title);
  const [first] = tasks;
  if (first === undefined || !tasks.every(isBareName)) return [];
  const names = tasks.slice(0, 3).map(({ title }) => `“${title}”`);
  const message =
    `Read from a drawing: ${tasks.length} names beside arrows are taken for tasks, such as ${names.join(", ")}. ` +
    "If they are none, this is no plan; ids, or a table, leave no doubt.";
  return [{ line: first.line, message }];
}

/** A second heading of the first level with tasks below it begins another plan. */
function aboutOthers(blocks: readonly Block[], { tasks }: PlanDraft): PlanWarning[] {
  const heads = blocks.filter((block) => block.kind === "heading" && block.level === 1);
  const filled = heads.filter(({ line }, at) => {
    const end = heads[at + 1]?.line ?? Number.POSITIVE_INFINITY;
    return tasks.some((task) => task.line > line && task.line < end);
  });
  return filled.slice(1).map((head) => {
    const name = head.kind === "heading" ? head.text.slice(0, 80) : "";
    return {
      line: head.line,
      message: `Another plan begins here, “${name}”; all plans of this document are read as one.`,
    };
  });
}

/** Fences of Markdown are templates to be filled in; said once. */
function aboutTemplates(blocks: readonly Block[]): PlanWarning[] {
  const templates = blocks.filter((block) => block.kind === "fence" && /^(?:markdown|md)$/.test(block.language));
  const first = templates[0];
  if (first === undefined) return [];
  const more = templates.length > 1 ? ` (and ${templates.length - 1} more)` : "";
  return [{ line: first.line, message: `A Markdown code block is taken for a template and not read${more}.` }];
}

/** What the data at the beginning of the document, else its first heading, calls it. */
function titleOfBlocks(blocks: readonly Block[]): string | null {
  const [front] = blocks;
  const stated =
    front?.kind === "fence" && front.line <= 2 ? front.lines.map((line) => FRONT_TITLE.exec(line)?.[1]) : [];
  const heading = blocks.find((block) => block.kind === "heading");
  return stated.find((title) => title !== undefined) ?? heading?.text ?? null;
}

const FRONT_TITLE = /^title\s?:\s{0,9}["']?([^"']{1,250}?)["']?\s{0,9}$/i;

function titleOfPath(path: string): string {
  const name = path.split("/").at(-1) ?? "plan";
  return name.replace(/\.[a-z]{1,8}$/i, "") || "plan";
}
