/** The word about an emergency: the orchestrator is told once, and more people when nobody answers in time. */
import { escalatesAt, isAnswered, openEmergencies } from "../emergency.ts";
import { isHub } from "../hubs.ts";
import { callWorker, mention } from "../mention.ts";
import type { Worker } from "../model.ts";
import { type Notice, noticeMarker } from "../notice-budget.ts";
import type { Plugins } from "../plugins.ts";
import type { World } from "../world.ts";

/** Workers, or logins. */
type Called = readonly (Worker | string)[];

function orchestrators({ workers }: World): Called {
  return workers.filter(({ role }) => role === "orchestrator");
}

/** Those the settings name, else the problem-solvers. */
function others({ workers, snapshot }: World): Called {
  const named = snapshot.settings.emergency.escalateTo.map((name) => name.replace(/^@/, ""));
  return named.length > 0 ? named : workers.filter(({ role }) => role === "problem-solver");
}

function call(one: Worker | string): string {
  return typeof one === "string" ? mention({ login: one, worker: one }) : callWorker(one);
}

export function planEmergencyNotices(world: World, { views }: Plugins): readonly Notice[] {
  const written = new Set(world.snapshot.comments.map(({ marker }) => marker?.key));
  const first = orchestrators(world);
  const then = others(world);
  return openEmergencies(world).flatMap(({ issue, fact }) => {
    const id = fact.from.comment ?? 0;
    // A notice on an earlier coordination issue is not said again on its successor.
    const place = isHub(issue, world) ? (world.hubs[0]?.number ?? issue) : issue;
    const tell = (key: string, called: Called, isLate: boolean): Notice[] => {
      if (called.length === 0 || written.has(key)) return [];
      const marker = noticeMarker(key, called);
      const people = called.map(call);
      const body = views.emergencyNotice({ issue, fact, people, isLate }, world);
      return [{ kind: "write-comment", issue, comment: null, body, marker, because: "an emergency" }];
    };
    const isLate = world.snapshot.now >= escalatesAt(fact, world) && !isAnswered(issue, fact, world);
    return [
      ...tell(`urgent:${place}:${id}`, first.length > 0 ? first : then, false),
      ...(isLate && first.length > 0 ? tell(`escalated:${place}:${id}`, then, true) : []),
    ];
  });
}
