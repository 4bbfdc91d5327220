/** The word about an emergency: the orchestrator is told once, and more people when nobody answers in time. */
import type { Action } from "../actions.ts";
import { escalatesAt, isAnswered, openEmergencies } from "../emergency.ts";
import { isHub } from "../hubs.ts";
import { callWorker, mention } from "../mention.ts";
import type { Marker } from "../model.ts";
import type { Plugins } from "../plugins.ts";
import type { World } from "../world.ts";

function orchestrators({ workers }: World): readonly string[] {
  return workers.filter(({ role }) => role === "orchestrator").map(callWorker);
}

/** Those the settings name, else the problem-solvers. */
function others({ workers, snapshot }: World): readonly string[] {
  const named = snapshot.settings.emergency.escalateTo.map((name) => name.replace(/^@/, ""));
  if (named.length > 0) return named.map((login) => mention({ login, worker: login }));
  return workers.filter(({ role }) => role === "problem-solver").map(callWorker);
}

export function planEmergencyNotices(world: World, { views }: Plugins): readonly Action[] {
  const written = new Set(world.snapshot.comments.map(({ marker }) => marker?.key));
  const first = orchestrators(world);
  const then = others(world);
  return openEmergencies(world).flatMap(({ issue, fact }) => {
    const id = fact.from.comment ?? 0;
    // A notice on an earlier coordination issue is not said again on its successor.
    const place = isHub(issue, world) ? (world.hubs[0]?.number ?? issue) : issue;
    const tell = (key: string, people: readonly string[], isLate: boolean): Action[] => {
      if (people.length === 0 || written.has(key)) return [];
      const marker: Marker = { kind: "notice", key, facts: [], settled: [], data: {} };
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
