/** The word to whoever opened a pull request for a task that somebody else has. */
import type { TakenNotice } from "../core/plugins.ts";
import { nameIssue } from "../core/quote.ts";
import type { World } from "../core/world.ts";
import { holderOf, sinceOf } from "./scene.ts";
import { fill } from "./templates.ts";

export function takenNotice({ task, who, next }: TakenNotice, world: World): string {
  return fill("taken-notice.md", {
    who,
    holder: holderOf(task),
    task: nameIssue(task.issue),
    since: sinceOf(task, world),
    next,
  });
}
