/** Which value of a field wins: command, then label, then the issue's own text, then its parent's. */
import type { Fact, Issue, Meaning, Minutes, Priority, TaskFields } from "./model.ts";

/** Fingerprint of the estimate a body states: a `/estimate` ends when it changes. */
export function bodyEstimate(fields: TaskFields): string | null {
  const minutes = fields.estimateMinutes;
  return minutes === undefined ? null : `${minutes.low}-${minutes.high}`;
}

function commandEstimate(facts: readonly Fact[], own: TaskFields): Minutes | undefined {
  const last = facts.findLast((fact) => fact.kind === "estimate");
  if (last === undefined || last.kind !== "estimate") return undefined;
  return last.bodyField === bodyEstimate(own) ? last.minutes : undefined;
}

function labelPriority(issue: Issue): Priority | undefined {
  const found = issue.labels.find((label) => /^[Pp][0-4]$/.test(label));
  return found === undefined ? undefined : (found.toUpperCase() as Priority);
}

function labelTrack(issue: Issue): string | undefined {
  return issue.labels.find((label) => label.startsWith("track:"))?.slice("track:".length);
}

type Ranked = { readonly [K in keyof TaskFields]: TaskFields[K] | undefined };

/** Leaves out keys whose value is undefined, so that a missing value never hides one of lower rank. */
function merge(lowestFirst: readonly Ranked[]): TaskFields {
  const found: Record<string, unknown> = {};
  for (const fields of lowestFirst)
    for (const name of Object.keys(fields) as (keyof TaskFields)[])
      if (fields[name] !== undefined) found[name] = fields[name];
  return found;
}

export function mergeFields(
  issue: Issue,
  meaning: Meaning | undefined,
  facts: readonly Fact[],
  parent: TaskFields,
): TaskFields {
  const own = meaning?.fields ?? {};
  const { priority, track, owner, estimateMinutes } = parent;
  const said = {
    priority: labelPriority(issue),
    track: labelTrack(issue),
    estimateMinutes: commandEstimate(facts, own),
  };
  return merge([{ priority, track, owner, estimateMinutes }, own, said]);
}
