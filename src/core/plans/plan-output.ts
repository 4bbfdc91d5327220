/** What `plan --json` and `schedule --json` print, as schemas: canonical plans, and what is computed of them. */
import { z } from "zod";
import { PLAN_VERSION, type Plan, type PlanFeature, type PlanGate, type PlanTask, type PlanWorker } from "./plan.ts";

const id = z.string().min(1);
const ids = z.array(id);
const words = z.string().nullable();
const line = z.int().min(1).nullable().describe("1-based line of the document; null where nothing in it says so alone");
const minutes = z.number().min(0).describe("working minutes: a day has 480, a week 2400");
const between = z.strictObject({ low: minutes, high: minutes }).nullable();
const amounts = z.record(id, z.number().min(0));
const checks = z.array(z.strictObject({ text: z.string(), done: z.boolean().nullable() }));
const calendar = z
  .strictObject({ unit: z.enum(["week", "day", "cycle"]), from: z.number(), to: z.number() })
  .nullable();

const task = z.strictObject({
  id: id.describe("the shortest of its names; the others are aliases"),
  title: z.string(),
  aliases: ids,
  adopts: z.int().min(1).nullable().describe("number of the issue that exists already and is this task"),
  estimateMinutes: between,
  dependsOn: ids.describe("tasks (or gates) that end before it begins"),
  softDependsOn: ids.describe("tasks without which it can begin, for example with a mock"),
  inferredDependsOn: ids.describe("those of dependsOn that only the calendar says"),
  track: id.nullable(),
  phase: id.nullable(),
  priority: z.enum(["P0", "P1", "P2", "P3", "P4"]).nullable(),
  owner: words,
  reviewer: words,
  skills: amounts.describe("skill -> least level"),
  uses: amounts.describe("shared resource -> amount"),
  touches: z.array(z.string()).describe("paths it changes"),
  workersNeeded: z.int().min(0).describe("0: it happens by itself"),
  doneWhen: checks,
  deliverables: checks,
  notes: z.array(z.string()),
  notBefore: z.iso.date().nullable(),
  due: z.iso.date().nullable(),
  status: z.enum(["open", "blocked", "in progress", "in review", "done"]),
  line,
}) satisfies z.ZodType<PlanTask>;

const gate = z.strictObject({
  id,
  title: z.string(),
  criteria: checks,
  approver: words,
  status: z.enum(["open", "in review", "approved"]),
  fresh: z.boolean().describe("work after it starts in a new session"),
  after: ids.describe("tasks it waits for"),
  before: ids.describe("tasks that wait for it"),
  line,
}) satisfies z.ZodType<PlanGate>;

const worker = z.strictObject({
  id,
  login: words,
  kind: z.enum(["person", "agent"]),
  role: z.enum(["builder", "reviewer", "problem-solver", "orchestrator"]),
  skills: amounts,
  tracks: ids,
  slots: z.int().min(1),
  standby: z.boolean(),
}) satisfies z.ZodType<PlanWorker>;

const feature = z.strictObject({
  id,
  title: z.string(),
  range: z.object({ from: z.number(), to: z.number() }).nullable(),
  requires: ids,
  specialist: words,
  estimateMinutes: between,
  line,
}) satisfies z.ZodType<PlanFeature>;

const canonical = {
  schema: z.literal(PLAN_VERSION),
  title: z.string(),
  tasks: z.array(task),
  phases: z.array(z.strictObject({ id, title: z.string(), taskIds: ids, order: z.int(), calendar, line })),
  tracks: z.array(z.strictObject({ id, title: z.string(), taskIds: ids, owner: words })),
  gates: z.array(gate),
  milestones: z.array(z.strictObject({ title: z.string(), week: z.number().nullable(), criteria: checks, line })),
  workers: z.array(worker),
  resources: amounts,
  catalogue: z.array(feature),
  risks: z.array(
    z.strictObject({ title: z.string(), probability: words, impact: words, mitigation: words, owner: words, line }),
  ),
  metrics: z.array(z.strictObject({ title: z.string(), target: words, measurement: words, line })),
  claims: z.array(
    z.strictObject({
      about: z.enum(["critical path", "total", "speed-up", "length", "workers", "parallel"]),
      text: z.string(),
      taskIds: ids,
      minutes: z.number().nullable(),
      line,
    }),
  ),
};
canonical satisfies { [K in keyof Plan]: z.ZodType<Plan[K]> };

const howMany = z.union([z.int().min(1), z.literal("unlimited")]);
const speedup = z.number().min(0).describe("how many times as fast as one after another");
const local = z.string().describe("local time, YYYY-MM-DDTHH:MM");

const ownStaffing = z
  .strictObject({
    source: z.enum(["workers", "owners", "tracks"]).describe("what the document names them by"),
    minutes,
    speedup,
    workers: z.array(
      z.strictObject({
        id,
        standby: z.boolean(),
        taskIds: ids,
        busyMinutes: minutes,
        utilisation: z.number().min(0).max(1),
      }),
    ),
    unplaced: z.array(z.strictObject({ task: id, why: z.string() })),
  })
  .nullable()
  .describe("with the people the document names; null where it names nobody");

const dates = z
  .strictObject({
    start: z.iso.date(),
    finish: z.array(z.strictObject({ workers: howMany, at: local })),
    workers: z.int().min(1).describe("with whom the tasks have these dates"),
    tasks: z.array(z.strictObject({ task: id, start: local, end: local })),
  })
  .describe("only with --start");

/** One object, one line, for each document. */
export const planOutput = z.strictObject({
  ...canonical,
  waves: z.array(ids).describe("tasks that can be done at once, then those after them"),
  criticalPath: z.strictObject({ taskIds: ids, minutes }),
  totals: z.strictObject({
    sequentialMinutes: minutes,
    tasks: z.int(),
    edges: z.int().describe("hard and soft waits between tasks"),
    maxWidth: z.int(),
  }),
  cycles: z.array(ids).describe("tasks that wait for each other in a circle"),
  makespan: z.array(z.strictObject({ workers: howMany, minutes, speedup })),
  ownStaffing,
  dates: dates.optional(),
  warnings: z.array(z.strictObject({ line: z.int().min(0).describe("0: the whole document"), message: z.string() })),
});

/** One object, one line, for each plan; minutes are counted from the beginning. */
export const scheduleOutput = z.strictObject({
  makespan: minutes,
  assignments: z.array(z.strictObject({ task: id, worker: words, start: minutes, end: minutes })),
  lowerBound: minutes.describe("no schedule is shorter"),
  method: z.enum(["online", "justified", "sampling", "genetic"]).describe("where the best schedule was found"),
  unplaced: z
    .array(z.strictObject({ task: id, why: z.string() }))
    .optional()
    .describe("only where some can never be done"),
});
