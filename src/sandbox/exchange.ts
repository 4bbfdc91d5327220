// One request and its response, free of any transport: both faces of the local GitHub speak through this.

export interface Incoming {
  method: string;
  url: URL;
  /** Path below the API's base, as in `/repos/o/r`. */
  path: string;
  headers: Headers;
  /** The raw body, empty when there is none. */
  body: string;
  signal?: AbortSignal | undefined;
}

export interface Outgoing {
  status: number;
  headers: Record<string, string>;
  /** Text of the body; undefined for none. */
  body: string | undefined;
}

/** The connection broke: what `fetch` rejects with. */
export class ConnectionReset extends TypeError {
  constructor() {
    super("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
    this.name = "TypeError";
  }
}

/** What was asked and answered, for tests that count. */
export interface LoggedRequest {
  method: string;
  /** `METHOD /path/{template}`; GraphQL requests are `POST /graphql`, unknown routes name the path itself. */
  route: string;
  path: string;
  status: number;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  at: number;
  installationId: number | null;
  login: string | null;
  /** GraphQL only: the names of the top-level fields, `query repository` or `mutation pinIssue`. */
  operation: string | null;
  isWrite: boolean;
}

const bases = ["/api/v3", "/api"];

/** Path below the API's base: `/api/v3/x` and `/x` are both `/x`, `/api/graphql` is `/graphql`. */
export function pathBelowBase(url: URL): string {
  for (const base of bases) if (url.pathname.startsWith(`${base}/`)) return url.pathname.slice(base.length);
  return url.pathname;
}

/** Reads what a caller gave to `fetch`. */
export async function incomingOf(input: string | URL | Request, init: RequestInit = {}): Promise<Incoming> {
  if (input instanceof Request || typeof (init.body ?? "") !== "string") {
    const request = new Request(input, init);
    const url = new URL(request.url);
    return {
      method: request.method,
      url,
      path: pathBelowBase(url),
      headers: request.headers,
      body: await request.text(),
      signal: request.signal,
    };
  }
  const url = new URL(input);
  const method = (init.method ?? "GET").toUpperCase();
  const body = typeof init.body === "string" ? init.body : "";
  const signal = init.signal ?? undefined;
  return { method, url, path: pathBelowBase(url), headers: new Headers(init.headers), body, signal };
}

const bodiless = new Set([204, 205, 304]);

/** The text stays a text: into bytes, through a stream and back costs more than all the rest of a request. */
export function responseOf(outgoing: Outgoing, url: URL): Response {
  const { status, headers, body = "" } = outgoing;
  const inBytes = (): Response => new Response(body);
  return Object.defineProperties(new Response(null, { status, headers }), {
    url: { value: url.href },
    body: { get: () => (bodiless.has(status) ? null : inBytes().body) },
    text: { value: async () => body },
    json: { value: async () => JSON.parse(body) },
    arrayBuffer: { value: () => inBytes().arrayBuffer() },
    clone: { value: () => responseOf(outgoing, url) },
  });
}
