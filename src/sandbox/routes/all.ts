// The table of all REST routes, found by method and path.
import type { Route } from "../route.ts";
import { appRoutes } from "./apps.ts";
import { checkRoutes } from "./checks.ts";
import { commentRoutes } from "./comments.ts";
import { issueRoutes } from "./issues.ts";
import { labelRoutes } from "./labels.ts";
import { relationRoutes } from "./relations.ts";
import { repositoryRoutes } from "./repositories.ts";

export const routes: readonly Route[] = [
  ...appRoutes,
  ...repositoryRoutes,
  ...checkRoutes,
  ...issueRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...relationRoutes,
];

interface Pattern {
  route: Route;
  parts: readonly string[];
}

const patterns = new Map<string, Pattern[]>();
for (const route of routes) {
  const [method = "", path = ""] = route.name.split(" ");
  const parts = path.split("/").slice(1);
  const key = method;
  patterns.set(key, [...(patterns.get(key) ?? []), { route, parts }]);
}

/** Literal parts first, so that `/issues/comments` is not taken for an issue number. */
const literals = (pattern: Pattern): number => pattern.parts.filter((part) => !part.startsWith("{")).length;
for (const list of patterns.values()) list.sort((a, b) => literals(b) - literals(a));

function matchParts(pattern: readonly string[], path: readonly string[]): Record<string, string> | null {
  const isOpen = pattern.at(-1) === "{path}";
  if (isOpen ? path.length < pattern.length - 1 : path.length !== pattern.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    if (part === "{path}") params["path"] = path.slice(index).join("/");
    else if (part.startsWith("{")) params[part.slice(1, -1)] = decodeURIComponent(path[index] ?? "");
    else if (part !== path[index]) return null;
  }
  return params;
}

/** The route for this method and path with its parameters, or nothing. */
export function findRoute(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
  const parts = path.split("/").slice(1);
  for (const { route, parts: pattern } of patterns.get(method) ?? []) {
    const params = matchParts(pattern, parts);
    if (params !== null) return { route, params };
  }
  return undefined;
}
