/** The word about a request between agents that was not answered in time: once, to whoever was asked and the orchestrator. */
import type { Action } from "../actions.ts";
import { callWorker } from "../mention.ts";
import type { Marker } from "../model.ts";
import { openRequests } from "../open-requests.ts";
import type { Plugins } from "../plugins.ts";
import { findWorker } from "../workers.ts";
import type { World } from "../world.ts";

export function planRequestNotices(world: World, { views }: Plugins): readonly Action[] {
  const written = new Set(world.snapshot.comments.map(({ marker }) => marker?.key));
  return openRequests(world)
    .filter(({ isLate, comment }) => isLate && !written.has(`unanswered:${comment}`))
    .map((request): Action => {
      const asked = findWorker(world.workers, request.to);
      const called = [
        ...world.workers.filter(({ role }) => role === "orchestrator"),
        ...(asked === null ? [] : [asked]),
      ];
      const people = [...new Set(called.map(callWorker))];
      const marker: Marker = { kind: "notice", key: `unanswered:${request.comment}`, facts: [], settled: [], data: {} };
      const body = views.requestNotice({ request, people }, world);
      return { kind: "write-comment", issue: request.issue, comment: null, body, marker, because: "a request waits" };
    });
}
