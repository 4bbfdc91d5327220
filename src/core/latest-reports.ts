/** Reports of some kinds by those whose reports count, oldest first, with who speaks. */
import { reportOf, speakerOf } from "./answer-report.ts";
import { heardSince, placeOf } from "./hubs.ts";
import { inOrder } from "./in-order.ts";
import type { Comment, Report } from "./model.ts";
import type { World } from "./world.ts";

export interface Posted {
  readonly comment: Comment;
  readonly report: Report;
  /** The worker it speaks for, else the login of its writer. */
  readonly who: string;
}

/** Complete ones on open issues since the coordination issue exists. */
export function reportsOf(kinds: readonly string[], world: World): readonly Posted[] {
  const { snapshot } = world;
  const since = heardSince(world) ?? "";
  return inOrder(snapshot.comments).flatMap((comment): Posted[] => {
    const { author, editor } = comment;
    if (author === null || author.id === snapshot.app.botId || (editor !== null && editor.id !== author.id)) return [];
    const report = reportOf(comment, world);
    if (report === null || !kinds.includes(report.kind) || report.missing.length > 0) return [];
    const who = speakerOf(comment, world);
    if (who === null) return [];
    const isHeard = placeOf(comment.issue, world)?.isOpen === true && comment.createdAt >= since;
    return isHeard ? [{ comment, report, who }] : [];
  });
}
