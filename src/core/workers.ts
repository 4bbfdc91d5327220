/** The configured workers, several of a kind spelled out, and who speaks for whom. */

import type { Actor, Worker } from "./model.ts";
import { isSameName } from "./model.ts";
import { ordinaryWorker } from "./ordinary-worker.ts";
import type { Settings } from "./settings/settings.ts";
import { readDaily } from "./work-hours.ts";

type Configured = Settings["workers"][number];

function levels(skills: Configured["skills"]): Record<string, number> {
  if (!Array.isArray(skills)) return skills;
  return Object.fromEntries(skills.map((skill) => [skill, 1]));
}

function hoursOf({ days, hours, timezone }: Configured, zone: string): Pick<Worker, "hours"> {
  if (days === undefined && hours === undefined && timezone === undefined) return {};
  return {
    hours: { zone: timezone ?? zone, days: days ?? null, daily: hours === undefined ? null : readDaily(hours) },
  };
}

function build(one: Configured, name: string, zone: string): Worker {
  const isNamed = one.speaksAs !== undefined;
  const login = isNamed ? null : (one.login ?? name);
  return {
    name,
    login,
    speaksAs: one.speaksAs ?? (login === null ? [] : [login]),
    kind: one.kind,
    role: one.role,
    skills: levels(one.skills),
    tracks: one.tracks,
    slots: one.slots,
    isStandby: one.standby,
    ...(one.startedBy === "person" ? { isOffered: true } : {}),
    ...hoursOf(one, zone),
  };
}

/** Workers in the order of the settings; `count: 3` gives name-1, name-2, name-3. */
export function listWorkers(settings: Settings): readonly Worker[] {
  return settings.workers.flatMap((one) =>
    one.count === 1
      ? [build(one, one.name, settings.timezone)]
      : Array.from({ length: one.count }, (_, i) => build(one, `${one.name}-${i + 1}`, settings.timezone)),
  );
}

/** Does a configured worker use this account, or have it speak for it? */
export function isWorkerLogin(login: string, workers: readonly Worker[]): boolean {
  return workers.some((worker) => worker.speaksAs.some((own) => isSameName(own, login)));
}

/** Only a person can start it, by assigning it themselves: it is offered work. */
export function isOffered(worker: Worker | null | undefined): boolean {
  return worker?.isOffered === true;
}

export function findWorker(workers: readonly Worker[], name: string): Worker | null {
  const bare = name.startsWith("@") ? name.slice(1) : name;
  return (
    workers.find(
      (worker) => isSameName(worker.name, bare) || (worker.login !== null && isSameName(worker.login, bare)),
    ) ?? null
  );
}

/** All that the account is or may speak for. */
export function workersOf(workers: readonly Worker[], { login }: Pick<Actor, "login">): readonly Worker[] {
  return workers.filter((worker) => worker.speaksAs.some((own) => isSameName(own, login)));
}

/** The worker an account is, or the one it says it speaks for: null when it may not. */
export function workerOf(workers: readonly Worker[], actor: Actor, as: string | null): Worker | null {
  if (as !== null) {
    const named = findWorker(workers, as);
    return named?.speaksAs.some((login) => isSameName(login, actor.login)) ? named : null;
  }
  const own = workers.find((worker) => worker.login !== null && isSameName(worker.login, actor.login));
  if (own) return own;
  const spokenFor = workersOf(workers, actor);
  return spokenFor.length === 1 ? (spokenFor[0] ?? null) : null;
}

/** What is asked of somebody who speaks for several workers and named none; null for everybody else. */
export function askForWhich(command: string, actor: Pick<Actor, "login">, workers: readonly Worker[]): string | null {
  const names = workersOf(workers, actor).map(({ name }) => `\`${name}\``);
  const [first] = workersOf(workers, actor);
  if (first === undefined || names.length < 2) return null;
  return `You speak for ${names.join(" and ")}: say for which, \`/${command} as ${first.name}\`.`;
}

/** A person or bot outside the settings, as a worker with one slot: for claims by whoever may. */
export function guestWorker(actor: Actor): Worker {
  const { login } = actor;
  return ordinaryWorker({ name: login, login, speaksAs: [login], kind: actor.isBot ? "agent" : "person" });
}
