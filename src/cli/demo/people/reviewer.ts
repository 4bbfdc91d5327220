/** Looks at what names this reviewer: sends the very first work back with a reason, approves the rest. */
import { isSameName } from "../../../core/model.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import type { Cast } from "../cast.ts";
import { fieldOf, type Outside } from "../outside.ts";

const MINUTE = 60_000;
const LOOKS_AFTER_MS = 40 * MINUTE;
const ASKS_AGAIN_MS = 60 * MINUTE;
const REJECTS = "/reject because it was only tried with what is expected; try what nobody expects";

export function openReviewer({ name, login }: Cast["reviewers"][number], outside: Outside, sandbox: Sandbox): Actor {
  return {
    name: login,
    everyMinutes: 10,
    look() {
      for (const issue of outside.openIssues()) {
        const inReviewAt = outside.labelledAt(issue.number, "in review");
        if (!issue.labels.includes("in review") || inReviewAt === null) continue;
        if (!isSameName(fieldOf("Reviewer", issue.body) ?? "", name)) continue;
        const said = issue.comments.findLast(({ author }) => isSameName(author, login))?.at ?? Number.NEGATIVE_INFINITY;
        const isDue = outside.now() - inReviewAt >= LOOKS_AFTER_MS && outside.now() - said >= ASKS_AGAIN_MS;
        const word = outside.saidAt(login, REJECTS) === null ? REJECTS : "/approve";
        if (isDue) sandbox.as(login).comment(outside.repo, issue.number, word);
      }
    },
  };
}
