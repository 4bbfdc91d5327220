/** Reads the repository's feed of events for what changes an issue without its `updated_at`: edges, parents, links. */
import { z } from "zod";
import type { ResyncCursor } from "../ports/github.ts";
import { at, type Session } from "./session.ts";

const event = z.object({
  id: z.union([z.number(), z.bigint()]).transform(String),
  event: z.string().nullish(),
  issue: z.object({ node_id: z.string() }).nullish(),
});

const edgeEvents = new Set([
  "blocked_by_added",
  "blocked_by_removed",
  "blocking_added",
  "blocking_removed",
  "sub_issue_added",
  "sub_issue_removed",
  "parent_issue_added",
  "parent_issue_removed",
  "connected",
  "disconnected",
  "pinned",
  "unpinned",
]);

/** Each event carries its whole issue: the usual look is a small one, and only who is far behind reads in large pages. */
const usual = 30;
const most = 100;
/** Beyond this many large pages since the last look a full reading is the cheaper way; the nightly one will come. */
const mostPages = 10;

export interface EdgeChanges {
  readonly touched: readonly string[];
  readonly cursor: ResyncCursor;
}

/** Node ids of issues whose edges changed after `cursor`; without one, only where the feed stands now. */
export async function readEdgeEvents(session: Session, cursor: ResyncCursor): Promise<EdgeChanges> {
  const first = await page(session, usual, 1, cursor["events.etag"]);
  if (first === null) return { touched: [], cursor: pick(cursor) };
  const isNew = cursor["events.seen"] === undefined;
  const seen = new Set((cursor["events.seen"] ?? "").split(" "));
  const fresh = isNew ? [] : await untilSeen(session, first.events, seen);
  const touched = fresh.flatMap(({ event: name, issue }) => (edgeEvents.has(name ?? "") && issue ? issue.node_id : []));
  return {
    touched: [...new Set(touched)],
    cursor: {
      "events.seen": first.events.map(({ id }) => id).join(" "),
      ...(first.etag === undefined ? {} : { "events.etag": first.etag }),
    },
  };
}

type Event = z.infer<typeof event>;

/** The feed is newest first: go on until a page holds something known, and what comes after that is older. */
async function untilSeen(session: Session, first: readonly Event[], seen: ReadonlySet<string>): Promise<Event[]> {
  const isSeen = ({ id }: Event): boolean => seen.has(id);
  if (first.length < usual || first.some(isSeen)) return first.filter((one) => !isSeen(one));
  const all: Event[] = [];
  for (let number = 1; number <= mostPages; number += 1) {
    const events = (await page(session, most, number, undefined))?.events ?? [];
    all.push(...events);
    if (events.length < most || events.some(isSeen)) break;
  }
  const lastKnown = all.findLastIndex(isSeen);
  return all.slice(0, lastKnown < 0 ? all.length : lastKnown).filter((one) => !isSeen(one));
}

async function page(session: Session, perPage: number, number: number, etag: string | undefined) {
  const answer = await session.client.octokit.request("GET /repos/{owner}/{repo}/issues/events", {
    ...at(session),
    per_page: perPage,
    ...(number === 1 ? {} : { page: number }),
    ...(etag === undefined ? {} : { headers: { "if-none-match": etag } }),
  });
  if ((answer.status as number) === 304) return null;
  return { events: z.array(event).parse(answer.data), etag: answer.headers.etag };
}

const pick = (cursor: ResyncCursor): ResyncCursor =>
  Object.fromEntries(Object.entries(cursor).filter(([key]) => key.startsWith("events.")));
