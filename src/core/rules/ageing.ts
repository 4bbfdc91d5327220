/** Nothing waits for ever: every two weeks of being ready count like one step of priority. */
import type { TaskScore } from "../schedule/rule.ts";
import { count } from "../schedule/wording.ts";

const STEP_DAYS = 14;

export const ageing: TaskScore = {
  kind: "score",
  name: "ageing",
  sentence: "The higher priority, where every two weeks of being ready count as one step.",
  about: "task",
  value: ({ priority, readyDays = 0 }) => Number(priority.slice(1)) - Math.floor(readyDays / STEP_DAYS),
  reason: ({ priority, readyDays = 0 }) =>
    readyDays < STEP_DAYS ? `it is ${priority}` : `it is ${priority} and has been ready for ${count(readyDays, "day")}`,
  examples: [
    { first: { task: { priority: "P2", readyDays: 28 } }, second: { task: { priority: "P1" } }, isEqual: false },
    { first: { task: { priority: "P1" } }, second: { task: { priority: "P2", readyDays: 13 } }, isEqual: false },
    { first: { task: { priority: "P0" } }, second: { task: { priority: "P2", readyDays: 28 } }, isEqual: true },
  ],
};
