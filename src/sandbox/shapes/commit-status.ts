// Statuses of commits as REST shows them.
import type { CommitStatus, Repository } from "../state.ts";
import { fullNameOf, nodeIdOf, type World } from "../world.ts";
import { instant, type Shape } from "./account.ts";
import { repositoryShape } from "./repository.ts";

/** The worst word counts; with none at all GitHub says that it is pending. */
function stateOf(statuses: readonly CommitStatus[]): string {
  if (statuses.some(({ state }) => state === "error" || state === "failure")) return "failure";
  return statuses.length === 0 || statuses.some(({ state }) => state === "pending") ? "pending" : "success";
}

/** `newest`: the last word of each context; `page`: those of them that are asked for. */
export function combinedStatusShape(
  world: World,
  repository: Repository,
  commit: string,
  newest: readonly CommitStatus[],
  page: readonly CommitStatus[],
): Shape {
  const url = `${world.api}/repos/${fullNameOf(repository)}/commits/${commit}`;
  return {
    state: stateOf(newest),
    sha: commit,
    total_count: newest.length,
    statuses: page.map(({ id, context, state, at }) => ({
      id,
      node_id: nodeIdOf("status", id),
      url: `${world.api}/repos/${fullNameOf(repository)}/statuses/${commit}`,
      avatar_url: null,
      context,
      state,
      description: null,
      target_url: null,
      created_at: instant(at),
      updated_at: instant(at),
    })),
    repository: repositoryShape(world, repository),
    commit_url: url,
    url: `${url}/status`,
  };
}
