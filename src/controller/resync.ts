/** What webhooks missed, for one repository and within its turn: lists the changes, once a night everything. */
import type { Changes, ResyncCursor } from "../ports/github.ts";
import { Refused } from "../ports/github.ts";
import { jitter } from "./backoff.ts";
import { countDrift } from "./count-drift.ts";
import type { Mirror } from "./mirror.ts";
import type { Pass } from "./pass.ts";
import { refreshFiles } from "./plan-files.ts";
import { refreshSettings } from "./settings-file.ts";
import { forgetSightings } from "./sightings.ts";

const SWEEP_MS = 24 * 60 * 60_000;
const FOREIGN_MS = 10 * 60_000;
const FOREIGN_PER_RESYNC = 50;

/** Notes of the mirror, ms as text. */
const RESYNC_AT = "resync at";
const SWEEP_AT = "sweep at";

/** ms; 0 when it is due at once because nothing is known. */
export function nextResyncAt(mirror: Mirror): number {
  return Number(mirror.note(RESYNC_AT) ?? 0);
}

/** The next turn lists the changes whatever the time: something happened that node ids cannot tell. */
export function demandResync(mirror: Mirror): void {
  mirror.keep(RESYNC_AT, "");
}

/**
 * Folds what changed since the cursor; returns the cursor to save after the mirror is saved. Without a cursor, and once
 * a day, it lists everything: only that finds deletions nobody told us of. `announced`: what deliveries spoke of.
 */
export async function resync(pass: Pass, announced: ReadonlySet<string>): Promise<ResyncCursor> {
  const { mirror, github, now } = pass;
  const cursor = await pass.store.cursor(pass.repository.id);
  const isFull = cursor === null || Number(mirror.note(SWEEP_AT) ?? 0) <= now;
  const changes: Changes = isFull ? await github.readAll(null) : await github.readChanges(cursor);
  if (cursor !== null) pass.diary.drifted(countDrift(mirror, changes, announced, pass.app.botId));
  mirror.foldChanges(changes);
  if (isFull) mirror.doubtMissing(changes);
  for (const issue of changes.issues) pass.readAt.set(issue.number, pass.clock.now());
  await refreshSettings(github, mirror);
  await refreshFiles(pass);
  forgetSightings(mirror);
  await refreshForeign(pass);
  planNext(pass, isFull);
  return changes.cursor;
}

/** Up to a tenth earlier or later, the same for the same repository, so that repositories do not all ask at once. */
function planNext(pass: Pass, wasFull: boolean): void {
  const { mirror, now, repository, resyncMs } = pass;
  const spread = (ms: number) => Math.round(ms * (0.9 + jitter(repository.id) / 5));
  mirror.keep(RESYNC_AT, String(now + spread(resyncMs)));
  if (wasFull) mirror.keep(SWEEP_AT, String(now + spread(SWEEP_MS)));
}

async function refreshForeign(pass: Pass): Promise<void> {
  const old = pass.mirror.foreign().filter((known) => known.askedAt <= pass.now - FOREIGN_MS);
  const oldest = [...old].sort((a, b) => a.askedAt - b.askedAt).slice(0, FOREIGN_PER_RESYNC);
  for (const { issue } of oldest) await askForeign(pass, issue.ref);
}

/** A definite no looks the same as an issue that does not exist. */
export async function askForeign(pass: Pass, ref: Parameters<Pass["github"]["readForeign"]>[0]): Promise<void> {
  const issue = await pass.github.readForeign(ref).catch((error: unknown) => {
    if (error instanceof Refused) return { ref, state: "unreachable" as const, title: "" };
    throw error;
  });
  pass.mirror.setForeign(issue, pass.now);
}
