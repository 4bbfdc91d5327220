/** How long a worker may be silent in the demo, and whether somebody's time is about to run out, as seen from outside. */

import { isSameName } from "../../core/model.ts";
import { holdersOf, type Outside, type SeenIssue } from "./outside.ts";
import type { Player } from "./player.ts";

const HOUR = 3_600_000;
const SLACK_MS = 5 * 60_000;

/** Hours; short, so that a short story has room for one who falls silent. */
export const LEASE_HOURS = { warn: 2, release: 3 } as const;

/** The holder's last word, or when the work began, ms. */
function lastSign(issue: SeenIssue, players: readonly Player[], outside: Outside): number {
  const accounts = holdersOf(issue).map(
    (name) => players.find((player) => isSameName(player.name, name))?.account ?? name,
  );
  const words = issue.comments.filter(({ author }) => accounts.some((account) => isSameName(account, author)));
  return Math.max(outside.labelledAt(issue.number, "in progress") ?? 0, ...words.map(({ at }) => at));
}

/** `excusedAt`: before when nobody is reproached for silence, ms. True when a warning or a release falls due within `ms`: time, not the App, would then change what stands on GitHub. */
export function isLeaseDue(ms: number, players: readonly Player[], outside: Outside, excusedAt = 0): boolean {
  const now = outside.now();
  const inHand = outside.openIssues().filter(({ labels }) => labels.includes("in progress"));
  return inHand.some((issue) => {
    const last = Math.max(excusedAt, lastSign(issue, players, outside));
    return Object.values(LEASE_HOURS).some((hours) => {
      const dueAt = last + hours * HOUR;
      return dueAt > now - SLACK_MS && dueAt <= now + ms + SLACK_MS;
    });
  });
}
