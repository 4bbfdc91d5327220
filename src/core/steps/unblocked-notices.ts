/** The word to whoever reported being blocked, once what they waited for is there, with the time it took. */
import { callWorker, mention } from "../mention.ts";
import type { Fact } from "../model.ts";
import { isSameName } from "../model.ts";
import { type Notice, noticeMarker } from "../notice-budget.ts";
import type { Plugins } from "../plugins.ts";
import { findWorker } from "../workers.ts";
import type { Task, World } from "../world.ts";

type Blocked = Extract<Fact, { kind: "blocked" }>;

/** The last report of being blocked, unless its worker has gone on since. */
function waitingSince(facts: readonly Fact[]): Blocked | null {
  const last = facts.findLast((fact) => fact.kind === "blocked");
  if (last?.kind !== "blocked") return null;
  const wentOn = facts.some(
    (fact) =>
      (fact.kind === "progress" || fact.kind === "done" || fact.kind === "review") &&
      fact.at > last.at &&
      isSameName(fact.worker, last.worker),
  );
  return wentOn ? null : last;
}

function isFree({ status, gate }: Task): boolean {
  return gate === null && (status === "ready" || status === "in progress");
}

export function planUnblockedNotices(world: World, { views }: Plugins): readonly Notice[] {
  const written = new Set(world.snapshot.comments.map(({ marker }) => marker?.key));
  return [...world.tasks.values()].filter(isFree).flatMap((task): readonly Notice[] => {
    const { number } = task.issue;
    const blocked = waitingSince(world.facts.get(number) ?? []);
    const key = `unblocked:${number}:${blocked?.at ?? ""}`;
    if (blocked === null || written.has(key)) return [];
    const worker = findWorker(world.workers, blocked.worker);
    const who = worker === null ? mention({ login: blocked.worker, worker: blocked.worker }) : callWorker(worker);
    const body = views.unblockedNotice({ task, blocked, who }, world);
    const marker = noticeMarker(key, [worker ?? blocked.worker]);
    return [
      { kind: "write-comment", issue: number, comment: null, body, marker, because: "what it waited for is there" },
    ];
  });
}
