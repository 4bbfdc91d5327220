/** What the sections of the dashboard share: tasks by status, most urgent first, and small words about one of them. */
import type { HeldBack } from "../core/notice-budget.ts";
import { nameIssue, quote } from "../core/quote.ts";
import type { ScheduleResult } from "../core/schedule/schedule.ts";
import { showTime, showTimeInCell } from "../core/show-time.ts";
import { compareUrgency } from "../core/urgency.ts";
import type { Status, Task, World } from "../core/world.ts";

export interface Scene {
  readonly world: World;
  readonly schedule: ScheduleResult;
  /** Notices that wait for another day. */
  readonly held: readonly HeldBack[];
  /** Everything that is not done, containers too. */
  readonly open: readonly Task[];
  /** Containers left out. */
  readonly by: Readonly<Record<Status, readonly Task[]>>;
}

export function setScene(world: World, schedule: ScheduleResult, held: readonly HeldBack[] = []): Scene {
  const by: Record<Status, Task[]> = { ready: [], blocked: [], "in progress": [], "in review": [], hold: [], done: [] };
  const sorted = [...world.tasks.values()].sort(compareUrgency);
  for (const task of sorted) if (!task.isContainer) by[task.status].push(task);
  return { world, schedule, held, open: sorted.filter(({ status }) => status !== "done"), by };
}

/** `#12 Its title · P0`, for a table cell. */
export function nameTask(task: Task): string {
  const marks = [...(task.isUrgent ? ["urgent"] : []), ...(task.fields.priority ? [task.fields.priority] : [])];
  return [nameIssue(task.issue, 50), ...marks].join(" · ");
}

export function sinceOf(task: Task, world: World): string {
  return task.holder === null ? "" : showTime(task.holder.since, world.snapshot);
}

/** The same for a cell of a table. */
export function sinceInCell({ holder }: Task, { snapshot }: World): string {
  return holder === null ? "" : showTimeInCell(holder.since, snapshot);
}

export function holderOf(task: Task): string {
  return task.holder === null ? "nobody" : quote(task.holder.worker, 39);
}

/** When the issue last got this label; null when the timeline does not tell. */
export function labelledAt(task: Task, label: string): string | null {
  const entry = task.issue.timeline.findLast((one) => one.kind === "labeled" && one.label === label);
  return entry?.at ?? null;
}

/** GitHub's own list of the open issues with this label. */
export function labelLink(label: string, { snapshot }: World): string {
  const query = encodeURIComponent(`is:open is:issue label:"${label}"`);
  return `[all of them](https://${snapshot.host}/${snapshot.repo}/issues?q=${query})`;
}

export function section(title: string, content: string): string {
  return content === "" ? "" : `### ${title}\n\n${content}`;
}
