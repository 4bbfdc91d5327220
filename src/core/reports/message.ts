/** Message between agents: a fenced JSON object with a sender, a receiver and a type. */
import { z } from "zod";
import type { Report } from "../model.ts";
import { brokenAt, flatSections, jsonBlock, missingKeys } from "./json-blocks.ts";
import { emptyReport, type Posted, type ReportKind, workerName } from "./report.ts";

const messageSchema = z.looseObject({
  version: z.union([z.string().min(1), z.number()]),
  timestamp: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), "should be an ISO time such as 2026-06-01T09:00:00Z"),
  source_agent: z.string().min(1),
  target_agent: z.string().min(1),
  message_type: z.enum(["request", "response", "event", "error"]),
  correlation_id: z.string().min(1),
  payload: z.unknown().refine((payload) => payload !== undefined, "is missing"),
  priority: z.union([z.string(), z.number()]).optional(),
  timeout_ms: z.number().int().positive().optional(),
});

function readMessage(posted: Posted): Report | null {
  const block = jsonBlock(posted, ["message_type", "source_agent"]);
  if (block === null) return null;
  const empty = emptyReport("message", block.line);
  if (!block.result.ok) return { ...empty, missing: [brokenAt(block, block.result.at)] };
  const parsed = messageSchema.safeParse(block.result.value);
  if (!parsed.success) return { ...empty, missing: missingKeys(parsed.error, block.result.value) };
  return { ...empty, worker: workerName(parsed.data.source_agent), sections: flatSections(parsed.data) };
}

const FORM = `\`\`\`json
{
  "version": "1.0",
  "timestamp": "2026-06-01T09:00:00Z",
  "source_agent": "agent-frontend",
  "target_agent": "agent-backend",
  "message_type": "request",
  "correlation_id": "c-1",
  "payload": { "need": "the schema" },
  "priority": "high",
  "timeout_ms": 3600000
}
\`\`\``;

export const message: ReportKind = {
  name: "message",
  hint: /[{]/,
  help: "Asks or tells another agent something; a request that is not answered in time is shown.",
  form: FORM,
  issueForm: { title: "Message: ", titleHint: "", needed: [], short: [] },
  examples: [
    { text: FORM, finds: { worker: "agent-frontend", missing: [] } },
    {
      text: '```json\n{"message_type": "request", "source_agent": "a"\n```',
      finds: { missing: ["The JSON breaks on line 2, at its end"] },
    },
    { text: '```json\n{"a": 1}\n```', finds: null },
    { text: "A message: hello", finds: null },
  ],
  read: readMessage,
};
