// Routes about labels and assignees.
import { addAssignees, isAssignableTo, removeAssignees } from "../assignees.ts";
import { notFound } from "../github-error.ts";
import { addLabels, createLabel, deleteLabel, findLabel, removeLabel, setLabels, updateLabel } from "../labels.ts";
import { paged } from "../paging.ts";
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
import { issueShape } from "../shapes/issue.ts";
import { labelShape } from "../shapes/repository.ts";
import type { Label } from "../state.ts";

type Named = string | { name?: string; login?: string };

/** Labels come as names, as objects, as a bare list or inside `labels`. */
function labelNames(body: unknown): string[] {
  const list = Array.isArray(body) ? body : (body as { labels?: Named[] } | undefined)?.labels;
  return (list ?? []).map((one: Named) => (typeof one === "string" ? one : (one.name ?? "")));
}

const logins = (call: IssueCall): string[] =>
  ((call.body["assignees"] ?? []) as Named[]).map((one) => (typeof one === "string" ? one : (one.login ?? "")));

const shapes = (call: IssueCall): unknown[] =>
  call.issue.labels.map((label) => labelShape(call.world, call.repository, label));

function named(call: RepositoryCall): Label {
  const label = findLabel(call.repository, call.params["name"] ?? "");
  if (label === undefined) throw notFound();
  return label;
}

function postLabel(call: RepositoryCall): Answer {
  const input = call.body as { name: string; color?: string; description?: string };
  const label = createLabel(call.world, call.access.actor, call.repository, input);
  return created(labelShape(call.world, call.repository, label));
}

function patchLabel(call: RepositoryCall): Answer {
  const input = call.body as { new_name?: string; color?: string; description?: string };
  return ok(
    labelShape(
      call.world,
      call.repository,
      updateLabel(call.world, call.access.actor, call.repository, named(call), input),
    ),
  );
}

function dropLabel(call: RepositoryCall): Answer {
  deleteLabel(call.world, call.access.actor, call.repository, named(call));
  return noContent;
}

const changing =
  (change: (call: IssueCall) => void) =>
  (call: IssueCall): Answer => {
    change(call);
    return ok(shapes(call));
  };

function clearLabels(call: IssueCall): Answer {
  setLabels(call.world, call.access.actor, call.issue, []);
  return noContent;
}

function postAssignees(call: IssueCall): Answer {
  addAssignees(call.world, call.access.actor, call.issue, logins(call));
  return created(issueShape(call.world, call.issue));
}

function dropAssignees(call: IssueCall): Answer {
  removeAssignees(call.world, call.access.actor, call.issue, logins(call));
  return ok(issueShape(call.world, call.issue));
}

function checkAssignee(call: IssueCall): Answer {
  const account = call.world.accounts.get((call.params["assignee"] ?? "").toLowerCase());
  if (account === undefined || !isAssignableTo(call.issue, account)) throw notFound();
  return noContent;
}

const read = "issues|pull_requests:read";
const write = "issues|pull_requests:write";
const repo = "/repos/{owner}/{repo}";
const issue = `${repo}/issues/{issue_number}`;

export const labelRoutes: readonly Route[] = [
  inRepository(`GET ${repo}/labels`, read, "read", (call) =>
    paged(call, [...call.repository.labels.values()], (one) => labelShape(call.world, call.repository, one)),
  ),
  inRepository(`POST ${repo}/labels`, write, "write", postLabel),
  inRepository(`GET ${repo}/labels/{name}`, read, "read", (call) =>
    ok(labelShape(call.world, call.repository, named(call))),
  ),
  inRepository(`PATCH ${repo}/labels/{name}`, write, "write", patchLabel),
  inRepository(`DELETE ${repo}/labels/{name}`, write, "write", dropLabel),
  onIssue(`GET ${issue}/labels`, read, "read", (call) => paged(call, shapes(call), (one) => one)),
  onIssue(
    `POST ${issue}/labels`,
    write,
    "triage",
    changing((call) => addLabels(call.world, call.access.actor, call.issue, labelNames(call.body))),
  ),
  onIssue(
    `PUT ${issue}/labels`,
    write,
    "triage",
    changing((call) => setLabels(call.world, call.access.actor, call.issue, labelNames(call.body))),
  ),
  onIssue(`DELETE ${issue}/labels`, write, "triage", clearLabels),
  onIssue(
    `DELETE ${issue}/labels/{name}`,
    write,
    "triage",
    changing((call) => removeLabel(call.world, call.access.actor, call.issue, call.params["name"] ?? "")),
  ),
  onIssue(`POST ${issue}/assignees`, write, "triage", postAssignees),
  onIssue(`DELETE ${issue}/assignees`, write, "triage", dropAssignees),
  onIssue(`GET ${issue}/assignees/{assignee}`, read, "read", checkAssignee),
];
