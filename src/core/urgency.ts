/** Which of two tasks people should see first. */
import type { Task } from "./world.ts";

/** For sorting: urgent before priority (P2 when none is stated) before number. */
export function compareUrgency(a: Task, b: Task): number {
  if (a.isUrgent !== b.isUrgent) return a.isUrgent ? -1 : 1;
  const first = a.fields.priority ?? "P2";
  const second = b.fields.priority ?? "P2";
  return first === second ? a.issue.number - b.issue.number : first < second ? -1 : 1;
}
