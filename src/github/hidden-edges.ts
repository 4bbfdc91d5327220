/** Dependencies of ours on private repositories of the same installation: the token of one repository sees only their number. */
import { z } from "zod";
import type { AppIdentity } from "../core/model.ts";
import type { Client } from "./client.ts";
import { issueNodesQuery } from "./queries.ts";
import { type IssueNode, issueNode, nodesOf, type PullNode } from "./shape.ts";

/** The part of a session that sees further than its repository. */
interface Eyes {
  readonly client: Client;
  readonly elsewhere: Client;
  identity(): Promise<AppIdentity>;
}

type Node = IssueNode | PullNode;
type Edge = NonNullable<NonNullable<NonNullable<IssueNode["blockedBy"]>["nodes"]>[number]>;
type Event = NonNullable<NonNullable<NonNullable<IssueNode["edgeItems"]>["nodes"]>[number]>;

const answer = z.object({ nodes: z.array(issueNode.nullable().catch(null)) });
const perRequest = 50;

/**
 * The nodes, with what the whole installation sees of our own edges. What people tied to a private repository stays
 * unknown: its name must not show where they did not write it. Cost: nothing without such issues, else 3 points per 50.
 */
export async function withHiddenEdges<T extends Node>(eyes: Eyes, nodes: readonly T[]): Promise<readonly T[]> {
  const ids = nodes.filter(hidesSome).map(({ id }) => id);
  if (ids.length === 0 || eyes.elsewhere === eyes.client) return nodes;
  const { botId } = await eyes.identity();
  const seen = new Map<string, IssueNode>();
  for (let from = 0; from < ids.length; from += perRequest) {
    const asked = { ids: ids.slice(from, from + perRequest) };
    for (const node of answer.parse(await eyes.elsewhere.graphql(issueNodesQuery, asked)).nodes)
      if (node !== null) seen.set(node.id, node);
  }
  return nodes.map((node) => withOurs(node, seen.get(node.id), botId));
}

function hidesSome(node: Node): boolean {
  if (node.__typename !== "Issue") return false;
  const total = node.issueDependenciesSummary?.totalBlockedBy ?? 0;
  return total > nodesOf(node.blockedBy).length || nodesOf(node.edgeItems).some(({ blockingIssue }) => !blockingIssue);
}

function withOurs<T extends Node>(node: T, whole: IssueNode | undefined, botId: number): T {
  if (node.__typename !== "Issue" || whole === undefined) return node;
  const known = new Set(nodesOf(node.blockedBy).map(nameOf));
  const events = nodesOf(whole.edgeItems).filter(
    ({ blockingIssue }) => blockingIssue && !known.has(nameOf(blockingIssue)),
  );
  const touched = new Set(events.filter((event) => event.actor?.databaseId === botId).map(nameOfBlocker));
  const isOurs = (edge: Edge) => !known.has(nameOf(edge)) && touched.has(nameOf(edge));
  return {
    ...node,
    blockedBy: { nodes: [...nodesOf(node.blockedBy), ...nodesOf(whole.blockedBy).filter(isOurs)] },
    edgeItems: {
      nodes: [
        ...nodesOf(node.edgeItems).filter(({ blockingIssue }) => blockingIssue),
        ...events.filter((event) => touched.has(nameOfBlocker(event))),
      ],
    },
  };
}

const nameOf = ({ repository, number }: Edge): string => `${repository.nameWithOwner}#${number}`.toLowerCase();
const nameOfBlocker = ({ blockingIssue }: Event): string => (blockingIssue ? nameOf(blockingIssue) : "");
