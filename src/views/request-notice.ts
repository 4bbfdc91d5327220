/** The one comment about a request that was not answered in time. */
import { commentLink } from "../core/comment-link.ts";
import type { RequestNotice } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { showTime } from "../core/show-time.ts";
import type { World } from "../core/world.ts";
import { fill } from "./templates.ts";

export function requestNotice({ request, people }: RequestNotice, { snapshot }: World): string {
  const { from, to, correlation, issue, comment, askedAt } = request;
  const link = commentLink({ id: comment, issue }, snapshot);
  return fill("request-notice.md", {
    people: people.length === 0 ? "" : `${people.join(", ")}: `,
    from: quote(from, 39),
    to: quote(to, 39),
    id: quote(correlation, 60),
    link,
    since: showTime(askedAt, snapshot),
  });
}
