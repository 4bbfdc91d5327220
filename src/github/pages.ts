/** A list of GitHub's page by page, along its own links. */

/** Where a list goes on. */
export interface Place {
  readonly page?: number;
  readonly after?: string;
}

/**
 * Only the place is taken from the link: the address stays ours. A number alone leads no further than some pages into the
 * issues of a repository, then it is a 422; with the cursor that GitHub puts beside it, it leads to the end.
 * Source: observed (2025: "Pagination with the page parameter is not supported for large datasets").
 */
export function placeAfter(link: string | undefined): Place | null {
  const url = /<([^<>]{1,4000})>; rel="next"/.exec(link ?? "")?.[1];
  if (url === undefined || !URL.canParse(url)) return null;
  const { searchParams } = new URL(url);
  const page = Number(searchParams.get("page") ?? Number.NaN);
  const after = searchParams.get("after");
  if (!Number.isSafeInteger(page) && after === null) return null;
  return { ...(Number.isSafeInteger(page) ? { page } : {}), ...(after === null ? {} : { after }) };
}

interface Answer {
  readonly headers: { readonly link?: string | undefined };
}

/** Asks for one page after the other, as long as somebody wants the next. */
export async function* pagesOf<T extends Answer>(ask: (place: Place) => Promise<T>): AsyncGenerator<T> {
  for (let place: Place | null = {}; place !== null; ) {
    const answer: T = await ask(place);
    yield answer;
    place = placeAfter(answer.headers.link);
  }
}
