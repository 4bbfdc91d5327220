/** How much a resync found that no delivery had told us of: webhooks that do not arrive show here first. */
import { canonical } from "../core/marker-text.ts";
import type { Actor, Issue } from "../core/model.ts";
import type { Changes } from "../ports/github.ts";
import type { Mirror } from "./mirror.ts";

/**
 * Before the changes are folded. `announced`: node ids that deliveries spoke of; a delivery still on its way makes no
 * difference, so a little drift is normal. Texts of our own are left out: we know them without their markers.
 */
export function countDrift(
  mirror: Mirror,
  { issues, comments }: Pick<Changes, "issues" | "comments">,
  announced: ReadonlySet<string>,
  botId: number,
): number {
  const isNews = ({ nodeId, author }: { readonly nodeId: string; readonly author: Actor | null }) =>
    author?.id !== botId && !announced.has(nodeId);
  const changed = issues.filter((issue) => {
    const known = mirror.issue(issue.number);
    return isNews(issue) && (known === undefined || meaning(known) !== meaning(issue));
  });
  const said = comments.filter((comment) => isNews(comment) && mirror.comment(comment.id)?.body !== comment.body);
  return changed.length + said.length;
}

/** Without times and counts, which change with our own writes too. */
function meaning({ title, body, isOpen, labels, assignees }: Issue): string {
  const people = assignees.map(({ id }) => id).sort((a, b) => a - b);
  return canonical({ title, body, isOpen, labels: [...labels].sort(), people });
}
