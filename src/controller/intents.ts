/**
 * Writes whose end we have not seen: found again by our own marker, or given up so that the next decision may repeat them.
 *
 * Known races. A creation whose answer was lost is searched for only `settleMs` after it began, because GitHub's lists
 * lag behind its writes (handled). One that lands later still, or the same text written by two generations of the store
 * when it was lost with a request under way, stands twice: every listing sees both, the lowest id is kept, the rest is
 * deleted (handled late). A key with neither intent nor known comment may be created at once even after the loss of the
 * store: without a cursor the first turn lists every issue and comment before anything is decided (handled). Somebody
 * editing our comment within the settle time makes it nobody's; it is written again beside it (accepted).
 */
import type { Action } from "../core/actions.ts";
import type { Issue } from "../core/model.ts";
import type { RepositoryOnGitHub } from "../ports/github.ts";
import { Refused } from "../ports/github.ts";
import type { Intent, Store, Turn } from "../ports/store.ts";
import { type SealKeys, unsealIssue } from "./marker-seal.ts";
import type { Mirror } from "./mirror.ts";

export interface IntentsOptions {
  readonly store: Store;
  readonly github: RepositoryOnGitHub;
  readonly mirror: Mirror;
  readonly turn: Turn;
  readonly keys: SealKeys;
  readonly botId: number;
  readonly now: number;
  /** ms that GitHub's lists may lag behind an unclear write. */
  readonly settleMs: number;
}

export interface OpenIntents {
  /** Keys that must not be written now. */
  readonly keys: ReadonlySet<string>;
  /** ms; when the next of them may be searched for; null when none is open. */
  readonly recheckAt: number | null;
  /** Our own doubles, to be removed. */
  readonly extras: readonly Action[];
}

const OVERLAP_MS = 60_000;

/** Resolves every intent that has settled, wanted or not: an orphan would otherwise never be corrected. */
export async function resolveIntents(options: IntentsOptions): Promise<OpenIntents> {
  const keys = new Set<string>();
  const extras: Action[] = [];
  let recheckAt: number | null = null;
  for (const intent of await options.store.intents(options.turn.repositoryId)) {
    const settledAt = intent.at + options.settleMs;
    if (settledAt > options.now) {
      keys.add(intent.key);
      recheckAt = Math.min(settledAt, recheckAt ?? settledAt);
      continue;
    }
    extras.push(...(await find(intent, options)));
    const rows = options.mirror.takeChanged();
    if (rows !== null) await options.store.saveMirror(options.turn, rows, []);
    await options.store.closeIntent(options.turn, intent.key);
  }
  return { keys, recheckAt, extras };
}

/**
 * Nothing else would: no listing need be due now, nobody may want the thing any more, and a reading of an issue shows its
 * last comments only.
 */
function find(intent: Intent, options: IntentsOptions): Promise<readonly Action[]> {
  const since = new Date(intent.at - OVERLAP_MS).toISOString();
  return intent.issue === null
    ? findIssue(intent.key, since, options)
    : findComment(intent.issue, intent.key, since, options);
}

async function findComment(issue: number, key: string, since: string, options: IntentsOptions) {
  const read = await options.github.readComments(issue, since).catch((error: unknown) => {
    if (error instanceof Refused) return [];
    throw error;
  });
  for (const comment of read) options.mirror.foldComment(comment);
  const because = `the comment ${key} stands twice after an unclear answer`;
  const [, ...extras] = options.mirror.ownComments(issue, key);
  return extras.map((extra): Action => ({ kind: "delete-comment", issue, comment: extra.id, because }));
}

async function findIssue(key: string, since: string, options: IntentsOptions): Promise<readonly Action[]> {
  const isOurs = (issue: Issue) =>
    unsealIssue(options.keys, issue, options.turn.repositoryId, options.botId)?.key === key;
  const read = await options.github.readOwnIssues(since);
  const found = read.filter(isOurs).sort((a, b) => a.number - b.number);
  for (const issue of found) options.mirror.foldIssue(issue);
  const because = `the issue ${key} stands twice after an unclear answer`;
  const [, ...extras] = found.filter((issue) => issue.isOpen);
  return extras.map((extra): Action => ({ kind: "close", issue: extra.number, reason: "not_planned", because }));
}
