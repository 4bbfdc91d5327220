/** Ending a claim by word: one way for `/release` and `/unassign`. Assignees and labels go when the facts are written. */
import type { Fact } from "../core/model.ts";
import { isSameName } from "../core/model.ts";
import type { Asked, Outcome, Told } from "../core/plugins.ts";
import { findWorker } from "../core/workers.ts";
import type { Task } from "../core/world.ts";
import { accept, tell } from "./outcomes.ts";

/** The pair is not offered again until the worker claims the task by an own word. */
export function releaseFacts(asked: Asked, task: Task, why: string): Told[] {
  const { comment, from } = asked;
  if (task.holder === null) return [];
  const { worker, epoch } = task.holder;
  const released: Fact = { kind: "released", worker, epoch, at: comment.createdAt, why, from };
  const declined: Fact = { kind: "declined", worker, at: comment.createdAt, from };
  return [tell(asked, released), tell(asked, declined)];
}

/** Somebody assigned by hand beside whoever holds it steps back, or is told to; the holder keeps it. Null when nobody is. */
export function stepBack(asked: Asked, task: Task, login: string): Outcome | null {
  const { comment, from, world } = asked;
  const beside = task.issue.assignees.find((one) => isSameName(one.login, login));
  if (beside === undefined || isSameName(beside.login, task.holder?.login)) return null;
  const worker = findWorker(world.workers, beside.login)?.name ?? beside.login;
  const declined: Fact = { kind: "declined", worker, at: comment.createdAt, from };
  return accept([tell(asked, declined)]);
}
