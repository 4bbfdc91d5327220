/** The settings of one repository: what `.github/signalbox.yml` may say, with the defaults that hold without it. */
import { z } from "zod";
import { EVENT_KINDS } from "../events/work-event.ts";
import { readEvidence } from "../evidence-kinds.ts";
import { scores } from "../rules/all.ts";
import { readDaily } from "../work-hours.ts";

const hours = (text: string) => z.string().regex(/^\d{1,3}(m|h|d)$/, `expected a duration such as ${text}`);

const EVIDENCE = /^(?:merged pull request|check: ?.{1,100}|file: ?[^\s]{1,300}|attest @?[a-z\d][a-z\d-]{0,38})$/i;

const EXPECTED = "expected `merged pull request`, `check: NAME`, `file: PATH` or `attest @login`";

/** Kinds of evidence that can be seen on GitHub. */
const evidence = z.array(
  z
    .union(
      [
        z.string().regex(EVIDENCE, EXPECTED),
        z.strictObject({ check: z.string().min(1).max(100) }),
        z.strictObject({ file: z.string().regex(/^\S{1,300}$/, EXPECTED) }),
      ],
      EXPECTED,
    )
    .refine((one) => readEvidence([one]).length === 1, EXPECTED),
);

const SKILLS = "expected a list such as [sql, rust], or names with levels such as { sql: 3 }";

const workerSchema = z.strictObject({
  name: z.string().min(1).max(39).describe("A GitHub login, or the name of a worker without an account"),
  kind: z.enum(["person", "agent"]).default("person").describe("A person or a coding agent"),
  role: z
    .enum(["builder", "reviewer", "problem-solver", "orchestrator"])
    .default("builder")
    .describe("Only builders are handed tasks that name nobody; an orchestrator is never given any"),
  login: z.string().optional().describe("The GitHub login, when it differs from the name; leave out for the same"),
  speaksAs: z
    .array(z.string())
    .optional()
    .describe("Makes this a named worker without account: logins that may speak for it"),
  count: z.int().min(1).max(50).default(1).describe("Several of a kind: agent-1, agent-2, …"),
  slots: z.int().min(1).max(20).default(1).describe("How many tasks at once"),
  skills: z
    .union([z.array(z.string()), z.record(z.string(), z.int().min(1).max(10))], SKILLS)
    .default([])
    .describe("Names, or names with levels 1 to 10: a task that asks for a skill goes to who has it"),
  tracks: z.array(z.string()).default([]).describe("A worker with tracks takes tasks of these tracks only"),
  startedBy: z
    .enum(["signalbox", "person"])
    .default("signalbox")
    .describe("person: an agent that GitHub lets only people assign, such as Copilot; it is offered work by a label"),
  standby: z.boolean().default(false).describe("Only when nobody else can do it"),
  days: z
    .array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
    .min(1)
    .optional()
    .describe("Their working days: on others nothing is handed to them; left out: any day"),
  hours: z
    .string()
    .refine((text) => readDaily(text) !== null, "expected the hours of a day such as 09:00-17:30")
    .optional()
    .describe("From when to when they work; outside nothing is handed to them; left out: at any hour"),
  timezone: z.string().optional().describe("The zone of their days and hours; left out: the repository's"),
});

const SCOPES = "expected `linked`, `all` or `label:NAME`";

/** One label for two things would be put on and taken off for ever. */
function areDistinct(names: readonly string[]): boolean {
  return (
    names.every((name) => name.trim() !== "") && new Set(names.map((name) => name.toLowerCase())).size === names.length
  );
}

export const settingsSchema = z.strictObject({
  mode: z.enum(["observe", "live"]).optional().describe("Without it the box on the coordination issue decides"),
  dashboard: z
    .strictObject({
      everySeconds: z.int().min(0).max(3600).default(60).describe("At least this long between two writes"),
    })
    .prefault({}),
  scope: z
    .union([z.enum(["linked", "all"]), z.string().regex(/^label:.+/, SCOPES)], SCOPES)
    .default("linked")
    .describe("Which issues take part: linked, all, or label:NAME"),
  timezone: z.string().default("UTC").describe("IANA name of the zone of dates and of the daily summary"),
  dailySummary: z
    .strictObject({
      hour: z.int().min(0).max(23).default(9).describe("Local hour at which the day is summed up"),
      days: z
        .array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
        .default(["mon", "tue", "wed", "thu", "fri"])
        .describe("On which days the summary is written"),
      quiet: z.enum(["line", "skip"]).default("line").describe("A day without change: one line, or nothing"),
      review: z
        .enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun", "never"])
        .default("never")
        .describe("On which day the summary looks back on the week"),
    })
    .prefault({}),
  coordinationIssue: z.int().positive().optional().describe("Adopt this issue instead of creating one"),
  workers: z.array(workerSchema).default([]).describe("Who can be given work"),
  assignment: z.enum(["automatic", "claims"]).optional().describe("automatic when workers are listed, else claims"),
  claims: z.enum(["workers", "anyone"]).default("workers").describe("Who may /claim; anyone: one open claim each"),
  commands: z.enum(["plain", "prefixed"]).default("plain").describe("prefixed: /signalbox claim"),
  close: z.enum(["signalbox", "people"]).default("signalbox").describe("Who closes finished work"),
  notPlanned: z
    .enum(["asks", "satisfies"])
    .default("asks")
    .describe("A blocker closed as not planned: asks for a decision, or satisfies"),
  authority: z
    .enum(["triage", "everyone"])
    .default("triage")
    .describe("Whose texts may make others wait and take part unasked; everyone: in a private repository only"),
  nativeEdges: z
    .boolean()
    .default(true)
    .describe("Add what texts declare to GitHub's own dependencies, so that its Blocked badge shows it"),
  sharedAccount: z.boolean().default(false).describe("A reviewer may use the account of the builder"),
  review: z
    .strictObject({
      required: z
        .boolean()
        .optional()
        .describe(
          "Finished work waits for /approve; when nothing is said, it does where reviewers are named, here or by role",
        ),
      reviewers: z
        .array(z.string())
        .default([])
        .describe("Logins or workers who may approve, beside those with the role"),
      limit: z
        .int()
        .min(1)
        .max(100)
        .optional()
        .describe("Nothing more is handed out whose reviewers all have so many reviews waiting; left out: no limit"),
    })
    .prefault({}),
  gates: z
    .strictObject({
      approvers: z
        .array(z.string())
        .default([])
        .describe("Logins or workers who may open a gate whose text names nobody; none: any maintainer"),
      issues: z
        .array(
          z.strictObject({
            title: z.string().min(1).max(200).describe("What the gate is called"),
            phase: z.string().min(1).max(80).describe("It waits for this phase and holds back the next one"),
            criteria: z
              .array(z.string().min(1).max(1000))
              .max(50)
              .default([])
              .describe("What must be true; what Signalbox can see for itself is ticked by it"),
            approver: z.string().min(1).max(80).optional().describe("Login or worker who may open it"),
            fresh: z.boolean().default(false).describe("Whoever opens it has built none of what it closes"),
          }),
        )
        .default([])
        .describe("Gates that Signalbox makes issues of, once each"),
    })
    .prefault({}),
  plans: z
    .array(
      z.strictObject({
        path: z.string().min(1).max(300).describe("A plan document of this repository"),
        onMerge: z
          .enum(["preview", "apply"])
          .default("preview")
          .describe("apply: what stands on the default branch becomes issues; preview: only shown"),
      }),
    )
    .max(20)
    .default([])
    .describe("Plan documents whose pull requests are answered with what they would change"),
  evidence: evidence
    .default([])
    .describe("What finishing has to show: merged pull request, check: NAME, file: PATH, attest @login"),
  tracks: z
    .record(
      z.string().min(1).max(80),
      z.strictObject({
        evidence: evidence.default([]).describe("What finishing has to show, beside what `evidence` asks for"),
        reviewers: z.array(z.string()).default([]).describe("Who has to /approve, before those of `review`"),
      }),
    )
    .default({})
    .describe("What holds for the tasks of one track: evidence and reviewers by its name"),
  emergency: z
    .strictObject({
      escalateAfter: hours("2h").default("2h").describe("An emergency unanswered this long is told to more people"),
      escalateTo: z.array(z.string()).default([]).describe("Logins who hear of it then"),
    })
    .prefault({}),
  briefs: z
    .enum(["never", "agents", "everybody"])
    .default("agents")
    .describe("Who gets a brief as a comment when a task becomes theirs"),
  events: z
    .strictObject({
      webhooks: z
        .array(
          z.strictObject({
            url: z
              .string()
              .max(500)
              .regex(/^https?:\/\/[^\s]{1,480}$/, "expected an address such as https://runner.example.com/hook")
              .describe("Gets a signed POST for each event"),
            secret: z
              .string()
              .regex(/^[a-z0-9][a-z0-9-]{0,38}$/, "expected the name of a secret, such as runner")
              .describe("The name under which the operator keeps the secret; never the secret itself"),
            kinds: z.array(z.enum(EVENT_KINDS)).default([]).describe("Only these; left out: all"),
          }),
        )
        .max(5)
        .default([])
        .describe("Who outside of GitHub hears what happens"),
    })
    .prefault({}),
  notifications: z
    .strictObject({
      perDay: z
        .int()
        .min(0)
        .max(1000)
        .default(10)
        .describe("Comments a day for each person that they did not ask for; emergencies and warnings always come"),
    })
    .prefault({}),
  readFirst: z.array(z.int().positive()).default([]).describe("Issues that every brief names first"),
  leases: z
    .strictObject({
      warn: hours("24h").default("24h").describe("Silent this long: a warning (90m, 24h, 2d)"),
      release: hours("48h").default("48h").describe("Silent this long: the task is free again"),
      handMade: z
        .enum(["warn", "release"])
        .default("warn")
        .describe("Assignments made by hand: warn only, or release too"),
    })
    .prefault({}),
  labels: z
    .strictObject({
      ready: z.string().max(50).default("ready").describe("Nothing blocks it and nobody has it"),
      blocked: z.string().max(50).default("blocked").describe("It waits for something"),
      "in progress": z.string().max(50).default("in progress").describe("Somebody has it"),
      "in review": z.string().max(50).default("in review").describe("It is finished and waits for a look"),
      hold: z.string().max(50).default("hold").describe("Set by people: no automatic step until it is gone"),
      urgent: z.string().max(50).default("urgent").describe("Set by people: it goes first"),
    })
    .refine((labels) => areDistinct(Object.values(labels)), "expected six different names")
    .prefault({}),
  prefer: z
    .array(z.enum(scores.map(({ name }) => name)))
    .default([])
    .describe("Order of the scores; those not named follow in their own order"),
  words: z
    .record(z.string(), z.array(z.string()))
    .default({})
    .describe("Own words for declarations: waitsFor, blocks, partOf"),
});

/** Settings as the program uses them, every default filled in. */
export type Settings = z.output<typeof settingsSchema>;

/** What a repository without a settings file gets. */
export const defaultSettings: Settings = settingsSchema.parse({});
