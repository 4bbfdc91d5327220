/** What will probably meet work in progress in the same files goes later: a guess delays, only what is declared excludes. */
import type { Candidate, Running } from "../schedule/board.ts";
import { findOverlap } from "../schedule/path-overlap.ts";
import type { TaskScore } from "../schedule/rule.ts";

export const keepClear: TaskScore = {
  kind: "score",
  name: "keep-clear",
  sentence: "The task that names no files which work in progress touches or names.",
  about: "task",
  value(task, { running }) {
    const own = pathsOf(task);
    return own.length > 0 && running.some((other) => findOverlap(own, pathsOf(other)) !== null) ? 1 : 0;
  },
  reason: () => "it keeps clear of the files of work in progress",
  examples: [
    {
      first: { task: { mentions: ["src/ui/door.ts"] }, running: [{ mentions: ["src/db/schema.ts"] }] },
      second: { task: { mentions: ["src/db/schema.ts"] }, running: [{ mentions: ["src/db/schema.ts"] }] },
      isEqual: false,
    },
    {
      first: { running: [{ touches: ["src/db/**"] }] },
      second: { task: { mentions: ["src/db/schema.ts"] }, running: [{ touches: ["src/db/**"] }] },
      isEqual: false,
    },
    { first: { task: { mentions: ["a/b.ts"] } }, second: {}, isEqual: true },
  ],
};

function pathsOf({ touches, mentions = [] }: Pick<Candidate | Running, "touches" | "mentions">): readonly string[] {
  return mentions.length === 0 ? touches : [...touches, ...mentions];
}
