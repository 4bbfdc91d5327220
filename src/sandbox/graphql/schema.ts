// GitHub's GraphQL schema, trimmed, built once; documents are parsed and validated once each.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildSchema,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  Source,
  validate,
} from "graphql";

let schema: GraphQLSchema | undefined;

export function githubSchema(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(join(import.meta.dirname, "..", "vendor", "github-schema.graphql"), "utf8"), {
    assumeValidSDL: true,
  });
  return schema;
}

export interface Prepared {
  document: DocumentNode | null;
  errors: readonly GraphQLError[];
  /** `query repository` or `mutation pinIssue`: the kind and the top-level fields. */
  operation: string;
  isMutation: boolean;
}

const prepared = new Map<string, Prepared>();
const PREPARED_MAX = 2_000;

/** Parses and validates a document; the answer is kept by its text. */
export function prepare(query: string): Prepared {
  const known = prepared.get(query);
  if (known !== undefined) return known;
  if (prepared.size > PREPARED_MAX) prepared.clear();
  const fresh = prepareAfresh(query);
  prepared.set(query, fresh);
  return fresh;
}

function prepareAfresh(query: string): Prepared {
  try {
    const document = parse(new Source(query));
    return { document, errors: validate(githubSchema(), document), ...describe(document) };
  } catch (error) {
    return { document: null, errors: [error as GraphQLError], operation: "query ?", isMutation: false };
  }
}

function describe(document: DocumentNode): { operation: string; isMutation: boolean } {
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const kind = operation?.operation ?? "query";
  const fields = operation?.selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));
  return {
    operation: `${kind} ${(fields ?? []).filter((name) => name !== "rateLimit").join(" ")}`,
    isMutation: kind === "mutation",
  };
}
