/** Approves what waits for a look and names this reviewer. */
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import type { Cast } from "../cast.ts";
import { fieldOf, type Outside, same } from "../outside.ts";

const MINUTE = 60_000;
const LOOKS_AFTER_MS = 15 * MINUTE;
const ASKS_AGAIN_MS = 60 * MINUTE;

export function openReviewer({ name, login }: Cast["reviewers"][number], outside: Outside, sandbox: Sandbox): Actor {
  return {
    name: login,
    everyMinutes: 10,
    look() {
      for (const issue of outside.openIssues()) {
        const inReviewAt = outside.labelledAt(issue.number, "in review");
        if (!issue.labels.includes("in review") || inReviewAt === null) continue;
        if (!same(fieldOf("Reviewer", issue.body) ?? "", name)) continue;
        const said = issue.comments.findLast(({ author }) => same(author, login))?.at ?? Number.NEGATIVE_INFINITY;
        const isDue = outside.now() - inReviewAt >= LOOKS_AFTER_MS && outside.now() - said >= ASKS_AGAIN_MS;
        if (isDue) sandbox.as(login).comment(outside.repo, issue.number, "/approve");
      }
    },
  };
}
