// A webhook of the local GitHub as Node's own server would hand it to the App.
import type { SentDelivery } from "../src/sandbox/webhooks.ts";

/** Header names in lower case, the body as bytes. */
export function asReceived({ headers, body }: Pick<SentDelivery, "headers" | "body">): {
  headers: Record<string, string>;
  body: Buffer;
} {
  const lower = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return { headers: Object.fromEntries(lower), body: Buffer.from(body) };
}
