/** Where something was said: in a comment, or (a negative id) in the text of an issue that is a report and is heard like one. */
import type { Snapshot } from "./world.ts";

/** The comment's id under which the text of issue `number` is heard. GitHub's own ids are above zero. */
export function bodyId(number: number): number {
  return -number;
}

/** Number of the issue whose text it is; null for a comment. */
export function bodyOf(id: number): number | null {
  return id < 0 ? -id : null;
}

/** Address of the comment `id` on `issue`, or of the issue whose text it is. */
export function commentLink(
  { id, issue }: { readonly id: number; readonly issue: number },
  { host, repo }: Pick<Snapshot, "host" | "repo">,
): string {
  const body = bodyOf(id);
  return `https://${host}/${repo}/issues/${body === null ? `${issue}#issuecomment-${id}` : body}`;
}
