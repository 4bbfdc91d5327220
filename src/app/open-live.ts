/** The App as an operator runs it: store, loop, door and figures, opened in order and closed in the opposite one. */
import type { Controller } from "../controller/controller.ts";
import { troubleKind } from "../controller/trouble-kind.ts";
import type { GitHub } from "../ports/github.ts";
import type { Store } from "../ports/store.ts";
import type { Occurrence } from "../ports/telemetry.ts";
import { openAnew } from "./begin-anew.ts";
import { CannotStart } from "./cannot-start.ts";
import { type Credentials, type Environment, githubOf } from "./env.ts";
import { fetchUntil } from "./fetch-until.ts";
import { openStore } from "./open-store.ts";
import { openSend } from "./send-event.ts";
import { type AppServer, serveApp } from "./serve.ts";
import { type MetricsServer, serveMetrics } from "./serve-metrics.ts";
import { systemClock } from "./system-clock.ts";
import { openTelemetry, type Telemetry } from "./telemetry.ts";
import { whyDeaf } from "./why-deaf.ts";
import { type AppOptions, openApp, reachGitHub } from "./wire.ts";

export interface LiveOptions {
  readonly environment: Environment;
  readonly credentials: Credentials;
  readonly version: string;
}

export interface Live {
  /** `http://HOST:PORT` */
  readonly url: string;
  /** Finishes what is under way; nothing of ours runs afterwards. */
  stop(): Promise<void>;
}

/** Starts the whole App. Throws `CannotStart` when the store or the address cannot be had. */
export async function openLive({ environment, credentials, version }: LiveOptions): Promise<Live> {
  const store = await openStore(environment.STORE_PATH);
  const { privateKeys, secrets } = credentials;
  const level = environment.LOG_LEVEL;
  const eventSecrets = environment.EVENTS_SECRETS ?? new Map<string, string>();
  const hidden = [...privateKeys, ...secrets, ...eventSecrets.values(), environment.METRICS_TOKEN ?? []].flat();
  const telemetry = openTelemetry({ clock: systemClock, store, version, level, secrets: hidden });
  const { baseUrl, host, webUrl } = githubOf(environment);
  const end = new AbortController();
  const way = { baseUrl, host, fetch: fetchUntil(end.signal) };
  const options: AppOptions = {
    ...credentials,
    ...way,
    clock: systemClock,
    store,
    tell: telemetry.tell,
    ...outward(environment),
  };
  const server = await listen(environment, telemetry, openLasting(options, telemetry)).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const figures = await openFigures(environment, telemetry);
  await tellRests(store, telemetry).catch((error: unknown) => telemetry.tell(appTrouble(error)));
  telemetry.log.info({ url: server.url, hook: server.hookUrl, github: host, version }, "listening");
  if (environment.WEBHOOK_PROXY_URL !== null) {
    const command = forwardCommand(environment.WEBHOOK_PROXY_URL.href, server.hookUrl);
    telemetry.log.info({ command }, "webhooks come through a proxy: this brings them here");
  }
  void introduce(reachGitHub(options), webUrl, telemetry, end.signal);
  return { url: server.url, stop: () => stop({ server, figures, store, telemetry, end }) };
}

/** The App, whatever happens to the date. */
function openLasting(options: AppOptions, { log, tell }: Telemetry): Controller {
  return openAnew({
    open: () => openApp(options),
    onSetBack: (ms) => log.warn({ ms }, "the clock of this machine was set back: beginning anew"),
    onTrouble: (error) => tell(appTrouble(error)),
  });
}

/** Trouble that concerns no repository alone. */
const appTrouble = (error: unknown): Occurrence => ({
  kind: "trouble",
  trouble: troubleKind(error),
  repositoryId: null,
  about: null,
  error,
});

/** Who hears of events outside of GitHub, and how. */
function outward({ EVENTS_SECRETS, EVENTS_URL, EVENTS_ALLOW }: Environment): Pick<AppOptions, "send" | "receivers"> {
  const secrets = EVENTS_SECRETS ?? new Map<string, string>();
  const receivers = EVENTS_URL === null ? [] : [{ url: EVENTS_URL.href, secret: "*" }];
  return { send: openSend({ secrets, allowPrivate: EVENTS_ALLOW === "private" }), receivers };
}

/** What brings the deliveries of a channel of smee.io to a machine that has no public address. */
function forwardCommand(channel: string, target: string): string {
  return `npx smee-client --url ${channel} --target ${target}`;
}

/** Real ms for requests under way; then they are cut off, so that a GitHub that is silent cannot keep us. */
const GRACE_MS = 5000;

interface Parts {
  readonly server: AppServer;
  readonly figures: MetricsServer | null;
  readonly store: Store;
  readonly telemetry: Telemetry;
  readonly end: AbortController;
}

async function stop({ server, figures, store, telemetry, end }: Parts): Promise<void> {
  telemetry.log.info("stopping: finishing what is under way");
  const timer = setTimeout(() => end.abort(new Error("Signalbox is stopping.")), GRACE_MS);
  await server.stop();
  clearTimeout(timer);
  await figures?.stop();
  await store.close();
  telemetry.log.info("stopped");
}

async function listen(
  { PORT, HOST, METRICS_TOKEN }: Environment,
  telemetry: Telemetry,
  app: Controller,
): Promise<AppServer> {
  const { health, metrics, tell } = telemetry;
  const figures = METRICS_TOKEN === null ? {} : { metrics: { source: metrics, token: METRICS_TOKEN } };
  try {
    return await serveApp({ controller: app, health, tell, ...figures, port: PORT, host: HOST });
  } catch (error) {
    const why = whyDeaf(error, { host: HOST, port: PORT });
    throw why === null ? error : new CannotStart(`${why}.`, { cause: error });
  }
}

/** Figures are worth having, but nothing to stay down for. */
async function openFigures(
  { METRICS_PORT, METRICS_HOST }: Environment,
  telemetry: Telemetry,
): Promise<MetricsServer | null> {
  const { metrics, log } = telemetry;
  if (METRICS_PORT === null) return null;
  try {
    const figures = await serveMetrics({ metrics, port: METRICS_PORT, host: METRICS_HOST });
    log.info({ url: figures.url }, "figures");
    return figures;
  } catch (error) {
    const why = whyDeaf(error, { host: METRICS_HOST, port: METRICS_PORT, prefix: "METRICS_" });
    log.warn({ why: why ?? String(error) }, "no figures are served (METRICS_PORT=off wants none)");
    return null;
  }
}

/** What an earlier process was told to rest is not over because we are new. */
async function tellRests(store: Store, { tell }: Telemetry): Promise<void> {
  const at = systemClock.now();
  for (const installationId of new Set([0, ...(await store.repositories()).map((one) => one.installationId)])) {
    const until = await store.restUntil(installationId);
    if (until > at) tell({ kind: "rest", installationId, at, until });
  }
}

/** Tells at once whether GitHub knows us; nothing waits for it. */
async function introduce(github: GitHub, webUrl: string, { log }: Telemetry, end: AbortSignal): Promise<void> {
  try {
    const { slug } = await github.identity();
    log.info({ app: slug, install: `${webUrl}/apps/${slug}/installations/new` }, "GitHub knows this App");
  } catch (error) {
    if (end.aborted) return;
    const why = error instanceof Error ? error.message : String(error);
    log.warn({ why }, "GitHub could not be asked who we are: `npm run signalbox -- doctor` finds out more");
  }
}
