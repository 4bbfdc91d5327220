/** The resync: asks GitHub what changed since the cursor, and reads exactly that again by node id. */
import type { Changes, ResyncCursor } from "../ports/github.ts";
import { readEdgeEvents } from "./edge-events.ts";
import { forget, type Listed, listChanged } from "./listings.ts";
import { readCommentNodes, readIssues } from "./observe-nodes.ts";
import type { Session } from "./session.ts";

/** Cost: three requests, all 304 when nothing changed; else about 3 points per 50 issues and 1 per 100 comments. */
export async function readChanges(session: Session, cursor: ResyncCursor): Promise<Changes> {
  const edges = await readEdgeEvents(session, cursor);
  const listedIssues = await listChanged(session, "issues", cursor);
  const listedComments = await listChanged(session, "comments", cursor);
  const { issues, linked } = await readIssues(session, listedIssues.fresh.map(nodeId));
  const comments = await readCommentNodes(session, listedComments.fresh.map(nodeId));
  const read = new Set(issues.map((issue) => issue.nodeId));
  return {
    issues,
    comments,
    touched: [...new Set([...edges.touched, ...linked])].filter((id) => !read.has(id)),
    cursor: {
      ...edges.cursor,
      ...forget(listedIssues.cursor, "issues", stale(listedIssues.fresh, issues)),
      ...forget(listedComments.cursor, "comments", stale(listedComments.fresh, comments)),
    },
  };
}

/** Where the next resync begins, taken before a full reading so that nothing changed during it is missed. */
export async function openCursor(session: Session): Promise<ResyncCursor> {
  const { cursor: events } = await readEdgeEvents(session, {});
  const { cursor: issues } = await listChanged(session, "issues", {});
  const { cursor: comments } = await listChanged(session, "comments", {});
  return { ...events, ...issues, ...comments };
}

const nodeId = (thing: Listed): string => thing.node_id;

/** The answer of a replica that lags behind the one that listed it: to be read again. */
function stale(
  listed: readonly Listed[],
  read: readonly { readonly nodeId: string; readonly updatedAt: string }[],
): ReadonlySet<string> {
  const updatedAt = new Map(listed.map((thing) => [thing.node_id, Date.parse(thing.updated_at)]));
  const older = read.filter((thing) => Date.parse(thing.updatedAt) < (updatedAt.get(thing.nodeId) ?? 0));
  return new Set(older.map((thing) => thing.nodeId));
}
