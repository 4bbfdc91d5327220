/** The manifest with which GitHub registers the App: what `app.yml` asks for, and where the webhooks go. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { Environment } from "./env.ts";
import { HOOK_PATH } from "./serve.ts";

/** What GitHub may not know yet; a resync finds the same changes, only later. */
const newEvents: readonly string[] = ["sub_issues", "issue_dependencies"];
/** Reserved for examples (RFC 2606): nobody is reached there. */
const NOBODY = "example.com";

const manifestSchema = z.looseObject({
  name: z.string(),
  url: z.string(),
  description: z.string(),
  hook_attributes: z.object({ url: z.url(), active: z.boolean().default(true) }),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()),
});

export type Manifest = z.output<typeof manifestSchema>;

export interface ManifestOptions {
  /** Where GitHub delivers; null: nowhere is known. */
  readonly hookUrl: string | null;
  /** What the App's page on GitHub links to; null: nothing better than the placeholder is known. */
  readonly homeUrl: string | null;
  /** Leave out the events that GitHub may not know yet. */
  readonly isFallback: boolean;
}

/** `app.yml` as it lies beside the program. */
export function readManifest(): Manifest {
  return manifestSchema.parse(parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")));
}

/**
 * The manifest to register with. Without an address the webhook is switched off: what a repository says must not be
 * sent to a place that is not ours.
 */
export function buildManifest({ hookUrl, homeUrl, isFallback }: ManifestOptions): Manifest {
  const manifest = readManifest();
  const isOurs = (address: string) => new URL(address).hostname !== NOBODY;
  const url = hookUrl ?? (isOurs(manifest.hook_attributes.url) ? manifest.hook_attributes.url : null);
  const events = manifest.default_events;
  return {
    ...manifest,
    url: isOurs(manifest.url) ? manifest.url : (homeUrl ?? manifest.url),
    hook_attributes: { url: url ?? manifest.hook_attributes.url, active: url !== null },
    default_events: isFallback ? events.filter((event) => !newEvents.includes(event)) : events,
  };
}

/** Where GitHub shall deliver, as far as the environment says: a proxy's channel as it is, a public address with our path. */
export function hookUrlOf({ PUBLIC_URL, WEBHOOK_PROXY_URL }: Environment): string | null {
  if (WEBHOOK_PROXY_URL !== null) return WEBHOOK_PROXY_URL.href;
  if (PUBLIC_URL === null) return null;
  const base = PUBLIC_URL.href.replace(/\/$/, "");
  return base.endsWith(HOOK_PATH) ? base : `${base}${HOOK_PATH}`;
}
