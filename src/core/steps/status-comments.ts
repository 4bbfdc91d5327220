/** The App's one comment per issue in which facts last: written when a fact is new or somebody should know, brought up to date when its text is not. */
import type { Action } from "../actions.ts";
import { effectsOf } from "../answer-comments.ts";
import { findClashes } from "../changed-files.ts";
import { compactFacts } from "../compact-facts.ts";
import type { Desired } from "../desired.ts";
import { isHub, placeOf } from "../hubs.ts";
import { keptByText } from "../kept-by-text.ts";
import { isSameMarker, visibleText } from "../marker-text.ts";
import type { Comment, Fact, Marker, Source } from "../model.ts";
import { wearsLabel } from "../model.ts";
import type { Plugins } from "../plugins.ts";
import { sourceKey } from "../read-facts.ts";
import type { World } from "../world.ts";

const key = (issue: number) => `status:${issue}`;

/**
 * Accepted commands that left neither fact nor answer are settled here: heard again after the author's edit, they would
 * do again what somebody has undone since. A report without facts changes nothing and needs it only beside others.
 */
function bareSettled({ answered, world }: Desired): ReadonlyMap<number, readonly Source[]> {
  const settled = new Map<number, readonly Source[]>();
  for (const { comment, answers } of answered) {
    const leavesFact = answers.some(({ outcome }) => outcome.accepted && outcome.facts.length > 0);
    for (const { line, outcome } of answers) {
      if (!outcome.accepted || outcome.facts.length > 0 || outcome.reply !== null) continue;
      if (!leavesFact && outcome.effects.length === 0 && line.name === "report") continue;
      const place = placeOf(comment.issue, world)?.number ?? comment.issue;
      settled.set(place, [...(settled.get(place) ?? []), { comment: comment.id, key: line.key }]);
    }
  }
  return settled;
}

/** Each source once: what a full coordination issue keeps is dropped here anew in every pass. */
function markerFor(issue: number, facts: readonly Fact[], sources: readonly Source[]): Marker {
  const settled = [...new Map(sources.map((source) => [sourceKey(source), source])).values()];
  return { kind: "status", key: key(issue), facts, settled, data: {} };
}

interface Existing {
  readonly first: Comment;
  readonly extra: readonly Comment[];
}

function findExisting(world: World): ReadonlyMap<number, Existing> {
  const found = new Map<number, Existing>();
  for (const comment of [...world.snapshot.comments].sort((a, b) => a.id - b.id)) {
    if (comment.marker?.kind !== "status" || comment.marker.key !== key(comment.issue)) continue;
    const before = found.get(comment.issue);
    found.set(
      comment.issue,
      before === undefined ? { first: comment, extra: [] } : { ...before, extra: [...before.extra, comment] },
    );
  }
  return found;
}

/** What it told of is over: a comment that says nothing and keeps nothing is in the way. */
function forget(issue: number, existing: Existing | undefined): readonly Action[] {
  if (existing === undefined) return [];
  return [{ kind: "delete-comment", issue, comment: existing.first.id, because: "it says nothing any more" }];
}

function planOne(
  issue: number,
  existing: Existing | undefined,
  settled: readonly Source[],
  world: World,
  { views }: Plugins,
): readonly Action[] {
  const about = world.issues.get(issue);
  if (about === undefined) return [];
  const { facts, settled: dropped } = compactFacts(world.facts.get(issue) ?? []);
  const marker = markerFor(issue, facts, [...(existing?.first.marker?.settled ?? []), ...settled, ...dropped]);
  const warnings = (world.meanings.get(issue)?.warnings ?? []).filter((warning) => warning.asks);
  const task = world.tasks.get(issue) ?? null;
  const body = views.statusComment({ issue: about, task, facts, settled: marker.settled, warnings }, world);
  const heal = (existing?.extra ?? []).map(
    (comment): Action => ({ kind: "delete-comment", issue, comment: comment.id, because: "it stands twice" }),
  );
  if (body === "") return [...(marker.settled.length > 0 ? [] : forget(issue, existing)), ...heal];
  const isCurrent =
    existing?.first.marker != null &&
    isSameMarker(existing.first.marker, marker) &&
    visibleText(existing.first.body) === body.trim();
  if (isCurrent) return heal;
  const first = facts.length > 0 || settled.length > 0 ? "a fact has to last" : "somebody should know";
  const because = existing === undefined ? first : "its facts or its text changed";
  return [{ kind: "write-comment", issue, comment: existing?.first.id ?? null, body, marker, because }, ...heal];
}

export function planStatusComments(desired: Desired, plugins: Plugins): readonly Action[] {
  const { world, told } = desired;
  const existing = findExisting(world);
  const settled = bareSettled(desired);
  const clashing = findClashes(world).flatMap(({ one, other }) => [...one.issues, ...other.issues]);
  const kept = [...world.tasks.values()].filter((task) => keptByText(task, world).length > 0);
  const carried = world.hubs.length > 1 ? [world.coordination?.number ?? 0] : [];
  const kinds = [existing.keys(), settled.keys(), clashing, kept.map(({ issue }) => issue.number), carried];
  // What a full coordination issue keeps stays there as it is; from now on its successor keeps it too.
  const isLeftBehind = (issue: number) => isHub(issue, world) && issue !== world.coordination?.number;
  const byNumber = kinds.flatMap((numbers) => [...numbers].filter((one) => !isLeftBehind(one))).sort((a, b) => a - b);
  // In the order in which it was told: what comes later may rest on what came before, never the other way round.
  const issues = new Set([...told.map(({ issue }) => issue), ...byNumber]);
  return [...issues].flatMap((issue) => planOne(issue, existing.get(issue), settled.get(issue) ?? [], world, plugins));
}

/** Label changes asked for by commands, the last word about each label, less those already so. */
export function planEffects({ answered, world }: Desired): readonly Action[] {
  const last = new Map<string, Action>();
  for (const action of effectsOf(answered)) {
    const isLabel = action.kind === "add-label" || action.kind === "remove-label";
    const about = isLabel ? `${action.issue}/${action.label.toLowerCase()}` : JSON.stringify(action);
    last.delete(about);
    last.set(about, action);
  }
  return [...last.values()].filter((action) => {
    if (action.kind !== "add-label" && action.kind !== "remove-label") return true;
    const issue = world.issues.get(action.issue);
    const wears = issue !== undefined && wearsLabel(issue, action.label);
    return wears === (action.kind === "remove-label");
  });
}
