/** Answers what holds others up: whoever the plan has for that, else nobody. */
import { isSameName } from "../../../core/model.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import type { Outside, SeenIssue } from "../outside.ts";
import type { Player } from "../player.ts";
import { blockersIn, kindOfReport } from "../report-text.ts";
import { isMinutesAgo } from "./wish.ts";

const ANSWERS_AFTER = 25;

/** The report of a blocker that names no issue: only an answer helps. */
function isAsked({ labels, comments }: SeenIssue, account: string, outside: Outside): boolean {
  const last = comments.findLast(({ body }) => kindOfReport(body) !== null);
  if (last === undefined || !labels.includes("hold") || kindOfReport(last.body) !== "blocked") return false;
  if (blockersIn(last.body).length > 0 || !isMinutesAgo(last.at, ANSWERS_AFTER, outside)) return false;
  return !comments.some(
    ({ author, body, at }) => at > last.at && isSameName(author, account) && body.endsWith("/resolved"),
  );
}

export function openProblemSolver({ name, account }: Player, outside: Outside, sandbox: Sandbox): Actor {
  return {
    name,
    everyMinutes: 5,
    look() {
      const asked = outside.openIssues().find((issue) => isAsked(issue, account, outside));
      const text = `${name} looked into it: the simpler of the two ways is meant.\n\n/resolved`;
      if (asked !== undefined) sandbox.as(account).comment(outside.repo, asked.number, text);
    },
  };
}
