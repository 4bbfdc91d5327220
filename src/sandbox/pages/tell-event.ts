/** What happened to an issue, in a few words; nothing for what nobody looks for. */

import { type Html, html } from "../../core/html.ts";
import type { IssueEvent } from "../state.ts";
import { issueLink, labelChip } from "./parts.ts";

export function tellEvent({ event, label, assignee, rename, other, stateReason, closer }: IssueEvent): Html | null {
  switch (event) {
    case "labeled":
      return label === undefined ? null : html`added ${labelChip(label)}`;
    case "unlabeled":
      return label === undefined ? null : html`removed ${labelChip(label)}`;
    case "assigned":
      return assignee === undefined ? null : html`assigned <span class="login">${assignee.login}</span>`;
    case "unassigned":
      return assignee === undefined ? null : html`unassigned <span class="login">${assignee.login}</span>`;
    case "closed":
      return html`closed this${stateReason === "not_planned" && " as not planned"}${closer !== undefined && html` with ${issueLink(closer)}`}`;
    case "reopened":
      return html`reopened this`;
    case "renamed":
      return html`changed the title from “${rename?.from ?? ""}”`;
    case "pinned":
      return html`pinned this`;
    case "blocked_by_added":
      return other === undefined ? null : html`marked this as blocked by ${issueLink(other)}`;
    case "blocked_by_removed":
      return other === undefined ? null : html`marked this as no longer blocked by ${issueLink(other)}`;
    case "sub_issue_added":
      return other === undefined ? null : html`added the part ${issueLink(other)}`;
    case "sub_issue_removed":
      return other === undefined ? null : html`removed the part ${issueLink(other)}`;
    case "comment_deleted":
      return html`deleted a comment`;
    case "unpinned":
      return html`unpinned this`;
    case "locked":
      return html`locked the conversation`;
    case "unlocked":
      return html`unlocked the conversation`;
    default:
      return null;
  }
}
