/** Our adapter against the local GitHub: one repository with people, one App, virtual time. */
import { generateKeyPairSync } from "node:crypto";
import { openGitHub } from "../../src/github/open-github.ts";
import type { PaceSettings } from "../../src/github/pace.ts";
import type { GitHub, InstalledRepository, RepositoryOnGitHub } from "../../src/ports/github.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import type { Installation } from "../../src/sandbox/state.ts";
import { openVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";

const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

export const name = "octo/yard";

export interface Yard {
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  readonly installation: Installation;
  readonly github: GitHub;
  readonly installed: InstalledRepository;
  readonly repository: RepositoryOnGitHub;
  readonly rests: Map<number, number>;
  /** Addresses of requests that were called off before their answer. */
  readonly calledOff: readonly string[];
  /** Lets virtual time pass until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Routes asked since the last call, without the exchange of tokens. */
  asked(): string[];
}

export interface YardOptions extends Partial<SandboxOptions> {
  readonly pace?: Partial<PaceSettings>;
}

export function openYard({ pace, ...options }: YardOptions = {}): Yard {
  const clock = openVirtualClock("2026-06-01T08:00:00Z");
  const sandbox = openSandbox({ clock, seed: 1, ...options });
  const collaborators = { ana: "maintain", ben: "write", tom: "triage", rita: "read" } as const;
  const repository = sandbox.repository(name, { collaborators, files: { ".github/signalbox.yml": "mode: live\n" } });
  const app = {
    appId: 4711,
    slug: "signalbox",
    publicKeyPem: keys.publicKey,
    webhookSecrets: ["a-webhook-secret-of-some-length-0001"],
    permissions: { metadata: "read", issues: "write", pull_requests: "write", contents: "read" } as const,
  };
  const installation = sandbox.installApp({ ...app, permissions: { ...app.permissions } }, [name]);
  const rests = new Map<number, number>();
  const calledOff: string[] = [];
  const github = openGitHub({
    baseUrl: sandbox.apiUrl,
    appId: app.appId,
    privateKeys: [keys.privateKey],
    fetch: (input, init) => {
      init?.signal?.addEventListener("abort", () => calledOff.push(String(input)));
      return sandbox.fetch(input, init);
    },
    clock,
    rests: {
      restUntil: async (id) => rests.get(id) ?? 0,
      rest: async (id, until) => {
        rests.set(id, until);
      },
    },
    ...(pace === undefined ? {} : { pace }),
  });
  const installed = { id: repository.id, name, installationId: installation.id, isPrivate: false };
  let counted = 0;
  return {
    clock,
    sandbox,
    installation,
    github,
    installed,
    repository: github.of(installed),
    rests,
    calledOff,
    async run(work) {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      done.catch(() => undefined);
      await clock.runUntil(() => isDone, { limitMs: 3_600_000 });
      return done;
    },
    asked() {
      const routes = sandbox.requests.slice(counted).map(({ route, status }) => `${route} ${status}`);
      counted = sandbox.requests.length;
      return routes.filter((route) => !route.includes("access_tokens"));
    },
  };
}
