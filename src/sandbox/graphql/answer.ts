// A GraphQL request: validated and executed against GitHub's schema, its errors in GitHub's shape.
import {
  defaultFieldResolver,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
} from "graphql";
import { GitHubError } from "../github-error.ts";
import type { Limits } from "../limits.ts";
import type { Access } from "../permissions.ts";
import { instant } from "../shapes/account.ts";
import type { World } from "../world.ts";
import { costOf } from "./cost.ts";
import { mutations } from "./mutations.ts";
import { queries } from "./queries.ts";
import { githubSchema, type Prepared, prepare } from "./schema.ts";
import type { Viewing } from "./viewing.ts";

export interface GraphqlRequest extends Prepared {
  query: string;
  variables: Record<string, unknown>;
  /** Points of the primary budget. */
  cost: number;
  isContent: boolean;
}

const creating = /\b(?:createIssue|addComment)\b/;

/** Reads a GraphQL request's body; what cannot be read becomes an error answer later. */
export function describeGraphql(body: string): GraphqlRequest {
  const { query = "", variables } = parsed(body);
  const ready = prepare(query);
  const given = variables ?? {};
  const cost = ready.document === null ? 1 : costOf(ready.document, given);
  return { ...ready, query, variables: given, cost, isContent: ready.isMutation && creating.test(ready.operation) };
}

function parsed(body: string): { query?: string; variables?: Record<string, unknown> | null } {
  try {
    return JSON.parse(body) as { query?: string; variables?: Record<string, unknown> };
  } catch {
    return {};
  }
}

/** GitHub's error types; a GitHubError's status decides. */
const types: Record<number, string> = { 403: "FORBIDDEN", 404: "NOT_FOUND", 410: "NOT_FOUND", 422: "UNPROCESSABLE" };

function errorShape(error: GraphQLError): Record<string, unknown> {
  const cause = error.originalError;
  const type = cause instanceof GitHubError ? types[cause.status] : undefined;
  return {
    ...(type === undefined ? {} : { type }),
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message: wordsOf(cause) ?? error.message,
  };
}

const wordsOf = (cause: unknown): string | undefined => {
  if (!(cause instanceof GitHubError) || cause.errors === undefined) return undefined;
  return cause.errors.map((one) => one.message ?? `${one.field} ${one.code}`).join(", ");
};

const answering =
  (world: World): GraphQLFieldResolver<unknown, Viewing> =>
  (source, args, context, info) => {
    const isKnown = typeof source === "object" && source !== null && info.fieldName in source;
    if (!isKnown)
      world.violations.push(`GraphQL ${info.parentType.name}.${info.fieldName} is not modelled by the sandbox`);
    return defaultFieldResolver(source, args, context, info);
  };

/** Executes the request for this caller. */
export function answerGraphql(
  world: World,
  limits: Limits,
  key: string,
  access: Access,
  request: GraphqlRequest,
): unknown {
  const { document, errors, variables } = request;
  if (document === null || errors.length > 0) {
    for (const error of errors) world.violations.push(`GraphQL request: ${error.message}`);
    return { errors: errors.map(errorShape) };
  }
  const { limit, used, remaining, reset } = limits.status(key, "graphql");
  const rateLimit = { limit, used, remaining, cost: request.cost, nodeCount: 0, resetAt: instant(reset * 1_000) };
  const viewing: Viewing = { world, access, seen: new Map() };
  const rootValue = request.isMutation ? mutations(viewing) : { ...queries(viewing), rateLimit };
  const fieldResolver = answering(world);
  const result = execute({
    schema: githubSchema(),
    document,
    rootValue,
    contextValue: viewing,
    variableValues: variables,
    fieldResolver,
  });
  return shapeOf(world, result as ExecutionResult);
}

function shapeOf(world: World, result: ExecutionResult): unknown {
  for (const error of result.errors ?? []) {
    const isBug = !(error.originalError instanceof GitHubError);
    if (isBug) world.violations.push(`GraphQL response: ${error.message} at ${error.path?.join(".") ?? "the request"}`);
  }
  if (result.errors === undefined) return { data: result.data };
  const errors = result.errors.map(errorShape);
  return result.data === undefined ? { errors } : { data: result.data, errors };
}
