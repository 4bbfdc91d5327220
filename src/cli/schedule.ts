/** `signalbox schedule`: who does what when, by the rule the App uses live or by the planner, for people or as JSON. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { showLength } from "../core/plans/duration.ts";
import type { Plan } from "../core/plans/plan.ts";
import { isGateAssignment, scheduleInput } from "../core/plans/schedule-input.ts";
import { type PlannedSchedule, planSchedule } from "../core/schedule/planner.ts";
import { seededRandom } from "../sandbox/random.ts";
import { COLUMNS, cut, padTo, wrap } from "./columns.ts";
import { complain } from "./complain.ts";
import { forEachFile } from "./for-each-file.ts";
import { severalLines } from "./look/plain-text.ts";
import { readPlanFile } from "./read-plan-file.ts";
import { UsageError } from "./usage-error.ts";

const MOST_BUDGET_MS = 600_000;
const MOST_SEED = 2 ** 31 - 1;
const UNFINISHED = 1;
/** Up to here whole minutes add up exactly. */
const MOST_MINUTES = Number.MAX_SAFE_INTEGER;

interface ScheduleFlags {
  readonly json?: true;
  readonly online?: true;
  readonly plan?: true;
  readonly budgetMs: number;
  readonly seed: number;
}

const EXAMPLES = `
--online  the rule the App itself uses: at every completion it decides anew,
          knowing nothing of what comes later
--plan    begins there, then searches for a shorter schedule until the budget
          is used up or nothing shorter is possible (the default)

Both keep to what tasks wait for, gates, skills with levels, tracks, owners,
slots, resources and paths. Minutes are counted from the beginning.

Examples:
  npm run signalbox -- schedule plan.json
  npm run signalbox -- schedule plan.json --online --json
  npm run signalbox -- schedule plan.json --budget-ms 5000 --seed 7 --json
  npm run signalbox -- schedule a.json b.json --json      one line for each

A plan with workers, skills and resources:

  { "title": "Move the shop",
    "workers": [ { "id": "ana", "skills": { "sql": 2 } },
                 { "id": "ben", "skills": { "sql": 1 }, "slots": 2 } ],
    "resources": { "van": 1 },
    "tasks": [
      { "id": "T-1", "estimate": "2h", "skills": { "sql": 2 } },
      { "id": "T-2", "estimate": 90, "dependsOn": ["T-1"], "uses": ["van"] },
      { "id": "T-3", "estimate": "1d", "workersNeeded": 0 } ] }

templates/plan-input.schema.json is the schema of such a plan,
templates/schedule.schema.json that of what --json prints.

Exit code: 0 every task has its place; 1 some can never be done (the sentence
says why); 2 a file was refused.`;

function wholeNumber(least: number, most: number, example: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}, for example ${example}.`);
  };
}

function show(paths: readonly string[], flags: ScheduleFlags): void {
  forEachFile(paths, (path) => {
    const { plan } = readPlanFile(path);
    refuseWorkers(plan, path);
    refuseTasks(plan, path);
    const found = scheduleWith(plan, flags);
    const text = flags.json === true ? toJson(found) : describe(plan, found).join("\n");
    process.stdout.write(`${severalLines(text)}\n`);
    for (const { task, why } of found.unplaced) complain(`${path}: ${task} can never be done: ${why}.`);
    if (found.unplaced.length > 0) process.exitCode = UNFINISHED;
  });
}

function refuseWorkers({ tasks, workers }: Plan, path: string): void {
  const twice = workers.find((worker, at) => workers.findIndex(({ id }) => id === worker.id) !== at);
  if (twice !== undefined)
    throw new UsageError(`${path} lists the worker ${twice.id} twice; give each an id of its own.`);
  if (workers.length > 0 || tasks.every((task) => task.workersNeeded === 0 || task.status === "done")) return;
  const example = '"workers": [{ "id": "ana", "skills": { "sql": 2 }, "slots": 1 }]';
  throw new UsageError(
    `${path} lists no workers, and its tasks need somebody. Write it as JSON with \`npm run signalbox -- export ${path} --format json\` and ` +
      `add for example ${example}; or ask \`… plan ${path} --workers 3\`, which takes workers who can do everything.`,
  );
}

/** What a schedule cannot keep is refused, not passed over. */
function refuseTasks(plan: Plan, path: string): void {
  const several = plan.tasks.find((task) => task.workersNeeded > 1 && task.status !== "done");
  if (several !== undefined)
    throw new UsageError(
      `${path}: ${several.id} needs ${several.workersNeeded} workers at once, and here a task has one; make a task of each part, or say "workersNeeded": 1 (0: nobody).`,
    );
  const minutes = scheduleInput(plan).tasks.reduce((sum, task) => sum + task.minutes, 0);
  if (minutes > MOST_MINUTES)
    throw new UsageError(
      `${path}: its tasks take ${minutes} minutes in all, and at most ${MOST_MINUTES} can be counted.`,
    );
}

/** The search ends by the clock, so the same seed gives the same schedule only when it ends before that. */
function scheduleWith(plan: Plan, { online, budgetMs, seed }: ScheduleFlags): PlannedSchedule {
  const until = performance.now() + (online === true ? 0 : budgetMs);
  const found = planSchedule(scheduleInput(plan), {
    shouldStop: () => performance.now() >= until,
    random: seededRandom(seed).next,
  });
  const isTask = (one: { readonly task: string }) => !isGateAssignment(one);
  return { ...found, assignments: found.assignments.filter(isTask), unplaced: found.unplaced.filter(isTask) };
}

function toJson({ makespan, assignments, lowerBound, method, unplaced }: PlannedSchedule): string {
  const complete = { makespan, assignments, lowerBound, method };
  return JSON.stringify(unplaced.length === 0 ? complete : { ...complete, unplaced });
}

function describe(plan: Plan, { makespan, assignments, lowerBound, method }: PlannedSchedule): string[] {
  const titles = new Map(plan.tasks.map(({ id, title }) => [id, title]));
  const gap = lowerBound === 0 ? 0 : (100 * (makespan - lowerBound)) / lowerBound;
  const proven = gap <= 0 ? "nothing shorter is possible" : `at most ${gap.toFixed(1)} % above the shortest`;
  const rows = assignments.map(({ task, worker, start, end }) => {
    const title = titles.get(task) === task ? "" : (titles.get(task) ?? "");
    return cut(`${`${start}-${end}`.padStart(13)}  ${padTo(worker ?? "", 16)}  ${task} ${title}`, COLUMNS);
  });
  return [
    ...wrap(plan.title, COLUMNS),
    ...wrap(`${showLength(makespan)} (${makespan} min), ${proven}; found by: ${method}.`, COLUMNS),
    "",
    "      minutes  worker            task",
    ...rows,
  ];
}

export function addSchedule(program: Command): void {
  program
    .command("schedule")
    .description("Says who does what when, with the workers, skills and resources of a plan.")
    .argument("<file...>", "plans as JSON (or Markdown) that list their workers")
    .addOption(new Option("--online", "the rule the App uses live").conflicts("plan"))
    .addOption(new Option("--plan", "search for the shortest schedule (the default)").conflicts("online"))
    .option("--budget-ms <n>", "how long to search, per file", wholeNumber(0, MOST_BUDGET_MS, 1000), 1000)
    .option("--seed <n>", "chooses the course of the search", wholeNumber(0, MOST_SEED, 7), 1)
    .option("--json", "for machines: one JSON object on one line for each file")
    .addHelpText("after", EXAMPLES)
    .action(show);
}
