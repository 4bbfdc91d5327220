/** The fact that a worker is alive on a task, with what it has delivered so far: told by progress reports and standups. */
import type { Told } from "../plugins.ts";
import type { Task } from "../world.ts";
import type { HeardReport } from "./report.ts";

/** All facts of an issue share one comment, so a fact keeps the beginning; the report itself stays where it is. */
const MOST_ITEMS = 20;
const ITEM_LENGTH = 100;

export function tellProgress({ report, worker, comment, from }: HeardReport, task: Task): Told {
  const epoch = task.holder?.epoch ?? 0;
  const status = report.status ?? "in progress";
  const deliverables = report.deliverables
    .slice(0, MOST_ITEMS)
    .map((item) => item.slice(0, ITEM_LENGTH).toWellFormed());
  return {
    issue: task.issue.number,
    fact: { kind: "progress", worker: worker.name, epoch, status, at: comment.createdAt, deliverables, from },
  };
}
