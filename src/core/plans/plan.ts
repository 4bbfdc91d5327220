/** The one schema every plan becomes, `signalbox-plan/1`: shorthand goes in, the canonical form comes out. */

import { z } from "zod";
import { parseDuration } from "../fields/duration.ts";

export const PLAN_VERSION = "signalbox-plan/1";

const id = z.string().trim().min(1).max(80).describe("short and unique in the plan, for example T-004 or 2SA-ACCESS");
const title = z.string().trim().min(1).max(256);
const text = z.string().max(4000);
const ids = z.array(id).max(5000);
const line = z.int().min(1).nullable().default(null).describe("1-based line of the document it was read from");
const calendar = z
  .strictObject({ unit: z.enum(["week", "day", "cycle"]), from: z.number(), to: z.number() })
  .nullable()
  .default(null);

const minutes = z.strictObject({ low: z.number().min(0), high: z.number().min(0) });

/** `"1h30"`, a number of minutes, or `{low, high}`; working minutes, 1 d = 8 h, 1 w = 5 d. */
const estimate = z
  .union([minutes, z.number().min(0), z.string(), z.null()], { error: "expected a duration" })
  .default(null)
  .transform((value, context) => {
    if (value === null) return null;
    if (typeof value === "number") return { low: value, high: value };
    if (typeof value !== "string") return value;
    const read = parseDuration(value);
    if (read === null) context.addIssue({ code: "custom", message: `expected a duration, found "${value}"` });
    return read;
  });

/** `["a"]` is short for `{"a": 1}`: a skill's level (levels may begin at 0), a resource's amount. */
const amounts = z
  .union([z.record(id, z.number().min(0)), ids])
  .default({})
  .transform(toAmounts);

function toAmounts(value: Record<string, number> | string[]): Record<string, number> {
  return Array.isArray(value) ? Object.fromEntries(value.map((name) => [name, 1])) : value;
}

/** A plain string is an item not done yet. */
const check = z
  .union([z.strictObject({ text, done: z.boolean().nullable().default(false) }), text])
  .transform((item) => (typeof item === "string" ? { text: item, done: false } : item));
const checks = z.union([z.array(check).max(500), check.transform((item) => [item])]).default([]);

const TASK_STATUSES = ["open", "blocked", "in progress", "in review", "done"] as const;
const PRIORITY_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    critical: "P0",
    high: "P1",
    medium: "P2",
    normal: "P2",
    low: "P3",
  }),
);
const priority = z
  .preprocess(
    (value) => (typeof value === "string" ? (PRIORITY_WORDS.get(value.toLowerCase()) ?? value.toUpperCase()) : value),
    z.enum(["P0", "P1", "P2", "P3", "P4"]).nullable(),
  )
  .default(null);

const task = z
  .strictObject({
    id,
    title: title.optional(),
    aliases: ids.default([]),
    adopts: z.int().min(1).nullable().default(null).describe("number of an issue that exists already and is this task"),
    estimate: estimate.optional(),
    estimateMinutes: minutes.nullable().default(null),
    dependsOn: ids.default([]),
    softDependsOn: ids.default([]),
    inferredDependsOn: ids.default([]).describe("those of dependsOn that only the calendar says"),
    track: id.nullable().default(null),
    phase: id.nullable().default(null),
    priority,
    owner: text.nullable().default(null),
    reviewer: text.nullable().default(null),
    skills: amounts,
    uses: amounts,
    touches: z.array(text).max(500).default([]),
    workersNeeded: z
      .int()
      .min(0)
      .max(1000)
      .default(1)
      .describe("0: it happens by itself, or only resources hold it back"),
    doneWhen: checks,
    deliverables: checks,
    notes: z.array(text).max(500).default([]),
    notBefore: z.iso.date().nullable().default(null),
    due: z.iso.date().nullable().default(null),
    status: z.enum(TASK_STATUSES).default("open"),
    line,
  })
  .transform(({ estimate: shorthand, title: name, ...rest }) => ({
    ...rest,
    title: name ?? rest.id,
    estimateMinutes: rest.estimateMinutes ?? shorthand ?? null,
  }));

const phase = z.strictObject({ id, title, taskIds: ids.default([]), order: z.int().default(0), calendar, line });
const track = z.strictObject({ id, title, taskIds: ids.default([]), owner: text.nullable().default(null) });

const gate = z.strictObject({
  id,
  title,
  criteria: z.array(check).max(500).default([]),
  approver: text.nullable().default(null),
  status: z.enum(["open", "in review", "approved"]).default("open"),
  fresh: z.boolean().default(false).describe("work after it starts in a new session"),
  after: ids.default([]).describe("tasks it waits for"),
  before: ids.default([]).describe("tasks that wait for it"),
  line,
});

const worker = z.strictObject({
  id,
  login: z.string().max(60).nullable().default(null),
  kind: z.enum(["person", "agent"]).default("agent"),
  role: z.enum(["builder", "reviewer", "problem-solver", "orchestrator"]).default("builder"),
  skills: amounts,
  tracks: ids.default([]),
  slots: z.int().min(1).max(1000).default(1),
  standby: z.boolean().default(false),
});

const feature = z
  .strictObject({
    id,
    title: title.optional(),
    range: z.object({ from: z.number(), to: z.number() }).nullable().default(null),
    requires: ids.default([]),
    specialist: text.nullable().default(null),
    estimate: estimate.optional(),
    estimateMinutes: minutes.nullable().default(null),
    line,
  })
  .transform(({ estimate: shorthand, title: name, ...rest }) => ({
    ...rest,
    title: name ?? rest.id,
    estimateMinutes: rest.estimateMinutes ?? shorthand ?? null,
  }));

const risk = z.strictObject({
  title: text,
  probability: text.nullable().default(null),
  impact: text.nullable().default(null),
  mitigation: text.nullable().default(null),
  owner: text.nullable().default(null),
  line,
});
const metric = z.strictObject({
  title: text,
  target: text.nullable().default(null),
  measurement: text.nullable().default(null),
  line,
});
/** Something the document says about the whole; compared with what is computed, never used. */
const claim = z.strictObject({
  about: z.enum(["critical path", "total", "speed-up", "length", "workers", "parallel"]),
  text,
  taskIds: ids.default([]),
  minutes: z.number().nullable().default(null),
  line,
});
const milestone = z.strictObject({ title, week: z.number().nullable().default(null), criteria: checks, line });

/** What `plan --json` adds is computed anew when its output is read back. */
const COMPUTED = ["waves", "criticalPath", "totals", "makespan", "ownStaffing", "dates", "cycles", "warnings"] as const;

export const planSchema = z.preprocess(
  withoutComputed,
  z.strictObject({
    schema: z.literal(PLAN_VERSION).default(PLAN_VERSION),
    title: title.default("Plan"),
    tasks: z.array(task).max(20_000),
    phases: z.array(phase).default([]),
    tracks: z.array(track).default([]),
    gates: z.array(gate).default([]),
    milestones: z.array(milestone).default([]),
    workers: z.array(worker).default([]),
    resources: amounts.describe("name of a shared resource -> how much of it there is"),
    catalogue: z.array(feature).default([]),
    risks: z.array(risk).default([]),
    metrics: z.array(metric).default([]),
    claims: z.array(claim).default([]),
  }),
);

function withoutComputed(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const computed: readonly string[] = COMPUTED;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !computed.includes(name) && name !== "$schema"));
}

export type Plan = z.output<typeof planSchema>;
export type PlanTask = Plan["tasks"][number];
export type PlanPhase = Plan["phases"][number];
export type PlanCalendar = PlanPhase["calendar"];
export type PlanTrack = Plan["tracks"][number];
export type PlanGate = Plan["gates"][number];
export type PlanWorker = Plan["workers"][number];
export type PlanClaim = Plan["claims"][number];
export type PlanFeature = Plan["catalogue"][number];
export type TaskStatus = PlanTask["status"];

/** A task of which nothing but its name is known, with lists of its own. */
export function emptyTask(id: string, title: string): PlanTask {
  return {
    id,
    aliases: [],
    adopts: null,
    title,
    estimateMinutes: null,
    dependsOn: [],
    softDependsOn: [],
    inferredDependsOn: [],
    track: null,
    phase: null,
    priority: null,
    owner: null,
    reviewer: null,
    skills: {},
    uses: {},
    touches: [],
    workersNeeded: 1,
    doneWhen: [],
    deliverables: [],
    notes: [],
    notBefore: null,
    due: null,
    status: "open",
    line: null,
  };
}

/** Something in the document its writer should know; `line` is 1-based, 0 when it concerns the whole. */
export interface PlanWarning {
  readonly line: number;
  readonly message: string;
}

/** A document as read. `plan` is null when nothing could be made of it; the warnings then say why. */
export interface PlanReading {
  readonly plan: Plan | null;
  readonly warnings: readonly PlanWarning[];
}
