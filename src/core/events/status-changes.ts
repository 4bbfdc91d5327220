/** The statuses that Signalbox itself showed on an issue, read from the labels it set, as GitHub's timeline tells. */
import { type Issue, isSameName } from "../model.ts";
import type { Settings } from "../settings/settings.ts";

type Shown = "ready" | "blocked" | "in progress" | "in review";

export interface StatusChange {
  /** What was shown last before; null at the beginning and after a close. */
  readonly from: Shown | null;
  readonly to: Shown;
  readonly at: string;
}

const SHOWN: readonly Shown[] = ["ready", "blocked", "in progress", "in review"];

/** What people do to the labels by hand, and our putting them back, is no change of status. Oldest first. */
export function statusChanges(
  { timeline }: Pick<Issue, "timeline">,
  botId: number,
  labels: Settings["labels"],
): readonly StatusChange[] {
  const changes: StatusChange[] = [];
  let last: Shown | null = null;
  let shown: Shown | null = null;
  for (const { kind, actor, label, at } of timeline) {
    if (kind === "closed" || kind === "reopened") [last, shown] = [null, null];
    const status = SHOWN.find((one) => isSameName(labels[one], label));
    if (actor?.id !== botId || status === undefined) continue;
    if (kind === "unlabeled" && status === shown) shown = null;
    if (kind !== "labeled" || status === shown) continue;
    changes.push({ from: last, to: status, at });
    [last, shown] = [status, status];
  }
  return changes;
}
