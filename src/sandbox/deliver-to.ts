/** Webhooks as real HTTP POSTs to an App that listens somewhere. */
import type { Receiver } from "./webhooks.ts";

/** GitHub gives an App ten seconds to answer. */
const TIMEOUT_MS = 10_000;

/** Posts the signed bytes to `url`; rejects when nobody listens there or no answer comes within ten real seconds. */
export function deliverTo(url: string): Receiver {
  return async ({ headers, body }) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await response.arrayBuffer();
    return { status: response.status };
  };
}
