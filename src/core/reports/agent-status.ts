/** Agent status: a fenced JSON object with what an agent did, needs and provides. */
import { z } from "zod";
import type { Ref, Report, ReportStatus } from "../model.ts";
import type { Place } from "../syntaxes/references.ts";
import { tokenize } from "../syntaxes/tokens.ts";
import { brokenAt, flatSections, jsonBlock, missingKeys } from "./json-blocks.ts";
import { emptyReport, type Posted, type ReportKind, workerName } from "./report.ts";
import { statusIn } from "./status.ts";

const texts = z.array(z.unknown()).optional();

const agentStatusSchema = z.looseObject({
  id: z.union([z.string().min(1), z.number()]),
  role: z.string().optional(),
  phase: z.union([z.string(), z.number()]).optional(),
  status: z.string().min(1),
  tasksComplete: z.number().optional(),
  tasksTotal: z.number().optional(),
  blockers: texts,
  filesCreated: texts,
  dependenciesNeeded: texts,
  dependenciesProvided: texts,
});

function refsIn(text: string, at: Place): Ref[] {
  const { list } = tokenize([{ line: 1, text, lead: 0 }], [], at);
  return list.flatMap((token) => (token.ref === null ? [] : [token.ref]));
}

function said(values: readonly unknown[] | undefined): string[] {
  return (values ?? []).map((value) =>
    (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).slice(0, 500),
  );
}

function readStatus(posted: Posted): Report | null {
  const block = jsonBlock(posted, [
    "tasksComplete",
    "tasksTotal",
    "dependenciesNeeded",
    "dependenciesProvided",
    "filesCreated",
  ]);
  if (block === null) return null;
  const empty = emptyReport("agent status", block.line);
  if (!block.result.ok) return { ...empty, missing: [brokenAt(block, block.result.at)] };
  const parsed = agentStatusSchema.safeParse(block.result.value);
  if (!parsed.success) return { ...empty, missing: missingKeys(parsed.error, block.result.value) };
  const { data } = parsed;
  const status: ReportStatus | null = statusIn(data.status.replaceAll("_", " "));
  return {
    ...empty,
    worker: workerName(String(data.id)),
    status,
    deliverables: said(data.filesCreated),
    blockers: said(data.blockers).map((blocker) => ({ text: blocker, refs: refsIn(blocker, posted.at) })),
    sections: flatSections(data),
  };
}

const FORM = `\`\`\`json
{
  "id": "agent-03",
  "role": "frontend",
  "phase": "2",
  "status": "in_progress",
  "tasksComplete": 3,
  "tasksTotal": 8,
  "blockers": [],
  "filesCreated": ["src/page.ts"],
  "dependenciesNeeded": ["schema"],
  "dependenciesProvided": ["page"]
}
\`\`\``;

export const agentStatus: ReportKind = {
  name: "agent status",
  hint: /[{]/,
  help: "Says as data what an agent did, needs and provides.",
  form: FORM,
  issueForm: { title: "Agent status: ", titleHint: "", needed: [], short: [] },
  examples: [
    {
      text: FORM,
      finds: { worker: "agent-03", status: "in progress", deliverables: ["src/page.ts"], blockers: [], missing: [] },
    },
    {
      text: '```json\n{"tasksComplete": 1, "tasksTotal": 2, "status": "done"}\n```',
      finds: { missing: ["`id` is missing"] },
    },
    { text: '```json\n{"id": 1, "status": "done"}\n```', finds: null },
  ],
  read: readStatus,
};
