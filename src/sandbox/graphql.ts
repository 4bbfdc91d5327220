// GraphQL: documents are validated and executed against GitHub's own schema.
import type { Limits } from "./limits.ts";
import type { Access } from "./permissions.ts";
import type { World } from "./world.ts";

export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operation: string;
  isMutation: boolean;
  isContent: boolean;
  /** Points of the primary budget. */
  cost: number;
}

export function describeGraphql(body: string): GraphqlRequest {
  const { query = "", variables = {} } = JSON.parse(body) as { query?: string; variables?: Record<string, unknown> };
  return { query, variables, operation: "", isMutation: false, isContent: false, cost: 1 };
}

export function answerGraphql(
  _world: World,
  _limits: Limits,
  _key: string,
  _access: Access,
  _request: GraphqlRequest,
): unknown {
  return { data: null };
}
