// The top-level fields of a query, and the noun behind a node id.
import { GitHubError, notFound } from "../github-error.ts";
import { canSee } from "../permissions.ts";
import type { Account, Comment, Issue, Repository } from "../state.ts";
import { accountNode } from "./account-node.ts";
import { commentNode, issueNode, labelNode, repositoryNode } from "./nodes.ts";
import type { Node, Viewing } from "./viewing.ts";

/** The noun behind a node id, if the caller may see it; throws NOT_FOUND in GitHub's words. */
export function nounOf(viewing: Viewing, id: string): Issue | Comment | Repository | Account {
  const noun = viewing.world.nodes.get(id);
  const repository = noun === undefined || "login" in noun ? undefined : repositoryOfNoun(noun);
  if (noun === undefined || (repository !== undefined && !canSee(viewing.access, repository))) {
    throw new GitHubError(404, `Could not resolve to a node with the global id of '${id}'`);
  }
  return noun;
}

function repositoryOfNoun(noun: Issue | Comment | Repository): Repository {
  if (!("kind" in noun)) return noun;
  return noun.kind === "comment" ? noun.issue.repository : noun.repository;
}

function nodeOf(viewing: Viewing, id: string): Node {
  const label = viewing.world.labelsById.get(id);
  if (label !== undefined && canSee(viewing.access, label.repository))
    return labelNode(viewing, label.repository, label.label);
  const noun = nounOf(viewing, id);
  if ("login" in noun) return accountNode(viewing, noun);
  if (!("kind" in noun)) return repositoryNode(viewing, noun);
  return noun.kind === "comment" ? commentNode(viewing, noun) : issueNode(viewing, noun);
}

const orError = (make: () => Node): Node | Error => {
  try {
    return make();
  } catch (error) {
    return error as Error;
  }
};

/** The top-level fields of a query. */
export const queries = (viewing: Viewing): Node => ({
  id: "query",
  node: ({ id }: { id: string }) => nodeOf(viewing, id),
  nodes: ({ ids }: { ids: string[] }) => {
    if (ids.length > 100)
      throw new GitHubError(422, `You may not provide more than 100 node ids; you provided ${ids.length}.`);
    return ids.map((id) => orError(() => nodeOf(viewing, id)));
  },
  repository: ({ owner, name }: { owner: string; name: string }) => {
    const repository = viewing.world.repositories.get(`${owner}/${name}`.toLowerCase());
    if (repository === undefined || !canSee(viewing.access, repository)) {
      throw new GitHubError(404, `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    }
    return repositoryNode(viewing, repository);
  },
  /** Typed as a user even for an App, and then with REST's login. */
  viewer: () => {
    const { account } = viewing.access.actor;
    return { ...accountNode(viewing, account), __typename: "User", login: account.login };
  },
  resource: () => {
    throw notFound();
  },
});
