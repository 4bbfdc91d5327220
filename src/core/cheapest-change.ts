/** The cheapest change that frees a blocked issue: what has to be finished first, or what to waive. */
import { listWords, nameRef, sayWayOut } from "./explain.ts";
import { isHere, refKey, showRef } from "./model.ts";
import type { Task, Wait, World } from "./world.ts";

/** Names in one sentence. */
const MOST_NAMED = 4;

/** What stands at the end of every chain below a task: tasks that can move now, and waits that only a person can end. */
interface Ends {
  readonly tasks: ReadonlyMap<number, Task>;
  /** With the issue on which it is to be settled. */
  readonly waits: readonly { readonly on: number; readonly wait: Wait }[];
}

function findEnds(root: Task, world: World): Ends {
  const tasks = new Map<number, Task>();
  const waits: { on: number; wait: Wait }[] = [];
  const seen = new Set([root.issue.number]);
  const walk = [root];
  for (let task = walk.pop(); task !== undefined; task = walk.pop()) {
    for (const wait of task.waits) {
      const isLocal = wait.blocker !== null && isHere(wait.blocker, world.snapshot.repo);
      const below = isLocal ? world.tasks.get(wait.blocker?.number ?? 0) : undefined;
      if (wait.state !== "open" || below === undefined) waits.push({ on: task.issue.number, wait });
      else if (below.waits.length === 0 || below.isContainer) tasks.set(below.issue.number, below);
      else if (!seen.has(below.issue.number)) {
        seen.add(below.issue.number);
        walk.push(below);
      }
    }
  }
  return { tasks, waits };
}

function cutShort(words: readonly string[]): readonly string[] {
  return words.length <= MOST_NAMED ? words : [...words.slice(0, MOST_NAMED), `${words.length - MOST_NAMED} more`];
}

function sayEnd({ on, wait }: Ends["waits"][number], root: Task): string {
  return on === root.issue.number || wait.state === "cycle"
    ? sayWayOut(wait.wayOut)
    : `on #${on}, ${sayWayOut(wait.wayOut)}`;
}

/** One command, ready to copy, that lets it start at once; null when something else than issues holds it, which no command waives. */
function waiver(task: Task, world: World): string | null {
  const own = task.waits.filter(({ said }) => said.every(({ dependent }) => dependent.number === task.issue.number));
  const refs = own.flatMap(({ blocker }) => (blocker === null ? [] : [showRef(blocker, world.snapshot.repo)]));
  if (refs.length < task.waits.length || refs.length === 0) return null;
  return `\`/unblock ${refs.length > MOST_NAMED ? "all" : refs.join(" ")} because …\``;
}

/** A sentence without its full stop; null for a task that waits for nothing. */
export function cheapestChange(task: Task, world: World): string | null {
  const [first] = task.waits;
  if (first === undefined) return null;
  const isSettledHere = task.waits.length === 1 && first.state !== "open";
  if (isSettledHere) return sayEnd({ on: task.issue.number, wait: first }, task);
  const { tasks, waits } = findEnds(task, world);
  const work = [...tasks.keys()].sort((a, b) => a - b).map((number) => `#${number}`);
  const simply = waits.flatMap(({ wait }) =>
    wait.state === "open" && wait.blocker !== null ? [nameRef(wait.blocker, world.snapshot.repo)] : [],
  );
  const others = new Map(
    waits
      .filter(({ wait }) => wait.state !== "open")
      .map((end) => [
        `${end.on}/${end.wait.blocker === null ? end.wait.why : refKey(end.wait.blocker)}`,
        sayEnd(end, task),
      ]),
  );
  const named = [...new Set([...work, ...simply])];
  const steps = [
    ...(named.length > 0 ? [`finish ${listWords(cutShort(named))}`] : []),
    ...cutShort([...new Set(others.values())]),
  ];
  const short = waiver(task, world);
  if (short === null) return steps.join("; ");
  const isOnlyWaived = named.length === 0 && waits.every(({ on }) => on === task.issue.number);
  const here = `${short} on #${task.issue.number}`;
  return isOnlyWaived ? here : `${steps.join("; ")}, or ${here}`;
}
