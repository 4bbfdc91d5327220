/** The one pure function: what is seen -> what to do. Same snapshot, same decision. */
import type { Action } from "./actions.ts";
import { findDesired } from "./desired.ts";
import type { SightWish } from "./evidence.ts";
import type { Actor, Ref } from "./model.ts";
import { isHere, refKey } from "./model.ts";
import { plan } from "./plan.ts";
import type { FileWish } from "./plans/apply/applied-plans.ts";
import type { Plugins } from "./plugins.ts";
import { withPrefix } from "./prefixed-commands.ts";
import type { ScheduleResult } from "./schedule/schedule.ts";
import { openTrust } from "./trust.ts";
import type { Snapshot, World } from "./world.ts";

/** What should happen now, what is missing to be sure, and when to look again. */
export interface Decision {
  /** In the order in which they are to be done. */
  readonly actions: readonly Action[];
  /** ISO; null when only an event can change the decision. */
  readonly recheckAt: string | null;
  /** People whose permission the decision would need and the snapshot does not hold. */
  readonly neededRoles: readonly Actor[];
  /** Issues of other repositories that the decision would need. */
  readonly neededForeign: readonly Ref[];
  /** Plan documents that the decision would need. */
  readonly neededFiles?: readonly FileWish[];
  /** Checks and files that show whether work is finished. */
  readonly neededSights?: readonly SightWish[];
  readonly world: World;
  readonly schedule: ScheduleResult;
}

/** `decide` with its commands and views joined on; the loop knows only this. */
export type Decide = (snapshot: Snapshot) => Decision;

/** Issues of other repositories on which the world depends. */
export function neededForeign(world: World): readonly Ref[] {
  const { repo } = world.snapshot;
  const wanted = new Map<string, Ref>();
  for (const { counted, waived, blocker } of world.edges)
    if (counted && waived === null && blocker.host === undefined && !isHere(blocker, repo))
      wanted.set(refKey(blocker), blocker);
  return [...wanted.values()];
}

export function decideWith(short: Plugins): Decide {
  const long = withPrefix(short);
  return (snapshot) => {
    const plugins = snapshot.settings.commands === "prefixed" ? long : short;
    const trust = openTrust(snapshot);
    const desired = findDesired(snapshot, trust, plugins);
    const { actions, recheckAt } = plan(desired, plugins);
    return {
      actions,
      recheckAt: [...recheckAt].sort()[0] ?? null,
      neededRoles: [...trust.missing.values()],
      neededForeign: neededForeign(desired.world),
      neededFiles: desired.needs,
      neededSights: desired.sights,
      world: desired.world,
      schedule: desired.schedule,
    };
  };
}
