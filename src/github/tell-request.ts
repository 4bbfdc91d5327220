/** What may be told about a request: its shape, never what it was about. */

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly query?: unknown;
}

/**
 * Routes keep their placeholders, so that no owner, repository or person is in them; a GraphQL query is known by its
 * name. An address that comes filled in (a page of a list that Octokit turns by itself) is told as one word.
 */
export function routeOf({ method, url, query }: Sent): { readonly method: string; readonly route: string } {
  if (typeof query === "string") {
    const name = /^(?:query|mutation) (\w{1,40})/.exec(query)?.[1] ?? "unnamed";
    return { method, route: `/graphql ${name}` };
  }
  return { method, route: url.startsWith("/") ? (url.split("?")[0] ?? url) : "followed" };
}

/** Null when no answer came: Octokit gives network trouble a status of 500 without a response. */
export function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  return "response" in error && error.response !== undefined ? error.status : null;
}

/** What is left of the hourly budget, as the headers of an answer (or of the error made from it) tell. */
export function budgetOf(answer: unknown): { readonly resource: string; readonly remaining: number } | null {
  const headers = headersOf(answer);
  const resource = headers["x-ratelimit-resource"];
  const remaining = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
  // A word of GitHub's own; anything else is no name for a figure.
  if (typeof resource !== "string" || !/^[a-z_]{1,40}$/.test(resource) || !Number.isFinite(remaining)) return null;
  return { resource, remaining };
}

function headersOf(answer: unknown): Readonly<Record<string, unknown>> {
  if (typeof answer !== "object" || answer === null) return {};
  if ("response" in answer) return headersOf(answer.response);
  const isGiven = "headers" in answer && typeof answer.headers === "object" && answer.headers !== null;
  return isGiven ? (answer.headers as Readonly<Record<string, unknown>>) : {};
}
