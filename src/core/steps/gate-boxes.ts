/** Boxes of a gate's automatic criteria, ticked in the issues that we wrote; in people's own text only the answer says it. */
import type { Action } from "../actions.ts";
import { tickCriteria } from "../gates.ts";
import { msBetween } from "../local-time.ts";
import type { World } from "../world.ts";

/** A person's edit rests this long before we write near it. */
const HANDS_OFF_MS = 5 * 60_000;

export function planGateBoxes(world: World): readonly Action[] {
  const { app, now } = world.snapshot;
  return [...world.tasks.values()].flatMap((task): readonly Action[] => {
    const { issue, gate } = task;
    if (gate === null || !issue.isOpen || issue.author?.id !== app.botId) return [];
    const edited = issue.editor !== null && issue.editor.id !== app.botId ? issue.lastEditedAt : null;
    if (edited !== null && msBetween(edited, now) < HANDS_OFF_MS) return [];
    const body = tickCriteria(task, world);
    if (body === issue.body) return [];
    const because = "a criterion of the gate is met";
    return [{ kind: "edit-issue", issue: issue.number, body, basedOn: issue.body, because }];
  });
}
