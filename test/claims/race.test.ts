// A thousand races of eight workers for one task, on the pure core: seen in any order, died at any action, begun again.
import { expect, test } from "vitest";
import { type Random, seededRandom } from "../../src/sandbox/random.ts";
import { answersTo, assigneesOf, holderOf, pass, says, settle, yardOfOne } from "./yard-of-one.ts";

const WORKERS = Array.from({ length: 8 }, (_, i) => `worker-${i}`);
const START = yardOfOne(WORKERS);

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.between(0, i);
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
  return list;
}

/** Comments come to the App in `order`, some at a time; after each batch it may live through its pass, or die in it. */
function race(seed: number): void {
  const random = seededRandom(seed);
  const posted = shuffled(WORKERS, random).map((who, place) => says(START, WORKERS, who, "/claim", place));
  const isReordered = random.next() < 0.7;
  const waiting = isReordered ? shuffled(posted, random) : [...posted];
  const first = waiting[0];
  let now = START;
  let batch = 0;
  while (waiting.length > 0) {
    batch = random.between(1, 4);
    now = { ...now, comments: [...now.comments, ...waiting.splice(0, batch)] };
    now = random.next() < 0.6 ? pass(now, random.between(0, 4)) : pass(now);
  }
  const end = settle(now);
  const holder = holderOf(end);
  expect(assigneesOf(end), `seed ${seed}`).toEqual([holder]);
  for (const { id, author } of posted) {
    const isWinner = author?.login === holder;
    expect(answersTo(id, end), `seed ${seed}: answers to ${author?.login}`).toBe(isWinner ? 0 : 1);
    const receipts = end.comments.find((one) => one.id === id)?.ownReactions;
    expect(receipts, `seed ${seed}: receipts of ${author?.login}`).toEqual([isWinner ? "rocket" : "confused"]);
  }
  if (!isReordered) expect(holder, `seed ${seed}: the earliest comment wins`).toBe(first?.author?.login);
}

test("of eight workers exactly one gets the task, and each of the others one answer: 1,000 races", () => {
  for (let seed = 1; seed <= 1000; seed++) race(seed);
});
