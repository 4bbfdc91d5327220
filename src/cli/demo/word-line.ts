/** What people and agents write, as a line of the story; null for routine. */
import { z } from "zod";
import { blockersLine, kindOfReport, URGENT } from "./report-text.ts";

export interface Word {
  readonly text: string;
  readonly kind: "command" | "trouble" | "talk";
}

const HEADER = /^## Worker (.{1,60}?) Report/;
const STANDUP = /^## Daily Standup - [\d-]{10} - (.{1,60})$/m;
const HANDOFF = /^## Session Handoff: (.{1,60}?) on #/;

const data = z.object({
  id: z.string().optional(),
  source_agent: z.string().optional(),
  target_agent: z.string().optional(),
  message_type: z.string().optional(),
  payload: z.object({ question: z.string().optional(), answer: z.string().optional() }).optional(),
  dependenciesNeeded: z.array(z.object({ name: z.string(), from: z.string() })).optional(),
  dependenciesProvided: z.array(z.string()).optional(),
});

/** Text of a field's line of a report. */
function lineOf(field: string, body: string): string {
  const start = `**${field}**: `;
  return (
    body
      .split("\n")
      .find((line) => line.startsWith(start))
      ?.slice(start.length, 300) ?? ""
  );
}

export function wordLine(actor: string, body: string): Word | null {
  const command = body.split("\n").find((line) => line.startsWith("/"));
  if (command !== undefined) return { text: `${actor}: ${body.replaceAll("\n\n", " ")}`, kind: "command" };
  if (body.startsWith(URGENT)) return { text: `${URGENT} from ${actor}: ${lineOf("Blocker", body)}`, kind: "trouble" };
  if (kindOfReport(body) === "blocked") {
    return { text: `${HEADER.exec(body)?.[1] ?? actor} is blocked: ${blockersLine(body)}`, kind: "trouble" };
  }
  const standup = STANDUP.exec(body)?.[1];
  if (standup !== undefined) return { text: `${standup}'s standup, today: ${lineOf("Today", body)}`, kind: "talk" };
  const handoff = HANDOFF.exec(body)?.[1];
  if (handoff !== undefined) return { text: `${handoff} hands off: ${lineOf("Summary", body)}`, kind: "talk" };
  const said = body.startsWith("```json") ? ofData(body) : null;
  return said === null ? null : { text: said, kind: "talk" };
}

function ofData(body: string): string | null {
  const found = data.safeParse(JSON.parse(body.split("\n").slice(1, -1).join("\n"))).data;
  if (found === undefined) return null;
  const { id, source_agent: from, target_agent: to, payload, dependenciesNeeded, dependenciesProvided } = found;
  if (payload?.question !== undefined) return `${from} asks ${to}: ${payload.question}`;
  if (payload?.answer !== undefined) return `${from} answers ${to}: ${payload.answer}`;
  const [need] = dependenciesNeeded ?? [];
  if (need !== undefined) return `${id} needs ${need.name} from ${need.from}`;
  return dependenciesProvided === undefined ? null : `${id} provides ${dependenciesProvided.join(", ")}`;
}
