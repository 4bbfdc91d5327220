/** Reads a whole repository: the first time, after an outage, and every night for what only a full look finds. */
import { z } from "zod";
import type { Changes } from "../ports/github.ts";
import { Refused } from "../ports/github.ts";
import { toIssues } from "./changed-files.ts";
import { listSince } from "./listings.ts";
import { openCursor } from "./observe-changes.ts";
import { readCommentNodes } from "./observe-nodes.ts";
import { issuePageQuery, pullPageQuery } from "./queries.ts";
import type { Session } from "./session.ts";
import { type IssueNode, issueNode, nodesOf, type PullNode, pullNode } from "./shape.ts";
import { TooHeavy } from "./trouble.ts";

const answer = z.object({
  repository: z
    .object({
      page: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z.array(z.union([issueNode, pullNode]).nullable()).nullable(),
      }),
    })
    .nullable(),
});

/** Fewer where these are too heavy for one answer. */
const MOST_PER_PAGE = 50;
const beginning = "1970-01-01T00:00:00Z";

/**
 * Cost: about 3 points per 50 issues, 2 per 50 pull requests, 1 per 100 open ones that close an issue; for comments one request and 1 point per 100. REST lists
 * comments since an instant but names neither editor nor our own reactions, so each is read again by node id.
 */
export async function readAll(session: Session, since: string | null): Promise<Changes> {
  const cursor = await openCursor(session);
  const issues = await readPages(session, issuePageQuery);
  const pulls = await readPages(session, pullPageQuery);
  const listed = await listSince(session, "comments", since ?? beginning);
  const comments = await readCommentNodes(
    session,
    listed.map((comment) => comment.node_id),
  );
  return { issues: await toIssues(session, [...issues, ...pulls]), comments, touched: [], cursor };
}

async function readPages(session: Session, query: string) {
  const { owner, name } = session;
  const found: (IssueNode | PullNode)[] = [];
  let after: string | null = null;
  let first = MOST_PER_PAGE;
  for (let isMore = true; isMore; ) {
    const told: unknown = await session.client.graphql(query, { owner, name, first, after }).catch((error: unknown) => {
      if (!(error instanceof TooHeavy) || first === 1) throw error;
      return TooHeavy;
    });
    if (told === TooHeavy) {
      first = Math.ceil(first / 2);
      continue;
    }
    const { repository } = answer.parse(told);
    if (repository === null) throw new Refused(404, `There is no repository ${session.repository.name}.`);
    found.push(...nodesOf(repository.page));
    ({ hasNextPage: isMore, endCursor: after } = repository.page.pageInfo);
  }
  return found;
}
