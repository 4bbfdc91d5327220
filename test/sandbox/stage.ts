// A furnished local GitHub for the sandbox's own tests: one repository, its people, one App with a real Octokit.
import { createSign, generateKeyPairSync } from "node:crypto";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { type HttpFace, openHttpFace } from "../../src/sandbox/http.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import type { Installation } from "../../src/sandbox/state.ts";
import { openVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";

const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

export const appInput = {
  appId: 4711,
  slug: "signalbox",
  publicKeyPem: keys.publicKey,
  webhookSecrets: ["a-webhook-secret-of-some-length-0001"],
};

export interface Stage {
  clock: VirtualClock;
  sandbox: Sandbox;
  installation: Installation;
  octokit: Octokit;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JWT of the App, on the virtual clock. */
export function signJwt(clock: VirtualClock, appId: number = appInput.appId): { jwt: string; expiresAt: string } {
  const now = Math.floor(clock.now() / 1_000);
  const text = `${encode({ alg: "RS256", typ: "JWT" })}.${encode({ iat: now - 30, exp: now + 540, iss: appId })}`;
  const signature = createSign("RSA-SHA256").update(text).sign(keys.privateKey, "base64url");
  return { jwt: `${text}.${signature}`, expiresAt: new Date((now + 540) * 1_000).toISOString() };
}

let speaksHttp = false;
const waiting = new Map<Sandbox, ((face: HttpFace) => void)[]>();
const faces = new Map<Sandbox, Promise<HttpFace>>();

/** From now on every Octokit of this test file goes through real sockets. */
export function speakHttp(): void {
  speaksHttp = true;
}

export async function closeFaces(): Promise<void> {
  const open = [...faces.values()];
  faces.clear();
  await Promise.all(open.map(async (face) => (await face).close()));
}

/** Stands for the served address, which is known only once something listens. */
const UNOPENED = "http://unopened.test";

/** Where an Octokit of these tests sends its requests. */
export function wayTo(sandbox: Sandbox): { baseUrl: string; request: { fetch: typeof fetch } } {
  if (!speaksHttp) return { baseUrl: sandbox.apiUrl, request: { fetch: sandbox.fetch } };
  // Opened by the first request, within whose tracked work a virtual clock waits for it.
  const throughSocket: typeof fetch = (input, init) =>
    sandbox.clock.track(async () => {
      const opening = faces.get(sandbox) ?? openHttpFace(sandbox);
      faces.set(sandbox, opening);
      const face = await opening;
      for (const tell of waiting.get(sandbox)?.splice(0) ?? []) tell(face);
      return face.fetch(String(input).replace(UNOPENED, face.url), init);
    });
  return { baseUrl: `${UNOPENED}/api/v3`, request: { fetch: throughSocket } };
}

/** The real Octokit with the real App authentication, talking to the sandbox in process or over HTTP. */
export function octokitOf(sandbox: Sandbox, clock: VirtualClock, installationId: number | undefined): Octokit {
  const kept = new Map<string, string>();
  const octokit = new Octokit({
    authStrategy: createAppAuth,
    auth: {
      appId: appInput.appId,
      createJwt: async () => signJwt(clock),
      cache: {
        get: async (key: string) => kept.get(key) ?? "",
        set: async (key: string, value: string) => void kept.set(key, value),
      },
      ...(installationId === undefined ? {} : { installationId }),
    },
    ...wayTo(sandbox),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  // Links to further pages name the served address; Octokit must know it for its own.
  const learn = (face: HttpFace): void =>
    void Object.assign(octokit.request.endpoint.DEFAULTS, { baseUrl: face.apiUrl });
  waiting.set(sandbox, [...(waiting.get(sandbox) ?? []), learn]);
  return octokit;
}

const collaborators = { ana: "maintain", ben: "write", tom: "triage", rita: "read" } as const;

export function openStage(options: Partial<SandboxOptions> = {}): Stage {
  const clock = openVirtualClock("2026-06-01T08:00:00Z");
  const sandbox = openSandbox({ clock, seed: 1, ...options });
  sandbox.repository("octo/yard", { collaborators, files: { ".github/signalbox.yml": "mode: live\n" } });
  const installation = sandbox.installApp(appInput, ["octo/yard"]);
  return { clock, sandbox, installation, octokit: octokitOf(sandbox, clock, installation.id) };
}

export const yard = { owner: "octo", repo: "yard" };
