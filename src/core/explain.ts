/** How things stand and what they wait for, in the sentences that answers and the dashboard share. */
// Sentences of the schedule are Markdown of our own already (schedule/wording.ts); everything else passes through quote.
import { awaitedEvidence } from "./handed-in.ts";
import { isHub } from "./hubs.ts";
import type { Ref, Worker } from "./model.ts";
import { isHere, isSameName, showRef } from "./model.ts";
import { nameIssue, quote, quoteSentence } from "./quote.ts";
import type { ScheduleResult } from "./schedule/schedule.ts";
import { showTime } from "./show-time.ts";
import { findWorker, isOffered } from "./workers.ts";
import type { Task, Wait, World } from "./world.ts";

const WAIT_NOTES: Readonly<Record<Wait["state"], string>> = {
  open: "",
  date: "",
  unreachable: " (cannot be seen)",
  "needs a decision": " (needs a decision)",
  cycle: " (in a circle)",
};

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** A reference that links inside the repository and stays quiet towards other repositories. */
export function nameRef(ref: Ref, repo: string): string {
  return isHere(ref, repo) ? showRef(ref, repo) : quoteSentence(showRef(ref, repo));
}

/** What a task waits for in a few words, for a table: `#1, #2 (needs a decision) and 3 more`. */
export function shortWaits(task: Task, repo: string, most = 4): string {
  const words = task.waits.map((wait) =>
    wait.blocker === null
      ? quoteSentence(wait.what ?? wait.why)
      : `${nameRef(wait.blocker, repo)}${WAIT_NOTES[wait.state]}`,
  );
  const shown = [...new Set(words)];
  if (shown.length <= most) return shown.join(", ");
  return `${shown.slice(0, most).join(", ")} and ${shown.length - most} more`;
}

/** Quoting trims; the blank before and after a command stays. */
function sayPart(part: string): string {
  const lead = part.startsWith(" ") ? " " : "";
  return `${lead}${quoteSentence(part)}${part.length > 1 && part.endsWith(" ") ? " " : ""}`;
}

/** A way out with its command ready to copy. */
export function sayWayOut(wayOut: string): string {
  return wayOut
    .split(/(\/[a-z]{1,20} [^,`\n]{1,150} because …)/)
    .map((part, index) => (index % 2 === 1 ? `\`${part}\`` : sayPart(part)))
    .join("");
}

/** One wait as a sentence with its way out. */
export function sayWait(wait: Wait): string {
  return `${quoteSentence(wait.why)}. Way out: ${sayWayOut(wait.wayOut)}`;
}

/** Whom it is meant for, and what it takes that they begin. */
function sayGiven(name: string, { workers }: World): string {
  if (!isOffered(findWorker(workers, name))) return `goes to ${quote(name)}`;
  return `is offered to ${quote(name)}, who begins when a person assigns it`;
}

function sayReady(task: Task, world: World, schedule: ScheduleResult): string {
  const given = schedule.given.find((one) => one.issue === task.issue.number);
  if (given) return `is ready and ${sayGiven(given.worker, world)}: ${given.why}`;
  const left = schedule.waiting.find((one) => one.issue === task.issue.number);
  if (left && world.workers.length > 0) return `is ready, but ${left.why}`;
  return "is ready and nobody has taken it. Way out: `/claim` there";
}

function sayHold({ hold }: Task): string {
  const by = hold === null ? "" : ` by ${quote(hold.by)}`;
  const reason = hold?.reason ? `: ${quote(hold.reason, 120)}` : "";
  return `was put on hold${by}${reason}. Way out: \`/resume\` there`;
}

/** Handed in, and nothing but evidence is missing. */
function sayAwaiting(task: Task, world: World, who: string): string {
  return `is handed in${who} and finished as soon as it shows: ${awaitedEvidence(task, world).join("; ")}`;
}

/** How a task stands, as the rest of a sentence that begins with its name. */
export function sayStatus(task: Task, world: World, schedule: ScheduleResult): string {
  const { repo } = world.snapshot;
  const who = task.holder === null ? "" : ` with ${quote(task.holder.worker)}`;
  const since = task.holder === null ? "" : ` since ${showTime(task.holder.since, world.snapshot)}`;
  if (task.isContainer && task.status !== "done") return "holds other issues and is finished when all of them are";
  if (task.gate !== null && task.status !== "done" && task.status !== "hold")
    return `is a gate and not open yet: ${quoteSentence(task.gate.why)}. Way out: its approver says \`/gate approve\` there`;
  switch (task.status) {
    case "done":
      return "is done";
    case "hold":
      return sayHold(task);
    case "in review":
      if (awaitedEvidence(task, world).length > 0) return sayAwaiting(task, world, who);
      return `is in review${who}. Way out: \`/approve\` there, by somebody else than its builder`;
    case "in progress":
      return `is in progress${who}${since}`;
    case "blocked":
      return `waits for ${shortWaits(task, repo, 10)}`;
    case "ready":
      return sayReady(task, world, schedule);
  }
}

/** Why an issue is no task, with the way to make it one. */
export function whyOutside(world: World, number: number): string {
  const issue = world.issues.get(number);
  if (issue === undefined) return `#${number} does not exist here, or cannot be seen.`;
  if (isHub(number, world))
    return `#${number} is the coordination issue; it is never a task. Say it on the issue that it is about.`;
  if (issue.isPullRequest) return `#${number} is a pull request; only issues are handed out.`;
  if (!issue.isOpen) return `${nameIssue(issue)} is closed. Reopen it if there is more to do.`;
  return `${nameIssue(issue)} takes no part. Way out: \`/admit\` there, by somebody with triage permission, or name it in a \`Depends on:\` line of a task.`;
}

/** Who saw to it that the worker has the task; what Signalbox gave out, it gave for a reason. */
function howTaken({ issue, holder }: Task, { speaksAs }: Worker, world: World): string {
  const claim = (world.facts.get(issue.number) ?? []).findLast((fact) => fact.kind === "claim");
  if (holder?.by === "hand" || claim?.kind !== "claim") return ", assigned by hand";
  if (claim.by === null) return `, given by Signalbox${claim.why === undefined ? "" : `: ${claim.why}`}`;
  const { login } = claim.by;
  return speaksAs.some((own) => isSameName(own, login)) ? ", by their own claim" : `, given by ${quote(login, 39)}`;
}

/** Why a worker has what they have, or nothing. */
export function whyWorker(world: World, schedule: ScheduleResult, worker: Worker): string {
  const name = quote(worker.name);
  const held = [...world.tasks.values()].filter(
    (task) => task.status !== "done" && isSameName(worker.name, task.holder?.worker),
  );
  const given = schedule.given.filter((one) => one.worker === worker.name);
  const idle = schedule.idle.find((one) => one.worker === worker.name);
  const lines = [
    ...held.map((task) => {
      const since = showTime(task.holder?.since ?? "", world.snapshot);
      return `- has ${nameIssue(task.issue)} (${task.status}, since ${since})${howTaken(task, worker, world)}`;
    }),
    ...given.map((one) => `- is next for #${one.issue}: ${one.why}`),
    ...(idle ? [`- gets nothing now: ${idle.why}`] : []),
  ];
  if (lines.length === 0)
    return `${name} has no task${worker.isStandby ? " and is on standby" : ""}. Way out: \`/next\` shows what is ready.`;
  return [`${name}, with ${worker.slots === 1 ? "one slot" : `${worker.slots} slots`}:`, "", ...lines].join("\n");
}
