/** The word about a request between agents that was not answered in time: once, to whoever was asked and the orchestrator. */
import { callWorker } from "../mention.ts";
import { type Notice, noticeMarker } from "../notice-budget.ts";
import { openRequests } from "../open-requests.ts";
import type { Plugins } from "../plugins.ts";
import { findWorker } from "../workers.ts";
import type { World } from "../world.ts";

export function planRequestNotices(world: World, { views }: Plugins): readonly Notice[] {
  const written = new Set(world.snapshot.comments.map(({ marker }) => marker?.key));
  return openRequests(world)
    .filter(({ isLate, comment }) => isLate && !written.has(`unanswered:${comment}`))
    .map((request): Notice => {
      const asked = findWorker(world.workers, request.to);
      const called = [
        ...world.workers.filter(({ role }) => role === "orchestrator"),
        ...(asked === null ? [] : [asked]),
      ];
      const people = [...new Set(called.map(callWorker))];
      const marker = noticeMarker(`unanswered:${request.comment}`, called);
      const body = views.requestNotice({ request, people }, world);
      return { kind: "write-comment", issue: request.issue, comment: null, body, marker, because: "a request waits" };
    });
}
