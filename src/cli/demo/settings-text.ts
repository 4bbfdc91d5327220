/** The `.github/signalbox.yml` that the demo commits: the cast as workers, live, with leases that fit a short story. */
import { stringify } from "yaml";
import type { Cast } from "./cast.ts";
import { LEASE_HOURS } from "./leases.ts";
import type { Player } from "./player.ts";

/** UTC. */
export const SUMMARY_HOUR = 9;

function entry(player: Player): Record<string, unknown> {
  return {
    name: player.name,
    kind: player.kind,
    role: player.role,
    ...(player.login === null ? { speaksAs: [player.account] } : {}),
    slots: player.slots,
    ...(Object.keys(player.skills).length > 0 ? { skills: wholeLevels(player.skills) } : {}),
    ...(player.tracks.length > 0 ? { tracks: player.tracks } : {}),
    ...(player.standby ? { standby: true } : {}),
  };
}

/** A plan may ask for any level; the settings know 1 to 10. */
function wholeLevels(skills: Player["skills"]): Record<string, number> {
  const whole = (level: number) => Math.min(10, Math.max(1, Math.ceil(level)));
  return Object.fromEntries(Object.entries(skills).map(([skill, level]) => [skill, whole(level)]));
}

export function settingsText({ players, reviewers }: Cast): string {
  const settings = {
    mode: "live",
    dashboard: { everySeconds: 300 },
    dailySummary: { hour: SUMMARY_HOUR, days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], review: "fri" },
    // Only what names its reviewer is looked at.
    review: { required: false },
    leases: { warn: `${LEASE_HOURS.warn}h`, release: `${LEASE_HOURS.release}h` },
    workers: [...players.map(entry), ...reviewers.map(({ name }) => ({ name, role: "reviewer" }))],
  };
  return stringify(settings);
}
