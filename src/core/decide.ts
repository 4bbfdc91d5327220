/** The one pure function: what is seen -> what to do. Same snapshot, same decision. */
import type { Action } from "./actions.ts";
import type { Actor, Ref } from "./model.ts";
import type { Plugins } from "./plugins.ts";
import type { ScheduleResult } from "./schedule/schedule.ts";
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
  readonly world: World;
  readonly schedule: ScheduleResult;
}

/** `decide` with its commands and views joined on; the loop knows only this. */
export type Decide = (snapshot: Snapshot) => Decision;

export type DecideWith = (plugins: Plugins) => Decide;
