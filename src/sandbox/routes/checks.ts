// The checks that ran on a commit, and the statuses that were set on it.
import { findCommit } from "../commits.ts";
import { GitHubError } from "../github-error.ts";
import { type Answer, inRepository, ok, type RepositoryCall, type Route } from "../route.ts";
import { checkRunShape } from "../shapes/check-run.ts";
import { combinedStatusShape } from "../shapes/commit-status.ts";
import type { CheckRun } from "../state.ts";

const PER_PAGE = 30;
const PER_PAGE_MAX = 100;

function listRuns(call: RepositoryCall): Answer {
  const ref = call.params["ref"] ?? "";
  const commit = findCommit(call.repository, ref);
  if (commit === null) throw new GitHubError(422, `No commit found for SHA: ${ref}`);
  const runs = call.repository.checks.get(commit) ?? [];
  const wanted = (call.query.get("filter") === "all" ? runs : latest(runs))
    .filter((run) => (call.query.get("check_name") ?? run.name) === run.name)
    .filter((run) => (call.query.get("status") ?? statusOf(run)) === statusOf(run));
  const size = Math.min(Number(call.query.get("per_page") ?? PER_PAGE), PER_PAGE_MAX);
  const from = (Number(call.query.get("page") ?? 1) - 1) * size;
  return ok({
    total_count: wanted.length,
    check_runs: wanted.slice(from, from + size).map((run) => checkRunShape(call.world, call.repository, commit, run)),
  });
}

function combinedStatus(call: RepositoryCall): Answer {
  const commit = findCommit(call.repository, call.params["ref"] ?? "");
  if (commit === null) throw new GitHubError(404, "Not Found");
  const all = call.repository.statuses.get(commit) ?? [];
  const newest = [...new Map(all.map((status) => [status.context, status])).values()];
  const size = Math.min(Number(call.query.get("per_page") ?? PER_PAGE), PER_PAGE_MAX);
  const from = (Number(call.query.get("page") ?? 1) - 1) * size;
  return ok(combinedStatusShape(call.world, call.repository, commit, newest, newest.slice(from, from + size)));
}

const statusOf = (run: CheckRun): string => (run.conclusion === null ? "in_progress" : "completed");

/** The newest of each name. */
const latest = (runs: readonly CheckRun[]): CheckRun[] => [...new Map(runs.map((run) => [run.name, run])).values()];

export const checkRoutes: readonly Route[] = [
  inRepository("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", "checks:read", "read", listRuns),
  inRepository("GET /repos/{owner}/{repo}/commits/{ref}/status", "statuses:read", "read", combinedStatus),
];
