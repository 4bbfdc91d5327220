/** A server that takes deliveries, as a process of its own, so that only its CPU is counted: ours, or Probot's. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { Probot, Server } from "probot";
import { serveApp } from "../../src/app/serve.ts";
import { systemClock } from "../../src/app/system-clock.ts";
import { decide } from "../../src/app/wire.ts";
import { openController } from "../../src/controller/controller.ts";
import { deriveSealKeys } from "../../src/controller/marker-seal.ts";
import { readPayload } from "../../src/github/payloads.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { FakeGitHub } from "../controller/fake-github.ts";
import { appKey } from "../sim/app-key.ts";
import { secret } from "./signed.ts";

/** What it says when asked: CPU µs since its start, and bytes. */
export interface ServerFigures {
  readonly cpuMicros: number;
  readonly rss: number;
}

/** The whole App with its store in a file; the repository of the deliveries is not installed, so that only intake works. */
async function openOurs(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-intake-"));
  process.once("exit", () => rmSync(folder, { recursive: true }));
  const github = new FakeGitHub(() => Date.now());
  github.installed = [];
  const controller = openController({
    github,
    store: openSqliteStore(join(folder, "store.db")),
    clock: systemClock,
    decide,
    readHook: readPayload,
    keys: deriveSealKeys(["a key for the benchmark"]),
    secrets: [secret],
  });
  const { hookUrl } = await serveApp({ controller, port: 0 });
  return hookUrl;
}

/** Probot takes 0 for its usual port. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Probot's own server with one handler that does nothing; it keeps nothing either. */
async function openProbots(): Promise<string> {
  const log = pino({ level: "silent" });
  const settings = { appId: 1, privateKey: appKey.privateKey, secret, log };
  const server = new Server({ Probot: Probot.defaults(settings), port: await freePort(), host: "127.0.0.1", log });
  await server.load((app) => {
    app.on("issue_comment", async () => undefined);
  });
  const listening = await server.start();
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("expected a port");
  return `http://127.0.0.1:${address.port}/api/github/webhooks`;
}

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  const figures: ServerFigures = { cpuMicros: user + system, rss: process.memoryUsage.rss() };
  process.send?.(figures);
});
process.on("disconnect", () => process.exit(0));
process.send?.({ url: await (process.argv[2] === "probot" ? openProbots() : openOurs()) });
