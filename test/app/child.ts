// The real program in a process of its own, against a local GitHub behind real sockets.
import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach } from "vitest";
import { systemClock } from "../../src/app/system-clock.ts";
import { type HttpFace, openHttpFace } from "../../src/sandbox/http.ts";
import type { LimitSettings } from "../../src/sandbox/limits.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { root } from "../source-file.ts";

const APP_ID = 4711;
export const SECRET = "a-webhook-secret-of-some-length-0001";
const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

/** An empty folder that `remove` takes away again. */
export function openFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "signalbox-start-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface LocalGitHub {
  readonly sandbox: Sandbox;
  readonly face: HttpFace;
  /** What makes the program take it for a GitHub Enterprise Server. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A local GitHub in real time, with one repository that the App is installed on. */
export async function openGitHub(limits: Partial<LimitSettings> = {}): Promise<LocalGitHub> {
  const sandbox = openSandbox({ clock: systemClock, seed: 1, webhookDelayMs: 10, limits });
  sandbox.repository("octo/yard", {
    collaborators: { ana: "maintain" },
    files: { ".github/signalbox.yml": "mode: live\nscope: all\n" },
  });
  const face = await openHttpFace(sandbox);
  const host = new URL(face.url).host;
  return { sandbox, face, variables: { GHE_HOST: host, GHE_PROTOCOL: "http" } };
}

export const appInput = { appId: APP_ID, slug: "signalbox", publicKeyPem: publicKey, webhookSecrets: [SECRET] };
export const credentials = { APP_ID: String(APP_ID), PRIVATE_KEY: privateKey, WEBHOOK_SECRET: SECRET };

export interface Child {
  readonly process: ChildProcess;
  /** Everything said so far, on both outputs. */
  said(): string;
  /** The first match; rejects when the process ends without it, or none comes within 20 s. */
  hears(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code once it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Runs `signalbox …words` in `folder`, with these variables and no others of ours. */
export function signalbox(
  words: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>>,
): Child {
  const env = { PATH: process.env["PATH"], NO_COLOR: "1", METRICS_PORT: "off", ...variables };
  const child = spawn(process.execPath, [join(root, "src/cli/main.ts"), ...words], { cwd: folder, env });
  let text = "";
  let isOver = false;
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (text += part.toString()));
  const ended = once(child, "close").then(([code]) => {
    isOver = true;
    return code as number | null;
  });
  return {
    process: child,
    said: () => text,
    ended,
    async hears(pattern) {
      for (const until = Date.now() + 60_000; Date.now() < until; await wait(10)) {
        const found = pattern.exec(text);
        if (found !== null) return found;
        if (isOver) break;
      }
      throw new Error(`Expected ${pattern}, heard:\n${text}`);
    },
  };
}

/** Waits (real time) until it is so; rejects after a minute with what was there instead. */
export async function until(isSo: () => boolean, describe: () => unknown): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await wait(20)) if (isSo()) return;
  throw new Error(`It did not come about; found ${JSON.stringify(describe())}`);
}

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export interface Yard {
  readonly github: LocalGitHub;
  readonly folder: ReturnType<typeof openFolder>;
  /** Runs `signalbox …words` in the folder; what a test leaves running ends with it. */
  runs(words: readonly string[], variables: Readonly<Record<string, string>>): Child;
}

/** For the tests of a file: before each a local GitHub and an empty folder, which are gone after it. */
export function openYardForEach(): Yard {
  const yard: { github?: LocalGitHub; folder?: Yard["folder"] } = {};
  const children: Child[] = [];
  beforeEach(async () => {
    yard.github = await openGitHub();
    yard.folder = openFolder();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.process.kill("SIGKILL");
      await child.ended;
    }
    await yard.github?.face.close();
    yard.folder?.remove();
  });
  const here = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error("There is a yard only while a test runs.");
    return one;
  };
  return {
    get github() {
      return here(yard.github);
    },
    get folder() {
      return here(yard.folder);
    },
    runs(words, variables) {
      const child = signalbox(words, here(yard.folder).path, variables);
      children.push(child);
      return child;
    },
  };
}
