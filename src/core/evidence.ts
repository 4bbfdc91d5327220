/** What a task has to show before it counts as finished, and what of that GitHub does not show (yet). */
import { readEvidence } from "./evidence-kinds.ts";
import type { CheckRun, Evidence, Fact, LinkedPullRequest } from "./model.ts";
import { isHere, isSameName, showRef } from "./model.ts";
import { quote, quoteSentence } from "./quote.ts";
import type { Settings } from "./settings/settings.ts";
import type { Sighting, Snapshot, Task, World } from "./world.ts";

/** Something to be looked at on GitHub; `since` (ISO): not as it was before. */
export type SightWish =
  /** The checks of a commit; null: of the newest one of the default branch. */
  | { readonly kind: "checks"; readonly commit: string | null; readonly since: string | null }
  | { readonly kind: "file"; readonly path: string; readonly since: string | null };

export function sightKey(wish: SightWish): string {
  return wish.kind === "file" ? `file ${wish.path}` : `checks ${wish.commit ?? "of the default branch"}`;
}

/** What the settings say of the task's track. */
export function trackSettings(task: Task, { tracks }: Settings): Settings["tracks"][string] | null {
  const named = Object.entries(tracks).find(([name]) => isSameName(name, task.fields.track));
  return named === undefined ? null : named[1];
}

/** By the task's own line, by its track and by the settings together. */
export function evidenceFor(task: Task, { snapshot: { settings } }: World): readonly Evidence[] {
  const ofTrack = trackSettings(task, settings)?.evidence ?? [];
  const all = [...(task.fields.evidence ?? []), ...readEvidence([...ofTrack, ...settings.evidence])];
  return [...new Map(all.map((one) => [JSON.stringify(one).toLowerCase(), one])).values()];
}

/** The logins that `attest @login` asks for. */
export function attestants(task: Task, world: World): readonly string[] {
  return evidenceFor(task, world).flatMap((one) => (one.kind === "attest" ? [one.login] : []));
}

/** The pull request whose checks count: the newest open one, else the newest merged one; of this repository. */
function pullOf({ issue }: Task, { repo }: Snapshot): LinkedPullRequest | null {
  const here = issue.linkedPullRequests.filter(({ ref }) => isHere(ref, repo));
  return here.findLast(({ isOpen }) => isOpen) ?? here.findLast(({ isMerged }) => isMerged) ?? null;
}

/** What has to be looked at to know whether the task shows this; null: what is known anyway says it. */
export function sightFor(one: Evidence, task: Task, snapshot: Snapshot, since: string | null): SightWish | null {
  if (one.kind === "file") return { kind: "file", path: one.path, since };
  if (one.kind !== "check") return null;
  return { kind: "checks", commit: pullOf(task, snapshot)?.head ?? null, since };
}

/** Whether a check or a file shows by what was seen; null for other kinds. */
export function isShown(one: Evidence, task: Task, snapshot: Snapshot): boolean | null {
  const wish = sightFor(one, task, snapshot, null);
  return wish === null ? null : faultOf(one, snapshot.sightings?.get(sightKey(wish)), "") === null;
}

/** Every piece that is missing, each as Markdown that says what to do. `approved`: what was said since it was handed in. */
export function missingEvidence(task: Task, world: World, approved: readonly Approval[]): readonly string[] {
  return evidenceFor(task, world).flatMap((one) => whyMissing(one, task, world, approved) ?? []);
}

export type Approval = Extract<Fact, { kind: "approved" }>;

function whyMissing(one: Evidence, task: Task, { snapshot }: World, approved: readonly Approval[]): string | null {
  switch (one.kind) {
    case "merged pull request":
      return notMerged(task, snapshot);
    case "attest":
      if (approved.some(({ by }) => isSameName(by.login, one.login))) return null;
      return `${quote(one.login)} has to attest it, \`/approve\` here`;
    case "check":
    case "file": {
      const wish = sightFor(one, task, snapshot, null);
      const seen = wish === null ? undefined : snapshot.sightings?.get(sightKey(wish));
      return faultOf(one, seen, placeOf(task, snapshot));
    }
  }
}

function notMerged({ issue }: Task, { repo }: Snapshot): string | null {
  if (issue.linkedPullRequests.some(({ isMerged }) => isMerged)) return null;
  const open = issue.linkedPullRequests.find(({ isOpen }) => isOpen);
  const way = open === undefined ? "a pull request that says it closes this" : quoteSentence(showRef(open.ref, repo));
  return `a merged pull request has to show it: ${way} is not merged yet`;
}

function placeOf(task: Task, snapshot: Snapshot): string {
  const pull = pullOf(task, snapshot);
  return pull === null ? "the default branch" : quoteSentence(showRef(pull.ref, snapshot.repo));
}

/** How a conclusion of GitHub's is said. */
const SAID: Readonly<Record<string, string>> = {
  failure: "failed",
  cancelled: "was cancelled",
  timed_out: "ran out of time",
  skipped: "was skipped",
  neutral: "came to no conclusion",
  action_required: "waits for somebody to act",
  stale: "was given up by GitHub",
};
const HARMLESS = new Set(["success", "skipped", "neutral"]);

/** What speaks against a check or a file by what was seen; null when nothing does. */
function faultOf(one: Evidence, seen: Sighting | undefined, place: string): string | null {
  if (one.kind === "file") {
    if (seen !== undefined && "isThere" in seen && seen.isThere) return null;
    return `the file “${quote(one.path, 120)}” has to be on the default branch, and is not there yet`;
  }
  if (one.kind !== "check") return null;
  const fault = faultOfCheck(one.name, seen !== undefined && "runs" in seen ? seen.runs : [], place);
  return fault === null ? null : `the check “${quote(one.name, 100)}” has to be green: ${fault}`;
}

/** Of runs with one name none may fail or go on, and one at least has to succeed: a skipped one shows nothing. */
function faultOfCheck(name: string, runs: readonly CheckRun[] | null, place: string): string | null {
  if (runs === null)
    return "Signalbox may not read checks here; give the App the permissions “Checks: read” and “Commit statuses: read”";
  const named = runs.filter((run) => isSameName(run.name, name));
  if (named.length === 0) return `it has not run on ${place} yet`;
  const bad = named.find(({ conclusion }) => conclusion !== null && !HARMLESS.has(conclusion));
  if (bad !== undefined) return `it ${SAID[bad.conclusion ?? ""] ?? "did not succeed"} on ${place}`;
  if (named.some(({ conclusion }) => conclusion === null)) return `it is still under way on ${place}`;
  if (named.some(({ conclusion }) => conclusion === "success")) return null;
  return `it ${SAID[named[0]?.conclusion ?? ""] ?? "did not succeed"} on ${place}`;
}
