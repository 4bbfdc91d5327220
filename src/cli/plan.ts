/** `signalbox plan`: reads plan documents and says what they mean, for people or as JSON. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { planJson, reportPlan } from "../core/plans/plan-report.ts";
import { selectFeatures } from "../core/plans/select-features.ts";
import { forEachFile } from "./for-each-file.ts";
import { listOfNames } from "./list-of-names.ts";
import { severalLines } from "./look/plain-text.ts";
import {
  type DateFlags,
  datedSchedule,
  datesOf,
  openDates,
  startDate,
  workingDays,
  workingHours,
} from "./plan/plan-dates.ts";
import { renderMermaid } from "./plan/plan-mermaid.ts";
import { renderPlanPage } from "./plan/plan-page.ts";
import { showReport } from "./plan/show-report.ts";
import { type ReadPlanFile, readPlanFile } from "./read-plan-file.ts";
import { UsageError } from "./usage-error.ts";

const MOST_WORKERS = 1000;

interface PlanFlags extends DateFlags {
  readonly json?: true;
  readonly html?: true;
  readonly mermaid?: true;
  readonly workers?: number;
  readonly calendar: boolean;
  readonly select?: readonly string[];
}

const EXAMPLES = `
Prints the tasks in numbers, the waves, the critical path, how long the work
takes with 1, 2, 3, 4, 8, 16 and any number of workers, the fewest workers for
the shortest time, a Gantt chart, and every line that was not understood or
contradicts another.

Examples:
  npm run signalbox -- plan docs/plan.md
  npm run signalbox -- plan docs/plan.md --workers 3     a chart for three
  npm run signalbox -- plan docs/plan.md --json          one object, one line
  npm run signalbox -- plan a.md b.md --json             one line for each file
  npm run signalbox -- plan docs/plan.md --no-calendar   weeks order nothing
  npm run signalbox -- plan docs/plan.md --select search,payments
  npm run signalbox -- plan docs/plan.md --start 2026-12-01 --days mon-thu
  npm run --silent signalbox -- plan docs/plan.md --html > plan.html

A plan is a Markdown document, for example with a table such as

  | ID  | Task            | Depends on | Owner | Est. |
  |-----|-----------------|------------|-------|------|
  | T-1 | Draw the house  |            | Ana   | 2h   |
  | T-2 | Build the house | T-1        | Ben   | 1d   |

such a table as CSV, YAML with a list of tasks, or JSON as signalbox-plan/1.
Minutes are working minutes: a day has 8 hours, a week 5 days.
templates/plan-input.schema.json is the schema of such JSON,
templates/plan.schema.json that of what --json prints. These lengths ask
only what waits for what; skills, paths and resources of real workers are the
business of "signalbox schedule".

Exit code: 0 every file was read; 2 a file was refused (the sentence says why).`;

function numberOfWorkers(text: string): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 1 && number <= MOST_WORKERS) return number;
  throw new InvalidArgumentError(`Expected a whole number from 1 to ${MOST_WORKERS}, for example 3.`);
}

function show(paths: readonly string[], flags: PlanFlags): void {
  datesOf(flags); // refused before anything is printed
  const isForPeople = flags.json !== true && flags.html !== true && flags.mermaid !== true;
  if (flags.html === true && paths.length > 1) {
    throw new UsageError("--html makes one page of one plan: name one file, or use --json for several.");
  }
  let isFirst = true;
  forEachFile(paths, (path) => {
    const text = severalLines(render(path, flags));
    process.stdout.write(`${!isFirst && isForPeople ? "\n\n" : ""}${text}\n`);
    isFirst = false;
  });
}

function render(path: string, flags: PlanFlags): string {
  const { plan, warnings } = readChosen(path, flags);
  const report = reportPlan(plan, warnings, flags.workers ?? null);
  const workers = flags.workers ?? report.makespans.fewest;
  const dates = datesOf(flags);
  if (flags.html === true) return renderPlanPage(report, { path, workers, dates });
  if (flags.mermaid === true) return renderMermaid(report, workers, dates ?? openDates(today(), flags));
  if (flags.json === true)
    return planJson(report, dates === null ? {} : { dates: datedSchedule(report, workers, dates) });
  return showReport(report, { path, workers, dates }).join("\n");
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The plan of the features asked for, or the plan as it is. */
function readChosen(path: string, { select, calendar }: PlanFlags): ReadPlanFile {
  const read = readPlanFile(path, { calendar, mayLackTasks: select !== undefined });
  if (select === undefined) return read;
  const known = read.plan.catalogue.map(({ id }) => id);
  if (known.length === 0) {
    throw new UsageError(
      `${path} has no catalogue to select from. A catalogue is a code block such as ` +
        '{ "search": { cycles: [1, 10], requires: ["accounts"] } }.',
    );
  }
  const selected = selectFeatures(read.plan, select);
  if ("plan" in selected) return { plan: selected.plan, warnings: [...read.warnings, ...selected.warnings] };
  throw new UsageError(`${path} has no feature ${selected.unknown.join(", ")}. It has: ${known.join(", ")}.`);
}

export function addPlan(program: Command): void {
  program
    .command("plan")
    .description(
      "Shows what plan documents mean: tasks, waves, critical path, how long it takes, a Gantt chart, warnings.",
    )
    .argument("<file...>", "plan documents, Markdown, CSV, YAML or JSON")
    .option("--json", "for machines: one JSON object on one line for each file")
    .addOption(new Option("--html", "one self-contained page for a browser").conflicts(["json", "mermaid"]))
    .addOption(new Option("--mermaid", "graph and Gantt chart as Mermaid in Markdown").conflicts("json"))
    .option("--workers <n>", "a chart and a length for this many workers", numberOfWorkers)
    .option("--select <names>", "plan these features of the catalogue and what they require", listOfNames)
    .option("--start <date>", "the day work begins: tells dates, on working days from 9 to 17", startDate)
    .option("--days <days>", "working days, for example mon-fri or sat,sun", workingDays)
    .option("--hours <hours>", "working hours, for example 8-16 or 8:30-16:30", workingHours)
    .option("--no-calendar", "week, day and cycle numbers order nothing")
    .addHelpText("after", EXAMPLES)
    .action(show);
}
