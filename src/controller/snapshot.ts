/** Mirror -> Snapshot: everything one decision may see, and nothing else. */
import { wholeSecond } from "../core/local-time.ts";
import type { Actor, Role } from "../core/model.ts";
import type { Snapshot } from "../core/world.ts";
import type { Mirror } from "./mirror.ts";
import type { Pass } from "./pass.ts";
import { knownFiles } from "./plan-files.ts";
import { standingRefusals } from "./refusals.ts";
import { currentSettings } from "./settings-file.ts";
import { knownSightings } from "./sightings.ts";

const ROLE_MS = 5 * 60_000;

export function buildSnapshot(pass: Pass): Snapshot {
  const { mirror, repository } = pass;
  const { settings, problems } = currentSettings(mirror);
  return {
    repo: repository.name,
    repositoryId: repository.id,
    isPrivate: repository.isPrivate,
    neighbours: pass.neighbours,
    now: wholeSecond(pass.now),
    app: pass.app,
    host: pass.host,
    settings,
    settingsProblems: problems,
    issues: mirror.issues(),
    comments: mirror.comments(),
    foreign: mirror.foreign().map((known) => known.issue),
    issueMarkers: mirror.issueMarkers(),
    roles: trustedRoles(mirror),
    refusals: standingRefusals(mirror, pass.now),
    files: knownFiles(mirror),
    sightings: knownSightings(mirror),
  };
}

/**
 * Roles asked no longer than five minutes before the newest thing their owner did. What was decided on an older act
 * need not be asked again with every event; a new act by the same person is judged by a new answer.
 */
function trustedRoles(mirror: Mirror): ReadonlyMap<number, Role> {
  const acts = lastActs(mirror);
  const fresh = mirror.roles().filter((known) => {
    const act = acts.get(known.actorId);
    return act === undefined || known.askedAt >= Date.parse(act) - ROLE_MS;
  });
  return new Map(fresh.map((known) => [known.actorId, known.role]));
}

/** Actor id -> ISO time of the newest text or change of theirs that we know. */
function lastActs(mirror: Mirror): ReadonlyMap<number, string> {
  const acts = new Map<number, string>();
  const note = (actor: Actor | null, at: string | null) => {
    if (actor === null || at === null) return;
    const known = acts.get(actor.id);
    if (known === undefined || known < at) acts.set(actor.id, at);
  };
  for (const issue of mirror.issues()) {
    note(issue.author, issue.createdAt);
    note(issue.editor ?? issue.author, issue.lastEditedAt);
    for (const entry of issue.timeline) note(entry.actor, entry.at);
  }
  for (const comment of mirror.comments()) {
    note(comment.author, comment.createdAt);
    note(comment.editor ?? comment.author, comment.lastEditedAt);
  }
  return acts;
}
