/**
 * One possible future of a plan: who takes what when, by the order and the rules that hand out work live, with lengths
 * that one sample drew. A plain play on numbers, because a forecast needs hundreds of them (10,000 tasks: some ms each).
 */

import { openHeap } from "../heap.ts";
import type { Problem } from "../schedule/planner-problem.ts";
import type { Clock } from "./calendar.ts";

/** How things stand at the beginning; moments are real minutes from now. */
export interface Opening {
  readonly problem: Problem;
  /** Place of each task in the order of the scores. */
  readonly rank: Int32Array;
  readonly notBefore: Float64Array;
  readonly seatFreeAt: Float64Array;
  /** The seat a task in progress has, -1 for one whose holder has none, -2 for what is not begun. */
  readonly heldOn: Int32Array;
  readonly isInReview: Uint8Array;
  /** By seat: of workers with days and hours of their own, who are given nothing outside of them; null for others. */
  readonly ownClocks: readonly (Clock | null)[];
}

/** What one sample says about lengths. */
export interface Course {
  /** The moment at which the task, begun at `from` on this seat (-1: none), is handed in. */
  handedIn(node: number, seat: number, from: number): number;
  /** Real minutes of review after that. */
  reviewMinutes(node: number): number;
}

const NONE = new Int32Array();
const NOBODY = -1;
export const NOT_BEGUN = -2;
const [HANDED_IN, REVIEWED, RELEASED, SEAT_BACK] = [0, 1, 2, 3];

/** When each task is finished, in real minutes from now; NaN for what never starts. */
export function playThrough({ problem, rank, notBefore, ...at }: Opening, course: Course): Float64Array {
  const { graph, needsSeat, uses, capacities, rivals, minutes, workerOf } = problem;
  const { size, blockerStart, dependentStart, dependentOf } = graph;
  const finish = new Float64Array(size).fill(Number.NaN);
  const seatOf = new Int32Array(size).fill(NOBODY);
  const isRunning = new Uint8Array(size);
  const isFree = new Uint8Array(workerOf.length);
  const left = Float64Array.from(capacities);
  const waits = new Int32Array(size);
  for (let node = 0; node < size; node++) waits[node] = (blockerStart[node + 1] ?? 0) - (blockerStart[node] ?? 0);
  const { groupOf, groups, groupsOfSeat, ...prepared } = groupSeats(problem);
  const openWork = Float64Array.from(prepared.openWork);
  const freeIn = new Int32Array(groups.length);
  const ready = groups.map(() => openHeap());
  const forResource = capacities.map(() => openHeap());
  const forRival = new Map<number, number[]>();
  const events = openHeap();
  const withHours = [...at.ownClocks.entries()].flatMap(([seat, clock]) =>
    clock === null ? [] : [[seat, clock] as const],
  );
  let now = 0;

  for (const [seat, from] of at.seatFreeAt.entries()) {
    if (at.heldOn.includes(seat)) continue;
    if (from > 0) events.push(from, seat * 4 + SEAT_BACK);
    else free(seat);
  }
  for (let node = 0; node < size; node++) {
    if (at.isInReview[node] === 1) events.push(course.reviewMinutes(node), node * 4 + REVIEWED);
    else if (at.heldOn[node] !== NOT_BEGUN) begin(node, at.heldOn[node] ?? NOBODY);
    else if (waits[node] === 0) release(node);
  }
  handOut();
  while (events.size() > 0) {
    now = events.firstKey();
    while (events.firstKey() === now) happen(events.pop());
    handOut();
  }
  return finish;

  function happen(event: number): void {
    const [subject, kind] = [event >> 2, event & 3];
    if (kind === SEAT_BACK) free(subject);
    else if (kind === RELEASED) ready[groupOf[subject] ?? 0]?.push(rank[subject] ?? 0, subject);
    else if (kind === REVIEWED) complete(subject);
    else handIn(subject);
  }

  function free(seat: number): void {
    isFree[seat] = 1;
    for (const group of groupsOfSeat[seat] ?? []) freeIn[group] = (freeIn[group] ?? 0) + 1;
  }

  function occupy(seat: number): void {
    isFree[seat] = 0;
    for (const group of groupsOfSeat[seat] ?? []) freeIn[group] = (freeIn[group] ?? 0) - 1;
  }

  function release(node: number): void {
    const from = notBefore[node] ?? 0;
    if (from === Number.POSITIVE_INFINITY) return;
    if (from > now) events.push(from, node * 4 + RELEASED);
    else ready[groupOf[node] ?? 0]?.push(rank[node] ?? 0, node);
  }

  /** Who rests while there is work for them comes back when they work again. */
  function rest(): void {
    for (const [seat, clock] of withHours) {
      if (isFree[seat] === 0 || !groupsOfSeat[seat]?.some((group) => (ready[group]?.size() ?? 0) > 0)) continue;
      const back = clock.nextWork(now);
      if (back <= now) continue;
      occupy(seat);
      events.push(back, seat * 4 + SEAT_BACK);
    }
  }

  function handOut(): void {
    rest();
    for (;;) {
      let best = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let group = 0; group < groups.length; group++) {
        const first = ready[group]?.firstKey() ?? least;
        if (first < least && (group === 0 || (freeIn[group] ?? 0) > 0)) {
          best = group;
          least = first;
        }
      }
      if (best === -1) return;
      const node = ready[best]?.pop() ?? 0;
      if (!isParked(node)) begin(node, needsSeat[node] === 1 ? bestSeat(best) : NOBODY);
    }
  }

  /** Set aside until what stands in its way ends. */
  function isParked(node: number): boolean {
    for (const { resource, amount } of uses[node] ?? []) {
      if ((left[resource] ?? 0) >= amount) continue;
      forResource[resource]?.push(rank[node] ?? 0, node);
      return true;
    }
    for (const rival of rivals[node] ?? []) {
      if (isRunning[rival] === 0) continue;
      forRival.set(rival, [...(forRival.get(rival) ?? []), node]);
      return true;
    }
    return false;
  }

  /** Of the free ones that with the least other open work, each task divided by all who could do it. */
  function bestSeat(group: number): number {
    const seats = groups[group] ?? NONE;
    let best = NOBODY;
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < seats.length; index++) {
      const seat = seats[index] ?? 0;
      if (isFree[seat] === 0) continue;
      if (freeIn[group] === 1) return seat;
      let work = 0;
      for (const one of groupsOfSeat[seat] ?? []) work += openWork[one] ?? 0;
      if (work >= least) continue;
      best = seat;
      least = work;
    }
    return best;
  }

  function begin(node: number, seat: number): void {
    isRunning[node] = 1;
    seatOf[node] = seat;
    if (seat !== NOBODY && isFree[seat] === 1) occupy(seat);
    const group = groupOf[node] ?? 0;
    openWork[group] = (openWork[group] ?? 0) - (minutes[node] ?? 0) / Math.max(1, groups[group]?.length ?? 1);
    for (const { resource, amount } of uses[node] ?? []) left[resource] = (left[resource] ?? 0) - amount;
    events.push(course.handedIn(node, seat, now), node * 4 + HANDED_IN);
  }

  function handIn(node: number): void {
    isRunning[node] = 0;
    const seat = seatOf[node] ?? NOBODY;
    if (seat !== NOBODY) free(seat);
    for (const { resource, amount } of uses[node] ?? []) {
      left[resource] = (left[resource] ?? 0) + amount;
      wake(resource);
    }
    for (const parked of forRival.get(node) ?? []) ready[groupOf[parked] ?? 0]?.push(rank[parked] ?? 0, parked);
    forRival.delete(node);
    const review = course.reviewMinutes(node);
    if (review > 0) events.push(now + review, node * 4 + REVIEWED);
    else complete(node);
  }

  /** As many as the room that is there now could take, best first. */
  function wake(resource: number): void {
    const heap = forResource[resource];
    let room = left[resource] ?? 0;
    while (heap !== undefined && heap.size() > 0 && room > 0) {
      const node = heap.pop();
      room -= uses[node]?.find((use) => use.resource === resource)?.amount ?? 1;
      ready[groupOf[node] ?? 0]?.push(rank[node] ?? 0, node);
    }
  }

  function complete(node: number): void {
    finish[node] = now;
    for (let edge = dependentStart[node] ?? 0; edge < (dependentStart[node + 1] ?? 0); edge++) {
      const dependent = dependentOf[edge] ?? 0;
      waits[dependent] = (waits[dependent] ?? 0) - 1;
      if (waits[dependent] === 0 && at.heldOn[dependent] === NOT_BEGUN && at.isInReview[dependent] === 0)
        release(dependent);
    }
  }
}

interface SeatGroups {
  readonly groupOf: Int32Array;
  /** Group 0 needs no seat; every other is a set of seats that can do the same tasks. */
  readonly groups: readonly Int32Array[];
  readonly groupsOfSeat: readonly (readonly number[])[];
  /** Open work of each group for each of its seats, in minutes. */
  readonly openWork: Float64Array;
}

const grouped = new WeakMap<Problem, SeatGroups>();

function groupSeats(problem: Problem): SeatGroups {
  const before = grouped.get(problem);
  if (before !== undefined) return before;
  const { seatsFor, needsSeat, workerOf, minutes } = problem;
  const groups: Int32Array[] = [new Int32Array()];
  const known = new Map<string, number>();
  const groupOf = Int32Array.from(seatsFor, (seats, node) => {
    if (needsSeat[node] === 0) return 0;
    const key = seats.join();
    const group = known.get(key) ?? groups.push(seats) - 1;
    known.set(key, group);
    return group;
  });
  const groupsOfSeat = workerOf.map((_, seat) => [...groups.keys()].filter((group) => groups[group]?.includes(seat)));
  const openWork = new Float64Array(groups.length);
  for (const [node, group] of groupOf.entries())
    openWork[group] = (openWork[group] ?? 0) + (minutes[node] ?? 0) / Math.max(1, groups[group]?.length ?? 1);
  const result = { groupOf, groups, groupsOfSeat, openWork };
  grouped.set(problem, result);
  return result;
}
