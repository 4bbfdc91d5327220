/** The world of the demo: a local GitHub on a virtual clock, one repository, the App installed and running on it. */
import { generateKeyPairSync } from "node:crypto";
import { type AppServer, serveApp } from "../../app/serve.ts";
import { openApp } from "../../app/wire.ts";
import type { Controller } from "../../controller/controller.ts";
import type { Trouble } from "../../controller/reconcile.ts";
import type { Store } from "../../ports/store.ts";
import { deliverTo } from "../../sandbox/deliver-to.ts";
import type { FaultPlan } from "../../sandbox/faults.ts";
import { type HttpFace, openHttpFace } from "../../sandbox/http.ts";
import { answerPage } from "../../sandbox/pages/answer-page.ts";
import { openSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import type { Installation } from "../../sandbox/state.ts";
import { openVirtualClock, type VirtualClock } from "../../sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../store/sqlite.ts";
import type { Cast } from "./cast.ts";
import { settingsText } from "./settings-text.ts";
import { slug } from "./slug.ts";

/** A Wednesday evening, UTC: what is promised on Thursday morning is measured on Friday, when the week is looked back on. */
const STARTS_AT = "2026-06-03T19:00:00Z";
/** Where the plan stands in the repository. */
export const PLAN_FILE = "docs/plan.json";
const APP_ID = 4711;
const SECRET = "the-demo-has-no-secrets-worth-keeping";
/** Virtual ms within which the App must have stopped. */
const STOP_LIMIT_MS = 3_600_000;

/** Mild: every kind of trouble comes by in a run of a few hundred requests, none of them often. */
const faults: FaultPlan = {
  rates: {
    "webhook-lost": 0.04,
    "webhook-doubled": 0.04,
    "webhook-delayed": 0.02,
    "webhook-reordered": 0.02,
    "error-before-write": 0.008,
    "error-after-write": 0.008,
    "reset-before-write": 0.004,
    "reset-after-write": 0.004,
    latency: 0.02,
    "secondary-limit": 0.001,
  },
};

export interface StageOptions {
  readonly cast: Cast;
  readonly seed: number;
}

/** Opens the world; the App is installed but sleeps until `start`. */
export class Stage {
  readonly repo: string;
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  readonly installation: Installation;
  /** Bugs of ours that the App met. */
  readonly bugs: string[] = [];
  readonly #privateKey: string;
  #face: HttpFace | null = null;
  #server: AppServer | null = null;
  #app: Controller | null = null;
  #store: Store | null = null;

  constructor({ cast, seed }: StageOptions) {
    const keys = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    this.#privateKey = keys.privateKey;
    this.clock = openVirtualClock(STARTS_AT);
    this.sandbox = openSandbox({ clock: this.clock, seed, faults });
    this.repo = `octo/${repositoryName(cast.plan.title)}`;
    this.sandbox.repository(this.repo, {
      collaborators: rolesOf(cast),
      files: { ".github/signalbox.yml": settingsText(cast), [PLAN_FILE]: JSON.stringify(cast.plan, null, 2) },
    });
    this.sandbox.user(cast.stranger);
    this.installation = this.sandbox.installApp(
      { appId: APP_ID, slug: "signalbox", publicKeyPem: keys.publicKey, webhookSecrets: [SECRET] },
      [this.repo],
    );
    this.sandbox.onDelivery(({ headers, body }) => this.#receive(headers, body));
  }

  /**
   * From now on GitHub is reached through sockets, and the App listens for its webhooks: call it before `start`.
   * Returns the address of the web page. Rejects when the port is taken.
   */
  async openDoors(port: number): Promise<string> {
    this.#face = await openHttpFace(this.sandbox, { port, pages: answerPage });
    return this.#face.url;
  }

  /** Starts the App on an empty store. */
  async start(): Promise<void> {
    this.#store = openSqliteStore(":memory:");
    this.#app = openApp({
      appId: APP_ID,
      privateKeys: [this.#privateKey],
      secrets: [SECRET],
      baseUrl: this.sandbox.apiUrl,
      fetch: this.#face?.fetch ?? this.sandbox.fetch,
      ...(this.#face === null ? {} : { host: new URL(this.#face.url).host }),
      clock: this.clock,
      store: this.#store,
      onTrouble: (trouble) => this.#note(trouble),
    });
    if (this.#face === null) return this.#app.start();
    this.#server = await serveApp({ controller: this.#app, port: 0 });
    this.sandbox.onDelivery(deliverTo(this.#server.hookUrl));
  }

  /** Stops the App and throws away everything it remembered. */
  async stopAndForget(): Promise<void> {
    const [app, store] = [this.#server ?? this.#app, this.#store];
    this.#server = null;
    this.#app = null;
    this.#store = null;
    let isStopped = false;
    const stopping = app?.stop().then(() => {
      isStopped = true;
    });
    if (app !== null) await this.clock.runUntil(() => isStopped, { limitMs: STOP_LIMIT_MS });
    await stopping;
    await store?.close();
  }

  async closeDoors(): Promise<void> {
    await this.#face?.close();
    this.#face = null;
  }

  isIdle(): boolean {
    return this.#app?.isIdle() ?? true;
  }

  /** While the App is down GitHub gets no answer, and remembers that. */
  async #receive(headers: Record<string, string>, body: string): Promise<{ status: number }> {
    if (this.#app === null) return { status: 503 };
    return this.#app.receive({ headers, body: Buffer.from(body) });
  }

  #note({ kind, error }: Trouble): void {
    if (kind === "bug") this.bugs.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

function rolesOf(cast: Cast): Record<string, "maintain" | "write"> {
  return {
    ...Object.fromEntries(cast.passersBy.map((login) => [login, "write"] as const)),
    ...Object.fromEntries(cast.reviewers.map(({ login }) => [login, "write"] as const)),
    ...Object.fromEntries(cast.players.map(({ account }) => [account, "write"] as const)),
    [cast.maintainer]: "maintain",
  };
}

/** The last word of weight in the title: "Berth booking for a small harbour" is `harbour`. */
function repositoryName(title: string): string {
  const words = title.split(/[^A-Za-z]{1,80}/).filter((word) => word.length > 3);
  return slug(words.at(-1) ?? title).toLowerCase();
}
