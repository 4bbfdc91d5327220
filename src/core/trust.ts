/** Who may do what, by real permission on the repository; whoever is not known yet is noted and trusted with nothing. */
import type { Actor, Role } from "./model.ts";
import type { Snapshot } from "./world.ts";

const ORDER: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** True when `role` is `least` or more. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(least);
}

/** Answers about permission; `missing` collects those it was asked about and could not know. */
export interface Trust {
  roleOf(actor: Actor | null): Role;
  mayTriage(actor: Actor | null): boolean;
  readonly missing: ReadonlyMap<number, Actor>;
}

/** Looks up roles of one snapshot. Our own bot may do everything; nobody (a deleted account) may do nothing. */
export function openTrust(snapshot: Pick<Snapshot, "roles" | "app">): Trust {
  const missing = new Map<number, Actor>();
  const roleOf = (actor: Actor | null): Role => {
    if (actor === null) return "none";
    if (actor.id === snapshot.app.botId) return "admin";
    const role = snapshot.roles.get(actor.id);
    if (role === undefined) missing.set(actor.id, actor);
    return role ?? "none";
  };
  return { roleOf, mayTriage: (actor) => isAtLeast(roleOf(actor), "triage"), missing };
}

/** Private repositories may say that whoever can write there needs nobody's leave. */
export function trustsEveryone({ isPrivate, settings }: Pick<Snapshot, "isPrivate" | "settings">): boolean {
  return isPrivate && settings.authority === "everyone";
}
