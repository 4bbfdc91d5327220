/** Opens the gates of the plan: ticks what only a person can tell, some minutes later gives the word. */
import { isSameName } from "../../../core/model.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import { fieldOf, isGate, type Outside } from "../outside.ts";

const MINUTE = 60_000;
const LOOKS_AFTER_MS = 50 * MINUTE;
const ASKS_AGAIN_MS = 60 * MINUTE;
const OPEN_BOX = "- [ ] ";

/** `login` opens the gates that name it; `opensOthers`: those, too, that name nobody. */
export function openApprover(login: string, opensOthers: boolean, outside: Outside, sandbox: Sandbox): Actor {
  const isMine = (approver: string | null) => (approver === null ? opensOthers : isSameName(approver, login));
  return {
    name: login,
    everyMinutes: 10,
    look() {
      for (const issue of outside.openIssues()) {
        const { number, body, labels } = issue;
        const inReviewAt = outside.labelledAt(number, "in review");
        if (!isGate(issue) || !labels.includes("in review") || inReviewAt === null) continue;
        if (!isMine(fieldOf("Approver", body)) || outside.now() - inReviewAt < LOOKS_AFTER_MS) continue;
        if (body.includes(OPEN_BOX)) {
          sandbox.as(login).editIssue(outside.repo, number, { body: body.replaceAll(OPEN_BOX, "- [x] ") });
          continue;
        }
        const said = issue.comments.findLast(({ author }) => isSameName(author, login))?.at ?? Number.NEGATIVE_INFINITY;
        if (outside.now() - said >= ASKS_AGAIN_MS) sandbox.as(login).comment(outside.repo, number, "/gate approve");
      }
    },
  };
}
