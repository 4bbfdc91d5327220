/** Who gets which ready task now: filters say who may, scores say which first, and everybody left over gets a sentence. */
import type { Given, ScheduleInput, ScheduleResult } from "./board.ts";
import { orderScores, pickHand, rankTasks } from "./hand-out.ts";
import { openBoard } from "./open-board.ts";
import { whyGiven, whyIdle, whyWaiting } from "./reasons.ts";

export type { Candidate, Given, LaterTask, Load, Running, ScheduleInput, ScheduleResult } from "./board.ts";

/**
 * Greedy: the best ready task goes to the best worker who may take it, then the next. So after any part of the answer
 * was carried out, asking again gives work that is still legal, and in the end nobody capable stands idle unexplained.
 * The order of the parts of the input does not matter.
 */
export function schedule(input: ScheduleInput): ScheduleResult {
  const { candidates, loads, later, running } = input;
  const open = [...candidates, ...later].sort((one, other) => one.issue - other.issue);
  const board = openBoard({ loads, running, open, resources: input.resources ?? {} });
  const order = orderScores(input.prefer);
  const ranked = rankTasks(candidates, order, board);
  const given: Given[] = [];
  const left = ranked.filter((task, at) => {
    const hand = pickHand(task, order, board);
    if (hand === null) return true;
    given.push({
      issue: task.issue,
      worker: hand.worker.name,
      why: whyGiven(task, ranked[at + 1], hand, order, board),
    });
    board.give(task, hand);
    return false;
  });
  const got = new Set(given.map(({ worker }) => worker));
  const idle = board.hands.filter(({ worker, holds }) => holds.length < worker.slots && !got.has(worker.name));
  return {
    given,
    waiting: left.map((task) => ({ issue: task.issue, why: whyWaiting(task, board) })),
    idle: idle.map((hand) => ({ worker: hand.worker.name, why: whyIdle(hand, left, later.length, board) })),
  };
}
