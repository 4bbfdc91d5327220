// Routes about native dependencies, sub-issues and pull requests.
import { GitHubError, notFound } from "../github-error.ts";
import { paged } from "../paging.ts";
import { canSee } from "../permissions.ts";
import { mergePullRequest, type NewPull, openPullRequest } from "../pulls.ts";
import { addBlockedBy, addSubIssue, removeBlockedBy, removeSubIssue } from "../relations.ts";
import {
  type Answer,
  created,
  type IssueCall,
  inRepository,
  ok,
  onIssue,
  type RepositoryCall,
  type Route,
} from "../route.ts";
import { issueShape } from "../shapes/issue.ts";
import { pullShape } from "../shapes/pull.ts";
import type { Issue } from "../state.ts";

/** The issue with this global id, if the caller can see it; else 404. */
function byId(call: IssueCall, id: unknown): Issue {
  const issue = call.world.issuesById.get(Number(id));
  if (issue === undefined || !canSee(call.access, issue.repository)) throw notFound();
  return issue;
}

const listed =
  (pick: (issue: Issue) => Issue[]) =>
  (call: IssueCall): Answer =>
    paged(
      call,
      pick(call.issue).filter((one) => canSee(call.access, one.repository)),
      (one) => issueShape(call.world, one),
    );

function postBlocker(call: IssueCall): Answer {
  const blocker = byId(call, call.body["issue_id"]);
  addBlockedBy(call.world, call.access.actor, call.issue, blocker);
  return created(issueShape(call.world, call.issue));
}

function deleteBlocker(call: IssueCall): Answer {
  const blocker = byId(call, call.params["issue_id"]);
  removeBlockedBy(call.world, call.access.actor, call.issue, blocker);
  return ok(issueShape(call.world, call.issue));
}

function postSubIssue(call: IssueCall): Answer {
  const child = byId(call, call.body["sub_issue_id"]);
  addSubIssue(call.world, call.access.actor, call.issue, child, call.body["replace_parent"] === true);
  return created(issueShape(call.world, call.issue));
}

function deleteSubIssue(call: IssueCall): Answer {
  removeSubIssue(call.world, call.access.actor, call.issue, byId(call, call.body["sub_issue_id"]));
  return ok(issueShape(call.world, call.issue));
}

function pullOf(call: RepositoryCall): Issue {
  const pull = call.repository.issues.get(Number(call.params["pull_number"]));
  if (pull === undefined || pull.pull === null) throw notFound();
  return pull;
}

function listPulls(call: RepositoryCall): Answer {
  const state = call.query.get("state") ?? "open";
  const pulls = [...call.repository.issues.values()].filter(
    (one) => one.pull !== null && (state === "all" || one.state === state),
  );
  return paged(call, pulls.reverse(), (one) => pullShape(call.world, one));
}

function postPull(call: RepositoryCall): Answer {
  const input = { title: "", ...call.body } as NewPull;
  return created(pullShape(call.world, openPullRequest(call.world, call.access.actor, call.repository, input)));
}

function merge(call: RepositoryCall): Answer {
  const pull = pullOf(call);
  if (pull.pull?.mergedAt != null) throw new GitHubError(405, "Pull Request is not mergeable");
  mergePullRequest(call.world, call.access.actor, pull);
  return ok({ sha: "0".repeat(40), merged: true, message: "Pull Request successfully merged" });
}

const issue = "/repos/{owner}/{repo}/issues/{issue_number}";
const pulls = "/repos/{owner}/{repo}/pulls";

export const relationRoutes: readonly Route[] = [
  onIssue(
    `GET ${issue}/dependencies/blocked_by`,
    "issues:read",
    "read",
    listed((one) => one.blockedBy),
  ),
  onIssue(`POST ${issue}/dependencies/blocked_by`, "issues:write", "triage", postBlocker),
  onIssue(`DELETE ${issue}/dependencies/blocked_by/{issue_id}`, "issues:write", "triage", deleteBlocker),
  onIssue(
    `GET ${issue}/dependencies/blocking`,
    "issues:read",
    "read",
    listed((one) => one.blocking),
  ),
  onIssue(
    `GET ${issue}/sub_issues`,
    "issues:read",
    "read",
    listed((one) => one.subIssues),
  ),
  onIssue(`POST ${issue}/sub_issues`, "issues:write", "triage", postSubIssue),
  onIssue(`DELETE ${issue}/sub_issue`, "issues:write", "triage", deleteSubIssue),
  inRepository(`GET ${pulls}`, "pull_requests:read", "read", listPulls),
  inRepository(`POST ${pulls}`, "pull_requests:write", "read", postPull),
  inRepository(`GET ${pulls}/{pull_number}`, "pull_requests:read", "read", (call) =>
    ok(pullShape(call.world, pullOf(call))),
  ),
  inRepository(`PUT ${pulls}/{pull_number}/merge`, "contents:write", "write", merge),
];
