/** Who gets which ready task now: filters say who may, scores say which first, and everybody left over gets a sentence. */
import type { Candidate, Given, ScheduleInput, ScheduleResult } from "./board.ts";
import { handOut, needsOnlyWorker, orderScores, rankTasks } from "./hand-out.ts";
import { demandOf, openBoard } from "./open-board.ts";
import { whyGiven, whyIdle, whyWaiting } from "./reasons.ts";

export type { Candidate, Load, ScheduleInput, ScheduleResult } from "./board.ts";

/**
 * Greedy: the best ready task goes to the best worker who may take it, then the next. So after any part of the answer
 * was carried out, asking again gives work that is still legal, and in the end nobody capable stands idle unexplained.
 * The order of the parts of the input does not matter.
 */
export function schedule(input: ScheduleInput): ScheduleResult {
  const { candidates, later, loads, running, resources = {} } = input;
  const open = [...candidates, ...later].sort((one, other) => one.issue - other.issue);
  const board = openBoard({ loads, running, open, resources });
  const order = orderScores(input.prefer);
  const ranked = rankTasks(candidates, order, board);
  const given: Given[] = [];
  const left = handOut(ranked, order, board, ({ task }, hand, at) => {
    const why = whyGiven(task, ranked[at + 1]?.task, hand, order, board);
    given.push({ issue: task.issue, worker: hand.worker.name, why });
    board.give(task, hand);
  }).map(({ task }) => task);
  const got = new Set(given.map(({ worker }) => worker));
  const idle = board.hands.filter(({ worker, holds }) => holds.length < worker.slots && !got.has(worker.name));
  const kinds = new Map(left.map((task) => [kindOf(task), task] as const).reverse());
  const why = new Map([...kinds].map(([kind, task]) => [kind, whyWaiting(task, board)]));
  const rest = { kinds: [...kinds.values()].reverse(), waiting: left.length, later: later.length };
  return {
    given,
    waiting: left.map((task) => ({ issue: task.issue, why: why.get(kindOf(task)) ?? "" })),
    idle: idle.map((hand) => ({ worker: hand.worker.name, why: whyIdle(hand, rest, board) })),
  };
}

/** Tasks of one kind wait for the same reason: they ask the same of a worker and need nothing else. */
function kindOf(task: Candidate): string {
  return needsOnlyWorker(task) ? demandOf(task) : `#${task.issue}`;
}
