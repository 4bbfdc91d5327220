/** May this worker have this task now? One answer for `/claim` and `/assign`. */

import { findStop } from "../core/emergency.ts";
import { listWords, sayWait } from "../core/explain.ts";
import type { Worker } from "../core/model.ts";
import { isSameName } from "../core/model.ts";
import type { Asked, Outcome, Told } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { guestWorker } from "../core/workers.ts";
import type { Task, World } from "../core/world.ts";
import { letIn, mayDo, refuse } from "./outcomes.ts";

/** Why somebody cannot claim at all. */
export const STRANGER =
  "Here only configured workers and people with triage permission can claim. Ask a maintainer to assign you, or to set `claims: anyone` in `.github/signalbox.yml`.";

/** A worker of the settings, or whoever may claim, as a worker with one slot; null for everybody else. */
export function claimant({ worker, sender, role, world }: Asked): Worker | null {
  if (worker !== null) return worker;
  return mayDo(role) || world.snapshot.settings.claims === "anyone" ? guestWorker(sender) : null;
}

/** Waits that are named one by one. */
const MOST_WAITS = 3;

/** What takes a slot: work in hand, not what waits for a reviewer or rests on hold (as core/hand-out.ts counts). */
export function inHand(name: string, world: World): readonly Task[] {
  return [...world.tasks.values()].filter(
    (task) =>
      task.issue.isOpen &&
      isSameName(name, task.holder?.worker) &&
      task.status !== "in review" &&
      task.status !== "hold",
  );
}

function sayBlocked({ issue, waits }: Task): string {
  const shown = waits.slice(0, MOST_WAITS).map(sayWait);
  const more = waits.length > MOST_WAITS ? ` (and ${waits.length - MOST_WAITS} more)` : "";
  return `#${issue.number} cannot start yet: ${shown.join("; ")}${more}.`;
}

/** The sentence against it; null when nothing is. Who holds it now is for the caller to judge. */
export function whyNotTake(task: Task, worker: Worker, world: World, isOwn: boolean): string | null {
  const { number } = task.issue;
  if (task.gate !== null) return `#${number} is a gate: nobody works on it, its approver says \`/gate approve\`.`;
  const stop = findStop(world);
  if (stop !== null)
    return `${quote(stop.by.login, 39)} stopped all assignment: ${quote(stop.reason, 120)}. Way out: \`/start\`, by a maintainer.`;
  if (task.status === "hold")
    return `#${number} is on hold. Way out: \`/resume\` there, by somebody with triage permission.`;
  if (task.status === "blocked") return sayBlocked(task);
  const held = inHand(worker.name, world).filter((one) => one.issue.number !== number);
  if (held.length < worker.slots) return null;
  const names = listWords(held.map((one) => `#${one.issue.number}`));
  const [who, whose] = isOwn ? ["You have", "your"] : [`${quote(worker.name)} has`, "their"];
  const slots = worker.slots === 1 ? `${whose} one slot is` : `all ${worker.slots} of ${whose} slots are`;
  return `${who} ${names} in hand, so ${slots} taken. Way out: \`/done\` or \`/release\` there first.`;
}

/** Lets an issue outside in with these facts, if the worker may have it as the task that it would be. */
export function bringIn(asked: Asked, worker: Worker, facts: readonly Told[], isOwn: boolean): Outcome {
  const outcome = letIn(asked, facts);
  if (!outcome.accepted) return outcome;
  const { issue, world } = asked;
  const task = asked.withTold(outcome.facts).tasks.get(issue.number);
  if (task === undefined) return outcome;
  if (task.isContainer) return refuse(`#${issue.number} only holds other issues. Pick one of those.`);
  const why = whyNotTake(task, worker, world, isOwn);
  return why === null ? outcome : refuse(why);
}
