/** What GitHub refused for good: noted once with its reason, not tried again before something changed. */
import type { Action } from "../core/actions.ts";
import { refKey } from "../core/model.ts";
import type { Refused } from "../ports/github.ts";
import type { Mirror } from "./mirror.ts";

const REFUSAL_MS = 10 * 60_000;

/** What GitHub refused, kept as a note of the mirror under `refused:…` for whoever shows it. */
export interface Refusal {
  /** ms */
  readonly at: number;
  readonly status: number;
  readonly message: string;
  readonly issue: number | null;
  /** `updatedAt` of the issue then: a change of it is worth another try. */
  readonly seen: string | null;
}

export function noteRefusal(action: Action, error: Refused, mirror: Mirror, at: number): void {
  const issue = "issue" in action ? action.issue : null;
  const known = issue === null ? undefined : mirror.issue(issue);
  const refusal: Refusal = { at, status: error.status, message: error.message, issue, seen: known?.updatedAt ?? null };
  mirror.setNote(refusalKey(action), JSON.stringify(refusal));
  if (known !== undefined) mirror.doubt(known.nodeId);
  const comment = "comment" in action && action.comment !== null ? mirror.comment(action.comment) : undefined;
  if (comment !== undefined) mirror.doubt(comment.nodeId);
}

/** True for ten minutes, unless the issue changed since. */
export function isRefused(action: Action, mirror: Mirror, now: number): boolean {
  const note = mirror.note(refusalKey(action));
  if (note === null) return false;
  const refusal = JSON.parse(note) as Refusal;
  const seen = refusal.issue === null ? null : (mirror.issue(refusal.issue)?.updatedAt ?? null);
  return now - refusal.at < REFUSAL_MS && seen === refusal.seen;
}

export function clearRefusal(action: Action, mirror: Mirror): void {
  mirror.setNote(refusalKey(action), "");
}

function refusalKey(action: Action): string {
  return `refused:${describe(action)}${"issue" in action ? `:${action.issue}` : ""}`;
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
    case "close":
    case "edit-issue":
    case "pin":
      return action.kind;
  }
}
