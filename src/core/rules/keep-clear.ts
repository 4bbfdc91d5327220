/** What will probably meet work in progress in the same files goes later: a guess delays, only what is declared excludes. */
import type { Running } from "../schedule/board.ts";
import { findOverlap } from "../schedule/path-overlap.ts";
import type { TaskScore } from "../schedule/rule.ts";

export const keepClear: TaskScore = {
  kind: "score",
  name: "keep-clear",
  sentence:
    "The task that will probably keep clear of files in work: those its text names or its pull request changes.",
  about: "task",
  value(task, { running }) {
    const { touches, mentions = [] } = task;
    if (touches.length + mentions.length === 0) return 0;
    return running.some((other) => other.issue !== task.issue && mayMeet(touches, mentions, other)) ? 1 : 0;
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

/** Guesses are whole files: two of them meet when they are the same, which is quicker to see than with patterns. */
function mayMeet(touches: readonly string[], mentions: readonly string[], other: Running): boolean {
  const files = filesOf(other);
  return (
    mentions.some((path) => files.has(path.toLowerCase())) ||
    findOverlap(touches, other.touches) !== null ||
    findOverlap(touches, other.mentions ?? []) !== null ||
    findOverlap(mentions, other.touches) !== null
  );
}

const cache = new WeakMap<Running, ReadonlySet<string>>();

function filesOf(other: Running): ReadonlySet<string> {
  const before = cache.get(other);
  if (before !== undefined) return before;
  const files = new Set(other.mentions?.map((path) => path.toLowerCase()));
  cache.set(other, files);
  return files;
}
