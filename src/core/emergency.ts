/** What stops everything, and what cannot wait: `/stop` and `/start`, urgent issues, and whoever is away. */
import { isHub } from "./hubs.ts";
import { durationMs, later } from "./local-time.ts";
import type { Fact } from "./model.ts";
import { isSameName } from "./model.ts";
import type { World } from "./world.ts";

type FactOf<Kind extends Fact["kind"]> = Extract<Fact, { kind: Kind }>;

/** Facts of the repository as a whole stand on the coordination issue. */
function repositoryFacts({ facts, coordination }: World): readonly Fact[] {
  return coordination === null ? [] : (facts.get(coordination.number) ?? []);
}

function lastSwitch(world: World): FactOf<"stopped"> | FactOf<"started"> | null {
  const last = repositoryFacts(world).findLast(({ kind }) => kind === "stopped" || kind === "started");
  return last?.kind === "stopped" || last?.kind === "started" ? last : null;
}

/** The stop that holds now. */
export function findStop(world: World): FactOf<"stopped"> | null {
  const last = lastSwitch(world);
  return last?.kind === "stopped" ? last : null;
}

const MINUTE = 60_000;
/** Work is handed out again in stages of so long. */
export const STAGE_MS = 10 * MINUTE;
/** How much is handed out in each stage, as a share of all slots; the first gives one task only. */
const STAGES: readonly number[] = [0, 0.25, 0.5];

/** After a `/start`: how many tasks may be given out by now, in all, since then; null when nothing limits it. */
export function limitAfterStart(
  world: World,
): { readonly since: string; readonly most: number; readonly nextAt: string } | null {
  const last = lastSwitch(world);
  if (last?.kind !== "started") return null;
  const ends = STAGES.map((_, stage) => later(last.at, (stage + 1) * STAGE_MS));
  const stage = ends.findIndex((end) => world.snapshot.now < end);
  const [share, nextAt] = [STAGES[stage], ends[stage]];
  if (share === undefined || nextAt === undefined) return null;
  const slots = world.workers.reduce((sum, worker) => sum + (worker.role === "builder" ? worker.slots : 0), 0);
  return { since: last.at, most: Math.max(1, Math.ceil(slots * share)), nextAt };
}

/** Until when the worker is away (ISO); null when they are here. */
export function awayUntil(worker: string, world: World): string | null {
  const last = repositoryFacts(world).findLast((fact) => fact.kind === "away" && isSameName(fact.worker, worker));
  return last?.kind === "away" && last.until > world.snapshot.now ? last.until : null;
}

/**
 * Before when nobody may be reproached for silence: the end of an absence or of a stop. ISO; null when neither was.
 * While either lasts it lies in the future, or has no end.
 */
export function excusedUntil(worker: string, world: World): string | "open" | null {
  if (findStop(world) !== null) return "open";
  const ends = repositoryFacts(world).flatMap((fact) => {
    if (fact.kind === "away" && isSameName(fact.worker, worker)) return [fact.until];
    return fact.kind === "started" ? [fact.at] : [];
  });
  return ends.sort().at(-1) ?? null;
}

/** The urgent word that has had no `/resolved` yet, on an issue or on the coordination issue. */
export function findUrgent(issue: number, world: World): FactOf<"urgent"> | null {
  const facts = world.facts.get(issue) ?? [];
  const last = facts.findLast(({ kind }) => kind === "urgent" || kind === "resolved");
  const about = world.issues.get(issue);
  if (last?.kind !== "urgent" || about?.isOpen !== true) return null;
  const label = world.snapshot.settings.labels.urgent;
  const wasTakenOff = about.timeline.some(
    (entry) => entry.kind === "unlabeled" && isSameName(label, entry.label) && entry.at > last.at,
  );
  return wasTakenOff ? null : last;
}

/** Every open emergency with the issue it stands on, oldest first. */
export function openEmergencies(world: World): readonly { readonly issue: number; readonly fact: FactOf<"urgent"> }[] {
  const found = [...world.facts.keys()].flatMap((issue) => {
    const fact = findUrgent(issue, world);
    return fact === null ? [] : [{ issue, fact }];
  });
  return found.sort((a, b) => (a.fact.at < b.fact.at ? -1 : 1));
}

/** Somebody other than the one who called has said something there since: the emergency is in hands. */
export function isAnswered(issue: number, fact: FactOf<"urgent">, world: World): boolean {
  return world.snapshot.comments.some(
    ({ issue: on, author, createdAt }) =>
      (on === issue || (isHub(on, world) && isHub(issue, world))) &&
      createdAt > fact.at &&
      author !== null &&
      author.id !== fact.by.id &&
      author.id !== world.snapshot.app.botId &&
      mayAnswer(author.login, author.id, world),
  );
}

/** Strangers answer nothing: workers do, those who are told, and whoever has write permission. */
function mayAnswer(login: string, id: number, { workers, snapshot }: World): boolean {
  const role = snapshot.roles.get(id);
  return (
    (role !== undefined && role !== "none" && role !== "read") ||
    workers.some(({ speaksAs }) => speaksAs.some((one) => isSameName(one, login))) ||
    snapshot.settings.emergency.escalateTo.some((name) => isSameName(name.replace(/^@/, ""), login))
  );
}

/** ISO times at which emergencies that nobody has answered are told to more people; those of the past included. */
export function escalatesAt(fact: FactOf<"urgent">, { snapshot }: World): string {
  return later(fact.at, durationMs(snapshot.settings.emergency.escalateAfter));
}

export function escalationTimes(world: World): readonly string[] {
  return openEmergencies(world)
    .filter(({ issue, fact }) => !isAnswered(issue, fact, world))
    .map(({ fact }) => escalatesAt(fact, world))
    .filter((at) => at > world.snapshot.now);
}
