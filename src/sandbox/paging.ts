// Pages and Link headers as GitHub writes them.
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
  const perPage = whole(call.query.get("per_page"), PER_PAGE, PER_PAGE_MAX);
  const page = whole(call.query.get("page"), 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const shown = items.slice((page - 1) * perPage, page * perPage).map(shape);
  const links = [
    ...(page > 1 ? [link(call.url, page - 1, "prev")] : []),
    ...(page < last ? [link(call.url, page + 1, "next"), link(call.url, last, "last")] : []),
    ...(page > 1 ? [link(call.url, 1, "first")] : []),
  ];
  const headers = links.length === 0 ? {} : { link: links.join(", ") };
  return { status: 200, body: wrap === undefined ? shown : wrap(shown), headers };
}

function link(url: URL, page: number, rel: string): string {
  const target = new URL(url);
  target.searchParams.set("page", String(page));
  return `<${target.href}>; rel="${rel}"`;
}
