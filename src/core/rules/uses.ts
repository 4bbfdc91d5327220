/** A shared resource is used by no more tasks at once than it has room for. */
import type { Board, Candidate, Running } from "../schedule/board.ts";
import type { MomentaryFilter } from "../schedule/rule.ts";
import { listIssues, showWord } from "../schedule/wording.ts";
import { isSameWord } from "../schedule/words-match.ts";

export const uses: MomentaryFilter = {
  kind: "filter",
  name: "uses",
  sentence: "A resource named under `Uses` serves one task at a time, or as many as its stated capacity.",
  lasts: false,
  passes: (task, _hand, board) => task.uses.length === 0 || findExhausted(task, board) === undefined,
  why: explain,
  whyAll: explain,
  examples: [
    { scene: { task: { uses: ["staging"] }, running: [{ uses: ["migrations"] }] }, why: null },
    {
      scene: { task: { uses: ["staging"] }, running: [{ uses: ["staging"] }], resources: { staging: 2 } },
      why: null,
    },
    {
      scene: { task: { uses: ["Staging"] }, running: [{ issue: 14, uses: ["staging"] }] },
      why: "it uses `Staging`, which #14 has until it is done",
    },
    {
      scene: { task: { uses: ["gpu"], amounts: { gpu: 2 } }, running: [{ uses: ["gpu"] }], resources: { gpu: 3 } },
      why: null,
    },
    {
      scene: {
        task: { uses: ["gpu"], amounts: { gpu: 2 } },
        running: [{ issue: 14, uses: ["gpu"], amounts: { gpu: 2 } }],
        resources: { gpu: 3 },
      },
      why: "it uses `gpu`, which #14 has until it is done",
    },
    {
      scene: { task: { uses: ["gpu"], amounts: { gpu: 4 } }, resources: { gpu: 3 } },
      why: "it uses 4 of `gpu`, and there are only 3",
    },
  ],
};

function usersOf(resource: string, task: Candidate, board: Board): Running[] {
  return board.running.filter(
    (other) => other.issue !== task.issue && other.uses.some((name) => isSameWord(name, resource)),
  );
}

function amountOf({ amounts = {} }: Pick<Running, "amounts">, resource: string): number {
  const exact = Object.hasOwn(amounts, resource) ? amounts[resource] : undefined;
  return exact ?? Object.entries(amounts).find(([name]) => isSameWord(name, resource))?.[1] ?? 1;
}

function findExhausted(task: Candidate, board: Board): string | undefined {
  return task.uses.find((resource) => {
    const inUse = usersOf(resource, task, board).reduce((sum, other) => sum + amountOf(other, resource), 0);
    return inUse + amountOf(task, resource) > board.capacityOf(resource);
  });
}

function explain(task: Candidate, _hand: unknown, board: Board): string {
  const resource = findExhausted(task, board) ?? "";
  const users = usersOf(resource, task, board).map(({ issue }) => issue);
  const capacity = board.capacityOf(resource);
  const amount = amountOf(task, resource);
  if (amount > Math.max(1, capacity))
    return `it uses ${amount} of ${showWord(resource)}, and there are only ${capacity}`;
  if (users.length === 0) return `it uses ${showWord(resource)}, which has no room at all`;
  return `it uses ${showWord(resource)}, which ${listIssues(users)} ${users.length === 1 ? "has until it is" : "have until one is"} done`;
}
