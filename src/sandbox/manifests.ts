// Registering an App from a manifest: what GitHub refuses, the code it hands out, and what the code is good for once.
import { generateKeyPairSync } from "node:crypto";
import { notFound, unprocessable } from "./github-error.ts";
import { type Answer, type Call, created } from "./route.ts";
import { appShape } from "./shapes/app.ts";
import type { App, Grant, Permissions } from "./state.ts";
import { ensureAccount, type World } from "./world.ts";

interface Manifest {
  name: string;
  url: string;
  hook_attributes: { url: string; active?: boolean };
  redirect_url?: string;
  default_permissions?: Permissions;
  default_events?: string[];
}

/** GitHub keeps a code for an hour. */
const CODE_LIFE_MS = 3_600_000;
const unasked = /^(?:installation|installation_repositories|installation_target)$/;

/** The permission without which GitHub refuses an event (docs.github.com, "Webhook events and payloads"). */
const permissionBehind: Readonly<Record<string, string>> = {
  issues: "issues",
  issue_comment: "issues",
  sub_issues: "issues",
  issue_dependencies: "issues",
  label: "metadata",
  repository: "metadata",
  pull_request: "pull_requests",
  pull_request_review: "pull_requests",
  check_run: "checks",
  push: "contents",
  member: "members",
};

/**
 * Somebody sent the manifest with GitHub's form and confirmed it: returns the code that GitHub adds to `redirect_url`.
 * Throws 422 for a manifest that GitHub would not take.
 */
export function confirmManifest(world: World, text: string, owner: string): string {
  const manifest = JSON.parse(text) as Manifest;
  const { name, url, hook_attributes: hook, default_events: events = [], default_permissions: granted = {} } = manifest;
  if ([name, url, hook?.url].some((one) => typeof one !== "string" || one === "")) {
    throw unprocessable("Manifest needs name, url and hook_attributes.url");
  }
  if (!isPublic(hook.url))
    throw unprocessable("Hook url is not supported because it isn't reachable over the public Internet");
  const unsupported = events.filter((event) => unasked.test(event));
  if (unsupported.length > 0) throw unprocessable(`Default events unsupported: ${unsupported.join(" and ")}`);
  const unbacked = events.filter((event) => granted[permissionBehind[event] ?? ""] === undefined);
  if (unbacked.length > 0)
    throw unprocessable(`Default events are not supported by permissions: ${unbacked.join(" and ")}`);
  const code = world.random.hex(40);
  world.manifestCodes.set(code, { manifest: text, owner, until: world.clock.now() + CODE_LIFE_MS });
  return code;
}

const isPublic = (url: string): boolean => URL.canParse(url) && !/^(?:localhost|127\.|\[::1\])/.test(new URL(url).host);

/** The code is exchanged, once, for the App and all of its secrets. */
export function convertManifest(call: Call): Answer {
  const { world, params } = call;
  const code = params["code"] ?? "";
  const confirmed = world.manifestCodes.get(code);
  world.manifestCodes.delete(code);
  if (confirmed === undefined || confirmed.until <= world.clock.now()) throw notFound();
  const keys = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const app = addApp(world, JSON.parse(confirmed.manifest) as Manifest, confirmed.owner, keys.publicKey);
  return created({
    ...appShape(world, app),
    client_id: app.clientId,
    client_secret: world.random.hex(40),
    webhook_secret: app.webhookSecrets[0] ?? null,
    pem: keys.privateKey,
  });
}

function addApp(world: World, manifest: Manifest, owner: string, publicKey: string): App {
  const id = world.nextId("app");
  const slug = manifest.name.toLowerCase().replaceAll(" ", "-");
  const { url, active = true } = manifest.hook_attributes;
  const app: App = {
    id,
    slug,
    name: manifest.name,
    clientId: `Iv23li${String(id).padStart(14, "0")}`,
    owner: ensureAccount(world, owner),
    bot: ensureAccount(world, `${slug}[bot]`, "Bot"),
    publicKey,
    webhookSecrets: [world.random.hex(40)],
    hook: { url, isActive: active },
    permissions: { ...manifest.default_permissions, metadata: "read" as Grant },
    events: [...(manifest.default_events ?? [])],
    createdAt: world.clock.now(),
  };
  world.apps.set(id, app);
  return app;
}
