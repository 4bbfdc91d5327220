/** Why an issue stands as it stands: the chain of waits to the last link, each with the line that says so, and the cheapest change. */
import { cheapestChange } from "./cheapest-change.ts";
import { listWords, nameRef, sayStatus, sayWait, whyOutside } from "./explain.ts";
import type { Ref } from "./model.ts";
import { isHere } from "./model.ts";
import { nameIssue, quoteSentence } from "./quote.ts";
import { sayStatements } from "./say-statement.ts";
import type { ScheduleResult } from "./schedule/schedule.ts";
import { edgesBeyondLimit } from "./steps/native-edges.ts";
import type { Task, World } from "./world.ts";

/** Lines of one answer: a longer chain is cut with a word. */
const MOST_LINES = 30;

/** The chain of waits below a task, each line with what stands in the way and how to change it. */
export function whyTask(world: World, schedule: ScheduleResult, number: number): string {
  const root = world.tasks.get(number);
  if (root === undefined) return whyOutside(world, number);
  const lines = [`${nameIssue(root.issue)} ${sayStatus(root, world, schedule)}.`];
  const seen = new Set([number]);
  const walk = (task: Task, indent: string): void => {
    for (const wait of task.waits) {
      if (lines.length > MOST_LINES) return;
      const below = localTask(world, wait.blocker);
      const isNew = below !== undefined && wait.state === "open" && !seen.has(below.issue.number);
      const said = sayStatements(wait.said, world).map((one) => `${indent}  - because ${one}`);
      const what =
        isNew || (below !== undefined && wait.state === "open")
          ? `${nameIssue(below.issue)} ${isNew ? sayStatus(below, world, schedule) : "stands further up"}`
          : sayWait(wait);
      lines.push(`${indent}- ${what}`, ...said);
      if (!isNew) continue;
      seen.add(below.issue.number);
      walk(below, `${indent}  `);
    }
  };
  if (root.status === "blocked") walk(root, "");
  if (lines.length > MOST_LINES) lines.push("- … and more; ask `/why` on one of these to go on.");
  const change = root.status === "blocked" ? cheapestChange(root, world) : null;
  return [
    lines[0],
    ...(lines.length > 1 ? ["", ...lines.slice(1)] : []),
    ...(change === null ? [] : ["", `Cheapest change: ${change}.`]),
    ...unlinkedLines(root, world),
    ...finishLines(root, world),
    ...unreadLines(number, world),
  ].join("\n");
}

/** What is true and does not show on GitHub's side: it keeps fifty dependencies for an issue in each direction. */
function unlinkedLines({ issue }: Task, world: World): string[] {
  const beyond = edgesBeyondLimit(world).filter((one) => one.issue === issue.number);
  if (!world.isLive || beyond.length === 0) return [];
  const names = beyond.slice(0, 5).map(({ blocker }) => nameRef(blocker, world.snapshot.repo));
  const more = beyond.length > names.length ? [`${beyond.length - names.length} more`] : [];
  return ["", `GitHub has no room to link ${listWords([...names, ...more])}; they count all the same.`];
}

function finishLines(task: Task, world: World): string[] {
  if (task.status === "done" || task.finishAfter.length === 0) return [];
  const names = task.finishAfter.map((ref) => nameRef(ref, world.snapshot.repo));
  return ["", `It may be worked on, but finished only after ${listWords(names)}.`];
}

/** Lines of its text nobody could read: without a status comment this is where the writer learns of them. */
function unreadLines(number: number, world: World): string[] {
  const asking = (world.meanings.get(number)?.warnings ?? []).filter((warning) => warning.asks);
  const lines = asking.slice(0, 5).map(({ line, message }) => `- line ${line}: ${quoteSentence(message)}`);
  return lines.length === 0 ? [] : ["", "Not understood in its text:", "", ...lines];
}

function localTask(world: World, ref: Ref | null): Task | undefined {
  return ref !== null && isHere(ref, world.snapshot.repo) ? world.tasks.get(ref.number) : undefined;
}
