/** Comments in the order in which they were posted: by id; the text of an issue, which has none, by its time among them. */
import { bodyOf } from "./comment-link.ts";
import type { Comment } from "./model.ts";

/** A text as old as a comment comes after it. */
export function inOrder(comments: readonly Comment[]): readonly Comment[] {
  const sorted = [...comments].sort((a, b) => a.id - b.id);
  const bodies = sorted.filter(({ id }) => bodyOf(id) !== null).sort(byTime);
  if (bodies.length === 0) return sorted;
  const ordered: Comment[] = [];
  let next = 0;
  for (const comment of sorted.slice(bodies.length)) {
    for (let body = bodies[next]; body !== undefined && body.createdAt < comment.createdAt; body = bodies[next]) {
      ordered.push(body);
      next += 1;
    }
    ordered.push(comment);
  }
  return [...ordered, ...bodies.slice(next)];
}

function byTime(a: Comment, b: Comment): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return b.id - a.id;
}
