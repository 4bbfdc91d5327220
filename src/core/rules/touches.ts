/** Two tasks that touch the same files never run at once. */
import type { Board, Candidate } from "../schedule/board.ts";
import { findOverlap } from "../schedule/path-overlap.ts";
import type { MomentaryFilter } from "../schedule/rule.ts";
import { showWord, showWorker } from "../schedule/wording.ts";

export const touches: MomentaryFilter = {
  kind: "filter",
  name: "touches",
  sentence: "Two tasks whose `Touches` paths may overlap never run at once.",
  lasts: false,
  passes: (task, _hand, board) => task.touches.length === 0 || findConflict(task, board) === null,
  why: (task, _hand, board) => findConflict(task, board) ?? "",
  whyAll: (task, _hands, board) => findConflict(task, board) ?? "",
  examples: [
    { scene: { task: { touches: ["src/db/**"] }, running: [{ touches: ["src/ui/**"] }] }, why: null },
    {
      scene: { task: { touches: ["src/db/**"] }, running: [{ issue: 14, touches: ["src/**/schema.sql"] }] },
      why: "it touches `src/db/**`, and #14 is busy with `src/**/schema.sql`",
    },
  ],
};

function findConflict(task: Candidate, board: Board): string | null {
  for (const other of board.running) {
    const overlap = other.issue === task.issue ? null : findOverlap(task.touches, other.touches);
    if (overlap !== null)
      return `it touches ${showWord(overlap[0])}, and #${other.issue} is busy with ${showWord(overlap[1])}`;
  }
  for (const hand of board.hands) {
    const overlap = findOverlap(task.touches, hand.touches);
    if (overlap !== null)
      return `it touches ${showWord(overlap[0])}, and ${showWorker(hand.worker)} is busy with ${showWord(overlap[1])}`;
  }
  return null;
}
