// The life of an issue: opened, edited, closed, reopened, locked, pinned, transferred, deleted.
import { announce, holdingBack, record, touch } from "./announce.ts";
import { addAssignees } from "./assignees.ts";
import { GitHubError, gone, invalid, notFound } from "./github-error.ts";
import { addLabels } from "./labels.ts";
import { dropRelations } from "./relations.ts";
import { issueShape } from "./shapes/issue.ts";
import { repositoryShape } from "./shapes/repository.ts";
import type { Actor, Issue, Pull, Repository, StateReason, Text } from "./state.ts";
import { nodeIdOf, type World } from "./world.ts";

const TITLE_MAX = 256;
/** Code points; GitHub's error text says characters (ASSUMPTIONS.md, sizes). */
const BODY_MAX = 65_536;
const PINS_MAX = 3;

/** Throws GitHub's 422 when the body has more than 65,536 code points. */
export function checkBody(resource: string, body: string): void {
  if (body.length > BODY_MAX && [...body].length > BODY_MAX) {
    throw invalid(resource, "body", "body is too long (maximum is 65536 characters)");
  }
}

function checkTitle(title: string): void {
  if (title.trim() === "") throw invalid("Issue", "title", "title can't be blank", "missing_field");
  if ([...title].length > TITLE_MAX) throw invalid("Issue", "title", "title is too long (maximum is 256 characters)");
}

/** The parts that every new text has. */
export function newText(world: World, actor: Actor, kind: "issue" | "comment" | "pull", body: string): Text {
  const id = world.nextId(kind === "pull" ? "issue" : kind);
  const now = world.clock.now();
  return {
    id,
    nodeId: nodeIdOf(kind, id),
    body,
    author: actor.account,
    app: actor.installation?.app ?? null,
    editor: null,
    lastEditedAt: null,
    createdAt: now,
    updatedAt: now,
    reactions: [],
    visibleAt: world.visibleFrom(),
  };
}

export interface NewIssue {
  title: string;
  body?: string | null | undefined;
  labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
  pull?: Pull;
}

/** Opens an issue (or a pull request) with its labels and assignees, each with its own event. */
export function createIssue(world: World, actor: Actor, repository: Repository, input: NewIssue): Issue {
  checkTitle(input.title);
  checkBody("Issue", input.body ?? "");
  const issue: Issue = {
    ...newText(world, actor, input.pull === undefined ? "issue" : "pull", input.body ?? ""),
    kind: "issue",
    repository,
    number: repository.nextNumber,
    title: input.title,
    ...{ state: "open", stateReason: null, closedAt: null, closedBy: null, duplicateOf: null },
    ...{ locked: false, lockReason: null, labels: [], assignees: [], comments: [] },
    ...{ blockedBy: [], blocking: [], parent: null, subIssues: [], events: [] },
    pull: input.pull ?? null,
  };
  repository.nextNumber += 1;
  repository.issues.set(issue.number, issue);
  world.issuesById.set(issue.id, issue);
  world.nodes.set(issue.nodeId, issue);
  // The payload of `opened` already shows them; their own events follow it.
  const held = holdingBack(world, () => {
    addLabels(world, actor, issue, input.labels ?? []);
    addAssignees(world, actor, issue, input.assignees ?? []);
  });
  announce(world, actor, issue, "opened");
  for (const event of held) world.emit(event);
  return issue;
}

/** Notes who edited a text last. */
export function noteEdit(world: World, actor: Actor, text: Text, body: string): void {
  text.body = body;
  text.editor = actor.account;
  text.lastEditedAt = world.clock.now();
  text.updatedAt = world.clock.now();
}

/** Changes title or body; unchanged values cause nothing. */
export function editIssue(
  world: World,
  actor: Actor,
  issue: Issue,
  input: { title?: string | undefined; body?: string | null | undefined },
): void {
  const changes: Record<string, { from: string }> = {};
  if (input.title !== undefined) checkTitle(input.title);
  if (typeof input.body === "string") checkBody("Issue", input.body);
  if (input.title !== undefined && input.title !== issue.title) {
    changes["title"] = { from: issue.title };
    record(world, actor, issue, "renamed", { rename: { from: issue.title, to: input.title } });
    issue.title = input.title;
  }
  const body = input.body === null ? "" : input.body;
  if (body !== undefined && body !== issue.body) {
    changes["body"] = { from: issue.body };
    noteEdit(world, actor, issue, body);
  }
  if (Object.keys(changes).length === 0) return;
  touch(world, issue);
  announce(world, actor, issue, "edited", { changes });
}

/** Closes; closing what is closed changes nothing (a state_reason counts only with a change of state). */
export function closeIssue(
  world: World,
  actor: Actor,
  issue: Issue,
  options: { reason?: StateReason | undefined; duplicateOf?: Issue | undefined; closer?: Issue | undefined } = {},
): void {
  if (issue.state === "closed") return;
  const now = world.clock.now();
  issue.state = "closed";
  issue.stateReason = issue.pull === null ? (options.reason ?? "completed") : null;
  issue.duplicateOf = options.duplicateOf ?? null;
  issue.closedAt = now;
  issue.closedBy = actor.account;
  touch(world, issue);
  record(world, actor, issue, "closed", {
    stateReason: issue.stateReason,
    ...(options.closer === undefined ? {} : { closer: options.closer }),
    ...(issue.duplicateOf === null ? {} : { duplicateOf: issue.duplicateOf }),
  });
  if (issue.duplicateOf !== null)
    record(world, actor, issue, "marked_as_duplicate", { duplicateOf: issue.duplicateOf });
  announce(world, actor, issue, "closed");
}

export function reopenIssue(world: World, actor: Actor, issue: Issue): void {
  if (issue.state === "open") return;
  if (issue.pull !== null && issue.pull.mergedAt !== null) {
    throw new GitHubError(422, "Validation Failed", {
      errors: [
        {
          resource: "PullRequest",
          field: "state",
          code: "invalid",
          message: "state cannot be changed. The pull request is merged.",
        },
      ],
    });
  }
  Object.assign(issue, { state: "open", closedAt: null, closedBy: null, duplicateOf: null });
  issue.stateReason = issue.pull === null ? "reopened" : null;
  touch(world, issue);
  record(world, actor, issue, "reopened", { stateReason: issue.stateReason });
  announce(world, actor, issue, "reopened");
}

export function setLock(world: World, actor: Actor, issue: Issue, locked: boolean, reason: string | null = null): void {
  if (issue.locked === locked) return;
  issue.locked = locked;
  issue.lockReason = locked ? reason : null;
  touch(world, issue);
  record(world, actor, issue, locked ? "locked" : "unlocked", { lockReason: issue.lockReason });
  announce(world, actor, issue, locked ? "locked" : "unlocked");
}

export const isPinned = (issue: Issue): boolean => issue.repository.pins.some((pin) => pin.issue === issue);

/** Pins; closed issues keep their place, the fourth pin is refused in GitHub's words. */
export function pinIssue(world: World, actor: Actor, issue: Issue): void {
  const { pins } = issue.repository;
  if (isPinned(issue)) return;
  if (pins.length >= PINS_MAX) throw new GitHubError(422, "Maximum 3 pinned issues per repository");
  pins.push({ issue, by: actor.account, id: world.nextId("pin") });
  touch(world, issue);
  record(world, actor, issue, "pinned");
  announce(world, actor, issue, "pinned");
}

export function unpinIssue(world: World, actor: Actor, issue: Issue): void {
  const at = issue.repository.pins.findIndex((pin) => pin.issue === issue);
  if (at < 0) return;
  issue.repository.pins.splice(at, 1);
  touch(world, issue);
  record(world, actor, issue, "unpinned");
  announce(world, actor, issue, "unpinned");
}

function detach(world: World, issue: Issue): void {
  const { repository } = issue;
  dropRelations(issue);
  repository.pins = repository.pins.filter((pin) => pin.issue !== issue);
  repository.issues.delete(issue.number);
  for (const comment of issue.comments) {
    repository.comments.delete(comment.id);
    world.nodes.delete(comment.nodeId);
  }
  world.issuesById.delete(issue.id);
  world.nodes.delete(issue.nodeId);
}

export function deleteIssue(world: World, actor: Actor, issue: Issue): void {
  announce(world, actor, issue, "deleted");
  detach(world, issue);
  issue.repository.gone.set(issue.number, null);
}

/** Moves the issue: the old number redirects, the copy keeps text and comments, not labels unknown there. */
export function transferIssue(world: World, actor: Actor, issue: Issue, target: Repository): Issue {
  if (issue.repository.owner !== target.owner) throw new GitHubError(422, "Repositories must have the same owner");
  const { repository } = issue;
  const copy: Issue = {
    ...issue,
    number: target.nextNumber,
    repository: target,
    id: world.nextId("issue"),
    events: [],
  };
  copy.nodeId = nodeIdOf("issue", copy.id);
  target.nextNumber += 1;
  const old = { old_issue: issueShape(world, issue), old_repository: repositoryShape(world, repository) };
  copy.labels = issue.labels.filter((label) => target.labels.has(label.name.toLowerCase()));
  Object.assign(copy, { blockedBy: [], blocking: [], parent: null, subIssues: [] });
  target.issues.set(copy.number, copy);
  const moved = { new_issue: issueShape(world, copy), new_repository: repositoryShape(world, target) };
  announce(world, actor, issue, "transferred", { changes: moved });
  detach(world, issue);
  repository.gone.set(issue.number, copy);
  for (const comment of copy.comments) {
    comment.issue = copy;
    target.comments.set(comment.id, comment);
    world.nodes.set(comment.nodeId, comment);
  }
  world.issuesById.set(copy.id, copy);
  world.nodes.set(copy.nodeId, copy);
  touch(world, copy);
  announce(world, actor, copy, "opened", { changes: old });
  return copy;
}

/** GitHub's redirect to where something lives now: 301 for reads, 307 for the rest. */
export function moved(world: World, method: string, repository: Repository, rest: string): GitHubError {
  const location = `${world.api}/repositories/${repository.id}${rest === "" ? "" : `/${rest}`}`;
  return method === "GET"
    ? new GitHubError(301, "Moved Permanently", { headers: { location } })
    : new GitHubError(307, "Temporary Redirect", { headers: { location } });
}

/** The issue with this number; 410 when it was deleted, a redirect when it moved, else 404. */
export function findIssue(
  world: World,
  repository: Repository,
  number: number,
  asked: { method: string; path: string } = { method: "GET", path: "" },
): Issue {
  const issue = repository.issues.get(number);
  if (issue !== undefined) return issue;
  const fate = repository.gone.get(number);
  if (fate === undefined) throw notFound();
  if (fate === null) throw gone();
  const below = asked.path.split("/").slice(6).join("/");
  throw moved(world, asked.method, fate.repository, `issues/${fate.number}${below === "" ? "" : `/${below}`}`);
}
