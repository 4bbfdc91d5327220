// Routes about issues: list, create, read, change, lock, history.
import { setAssignees } from "../assignees.ts";
import { GitHubError, invalid, notFound } from "../github-error.ts";
import { closeIssue, createIssue, editIssue, reopenIssue, setLock } from "../issues.ts";
import { setLabels } from "../labels.ts";
import { paged, pagedByCursor } from "../paging.ts";
import { mayEdit, mayTriage } from "../permissions.ts";
import {
  type Answer,
  created,
  type IssueCall,
  inRepository,
  noContent,
  ok,
  onIssue,
  type RepositoryCall,
  type Route,
} from "../route.ts";
import { eventShape } from "../shapes/event.ts";
import { commentShape, issueShape } from "../shapes/issue.ts";
import type { Comment, Issue, IssueEvent, StateReason, Text } from "../state.ts";

type Names = readonly (string | { name?: string; login?: string })[];
const namesOf = (values: Names | undefined): string[] | undefined =>
  values?.map((value) => (typeof value === "string" ? value : (value.name ?? value.login ?? "")));

/** `since` meets whole seconds: GitHub's instants have no more. */
export function changedSince(query: URLSearchParams): (text: Text) => boolean {
  const since = query.get("since");
  if (since === null) return () => true;
  const at = Date.parse(since);
  return (text) => Math.floor(text.updatedAt / 1_000) * 1_000 >= at;
}

const bySort = (query: URLSearchParams, fallback: "created" | "updated") => {
  const sort = query.get("sort") ?? fallback;
  const sign = (query.get("direction") ?? "desc") === "asc" ? 1 : -1;
  const value = (issue: Issue): number => {
    if (sort === "updated") return issue.updatedAt;
    return sort === "comments" ? issue.comments.length : issue.createdAt;
  };
  return (a: Issue, b: Issue): number => sign * (value(a) - value(b) || a.number - b.number);
};

function matchesFilters(query: URLSearchParams): (issue: Issue) => boolean {
  const state = query.get("state") ?? "open";
  const labels = (query.get("labels") ?? "").split(",").filter((name) => name !== "");
  const creator = query.get("creator")?.toLowerCase();
  const assignee = query.get("assignee")?.toLowerCase();
  const isRecent = changedSince(query);
  return (issue) =>
    (state === "all" || issue.state === state) &&
    labels.every((name) => issue.labels.some((label) => label.name.toLowerCase() === name.trim().toLowerCase())) &&
    (creator === undefined || issue.author.login.toLowerCase() === creator) &&
    matchesAssignee(issue, assignee) &&
    isRecent(issue);
}

function matchesAssignee(issue: Issue, assignee: string | undefined): boolean {
  if (assignee === undefined) return true;
  if (assignee === "none") return issue.assignees.length === 0;
  if (assignee === "*") return issue.assignees.length > 0;
  return issue.assignees.some((one) => one.login.toLowerCase() === assignee);
}

function listIssues(call: RepositoryCall): Answer {
  const now = call.world.clock.now();
  const matches = matchesFilters(call.query);
  const found = [...call.repository.issues.values()].filter((issue) => issue.visibleAt <= now && matches(issue));
  return pagedByCursor(call, found.sort(bySort(call.query, "created")), (issue) => issueShape(call.world, issue));
}

function postIssue(call: RepositoryCall): Answer {
  const { world, access, repository, body } = call;
  const trusted = mayTriage(access, repository);
  const issue = createIssue(world, access.actor, repository, {
    title: String(body["title"]),
    body: body["body"] as string | null | undefined,
    labels: trusted ? namesOf(body["labels"] as Names | undefined) : [],
    assignees: trusted ? namesOf(body["assignees"] as Names | undefined) : [],
  });
  return created(issueShape(world, issue));
}

function patchIssue(call: IssueCall): Answer {
  const { world, access, issue, body } = call;
  const { actor } = access;
  const trusted = mayTriage(access, issue.repository);
  if (!mayEdit(access, issue) && !trusted) throw new GitHubError(403, "Must have admin rights to Repository.");
  const text = { title: body["title"] as string | undefined, body: body["body"] as string | null | undefined };
  if ((text.title !== undefined || text.body !== undefined) && !mayEdit(access, issue)) {
    throw new GitHubError(403, "Must have admin rights to Repository.");
  }
  const duplicate = body["duplicate_issue_id"];
  const duplicateOf = duplicate === undefined ? undefined : world.issuesById.get(Number(duplicate));
  if (duplicate !== undefined && duplicateOf === undefined) throw invalid("Issue", "duplicate_issue_id", "", "invalid");
  editIssue(world, actor, issue, text);
  const labels = namesOf(body["labels"] as Names | undefined);
  const assignees = namesOf(body["assignees"] as Names | undefined);
  if (labels !== undefined && trusted) setLabels(world, actor, issue, labels);
  if (assignees !== undefined && trusted) setAssignees(world, actor, issue, assignees);
  const reason = (body["state_reason"] ?? undefined) as StateReason | undefined;
  if (body["state"] === "closed") closeIssue(world, actor, issue, { reason, duplicateOf });
  if (body["state"] === "open") reopenIssue(world, actor, issue);
  return ok(issueShape(world, issue));
}

function listRepositoryEvents(call: RepositoryCall): Answer {
  return paged(call, call.repository.events.filter(inFeed).toReversed(), (event) =>
    eventShape(call.world, event, true),
  );
}

/** Comments deleted show only in the timeline. */
const inFeed = (event: IssueEvent): boolean => event.event !== "comment_deleted";

function listTimeline(call: IssueCall): Answer {
  const { world, issue } = call;
  const items: (Comment | IssueEvent)[] = [...issue.comments, ...issue.events];
  items.sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  return paged(call, items, (item) =>
    "kind" in item
      ? {
          ...commentShape(world, item),
          event: "commented",
          actor: (commentShape(world, item) as { user: unknown }).user,
        }
      : eventShape(world, item, false),
  );
}

function lock(call: IssueCall): Answer {
  setLock(call.world, call.access.actor, call.issue, true, (call.body["lock_reason"] as string | undefined) ?? null);
  return noContent;
}

function unlock(call: IssueCall): Answer {
  setLock(call.world, call.access.actor, call.issue, false);
  return noContent;
}

function getParent(call: IssueCall): Answer {
  if (call.issue.parent === null) throw notFound();
  return ok(issueShape(call.world, call.issue.parent));
}

const read = "issues|pull_requests:read";
const write = "issues|pull_requests:write";
const one = "/repos/{owner}/{repo}/issues/{issue_number}";

export const issueRoutes: readonly Route[] = [
  inRepository("GET /repos/{owner}/{repo}/issues", read, "read", listIssues),
  inRepository("POST /repos/{owner}/{repo}/issues", "issues:write", "read", postIssue),
  inRepository("GET /repos/{owner}/{repo}/issues/events", read, "read", listRepositoryEvents),
  onIssue(`GET ${one}`, read, "read", (call) => ok(issueShape(call.world, call.issue))),
  onIssue(`PATCH ${one}`, write, "read", patchIssue),
  onIssue(`GET ${one}/events`, read, "read", (call) =>
    paged(call, call.issue.events.filter(inFeed), (event) => eventShape(call.world, event, false)),
  ),
  onIssue(`GET ${one}/timeline`, read, "read", listTimeline),
  onIssue(`GET ${one}/parent`, "issues:read", "read", getParent),
  onIssue(`PUT ${one}/lock`, write, "triage", lock),
  onIssue(`DELETE ${one}/lock`, write, "triage", unlock),
];
