/** Whom a text names as reviewer or approver: workers of the settings, accounts, or a role; prose names nobody. */
import { isSameName, type WorkerRole } from "./model.ts";
import { findWorker } from "./workers.ts";
import type { World } from "./world.ts";

const LOGIN = /^[a-z\d](?:[a-z\d-]{0,38})(?:\[bot\])?$/i;

/** Words for a role, with the role of the settings they mean; null: a role that the settings do not know. */
const ROLES: ReadonlyMap<string, WorkerRole | null> = new Map(
  Object.entries({
    reviewer: "reviewer",
    reviewers: "reviewer",
    coach: "reviewer",
    "problem-solver": "problem-solver",
    orchestrator: "orchestrator",
    coordinator: "orchestrator",
    maintainer: null,
    maintainers: null,
    lead: null,
    manager: null,
    owner: null,
    team: null,
    everybody: null,
    anybody: null,
    anyone: null,
    somebody: null,
    someone: null,
    human: null,
    qa: null,
    security: null,
    legal: null,
    product: null,
    design: null,
    management: null,
    stakeholders: null,
    tbd: null,
    none: null,
    yes: null,
  }),
);

/** Every account that a decision has seen: somebody nobody has seen may be a word for a role we do not know. */
function isSeen(login: string, { snapshot, workers }: World): boolean {
  return (
    workers.some(({ speaksAs }) => speaksAs.some((one) => isSameName(one, login))) ||
    snapshot.issues.some(
      ({ author, assignees }) =>
        isSameName(login, author?.login) || assignees.some((one) => isSameName(login, one.login)),
    ) ||
    snapshot.comments.some(({ author }) => isSameName(login, author?.login))
  );
}

export interface Named {
  readonly names: readonly string[];
  /** False when it is prose, or none of several names is one that anybody here is known by: others may then stand in. */
  readonly isKnown: boolean;
}

/** Names of workers, or logins; empty when the text names nobody or a role that nobody has. */
export function peopleNamed(text: string | undefined, world: World): Named {
  const parts = (text ?? "").split(/[,;+&/]|\s(?:and|or|und|oder)\s/i).map((part) => part.trim().replace(/^@/, ""));
  const names = new Set<string>();
  for (const part of parts) {
    const worker = findWorker(world.workers, part);
    const role = ROLES.get(part.toLowerCase());
    if (worker !== null) names.add(worker.name);
    else if (role !== undefined) for (const one of world.workers) if (one.role === role) names.add(one.name);
    if (worker === null && role === undefined && LOGIN.test(part)) names.add(part);
  }
  const isOneName = parts.length === 1 && names.size === 1;
  const isKnown =
    isOneName || [...names].some((name) => findWorker(world.workers, name) !== null || isSeen(name, world));
  return { names: [...names], isKnown };
}
