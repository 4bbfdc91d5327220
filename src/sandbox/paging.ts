// Pages and Link headers as GitHub writes them.
import { GitHubError } from "./github-error.ts";
import type { Answer, Call } from "./route.ts";

const PER_PAGE = 30;
const PER_PAGE_MAX = 100;

const whole = (text: string | null, fallback: number, most: number): number => {
  const value = Number(text ?? fallback);
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : fallback;
};

/** Cuts the asked page out of `items`, shapes only that, and says where the other pages are. */
export function paged<T>(
  call: Call,
  items: readonly T[],
  shape: (item: T) => unknown,
  wrap?: (page: unknown[]) => unknown,
): Answer {
  const [perPage, page] = asked(call);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const shown = items.slice((page - 1) * perPage, page * perPage).map(shape);
  const links = [
    ...(page > 1 ? [link(call.url, { page: page - 1 }, "prev")] : []),
    ...(page < last ? [link(call.url, { page: page + 1 }, "next"), link(call.url, { page: last }, "last")] : []),
    ...(page > 1 ? [link(call.url, { page: 1 }, "first")] : []),
  ];
  return answer(wrap === undefined ? shown : wrap(shown), links);
}

const WITHIN_REACH = 1000;
const OUT_OF_REACH =
  "Pagination with the page parameter is not supported for large datasets, please use cursor based pagination (after/before)";

/** The same where page numbers do not lead far: the links carry a cursor, which leads on. */
export function pagedByCursor<T>(call: Call, items: readonly T[], shape: (item: T) => unknown): Answer {
  const [perPage, page] = asked(call);
  const after = call.query.get("after");
  if (after === null && page * perPage > WITHIN_REACH) throw new GitHubError(422, OUT_OF_REACH);
  const from = after === null ? (page - 1) * perPage : Number(Buffer.from(after, "base64").toString());
  const next = { page: page + 1, after: Buffer.from(String(from + perPage)).toString("base64") };
  const shown = items.slice(from, from + perPage).map(shape);
  return answer(shown, from + perPage < items.length ? [link(call.url, next, "next")] : []);
}

function asked({ query }: Call): readonly [perPage: number, page: number] {
  return [whole(query.get("per_page"), PER_PAGE, PER_PAGE_MAX), whole(query.get("page"), 1, Number.MAX_SAFE_INTEGER)];
}

function answer(body: unknown, links: readonly string[]): Answer {
  return { status: 200, body, headers: links.length === 0 ? {} : { link: links.join(", ") } };
}

function link(url: URL, place: Readonly<Record<string, string | number>>, rel: string): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(place)) target.searchParams.set(name, String(value));
  return `<${target.href}>; rel="${rel}"`;
}
