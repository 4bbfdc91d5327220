/** Reports in one of the agreed forms that lack something, and that their writers have not posted anew since. */
import { reportOf, speakerOf } from "./answer-report.ts";
import { bodyOf } from "./comment-link.ts";
import { heardSince, placeOf } from "./hubs.ts";
import { inOrder } from "./in-order.ts";
import type { Comment } from "./model.ts";
import type { World } from "./world.ts";

export interface UnreadReport {
  readonly comment: Comment;
  readonly author: string;
  /** The first thing that is missing, as a sentence. */
  readonly missing: string;
}

/** Newest last. On closed issues nobody needs them any more. */
export function unreadReports(world: World): readonly UnreadReport[] {
  const open = new Map<string, UnreadReport>();
  for (const comment of inOrder(world.snapshot.comments)) {
    const { author } = comment;
    if (author === null || author.id === world.snapshot.app.botId || !isHeard(comment, world)) continue;
    const report = reportOf(comment, world);
    if (report === null || speakerOf(comment, world) === null) continue;
    const key = `${author.id}/${comment.issue}/${report.kind}`;
    const [missing] = report.missing;
    if (missing === undefined) open.delete(key);
    else open.set(key, { comment, author: author.login, missing });
  }
  return [...open.values()];
}

function isHeard({ id, issue, createdAt }: Comment, world: World): boolean {
  const since = heardSince(world);
  const body = bodyOf(id);
  if (body !== null && world.issues.get(body)?.isOpen !== true) return false;
  return placeOf(issue, world)?.isOpen === true && since !== null && createdAt >= since;
}
