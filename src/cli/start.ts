/** `signalbox start`: runs the App with its credentials; without any, offers the page on which to register it. */
import { accessSync, constants, existsSync } from "node:fs";
import type { Command } from "commander";
import { loadDotEnv } from "../app/dot-env.ts";
import {
  type Credentials,
  type Environment,
  githubOf,
  guessedVariables,
  readEnvironment,
  tellProblems,
} from "../app/env.ts";
import { buildManifest, hookUrlOf } from "../app/manifest.ts";
import { openLive } from "../app/open-live.ts";
import type { Registration } from "../app/probot.ts";
import { stopOnSignal } from "../app/serve.ts";
import { whyDeaf } from "../app/why-deaf.ts";
import { say } from "./complain.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

interface StartFlags {
  readonly fallbackManifest?: true;
}

const EXAMPLES = `
With credentials in the environment or in the file .env, Signalbox listens for
webhooks and looks after every repository the App is installed on, until SIGTERM
or Ctrl-C. Without credentials it offers a page, for this machine only, which
registers the App on GitHub as app.yml describes it and keeps its credentials in
.env.

Examples:
  npm start
  PUBLIC_URL=https://box.example.com npm start     to register with webhooks
  GHE_HOST=ghe.example.com npm start               GitHub Enterprise Server
  npm start -- --fallback-manifest                 should GitHub refuse an event
  npm run signalbox -- doctor                      what is wrong, and what to do

Exit code: 0 ended as asked to; 1 stopping took longer than 20 seconds; 2 it
cannot start like this (standard error says why).`;

async function start(flags: StartFlags): Promise<void> {
  loadDotEnv();
  const { environment, credentials, problems } = readEnvironment(process.env);
  const guessed = guessedVariables(process.env);
  if (environment === null) {
    throw new UsageError(["Signalbox cannot start like this.", tellProblems(problems), ...guessed].join("\n"));
  }
  if (credentials === null && guessed.length > 0) say(guessed.join("\n"));
  if (credentials === null) return register(environment, flags);
  return run(environment, credentials);
}

async function run(environment: Environment, credentials: Credentials): Promise<void> {
  // Before anything else: as the first process of a container, one that does not listen for a signal never hears it.
  const stopped = stopOnSignal(async () => (await opening).stop());
  const opening = openLive({ environment, credentials, version: version() });
  // Both at once: a start that fails after a signal fails them both, and is told once.
  const [, isClean] = await Promise.all([opening, stopped]);
  process.exit(isClean ? 0 : 1);
}

async function register(environment: Environment, flags: StartFlags): Promise<void> {
  refuseUnwritable(".env");
  const { webUrl, baseUrl, host } = githubOf(environment);
  const hookUrl = hookUrlOf(environment);
  const manifest = buildManifest({
    hookUrl,
    homeUrl: environment.PUBLIC_URL?.href ?? null,
    isFallback: flags.fallbackManifest === true,
  });
  const { PORT, GH_ORG } = environment;
  // Only here: Probot takes as long to load as all the rest, and half as much memory again.
  const { openRegistration } = await import("../app/probot.ts");
  const port = PORT;
  const registration = await openRegistration({ manifest, webUrl, baseUrl, organization: GH_ORG, port }).catch(
    (error: unknown) => {
      const why = whyDeaf(error, { host: "127.0.0.1", port });
      throw why === null ? error : new UsageError(`${why}.`);
    },
  );
  say(`There are no credentials yet. To register the App on ${host}, open this page in a browser on this machine:

  ${registration.url}

${hookAdvice(manifest.hook_attributes)}`);
  await Promise.race([registration.registered.then(congratulate), stopOnSignal(async () => undefined)]);
  await close(registration);
}

function hookAdvice({ url, active }: { readonly url: string; readonly active: boolean }): string {
  if (active && isLoopback(url)) {
    return (
      `GitHub would deliver webhooks to ${url}, which only this machine reaches: end this and start with the address ` +
      "that GitHub sees as PUBLIC_URL, or with WEBHOOK_PROXY_URL=https://smee.io/…"
    );
  }
  if (active) return `GitHub will deliver webhooks to ${url}.`;
  return (
    "No public address is known, so the App's webhook would be switched off. To have one, end this and start with " +
    "PUBLIC_URL=https://… (where GitHub reaches this machine), or WEBHOOK_PROXY_URL=https://smee.io/…"
  );
}

function isLoopback(url: string): boolean {
  return /^(?:(?:.{1,200}\.)?localhost|127\.[\d.]{5,11}|0\.0\.0\.0|\[::1?\])$/.test(new URL(url).hostname);
}

function congratulate(appUrl: string): void {
  say(`The App is registered: ${appUrl}. Its credentials are in .env. Next:

  npm start
  ${appUrl}/installations/new`);
}

/** The credentials come once: that they can be kept must be sure before. */
function refuseUnwritable(path: string): void {
  try {
    accessSync(existsSync(path) ? path : ".", constants.W_OK);
  } catch {
    throw new UsageError(
      `There are no credentials, and ${path} cannot be written to keep new ones. Set APP_ID, PRIVATE_KEY and ` +
        "WEBHOOK_SECRET, or start in a folder that this user may write to.",
    );
  }
}

async function close(registration: Registration): Promise<never> {
  await registration.stop();
  process.exit(0);
}

export function addStart(program: Command): void {
  program
    .command("start")
    .description("Runs the App; without credentials, offers a page on which to register it.")
    .option("--fallback-manifest", "register without the events that a GitHub may not know yet")
    .addHelpText("after", EXAMPLES)
    .action(start);
}
