/** The step from observing to acting: a maintainer's tick, and a second one where status labels were in use before us. */
import { readRegion } from "./hub-region.ts";
import type { Fact } from "./model.ts";
import { isSameName, wearsLabel } from "./model.ts";
import type { Told } from "./plugins.ts";
import { statusLabels } from "./stand-down.ts";
import { isAtLeast, type Trust } from "./trust.ts";
import type { World } from "./world.ts";

/** Beginnings of the two boxes; no reference may stand on their lines, GitHub ticks such boxes itself. */
export const GO_LIVE = "Go live:";
export const GO_LIVE_ANYWAY = "Go live all the same:";

const TICKED = /^[-*] \[[xX]\] Go live(?<anyway> all the same)?:/m;

/** Status labels that open issues wear and that we did not put there, with the issues. */
export function labelsInUse(world: World): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const issue of world.issues.values()) {
    if (!issue.isOpen) continue;
    for (const label of statusLabels(world)) {
      if (!wearsLabel(issue, label)) continue;
      const last = issue.timeline.findLast((entry) => entry.kind === "labeled" && isSameName(label, entry.label));
      if (last?.actor?.id !== world.snapshot.app.botId) found.set(label, [...(found.get(label) ?? []), issue.number]);
    }
  }
  return found;
}

/** True when somebody ticked once and has been shown whose labels would be taken over. */
export function wasTicked(world: World): boolean {
  return (world.facts.get(world.coordination?.number ?? 0) ?? []).some((fact) => fact.kind === "ticked");
}

/** A tick in the box of the dashboard counts when the body's last editor may maintain the repository. */
export function findTick(world: World, trust: Trust): readonly Told[] {
  const { coordination, snapshot } = world;
  if (coordination === null || world.isLive || snapshot.settings.mode !== undefined) return [];
  const tick = TICKED.exec(readRegion(coordination.body) ?? "");
  const editor = coordination.editor ?? coordination.author;
  if (tick === null || editor === null || editor.id === snapshot.app.botId) return [];
  if (!isAtLeast(trust.roleOf(editor), "maintain")) return [];
  const isEnough = labelsInUse(world).size === 0 || tick.groups?.["anyway"] !== undefined;
  if (!isEnough && wasTicked(world)) return [];
  const kind = isEnough ? "live" : "ticked";
  const fact: Fact = { kind, by: editor, at: snapshot.now, from: { comment: null, key: kind } };
  return [{ issue: coordination.number, fact }];
}
