/** What a receiver outside of GitHub is told of an event: the shape of the message, and what may be relied on. */
import { z } from "zod";
import type { Snapshot } from "../world.ts";
import { EVENT_KINDS, type WorkEvent } from "./work-event.ts";

/** More keys may come; whoever reads it leaves those it does not know alone. */
export const eventMessage = z.object({
  type: z.enum(EVENT_KINDS).describe("What happened"),
  timestamp: z.iso.datetime().describe("ISO 8601, UTC: when GitHub says that it happened"),
  data: z.object({
    repository: z.string().describe("owner/name"),
    repositoryId: z.int().describe("GitHub's number of the repository; it survives renames"),
    issue: z.int().positive().nullable().describe("Null for a phase and for the repository as a whole"),
    url: z.url().describe("The issue, or the repository"),
    phase: z.string().nullable().describe("The task's phase, as it is written"),
    worker: z.string().nullable().describe("Who it concerns: a login, or the name of a worker without an account"),
    result: z.enum(["approved", "rejected"]).nullable().describe("`quality_check_complete` only"),
  }),
});

type EventMessage = z.output<typeof eventMessage>;

/** Words of people are left out: whoever hears of it looks them up where they stand. */
export function buildEventMessage(
  { kind, at, issue, phase, worker, result }: WorkEvent,
  { repo, repositoryId, host }: Pick<Snapshot, "repo" | "repositoryId" | "host">,
): EventMessage {
  const url = `https://${host}/${repo}${issue === null ? "" : `/issues/${issue}`}`;
  return { type: kind, timestamp: at, data: { repository: repo, repositoryId, issue, url, phase, worker, result } };
}
