/** What GitHub refused for good: noted once with its reason, not tried again before something changed. */
import type { Action } from "../core/actions.ts";
import { refKey } from "../core/model.ts";
import type { Snapshot, StandingRefusal } from "../core/world.ts";
import type { Refused } from "../ports/github.ts";
import type { Mirror } from "./mirror.ts";

const PREFIX = "refused:";
const REFUSAL_MS = 60 * 60_000;

/** What GitHub refused, kept as a note of the mirror under `refused:…` for whoever shows it. */
export interface Refusal extends StandingRefusal {
  /** ms */
  readonly at: number;
  readonly status: number;
  /** `updatedAt` of the issue then: a change of it is worth another try. */
  readonly seen: string | null;
}

export function noteRefusal(action: Action, error: Refused, mirror: Mirror, at: number): void {
  const issue = "issue" in action ? action.issue : null;
  const known = issue === null ? undefined : mirror.issue(issue);
  const { status, message } = error;
  const who = action.kind === "assign" && status === 422 ? { assignee: action.login } : {};
  const refusal: Refusal = { at, status, message, issue, seen: known?.updatedAt ?? null, ...who };
  mirror.setNote(refusalKey(action), JSON.stringify(refusal));
  if (known !== undefined) mirror.doubt(known.nodeId);
  const comment = "comment" in action && action.comment !== null ? mirror.comment(action.comment) : undefined;
  if (comment !== undefined) mirror.doubt(comment.nodeId);
}

/** True for an hour, unless the issue changed since. */
export function isRefused(action: Action, mirror: Mirror, now: number): boolean {
  const note = mirror.note(refusalKey(action));
  return note !== null && stands(JSON.parse(note) as Refusal, mirror, now);
}

function stands({ issue, seen, at }: Refusal, mirror: Mirror, now: number): boolean {
  return now - at < REFUSAL_MS && seen === (issue === null ? null : (mirror.issue(issue)?.updatedAt ?? null));
}

/** Refusals that still hold, for the people who can do something about them; what is gone anyway (404, 410) is no news. */
export function standingRefusals(mirror: Mirror, now: number): Snapshot["refusals"] {
  return [...mirror.notes()]
    .filter(([key, note]) => key.startsWith(PREFIX) && note !== "")
    .map(([, note]) => JSON.parse(note) as Refusal)
    .filter((refusal) => refusal.status !== 404 && refusal.status !== 410 && refusal.status !== 409)
    .filter((refusal) => stands(refusal, mirror, now))
    .map(({ issue, message, assignee }) => ({ issue, message, ...(assignee === undefined ? {} : { assignee }) }))
    .sort((a, b) => (a.issue ?? 0) - (b.issue ?? 0) || (a.message < b.message ? -1 : 1));
}

export function clearRefusal(action: Action, mirror: Mirror): void {
  mirror.setNote(refusalKey(action), "");
}

function refusalKey(action: Action): string {
  return `${PREFIX}${describe(action)}${"issue" in action ? `:${action.issue}` : ""}`;
}

/** The action without its texts: what an operator reads, and what makes two tries the same. */
export function describe(action: Action): string {
  switch (action.kind) {
    case "create-label":
      return `create-label ${action.name}`;
    case "add-label":
    case "remove-label":
      return `${action.kind} ${action.label}`;
    case "assign":
    case "unassign":
      return `${action.kind} ${action.login}`;
    case "write-comment":
      return `write-comment ${action.marker.key}${action.comment === null ? "" : ` (${action.comment})`}`;
    case "create-issue":
      return `create-issue ${action.marker.key}`;
    case "delete-comment":
      return `delete-comment ${action.comment}`;
    case "react":
      return `react ${action.content} (${action.comment})`;
    case "add-edge":
    case "remove-edge":
      return `${action.kind} ${refKey(action.blocker)}`;
    case "set-parent":
      return `set-parent ${action.parent ?? "none"}`;
    case "close":
    case "edit-issue":
    case "pin":
    case "unpin":
      return action.kind;
  }
}
