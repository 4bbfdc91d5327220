/** One sentence for everything that was decided and for everything that was not: the nearest reason is the one told. */
import { filters } from "../rules/all.ts";
import type { Board, Candidate, Hand } from "./board.ts";
import { compareHands, mayTakeNow, type ScoreOrder } from "./hand-out.ts";
import { count, list, listIssues, sayRest, showWorker } from "./wording.ts";

/** Why nobody has the task: what holds back the workers who came furthest through the filters. */
export function whyWaiting(task: Candidate, board: Board): string {
  if (board.hands.length === 0) return "no worker is listed in `.github/signalbox.yml`";
  const stops = board.hands.map((hand) => stopOf(task, hand, board));
  const nearest = most(stops);
  const hands = board.hands.filter((_, at) => stops[at] === nearest);
  const filter = filters[nearest];
  if (filter === undefined) return "";
  return filter.whyAll?.(task, hands, board) ?? list(hands.map((hand) => filter.why(task, hand, board)));
}

/** How much is left; `kinds` has one task of each demand, since tasks that ask the same wait for the same reason. */
export interface Left {
  readonly kinds: readonly Candidate[];
  readonly waiting: number;
  readonly later: number;
}

/** Why the worker has nothing new: of the tasks still waiting the one that came nearest to being given. */
export function whyIdle(hand: Hand, { kinds, waiting, later }: Left, board: Board): string {
  if (hand.isAway) return `${showWorker(hand.worker)} is away`;
  if (hand.worker.role === "orchestrator")
    return `${showWorker(hand.worker)} is the orchestrator and is given no tasks`;
  if (hand.restsUntil !== undefined) return sayRest(hand);
  if (waiting === 0)
    return later === 0 ? "no open task is left" : `nothing else is ready; ${count(later, "task")} cannot start yet`;
  const stops = kinds.map((task) => stopOf(task, hand, board));
  const task = kinds[stops.indexOf(most(stops))];
  if (task === undefined) return "";
  const why = whyNot(task, hand, board) ?? "";
  return waiting === 1
    ? `of the ready tasks only #${task.issue} is left: ${why}`
    : `${waiting} ready tasks are left, the nearest is #${task.issue}: ${why}`;
}

/** The first "no" to this pair, null when it may be given. */
function whyNot(task: Candidate, hand: Hand, board: Board): string | null {
  return filters[stopOf(task, hand, board)]?.why(task, hand, board) ?? null;
}

/** The first filter that says no; beyond the last when none does. */
function stopOf(task: Candidate, hand: Hand, board: Board): number {
  const at = filters.findIndex((filter) => !filter.passes(task, hand, board));
  return at === -1 ? filters.length : at;
}

function most(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other), 0);
}

/** Why this task goes before the next one, where there is one, and why to this worker. Asked before the task is given. */
export function whyGiven(
  task: Candidate,
  next: Candidate | undefined,
  hand: Hand,
  order: ScoreOrder,
  board: Board,
): string {
  const why = whyHand(task, hand, order, board);
  return next === undefined ? why : `${whyTask(task, next, order, board)}; ${why}`;
}

function whyTask(task: Candidate, next: Candidate, order: ScoreOrder, board: Board): string {
  const score = order.task.find((each) => each.value(task, board) !== each.value(next, board));
  return `before #${next.issue} because ${score === undefined ? "it has the lower number" : score.reason(task, board)}`;
}

/** Whoever looks idle and was passed over is meant for something else: given a moment ago, and not to be seen yet. */
function whyTaken(able: readonly Hand[], hand: Hand): string {
  const meant = able.filter((each) => each !== hand && each.given.length > 0);
  const said = meant.map((each) => `${showWorker(each.worker)} is meant for ${listIssues(each.given)}`);
  return said.length === 0 ? "" : `, because ${list(said, MOST_MEANT)}`;
}

/** Workers meant for something else who are named one by one. */
const MOST_MEANT = 3;

function whyHand(task: Candidate, hand: Hand, order: ScoreOrder, board: Board): string {
  const able = board.able(task);
  const name = showWorker(hand.worker);
  const free = able.filter((each) => mayTakeNow(task, each, board));
  // One who could do it at all, one who could now, or the best of several: three different things to say.
  if (able.length === 1) return `only ${name} can do it`;
  if (free.length === 1) return `${name} is the only free one of ${able.length} who can do it${whyTaken(able, hand)}`;
  const rival = free
    .filter((each) => each !== hand)
    .reduce((best, each) => (compareHands(task, each, best, order, board) < 0 ? each : best));
  const score = order.worker.find((each) => each.value(task, hand, board) !== each.value(task, rival, board));
  if (score === undefined)
    return `${name} and ${showWorker(rival.worker)} suit it equally, so the first by name has it`;
  return `${name} rather than ${showWorker(rival.worker)} because ${score.reason(task, hand, board)}`;
}
