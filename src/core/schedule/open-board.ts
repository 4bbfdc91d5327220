/** Sets the board for one decision, or for a whole simulated plan, and keeps it right while work is handed out. */
import { filters } from "../rules/all.ts";
import { standby } from "../rules/standby.ts";
import type { Board, Candidate, Demand, Hand, LaterTask, Load, Running } from "./board.ts";
import type { LastingFilter, MomentaryFilter } from "./rule.ts";
import { isSameWord } from "./words-match.ts";

const DAY_MINUTES = 480;
/** Parts of a minute are rounded to 1/1024: such sums are exact, so equal shares stay equal in whatever order they add up. */
const FRACTION = 1024;

const lastingFilters: readonly LastingFilter[] = filters.filter((filter) => filter.lasts);
export const momentaryFilters: readonly MomentaryFilter[] = filters.filter((filter) => !filter.lasts);
const exceptStandby = lastingFilters.filter((filter) => filter !== standby);

/** A board on which work can be given and finished. */
export interface OpenBoard extends Board {
  give(task: Candidate, hand: Hand): void;
  finish(task: Candidate, hand: Hand): void;
  /** What needs nobody takes its paths and resources all the same. */
  occupy(task: Candidate): void;
  vacate(task: Candidate): void;
}

export interface BoardInput {
  readonly loads: readonly Load[];
  readonly running: readonly Running[];
  /** Open tasks nobody has, ready or not. */
  readonly open: readonly (LaterTask | Candidate)[];
  readonly resources: Readonly<Record<string, number>>;
}

export function openBoard({ loads, running, open, resources }: BoardInput): OpenBoard {
  const hands: Hand[] = loads
    .map((load) => ({ ...load, holds: [...load.holds], given: [], otherMinutes: 0 }))
    .sort(byName);
  const runningNow = [...running].sort((one, other) => one.issue - other.issue);
  let usual: number | undefined;
  /** Sought only when a task states no estimate; most plans state all. */
  const usualMinutes = () => {
    usual ??= median(open.flatMap(({ minutes }) => (minutes === null ? [] : [middle(minutes)]))) ?? DAY_MINUTES;
    return usual;
  };
  const ableTo = new Map<Demand, readonly Hand[]>();
  const ableByDemand = new Map<string, readonly Hand[]>();

  const board: OpenBoard = {
    hands,
    running: runningNow,
    minutesOf: ({ minutes }) => (minutes === null ? usualMinutes() : middle(minutes)),
    capacityOf(resource) {
      const stated = Object.entries(resources).find(([name]) => isSameWord(name, resource));
      return stated?.[1] ?? 1;
    },
    regulars: (task) =>
      hands.filter((hand) => !hand.worker.isStandby && exceptStandby.every((each) => each.passes(task, hand, board))),
    able(task) {
      const known = ableTo.get(task);
      if (known !== undefined) return known;
      const demand = demandOf(task);
      const able =
        ableByDemand.get(demand) ??
        hands.filter((hand) => {
          for (const filter of lastingFilters) if (!filter.passes(task, hand, board)) return false;
          return true;
        });
      ableByDemand.set(demand, able);
      ableTo.set(task, able);
      return able;
    },
    give(task, hand) {
      hand.holds.push(task.issue);
      hand.given.push(task.issue);
      board.occupy(task);
      share(task, -1);
    },
    finish(task, hand) {
      remove(hand.holds, hand.holds.indexOf(task.issue));
      remove(hand.given, hand.given.indexOf(task.issue));
      board.vacate(task);
    },
    occupy(task) {
      if (task.touches.length + task.uses.length + (task.mentions?.length ?? 0) > 0) runningNow.push(task);
    },
    vacate(task) {
      remove(
        runningNow,
        runningNow.findIndex((each) => each.issue === task.issue),
      );
    },
  };
  const share = (task: Demand & LaterTask, sign: 1 | -1): void => {
    const able = board.able(task);
    const part = Math.round((FRACTION * board.minutesOf(task)) / able.length) / FRACTION;
    for (const hand of able) hand.otherMinutes += sign * part;
  };
  for (const task of open) share("declinedBy" in task ? task : { ...task, declinedBy: [] }, 1);
  return board;
}

/** Equal for tasks that ask the same of a worker; the common case, nothing at all, costs nothing. */
export function demandOf({ skills, track, owner, declinedBy }: Demand): string {
  // Each name with its length in front, so that no two demands are written alike; JSON would take most of the time.
  let text = "";
  for (const skill in skills) text += `${skill.length}:${skill}${skills[skill]},`;
  if (track === null && owner === null && declinedBy.length === 0) return text;
  return JSON.stringify([text, track, owner, declinedBy]);
}

function remove(list: unknown[], at: number): void {
  if (at !== -1) list.splice(at, 1);
}

function byName(one: Load, other: Load): number {
  return one.worker.name < other.worker.name ? -1 : one.worker.name > other.worker.name ? 1 : 0;
}

function middle({ low, high }: { readonly low: number; readonly high: number }): number {
  return (low + high) / 2;
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((one, other) => one - other)[values.length >> 1];
}
