// Which issues or pull requests a connection of a repository shows, and in what order.
import type { Issue, Repository } from "../state.ts";
import type { Bounds } from "./connection.ts";
import type { Viewing } from "./viewing.ts";

export const pullState = (issue: Issue): string => {
  if (issue.pull?.mergedAt != null) return "MERGED";
  return issue.state.toUpperCase();
};

export interface IssuesArgs extends Bounds {
  states?: string[] | null;
  labels?: string[] | null;
  filterBy?: { since?: string; states?: string[]; labels?: string[]; createdBy?: string; assignee?: string } | null;
  orderBy?: { field: string; direction: string } | null;
}

/** The issues, or the pull requests, of a repository that the arguments of a connection ask for, in their order. */
export function selectIssues(viewing: Viewing, repository: Repository, args: IssuesArgs, ofPulls: boolean): Issue[] {
  const now = viewing.world.clock.now();
  const states = args.states ?? args.filterBy?.states;
  const labels = args.labels ?? args.filterBy?.labels;
  const since = args.filterBy?.since === undefined ? 0 : Date.parse(args.filterBy.since);
  const stateOf = (one: Issue): string => (ofPulls ? pullState(one) : one.state.toUpperCase());
  const found = [...repository.issues.values()].filter(
    (one) =>
      (one.pull !== null) === ofPulls &&
      one.visibleAt <= now &&
      (states == null || states.includes(stateOf(one))) &&
      (labels == null || one.labels.some((label) => labels.includes(label.name))) &&
      (args.filterBy?.createdBy === undefined || one.author.login === args.filterBy.createdBy) &&
      (args.filterBy?.assignee === undefined || one.assignees.some((who) => who.login === args.filterBy?.assignee)) &&
      Math.floor(one.updatedAt / 1_000) * 1_000 >= since,
  );
  const field = args.orderBy?.field ?? "CREATED_AT";
  const sign = args.orderBy?.direction === "DESC" ? -1 : 1;
  const value = (one: Issue): number =>
    field === "UPDATED_AT" ? one.updatedAt : field === "COMMENTS" ? one.comments.length : one.createdAt;
  found.sort((a, b) => sign * (value(a) - value(b) || a.number - b.number));
  return found;
}
