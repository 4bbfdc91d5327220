/** One comment for each circle of issues that wait for each other, on its smallest member; it tells when the circle is gone. */
import { visibleText } from "../marker-text.ts";
import type { Comment } from "../model.ts";
import { type Notice, noticeMarker } from "../notice-budget.ts";
import type { Plugins } from "../plugins.ts";
import type { Cycle, World } from "../world.ts";

const PREFIX = "cycle:";

/** Its smallest member names a circle: it may grow, shrink or turn and is the same circle still. */
function keyOf({ members }: Cycle): string {
  return `${PREFIX}${members[0] ?? 0}`;
}

/** The oldest comment of each key: one that stands twice is taken away elsewhere. */
function written(world: World): ReadonlyMap<string, Comment> {
  const found = new Map<string, Comment>();
  for (const comment of [...world.snapshot.comments].sort((a, b) => b.id - a.id)) {
    if (comment.marker?.kind === "notice" && comment.marker.key.startsWith(PREFIX))
      found.set(comment.marker.key, comment);
  }
  return found;
}

export function planCycleNotices(world: World, { views }: Plugins): readonly Notice[] {
  const before = written(world);
  const open = new Map(world.cycles.map((cycle) => [keyOf(cycle), cycle]));
  return [...new Set([...open.keys(), ...before.keys()])].flatMap((key): readonly Notice[] => {
    const cycle = open.get(key) ?? null;
    const comment = before.get(key);
    const body = views.cycleNotice(cycle, world);
    const issue = comment?.issue ?? cycle?.members[0];
    if (issue === undefined || (comment !== undefined && visibleText(comment.body) === body.trim())) return [];
    const { author } = world.issues.get(issue) ?? { author: null };
    const marker = noticeMarker(key, author === null ? [] : [author.login]);
    const because = cycle === null ? "the circle is gone" : "issues wait for each other in a circle";
    return [{ kind: "write-comment", issue, comment: comment?.id ?? null, body, marker, because }];
  });
}
