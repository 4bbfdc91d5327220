/** Reads things by node id: the one path on which issues, pull requests and comments become ours. */
import { z } from "zod";
import type { Issue } from "../core/model.ts";
import type { ReadComment, ReadNode } from "../ports/github.ts";
import { toIssues } from "./changed-files.ts";
import { commentNodesQuery, issueNodesQuery, nodesQuery } from "./queries.ts";
import { batches, type Session } from "./session.ts";
import { commentNode, issueNode, nodesOf, pullNode, toComment } from "./shape.ts";
import { TooHeavy } from "./trouble.ts";

const ours = z.discriminatedUnion("__typename", [issueNode, pullNode, commentNode]);
/** Only what is really of another kind: an issue we cannot read must fail, not look as if it were gone. */
const other = z
  .object({ __typename: z.string().regex(/^(?!(?:Issue|PullRequest|IssueComment)$)/) })
  .transform(() => null);
const answer = z.object({ nodes: z.array(z.union([ours, other]).nullable()) });

type Node = z.infer<typeof answer>["nodes"][number];

/** What was read, and the issues whose links to pull requests may have changed with it. */
export interface ReadIssues {
  readonly issues: readonly Issue[];
  readonly linked: readonly string[];
}

/**
 * Cost: about 4 points per 50 ids. When a pull request among them says that it closes issues which were not asked
 * for, these are read too (one request more): nothing else tells that their links changed. And one request more tells
 * what open ones of that kind change.
 */
export async function readNodes(session: Session, nodeIds: readonly string[]): Promise<readonly ReadNode[]> {
  const asked = [...new Set(nodeIds)];
  const nodes = await askNodes(session, nodesQuery, asked, 100);
  const linked = linkedIn(nodes).filter((id) => !asked.includes(id));
  const linkedNodes = await askNodes(session, nodesQuery, linked, 50);
  const issues = await toIssues(session, threadsIn([...nodes, ...linkedNodes]));
  const known = new Map(issues.map((issue) => [issue.nodeId, issue]));
  const gone = (id: string): ReadNode => ({ nodeId: id, kind: "gone" });
  return [
    ...nodes.map((node, index) => toReadNode(node, known) ?? gone(asked[index] ?? "")),
    ...linkedNodes.flatMap((node) => toReadNode(node, known) ?? []),
  ];
}

/** Cost: about 3 points per 50 ids, and what changed files cost. Things that are gone are left out. */
export async function readIssues(session: Session, nodeIds: readonly string[]): Promise<ReadIssues> {
  const nodes = await askNodes(session, issueNodesQuery, nodeIds, 50);
  return { issues: await toIssues(session, threadsIn(nodes)), linked: linkedIn(nodes) };
}

/** Cost: 1 point per 100 ids. Comments that are gone are left out. */
export async function readCommentNodes(session: Session, nodeIds: readonly string[]): Promise<readonly ReadComment[]> {
  const nodes = await askNodes(session, commentNodesQuery, nodeIds, 100);
  return nodes.flatMap((node) => (node?.__typename === "IssueComment" ? [toComment(node)] : []));
}

/** In the order asked; null for what is gone, unseen, of another kind, or of another repository. */
async function askNodes(session: Session, query: string, nodeIds: readonly string[], size: number): Promise<Node[]> {
  const found: Node[] = [];
  for (const ids of batches(nodeIds, size)) {
    const nodes = await askBatch(session, query, ids);
    found.push(...nodes.map((node) => (isHere(session, node) ? node : null)));
  }
  return found;
}

/** What is too heavy for one answer is asked for in halves. */
async function askBatch(session: Session, query: string, ids: readonly string[]): Promise<readonly Node[]> {
  try {
    return answer.parse(await session.client.graphql(query, { ids })).nodes;
  } catch (error) {
    if (!(error instanceof TooHeavy) || ids.length === 1) throw error;
    const half = Math.ceil(ids.length / 2);
    const first = await askBatch(session, query, ids.slice(0, half));
    return [...first, ...(await askBatch(session, query, ids.slice(half)))];
  }
}

const isHere = (session: Session, node: Node): boolean => node?.repository.databaseId === session.repository.id;

function linkedIn(nodes: readonly Node[]): string[] {
  const pulls = nodes.flatMap((node) => (node?.__typename === "PullRequest" ? [node] : []));
  return [...new Set(pulls.flatMap((pull) => nodesOf(pull.closingIssuesReferences).map((issue) => issue.id)))];
}

/** Issues and pull requests. */
function threadsIn(nodes: readonly Node[]) {
  return nodes.flatMap((node) => (node === null || node.__typename === "IssueComment" ? [] : [node]));
}

function toReadNode(node: Node, known: ReadonlyMap<string, Issue>): ReadNode | null {
  if (node === null) return null;
  if (node.__typename === "IssueComment") return { nodeId: node.id, kind: "comment", comment: toComment(node) };
  const issue = known.get(node.id);
  if (issue === undefined) return null;
  return { nodeId: node.id, kind: "issue", issue, comments: nodesOf(node.comments).map(toComment) };
}
