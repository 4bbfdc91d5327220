// Points of a GraphQL call: requests needed if every connection were full, a hundred to the point.
import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from "graphql";

type Variables = Record<string, unknown>;

const limitOf = (field: FieldNode, variables: Variables): number | null => {
  const bound = field.arguments?.find((one) => one.name.value === "first" || one.name.value === "last");
  if (bound === undefined) return null;
  if (bound.value.kind === Kind.INT) return Number(bound.value.value);
  return bound.value.kind === Kind.VARIABLE ? Number(variables[bound.value.name.value] ?? 1) : 1;
};

function requestsOf(
  selections: SelectionSetNode | undefined,
  parents: number,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables,
): number {
  let total = 0;
  for (const selection of selections?.selections ?? []) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      total += requestsOf(fragments.get(selection.name.value)?.selectionSet, parents, fragments, variables);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      total += requestsOf(selection.selectionSet, parents, fragments, variables);
    } else {
      const limit = limitOf(selection, variables);
      if (limit !== null) total += parents;
      total += requestsOf(selection.selectionSet, limit === null ? parents : parents * limit, fragments, variables);
    }
  }
  return total;
}

/** At least one point (GitHub's published formula). */
export function costOf(document: DocumentNode, variables: Variables): number {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  let requests = 0;
  for (const one of document.definitions) {
    if (one.kind === Kind.OPERATION_DEFINITION) requests += requestsOf(one.selectionSet, 1, fragments, variables);
  }
  return Math.max(1, Math.round(requests / 100));
}
