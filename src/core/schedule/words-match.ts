/** When two names mean the same: case does not count, nor does the `@` before an account. */
import type { Worker } from "../model.ts";

export function isSameWord(one: string, other: string): boolean {
  return one === other || one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** True when `owner` is the worker's name or login, or the kind it is one of (`agent-backend` for `agent-backend-2` or `Agent-Backend 2`). */
export function isMeantFor(owner: string, worker: Pick<Worker, "name" | "login">): boolean {
  const wanted = withoutAt(owner);
  const name = withoutAt(worker.name);
  if (wanted === name || wanted === worker.login?.toLowerCase()) return true;
  return name.startsWith(wanted) && /^[- ]\d{1,3}$/.test(name.slice(wanted.length));
}

/** A name or an account, however a plan writes it: `@Ana` is `ana`. */
export function withoutAt(name: string): string {
  return name.trim().toLowerCase().replace(/^@/, "");
}

/** The worker's level in a skill; -1 when it is not there. */
export function levelOf(worker: Pick<Worker, "skills">, skill: string): number {
  const exact = Object.hasOwn(worker.skills, skill) ? worker.skills[skill] : undefined;
  return exact ?? plainSkills(worker.skills).get(skill.trim().toLowerCase()) ?? -1;
}

/** Asked for every demand and every worker: their names are made plain once. */
const plain = new WeakMap<Worker["skills"], ReadonlyMap<string, number>>();

/** By name without case; of two that are the same the first counts. */
function plainSkills(skills: Worker["skills"]): ReadonlyMap<string, number> {
  const before = plain.get(skills);
  if (before !== undefined) return before;
  const made = new Map(
    Object.entries(skills)
      .reverse()
      .map(([name, level]) => [name.trim().toLowerCase(), level]),
  );
  plain.set(skills, made);
  return made;
}
