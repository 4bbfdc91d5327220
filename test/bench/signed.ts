/** Deliveries as GitHub signs them, for the benchmarks. */
import { createHmac } from "node:crypto";

export const secret = "a-secret-of-more-than-thirty-two-bytes-for-benchmarks";

/** Distinct for every number. */
export function guidOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

export function signedHeaders(body: string | Uint8Array, event: string, guid: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-github-delivery": guid,
    "x-github-event": event,
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
}
