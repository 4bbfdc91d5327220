/** Requests between agents that have had no answer: when they fall due, and which are late. */
import { reportsOf } from "./latest-reports.ts";
import { later } from "./local-time.ts";
import { isSameName } from "./model.ts";
import type { OpenRequest } from "./plugins.ts";
import type { World } from "./world.ts";

const LONGEST_MS = 30 * 86_400_000;

/** Counted from when GitHub says it was posted: the time in the message is its writer's. */
export function openRequests(world: World): readonly OpenRequest[] {
  const open = new Map<string, OpenRequest>();
  for (const { comment, report, who } of reportsOf(["message"], world)) {
    const { sections } = report;
    const correlation = sections["correlation_id"] ?? "";
    const to = sections["target_agent"] ?? "";
    const kind = sections["message_type"];
    if (kind === "request") {
      const timeout = Math.min(Number(sections["timeout_ms"] ?? 0), LONGEST_MS);
      const dueAt = timeout > 0 ? later(comment.createdAt, timeout) : null;
      const isLate = dueAt !== null && dueAt <= world.snapshot.now;
      const { issue, id, createdAt: askedAt } = comment;
      open.set(correlation, { from: who, to, correlation, issue, comment: id, askedAt, dueAt, isLate });
    }
    // Whoever asked may take the question back; nobody else but the one who was asked can answer it.
    const asked = open.get(correlation);
    const isAnswer = kind === "response" || kind === "error";
    if (asked !== undefined && isAnswer && [asked.to, asked.from].some((name) => isSameName(name, who)))
      open.delete(correlation);
  }
  return [...open.values()];
}

/** ISO times at which a request falls due that has not yet. */
export function requestTimes(world: World): readonly string[] {
  return openRequests(world).flatMap(({ dueAt, isLate }) => (dueAt === null || isLate ? [] : [dueAt]));
}
