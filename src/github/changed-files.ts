/** Which files the open pull requests behind issues change: one more question, asked only where there is such a pull request. */
import { z } from "zod";
import type { Issue } from "../core/model.ts";
import { Refused, Unwell } from "../ports/github.ts";
import { withHiddenEdges } from "./hidden-edges.ts";
import { pullFilesQuery } from "./queries.ts";
import { batches, type Session } from "./session.ts";
import { type IssueNode, nodesOf, type PullNode, toIssue } from "./shape.ts";

const PULLS_PER_REQUEST = 100;

const files = z.object({ nodes: z.array(z.object({ path: z.string() }).nullable()).nullish() }).nullish();
const answer = z.object({
  nodes: z.array(z.object({ __typename: z.string(), id: z.string().optional(), files }).nullable()),
});

type Node = IssueNode | PullNode;

/** The nodes as our nouns. Cost: 1 point per 100 open pull requests among them that close an issue. */
export async function toIssues(session: Session, found: readonly Node[]): Promise<readonly Issue[]> {
  const nodes = await withHiddenEdges(session, found);
  const paths = await readChangedPaths(session, nodes);
  return nodes.map((node) => {
    const changedPaths = paths.get(node.id);
    return changedPaths === undefined ? toIssue(node) : { ...toIssue(node), changedPaths };
  });
}

/**
 * By node id. A push is told by a webhook or found by a resync, both read the pull request again and so ask here anew.
 * Paths only make a guess better: where GitHub cannot tell them the reading goes on without.
 */
async function readChangedPaths(
  session: Session,
  nodes: readonly Node[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const pulls = nodes.filter((node) => node.__typename === "PullRequest" && isOpenAndLinked(node));
  const found = new Map<string, readonly string[]>();
  for (const ids of batches([...new Set(pulls.map(({ id }) => id))], PULLS_PER_REQUEST)) {
    const told = await session.client.graphql(pullFilesQuery, { ids }).catch((error: unknown) => {
      if (error instanceof Refused || error instanceof Unwell) return { nodes: [] };
      throw error;
    });
    for (const node of answer.parse(told).nodes)
      if (node?.id !== undefined)
        found.set(
          node.id,
          nodesOf(node.files).map(({ path }) => path),
        );
  }
  return found;
}

function isOpenAndLinked({ closed, closingIssuesReferences }: PullNode): boolean {
  return !closed && nodesOf(closingIssuesReferences).length > 0;
}
