/** Reports that were opened as issues and do not count: not heard yet, not to be heard, or refused. */
import { reportOf } from "./answer-report.ts";
import { bodyOf } from "./comment-link.ts";
import type { Issue } from "./model.ts";
import { replyKey } from "./reports-in-issues.ts";
import type { World } from "./world.ts";

export interface UnheardReport {
  readonly issue: Issue;
  readonly author: string;
  /** Number of the issue it is about. */
  readonly target: number;
  /** It had an answer, and the answer was no. */
  readonly isRefused: boolean;
}

/** In their order. Near misses stand among the unread reports; closed ones are nobody's concern any more. */
export function unheardReports(world: World): readonly UnheardReport[] {
  const answers = new Map(world.snapshot.comments.map(({ marker }) => [marker?.key, marker]));
  return world.snapshot.comments.flatMap((comment): UnheardReport[] => {
    const issue = world.issues.get(bodyOf(comment.id) ?? 0);
    if (issue?.isOpen !== true || comment.author === null) return [];
    const answer = answers.get(replyKey(comment.id));
    const isRefused = answer?.data["refused"] === true;
    const isHeard = answer !== undefined && !isRefused;
    const isUnread = isRefused && reportOf(comment, world)?.missing.length !== 0;
    if (isHeard || isUnread) return [];
    return [{ issue, author: comment.author.login, target: comment.issue, isRefused }];
  });
}
