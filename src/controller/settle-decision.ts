/** Decides until the decision rests on what was read in this turn: asks roles, foreign issues, evidence, and what it would write to. */
import type { Action } from "../core/actions.ts";
import type { Decision } from "../core/decide.ts";
import { sightKey } from "../core/evidence.ts";
import type { Actor } from "../core/model.ts";
import { refKey } from "../core/model.ts";
import { Refused } from "../ports/github.ts";
import { decideWithout } from "./leave-out.ts";
import { type Pass, readAgain, savePass } from "./pass.ts";
import { askFile, forgetFiles, missingFiles } from "./plan-files.ts";
import { isRefused } from "./refusals.ts";
import { askForeign } from "./resync.ts";
import { askSight, missingSights } from "./sightings.ts";

const MAX_ROUNDS = 3;
const IDS_PER_ROUND = 100;
const LABEL_FRESH_MS = 5 * 60_000;
const MAX_QUESTIONS = 30;

export interface Settled {
  readonly decision: Decision;
  /** The decision's actions up to the first on an issue that was not read in this turn. */
  readonly actions: readonly Action[];
  /** True when questions were left for another turn. */
  readonly isOpen: boolean;
  /** True when actions were left out because their issues were not read. */
  readonly isPartial: boolean;
}

/** A person may have changed an issue while we thought: what is written to is read first, and decided again. */
export async function settleDecision(pass: Pass): Promise<Settled> {
  const asked = new Set<string>();
  let seen = pass.mirror.version;
  let decision = decideWithout(pass);
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const before = asked.size;
    await askRoles(pass, decision.neededRoles, asked);
    await askForeigns(pass, decision, asked);
    await askFiles(pass, decision, asked);
    await askSights(pass, decision, asked);
    const unread = unreadIssues(pass, decision.actions);
    const isEnough = unread.size === 0 || readActions(decision, unread).length >= pass.budget;
    if (asked.size === before && isEnough) break;
    await readAgain(pass, [...unread.values()].slice(0, IDS_PER_ROUND));
    await savePass(pass);
    // Within a pass time stands still: the same content gives the same decision.
    if (pass.mirror.version === seen) continue;
    seen = pass.mirror.version;
    decision = decideWithout(pass);
  }
  if (hasQuestions(pass, decision, asked)) return { decision, actions: [], isOpen: true, isPartial: true };
  forgetFiles(pass.mirror, decision.neededFiles ?? []);
  const left = unreadIssues(pass, decision.actions);
  return { decision, actions: readActions(decision, left), isOpen: false, isPartial: left.size > 0 };
}

/** Up to the first that was not: an action may rest on any before it, as a receipt does on a fact on another issue. */
function readActions(decision: Decision, unread: ReadonlyMap<number, string>): readonly Action[] {
  const end = decision.actions.findIndex((action) => "issue" in action && unread.has(action.issue));
  return end < 0 ? decision.actions : decision.actions.slice(0, end);
}

/** Nothing is done on half the answers: somebody not yet asked would be refused, a blocker not yet seen overlooked. */
function hasQuestions(pass: Pass, decision: Decision, asked: ReadonlySet<string>): boolean {
  const known = new Set(pass.mirror.foreign().map(({ issue }) => refKey(issue.ref)));
  const isOpenRole = decision.neededRoles.some((actor) => !asked.has(`role ${actor.id}`));
  const isOpenFile = missingFiles(pass.mirror, decision.neededFiles ?? []).length > 0;
  const isOpenSight = missingSights(pass.mirror, decision.neededSights ?? []).some(
    (wish) => !asked.has(sightKey(wish)),
  );
  return isOpenRole || isOpenFile || isOpenSight || decision.neededForeign.some((ref) => !known.has(refKey(ref)));
}

/** Issue number -> node id, in the order of the actions; what would not be tried anyway need not be read. */
function unreadIssues(pass: Pass, actions: readonly Action[]): ReadonlyMap<number, string> {
  const unread = new Map<number, string>();
  for (const action of actions) {
    const issue = "issue" in action ? pass.mirror.issue(action.issue) : undefined;
    if (isRefused(action, pass.mirror, pass.now)) continue;
    if (issue !== undefined && !isFresh(action, issue.number, pass)) unread.set(issue.number, issue.nodeId);
  }
  return unread;
}

/**
 * A label may go by what was read a few minutes ago: adding and removing one commute with whatever people do, whom a
 * webhook or the next resync reports. Everything else rests on a reading of this very turn.
 */
function isFresh(action: Action, issue: number, pass: Pass): boolean {
  const isLabel = action.kind === "add-label" || action.kind === "remove-label";
  return (pass.readAt.get(issue) ?? 0) >= (isLabel ? pass.now - LABEL_FRESH_MS : pass.now);
}

/** Who cannot be asked has no permission. */
async function askRoles(pass: Pass, actors: readonly Actor[], asked: Set<string>): Promise<void> {
  for (const actor of actors) {
    if (asked.size >= MAX_QUESTIONS || asked.has(`role ${actor.id}`)) continue;
    asked.add(`role ${actor.id}`);
    const role = await pass.github.readRole(actor.login, actor.id).catch((error: unknown) => {
      if (error instanceof Refused) return "none" as const;
      throw error;
    });
    pass.mirror.setRole(actor.id, actor.login, role, pass.clock.now());
  }
}

async function askFiles(pass: Pass, { neededFiles }: Decision, asked: Set<string>): Promise<void> {
  for (const { path } of missingFiles(pass.mirror, neededFiles ?? [])) {
    if (asked.size >= MAX_QUESTIONS || asked.has(`file ${path}`)) continue;
    asked.add(`file ${path}`);
    await askFile(pass, path);
  }
}

async function askSights(pass: Pass, { neededSights }: Decision, asked: Set<string>): Promise<void> {
  for (const wish of missingSights(pass.mirror, neededSights ?? [])) {
    if (asked.size >= MAX_QUESTIONS || asked.has(sightKey(wish))) continue;
    asked.add(sightKey(wish));
    await askSight(pass, wish);
  }
}

async function askForeigns(pass: Pass, decision: Decision, asked: Set<string>): Promise<void> {
  const known = new Set(pass.mirror.foreign().map(({ issue }) => refKey(issue.ref)));
  for (const ref of decision.neededForeign) {
    const key = refKey(ref);
    if (asked.size >= MAX_QUESTIONS || known.has(key) || asked.has(`foreign ${key}`)) continue;
    asked.add(`foreign ${key}`);
    await askForeign(pass, ref);
  }
}
