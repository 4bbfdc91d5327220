/** The one way work is handed out, live and simulated: the best task first, to the best worker who may take it now. */
import { scores } from "../rules/all.ts";
import type { Board, Candidate, Hand } from "./board.ts";
import { momentaryFilters } from "./open-board.ts";
import type { TaskScore, WorkerScore } from "./rule.ts";

export interface ScoreOrder {
  readonly task: readonly TaskScore[];
  readonly worker: readonly WorkerScore[];
}

/** The scores with the preferred ones moved to the front; unknown names are passed over. First the task, then the worker. */
export function orderScores(prefer: readonly string[]): ScoreOrder {
  const preferred = prefer.flatMap((name) => scores.filter((score) => score.name === name));
  const order = [...new Set([...preferred, ...scores])];
  return {
    task: order.filter((score) => score.about === "task"),
    worker: order.filter((score) => score.about === "worker"),
  };
}

/** A task in its place, with everybody who passes the lasting filters for it. */
export interface Ranked<Task extends Candidate = Candidate> {
  readonly task: Task;
  readonly able: readonly Hand[];
}

/** Best first; what no score tells apart goes by number. While work is handed out the order stays as it is. */
export function rankTasks<Task extends Candidate>(
  tasks: readonly Task[],
  order: ScoreOrder,
  board: Board,
): Ranked<Task>[] {
  const columns = order.task
    .map((score) => tasks.map((task) => score.value(task, board)))
    .filter((values) => values.some((value) => value !== values[0]));
  const compare = (one: number, other: number): number => {
    for (const values of columns) {
      const difference = (values[one] as number) - (values[other] as number);
      if (difference !== 0) return difference;
    }
    return (tasks[one] as Task).issue - (tasks[other] as Task).issue;
  };
  const places = tasks.map((_, at) => at).sort(compare);
  return places.map((at) => {
    const task = tasks[at] as Task;
    return { task, able: board.able(task) };
  });
}

/**
 * Goes once through ready tasks, best first, and gives each to whoever is best for it; returns those nobody could take.
 * One pass is enough because giving work never makes room for other work.
 */
export function handOut<Entry extends Ranked>(
  ranked: readonly Entry[],
  order: ScoreOrder,
  board: Board,
  give: (entry: Entry, hand: Hand, at: number) => void,
): Entry[] {
  let room = 0;
  for (const { worker, holds } of board.hands) room += Math.max(0, worker.slots - holds.length);
  const left: Entry[] = [];
  for (let at = 0; at < ranked.length; at++) {
    if (room <= 0) return left.concat(ranked.slice(at));
    const entry = ranked[at] as Entry;
    const hand = pickHand(entry, order, board);
    if (hand === null) left.push(entry);
    else {
      give(entry, hand, at);
      room--;
    }
  }
  return left;
}

/** True when nothing but the workers' own slots can hold it back at the moment. */
export function needsOnlyWorker(task: Candidate): boolean {
  return task.touches.length === 0 && task.uses.length === 0 && task.reviewers === undefined;
}

/** Who gets the task now: of those who may take it the best, by name among equals; null when nobody may. */
function pickHand({ task, able }: Ranked, order: ScoreOrder, board: Board): Hand | null {
  let best: Hand | null = null;
  for (const hand of able) {
    if (!mayTakeNow(task, hand, board)) continue;
    if (best === null || compareHands(task, hand, best, order, board) < 0) best = hand;
  }
  return best;
}

/** Of those who pass the lasting filters: does nothing stand in the way at this moment? */
export function mayTakeNow(task: Candidate, hand: Hand, board: Board): boolean {
  for (const filter of momentaryFilters) if (!filter.passes(task, hand, board)) return false;
  return true;
}

export function compareHands(task: Candidate, one: Hand, other: Hand, order: ScoreOrder, board: Board): number {
  for (const score of order.worker) {
    const difference = score.value(task, one, board) - score.value(task, other, board);
    if (difference !== 0) return difference;
  }
  return 0;
}
