/** The world as it stands once the closings of a plan are done: what is told after them must not be out of date at once. */
import type { Action } from "./actions.ts";
import { buildWorld } from "./build-world.ts";
import type { Issue } from "./model.ts";
import { openTrust } from "./trust.ts";
import type { World } from "./world.ts";

/** The same world when nothing is closed. Where GitHub refuses our words nothing is closed either: they come first. */
export function afterClosing(world: World, actions: readonly Action[]): World {
  const { snapshot, told } = world;
  const refused = new Set(snapshot.refusals.map(({ issue }) => issue));
  const closings = new Map(
    actions.flatMap((action) =>
      action.kind === "close" && !refused.has(action.issue) ? [[action.issue, action.reason] as const] : [],
    ),
  );
  if (closings.size === 0) return world;
  const issues = snapshot.issues.map((issue): Issue => {
    const reason = closings.get(issue.number);
    return reason === undefined ? issue : { ...issue, isOpen: false, stateReason: reason, closedAt: snapshot.now };
  });
  return buildWorld({ ...snapshot, issues }, openTrust(snapshot), told);
}
