/** The word to a worker who opened a pull request for somebody else's task: once, on the pull request, where they look. */
import { mention } from "../mention.ts";
import { offerNext } from "../next-for.ts";
import { type Notice, noticeMarker } from "../notice-budget.ts";
import type { Plugins } from "../plugins.ts";
import { pullsTooLate } from "../pull-work.ts";
import type { ScheduleResult } from "../schedule/schedule.ts";
import { findWorker } from "../workers.ts";
import type { World } from "../world.ts";

const because = "somebody else has the task";

export function planPullNotices(world: World, schedule: ScheduleResult, { views }: Plugins): readonly Notice[] {
  const written = new Set(world.snapshot.comments.map(({ marker }) => marker?.key));
  return [...world.tasks.values()].flatMap((task) =>
    pullsTooLate(task, world).flatMap(({ pull, author }): readonly Notice[] => {
      const key = `taken:${pull.number}:${task.issue.number}`;
      if (written.has(key)) return [];
      const { login } = author;
      const next = offerNext(login, world, schedule, task.issue.number);
      const body = views.takenNotice({ task, who: mention({ login, worker: login }), next }, world);
      const marker = noticeMarker(key, [findWorker(world.workers, login) ?? login]);
      return [{ kind: "write-comment", issue: pull.number, comment: null, body, marker, because }];
    }),
  );
}
