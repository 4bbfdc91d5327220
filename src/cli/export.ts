/** `signalbox export`: a plan document, or a repository as it stands, as a task table or as canonical JSON, with the same graph. */
import { existsSync } from "node:fs";
import { type Command, Option } from "commander";
import { readPlan } from "../core/plan-document.ts";
import { worldPlan } from "../core/plans/apply/world-plan.ts";
import { graphDifferences } from "../core/plans/graph-differences.ts";
import type { Plan } from "../core/plans/plan.ts";
import { renderPlanTable } from "../core/plans/render-plan-table.ts";
import { complain } from "./complain.ts";
import { forEachFile } from "./for-each-file.ts";
import { lookAsOwner } from "./look/look-at.ts";
import { fromAddress, isRepository } from "./look/place.ts";
import { readPlanFile } from "./read-plan-file.ts";

const FORMATS = ["table", "json"] as const;
const MOST_SHOWN = 5;

interface ExportFlags {
  readonly format: (typeof FORMATS)[number];
  readonly host?: string;
}

const EXAMPLES = `
Reads a plan, however it is written, and prints it in one of two forms:
  table  a Markdown document with one table of tasks, and the gates
  json   signalbox-plan/1, with everything that was read

A repository, given as owner/name, is read with the token in GITHUB_TOKEN (or
GH_TOKEN), which needs to read issues only: its tasks, gates, phases and tracks
become a plan, by the ids they were planned with, other issues by their number.

Reading the result back gives the same tasks, waits and gates. What a table has
no place for (workers, risks, weeks ...) is said on standard error.

Examples:
  npm run --silent signalbox -- export docs/plan.md > tidy-plan.md
  npm run --silent signalbox -- export docs/plan.md --format json > plan.json
  npm run --silent signalbox -- export plan.json --format table
  npm run --silent signalbox -- export octo/yard > yard-plan.md

Exit code: 0 the same graph; 1 the table would read back differently (standard
error says where, JSON holds it); 2 the file was refused.`;

async function write(where: string, flags: ExportFlags): Promise<void> {
  const name = fromAddress(where, flags);
  if (isRepository(name) && !existsSync(name)) return writeRepository(name, flags);
  forEachFile([where], (one) => writePlan(readPlanFile(one).plan, flags));
}

/** The repository as it stands, live and read only. */
async function writeRepository(name: string, flags: ExportFlags): Promise<void> {
  const { world, notes } = await lookAsOwner(name, flags);
  const { plan, left } = worldPlan(world);
  writePlan(plan, flags);
  for (const note of [...notes, ...left]) complain(note);
}

function writePlan(plan: Plan, { format }: ExportFlags): void {
  if (format === "json") process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
  else writeTable(plan);
}

function writeTable(plan: Plan): void {
  const table = renderPlanTable(plan);
  process.stdout.write(table);
  const left = leftOut(plan);
  if (left.length > 0) complain(`A table has no place for ${left.join(", ")}; --format json keeps them.`);
  const again = readPlan(table).plan;
  const differences = again === null ? ["nothing is read"] : graphDifferences(plan, again);
  if (differences.length === 0) return;
  const more = differences.length > MOST_SHOWN ? ` (and ${differences.length - MOST_SHOWN} more)` : "";
  const shown = differences.slice(0, MOST_SHOWN).join("; ");
  complain(`This table reads back differently: ${shown}${more}. --format json keeps the graph.`);
  process.exitCode = 1;
}

function leftOut(plan: Plan): string[] {
  const { tasks, phases, workers, risks, metrics, milestones, catalogue } = plan;
  const dated = phases.filter(({ calendar, taskIds }) => calendar !== null || taskIds.length === 0);
  const notes = tasks.flatMap((task) => task.notes);
  const deliverables = tasks.flatMap((task) => task.deliverables);
  const reviewers = tasks.flatMap(({ reviewer }) => reviewer ?? []);
  const ofTasks = { notes, deliverables, reviewers };
  const lists = Object.entries({
    ...ofTasks,
    "the weeks of phases": dated,
    workers,
    risks,
    metrics,
    milestones,
    catalogue,
  });
  const resources = Object.values(plan.resources).some((amount) => amount !== 1) ? ["resources"] : [];
  return [...lists.flatMap(([name, list]) => (list.length === 0 ? [] : [name])), ...resources];
}

export function addExport(program: Command): void {
  program
    .command("export")
    .description(
      "Writes a plan document, or a repository as it stands, as a task table or as JSON, with the same graph.",
    )
    .argument("<where>", "a plan document, Markdown, CSV, YAML or JSON, or owner/name")
    .addOption(new Option("--format <form>", "what to write").choices(FORMATS).default("table"))
    .option("--host <host>", "a GitHub Enterprise Server")
    .addHelpText("after", EXAMPLES)
    .action(write);
}
