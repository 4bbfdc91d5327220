/** Which of two facts of one issue was told later: by their seconds, and within one second by the order in which they stand. */
import type { Fact } from "./model.ts";

/** Several words may stand in one comment, or be said in one second: the last one counts. */
export function isToldAfter(fact: Fact, other: Fact, facts: readonly Fact[]): boolean {
  return fact.at === other.at ? facts.indexOf(fact) > facts.indexOf(other) : fact.at > other.at;
}
