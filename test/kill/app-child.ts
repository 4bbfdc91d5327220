/** The App as a process of its own, with real sockets and a real file, that dies at a named point when it is told to. */
import { flushCompileCache } from "node:module";
import { DatabaseSync } from "node:sqlite";
import { serveApp } from "../../src/app/serve.ts";
import { type AppOptions, openApp, reachGitHub } from "../../src/app/wire.ts";
import type { Controller } from "../../src/controller/controller.ts";
import type { Action } from "../../src/core/actions.ts";
import type { GitHub, RepositoryOnGitHub } from "../../src/ports/github.ts";
import type { Store } from "../../src/ports/store.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { type Doom, doomed, passes } from "./doom.ts";
import { shiftedClock } from "./shifted-clock.ts";

/** What the parent says in the first argument, as JSON. */
export interface ChildOptions {
  readonly storePath: string;
  readonly apiUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly secret: string;
  readonly shiftMs: number;
  /** Where to die; null: wherever the parent kills. */
  readonly crashAt: string | null;
}

/** Asks whether anything runs, waits, or is due within so many ms; or names the point at which to die from now on. */
export type ChildHears = { readonly isSettledFor: number } | { readonly crashAt: string };

/** What the child says. */
export type ChildSays = { readonly hookUrl: string } | ChildAnswers;
export type ChildAnswers = { readonly isSettled: boolean } | { readonly crashesAt: string };

function nameOfAction(action: Action): string {
  if (action.kind !== "write-comment") return action.kind;
  if (action.marker.kind === "summary") return "summary";
  return action.comment === null ? "create-comment" : "edit-comment";
}

function doomedGitHub(github: GitHub, doom: Doom): GitHub {
  const nameOf = (method: string, args: readonly unknown[]) =>
    `github.${method === "perform" ? nameOfAction(args[0] as Action) : method}`;
  const of: GitHub["of"] = (repository) => doomed<RepositoryOnGitHub>(github.of(repository), doom, nameOf);
  return { ...doomed(github, doom, nameOf), of };
}

/** Within a migration the schema is there and its number is not. */
function openDoomedStore(path: string, doom: Doom): Store {
  if (doom.at !== "store.migrate:after") return doomed(openSqliteStore(path), doom, (method) => `store.${method}`);
  const sqlite = new DatabaseSync(path);
  sqlite.exec("PRAGMA journal_mode = WAL");
  const execute = sqlite.exec.bind(sqlite);
  sqlite.exec = (sql) => {
    const [work = "", rest] = sql.split("PRAGMA user_version");
    execute(work);
    if (rest === undefined) return;
    passes(doom, "store.migrate:after");
    execute(`PRAGMA user_version${rest}`);
  };
  return openSqliteStore(sqlite);
}

function doomedController(controller: Controller, doom: Doom): Controller {
  const receive: Controller["receive"] = async (request) => {
    const answer = await controller.receive(request);
    passes(doom, "intake.answer:before");
    return answer;
  };
  return {
    receive,
    start: () => controller.start(),
    stop: () => controller.stop(),
    isIdle: () => controller.isIdle(),
  };
}

async function isSettled(controller: Controller, store: Store, until: number): Promise<boolean> {
  const soon = (await store.marks()).some((mark) => mark.notBefore < until);
  return controller.isIdle() && !soon;
}

function say(what: ChildSays): void {
  process.send?.(what);
}

async function live(options: ChildOptions): Promise<void> {
  const doom: Doom = { at: options.crashAt };
  const clock = shiftedClock({ ms: options.shiftMs });
  const store = openDoomedStore(options.storePath, doom);
  const given: AppOptions = {
    appId: options.appId,
    privateKeys: [options.privateKey],
    secrets: [options.secret],
    baseUrl: options.apiUrl,
    clock,
    store,
    onTrouble: ({ kind, error }) => {
      if (kind === "bug") process.stderr.write(`${kind}: ${error instanceof Error ? error.stack : error}\n`);
    },
    pace: { debounceMs: 20, settleMs: 300, resyncMs: 60_000, recoverMs: 60_000 },
    requestPace: {
      readBurst: 10_000,
      readEveryMs: 1,
      writeBurst: 10_000,
      writeEveryMs: 1,
      creationsPerMinute: 10_000,
      creationsPerHour: 10_000,
    },
  };
  const real = openApp(given, doomedGitHub(reachGitHub(given), doom));
  const controller = doomedController(real, doom);
  const server = await serveApp({ controller, port: 0 });
  process.on("message", (heard: ChildHears) => {
    if ("crashAt" in heard) {
      doom.at = heard.crashAt;
      say({ crashesAt: doom.at });
    } else {
      const until = clock.now() + heard.isSettledFor;
      void isSettled(controller, store, until).then((settled) => say({ isSettled: settled }));
    }
  });
  say({ hookUrl: server.hookUrl });
  // Node keeps what it compiled when a process ends in peace, which none of these does: the lives after the first start by it.
  flushCompileCache();
}

await live(JSON.parse(process.argv[2] ?? "") as ChildOptions);
