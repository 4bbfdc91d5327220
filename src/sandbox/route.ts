// What a REST route is: one line in a table, a need, and a function from call to answer.

import { notFound } from "./github-error.ts";
import type { Limits } from "./limits.ts";
import type { Access, Need } from "./permissions.ts";
import type { Comment, Issue, Repository, Role } from "./state.ts";
import type { Identity, Tokens } from "./tokens.ts";
import type { Webhooks } from "./webhooks.ts";
import type { World } from "./world.ts";

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** One call, with everything its path names already found and allowed. */
export interface Call {
  world: World;
  webhooks: Webhooks;
  limits: Limits;
  tokens: Tokens;
  identity: Identity;
  /** Key of the caller's rate limits. */
  limitKey: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** Checked against GitHub's description before the route runs. */
  body: Record<string, unknown>;
  url: URL;
}

/** A call inside a repository. */
export interface RepositoryCall extends Call {
  access: Access;
  repository: Repository;
}

export interface IssueCall extends RepositoryCall {
  issue: Issue;
}

export interface CommentCall extends RepositoryCall {
  comment: Comment;
}

export interface Route {
  /** `METHOD /path/{template}` as in GitHub's description. */
  name: string;
  /** What it takes inside a repository; routes outside check for themselves. */
  need: { app: Need; person: Role } | null;
  run(call: Call): Answer;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204, body: undefined };

/** A route outside any repository. */
export const route = (name: string, run: (call: Call) => Answer): Route => ({ name, need: null, run });

/** A route inside a repository: an App needs `app`, a person at least the role `person`. */
export const inRepository = (name: string, app: Need, person: Role, run: (call: RepositoryCall) => Answer): Route => ({
  name,
  need: { app, person },
  run: (call) => run(call as RepositoryCall),
});

export const onIssue = (name: string, app: Need, person: Role, run: (call: IssueCall) => Answer): Route =>
  inRepository(name, app, person, (call) => run(call as IssueCall));

export const onComment = (name: string, app: Need, person: Role, run: (call: CommentCall) => Answer): Route =>
  inRepository(name, app, person, (call) => {
    const comment = call.repository.comments.get(Number(call.params["comment_id"]));
    if (comment === undefined) throw notFound();
    return run({ ...call, comment });
  });
