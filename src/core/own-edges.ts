/** Which of GitHub's own dependencies are ours: read from GitHub's own record of who added them, so no store is needed. */
import type { Issue, Ref, TimelineEntry } from "./model.ts";
import { isSameRef } from "./model.ts";

/** Who last added or removed GitHub's dependency of `issue` on `blocker`; undefined when it is older than what we read. */
export function lastHand(issue: Issue, blocker: Ref): TimelineEntry | undefined {
  return issue.timeline.findLast(
    (entry) =>
      (entry.kind === "edge-added" || entry.kind === "edge-removed") &&
      entry.blocker !== undefined &&
      isSameRef(entry.blocker, blocker),
  );
}

/** True for a dependency that we added; one whose history we do not see is a person's. */
export function isOwnEdge(issue: Issue, blocker: Ref, botId: number): boolean {
  const last = lastHand(issue, blocker);
  return last?.kind === "edge-added" && last.actor?.id === botId;
}

/** True when somebody else took away this dependency last: it is not added again, whatever a text says. */
export function wasCutByHand(issue: Issue, blocker: Ref, botId: number): boolean {
  const last = lastHand(issue, blocker);
  return last?.kind === "edge-removed" && last.actor?.id !== botId;
}
