/** Lists what changed since a watermark, with an ETag so that "nothing" is free, and remembers what was seen. */
import { z } from "zod";
import { wholeSecond } from "../core/local-time.ts";
import type { ResyncCursor } from "../ports/github.ts";
import { type Place, placeAfter } from "./pages.ts";
import { at, type Session } from "./session.ts";

const item = z.object({ node_id: z.string(), updated_at: z.string() });
export type Listed = z.infer<typeof item>;

/** Lists are read newest first: a thing that moves while we turn pages moves towards what we have not missed. */
export const listingPaths = {
  issues: "GET /repos/{owner}/{repo}/issues",
  comments: "GET /repos/{owner}/{repo}/issues/comments",
} as const;
export type Listing = keyof typeof listingPaths;

/** GitHub's clocks differ by seconds and lists lag behind writes: look a minute back. */
const overlapMs = 60_000;
/** Times have whole seconds: a thing changed in the second of the listing may change again within it. */
const unsettledMs = 2000;
const perPage = 100;
/** From this many things on, reading them all again at each change costs more than one answer without an ETag. */
const manyThings = 30;

export interface ListedChanges {
  readonly fresh: readonly Listed[];
  /** The part of the cursor that belongs to this listing. */
  readonly cursor: ResyncCursor;
}

/** What is new in a listing after `cursor`. Cost: nothing (304), or one request per 100 things since the watermark. */
export async function listChanged(session: Session, listing: Listing, cursor: ResyncCursor): Promise<ListedChanges> {
  const since = cursor[`${listing}.since`] ?? (await newest(session, listing));
  const etag = cursor[`${listing}.etag`];
  const first = await page(session, listing, since, {}, etag);
  if (first === null) return { fresh: [], cursor: only(cursor, listing) };
  const all = [...first.items];
  for (let { next } = first; next !== null; ) {
    const more = await page(session, listing, since, next, undefined);
    next = more?.next ?? null;
    all.push(...(more?.items ?? []));
  }
  const seen = new Set((cursor[`${listing}.seen`] ?? "").split(" "));
  const fresh = all.filter((thing) => !seen.has(keyOf(thing)));
  return { fresh: distinct(fresh), cursor: advance(listing, since, first, all) };
}

/** Everything listed since `since`, all pages, without a cursor. */
export async function listSince(session: Session, listing: Listing, since: string): Promise<readonly Listed[]> {
  const { fresh } = await listChanged(session, listing, { [`${listing}.since`]: since });
  return fresh;
}

interface Page {
  readonly items: readonly Listed[];
  readonly next: Place | null;
  readonly etag: string | undefined;
  /** ISO; GitHub's own time of the answer, null when it does not say. */
  readonly answeredAt: number | null;
}

async function page(
  session: Session,
  listing: Listing,
  since: string,
  place: Place,
  etag: string | undefined,
): Promise<Page | null> {
  const answer = await session.client.octokit.request(listingPaths[listing], {
    ...at(session),
    ...(listing === "issues" ? { state: "all" as const } : {}),
    sort: "updated",
    direction: "desc",
    since,
    per_page: perPage,
    ...place,
    ...(etag === undefined ? {} : { headers: { "if-none-match": etag } }),
  });
  if ((answer.status as number) === 304) return null;
  const answeredAt = Date.parse(answer.headers.date ?? "");
  return {
    items: z.array(item).parse(answer.data),
    next: placeAfter(answer.headers.link),
    etag: answer.headers.etag,
    answeredAt: Number.isNaN(answeredAt) ? null : answeredAt,
  };
}

/** The first watermark: a minute before the newest thing there is, by GitHub's clock. */
async function newest(session: Session, listing: Listing): Promise<string> {
  const answer = await session.client.octokit.request(listingPaths[listing], {
    ...at(session),
    ...(listing === "issues" ? { state: "all" as const } : {}),
    sort: "updated",
    direction: "desc",
    per_page: 1,
  });
  const [first] = z.array(item).parse(answer.data);
  return first === undefined ? "1970-01-01T00:00:00Z" : back(first.updated_at);
}

/**
 * The watermark stays while little was changed since: the same address keeps its ETag, and the next resync costs
 * nothing. When many things were, it moves on, a minute behind the newest.
 */
function advance(listing: Listing, since: string, first: Page, all: readonly Listed[]): ResyncCursor {
  const newestAt = Math.max(first.answeredAt ?? 0, ...all.map((thing) => Date.parse(thing.updated_at)));
  const settled = all.filter((thing) => Date.parse(thing.updated_at) < newestAt - unsettledMs);
  const next = first.items.length >= manyThings ? back(first.items[0]?.updated_at ?? since) : since;
  const kept = settled.filter((thing) => thing.updated_at >= next);
  return {
    [`${listing}.since`]: next,
    [`${listing}.seen`]: [...new Set(kept.map(keyOf))].join(" "),
    ...(next !== since || first.etag === undefined ? {} : { [`${listing}.etag`]: first.etag }),
  };
}

/** Takes things out of what was seen, and the ETag with them: they were read in an older state than was listed. */
export function forget(cursor: ResyncCursor, listing: Listing, nodeIds: ReadonlySet<string>): ResyncCursor {
  if (nodeIds.size === 0) return cursor;
  const seen = (cursor[`${listing}.seen`] ?? "").split(" ").filter((key) => !nodeIds.has(key.split("@")[0] ?? ""));
  const entries = Object.entries(cursor).filter(([key]) => key !== `${listing}.etag`);
  return { ...Object.fromEntries(entries), [`${listing}.seen`]: seen.join(" ") };
}

const keyOf = (thing: Listed): string => `${thing.node_id}@${thing.updated_at}`;
const back = (iso: string): string => wholeSecond(Date.parse(iso) - overlapMs);
const distinct = (things: readonly Listed[]): Listed[] => [...new Map(things.map((t) => [t.node_id, t])).values()];

const only = (cursor: ResyncCursor, listing: Listing): ResyncCursor =>
  Object.fromEntries(Object.entries(cursor).filter(([key]) => key.startsWith(`${listing}.`)));
