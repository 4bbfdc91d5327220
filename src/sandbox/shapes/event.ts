// Entries of an issue's history as REST shows them.

import type { IssueEvent } from "../state.ts";
import { fullNameOf, type World } from "../world.ts";
import { accountShape, instant, type Shape } from "./account.ts";
import { appShape } from "./app.ts";
import { issueShape } from "./issue.ts";

/** An entry of the events feed; `withIssue` as in the repository-wide feed. */
export function eventShape(world: World, event: IssueEvent, withIssue: boolean): Shape {
  const shape: Shape = {
    id: event.id,
    node_id: event.nodeId,
    url: `${world.api}/repos/${fullNameOf(event.issue.repository)}/issues/events/${event.id}`,
    actor: accountShape(world, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: instant(event.createdAt),
    performed_via_github_app: event.app === null ? null : appShape(world, event.app),
  };
  if (event.label !== undefined) shape["label"] = { name: event.label.name, color: event.label.color };
  if (event.assignee !== undefined) {
    shape["assignee"] = accountShape(world, event.assignee);
    shape["assigner"] = accountShape(world, event.actor);
  }
  if (event.rename !== undefined) shape["rename"] = event.rename;
  if (event.stateReason !== undefined) shape["state_reason"] = event.stateReason;
  if (event.lockReason !== undefined) shape["lock_reason"] = event.lockReason;
  if (withIssue) shape["issue"] = issueShape(world, event.issue);
  return shape;
}
