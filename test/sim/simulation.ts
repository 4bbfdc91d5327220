/** One seeded schedule: people, faults and crashes for an hour, then a quiet time, then what must be true. */
import { DatabaseSync } from "node:sqlite";
import { type AppOptions, openApp, reachGitHub } from "../../src/app/wire.ts";
import type { Controller } from "../../src/controller/controller.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { GitHub } from "../../src/ports/github.ts";
import type { Store } from "../../src/ports/store.ts";
import type { FaultPlan } from "../../src/sandbox/faults.ts";
import { type Random, seededRandom } from "../../src/sandbox/random.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { asReceived } from "../as-received.ts";
import { appId, appKey, secret } from "./app-key.ts";
import { checkAcknowledged, checkAtEnd, checkNow, checkRequest, checkRest, type Watch, watch } from "./invariants.ts";
import { beginLife, type Life, mortal, mortalClock, mortalFetch } from "./mortal.ts";
import { checkPlanned } from "./planned-laws.ts";
import { asksForAll, PLANNED } from "./planned-town.ts";
import { act, found, PLAIN, REPO, type Town } from "./town.ts";

const MINUTE = 60_000;
/** Many short stories find more in the same time than few long ones: `npm run bench -- stories`. */
const MOST_DEEDS = 5;

/** What can be broken on purpose: a mutant changes the options of every life of the App. */
export interface Mutant {
  /** Changes what the App is given. */
  readonly options?: (options: AppOptions, life: Life) => AppOptions;
  /** Changes what GitHub says to it. */
  readonly github?: (github: GitHub, sandbox: Sandbox) => GitHub;
  /** A second process with a store of its own serves the same repository. */
  readonly twins?: boolean;
}

export interface ScheduleOptions {
  readonly faults?: FaultPlan["rates"];
  /** Deeds of people; unless told one to five, or fourteen in a town with a plan. */
  readonly deeds?: number;
  /** Mean number of crashes. */
  readonly crashes?: number;
  readonly mutant?: Mutant;
  readonly lagMs?: number;
  /** Most milliseconds a delivery is late. */
  readonly lateMs?: number;
  /** A town with a plan document, an agent that people start, and a coordination issue that fills up; else the plain one. */
  readonly isPlanned?: boolean;
  /** Hears what happened, line by line, when all is over. */
  readonly trace?: (line: string) => void;
}

export interface Outcome {
  readonly seed: number;
  /** Empty: all held. */
  readonly broken: readonly string[];
  readonly requests: number;
}

const usualFaults: NonNullable<FaultPlan["rates"]> = {
  "error-before-write": 0.02,
  "error-after-write": 0.03,
  "reset-before-write": 0.01,
  "reset-after-write": 0.02,
  latency: 0.1,
  "secondary-limit": 0.01,
  "list-lag": 0.2,
  "webhook-lost": 0.1,
  "webhook-doubled": 0.1,
  "webhook-delayed": 0.1,
  "webhook-reordered": 0.1,
};

/** The App in its present life, and how to begin the next. */
class Host {
  controller: Controller | null = null;
  #twin: Controller | null = null;
  life: Life = beginLife(0);
  store: Store | null = null;
  #db = new DatabaseSync(":memory:");
  readonly #sandbox: Sandbox;
  readonly #clock: VirtualClock;
  readonly #random: Random;
  readonly #mutant: Mutant;
  isMortal = true;
  /** ms */
  readonly deaths: number[] = [];
  #crashesLeft: number;

  readonly #seen: Watch;

  constructor(seen: Watch, clock: VirtualClock, random: Random, options: ScheduleOptions) {
    const { sandbox } = seen;
    this.#seen = seen;
    this.#sandbox = sandbox;
    this.#clock = clock;
    this.#random = random;
    this.#mutant = options.mutant ?? {};
    this.#crashesLeft = random.between(0, 2 * (options.crashes ?? 1));
    sandbox.onDelivery((delivery) => this.#answer(delivery.headers, delivery.body), appId);
  }

  async #answer(headers: Record<string, string>, body: string): Promise<{ status: number }> {
    const { controller, life } = this;
    if (controller === null || life.isDead) throw new Error("connection refused");
    const request = asReceived({ headers, body });
    void this.#twin?.receive(request);
    const answered = controller.receive(request);
    const first = await Promise.race([answered, life.death]);
    if (first === undefined) throw new Error("connection reset");
    return first;
  }

  /** Starts the App; when it dies it is started again some time later, once in a while without its store. */
  async live(): Promise<void> {
    const mayDie = this.isMortal && this.#crashesLeft > 0;
    this.life = beginLife(mayDie ? this.#random.between(20, 400) : 0);
    const { life } = this;
    if (mayDie) this.#crashesLeft -= 1;
    const clock: Clock = mortalClock(life, this.#clock);
    this.store = openSqliteStore(this.#db);
    const options: AppOptions = {
      appId,
      privateKeys: [appKey.privateKey],
      secrets: [secret],
      baseUrl: this.#sandbox.apiUrl,
      fetch: mortalFetch(life, (input, init) => this.#send(input, init)),
      clock,
      store: mortal(life, this.store),
      pace: { resyncMs: 4 * MINUTE, recoverMs: 8 * MINUTE },
      onTrouble: ({ kind, error }) => {
        if (kind === "bug" && !life.isDead) this.#seen.broken.add(`a bug: ${error}`);
      },
    };
    this.controller = this.#open(options);
    void life.death.then(() => this.#rise());
    void this.controller.start();
    if (this.#mutant.twins !== true) return;
    this.#twin = this.#open({ ...options, store: openSqliteStore(":memory:") });
    void this.#twin.start();
  }

  #open(given: AppOptions): Controller {
    const options = this.#mutant.options?.(given, this.life) ?? given;
    const github = reachGitHub(options);
    return openApp(options, this.#mutant.github?.(github, this.#sandbox) ?? github);
  }

  #send(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : input);
    checkRequest(this.#seen, init?.method ?? "GET", url.pathname, typeof init?.body === "string" ? init.body : "");
    return this.#sandbox.fetch(input, init).finally(() => checkRest(this.#seen));
  }

  async #rise(): Promise<void> {
    this.#seen.diedAt = this.#clock.now();
    this.deaths.push(this.#clock.now());
    await this.#clock.sleep(this.#random.between(1, 3 * MINUTE));
    if (this.#random.chance(0.2)) this.forget();
    await this.live();
  }

  /** Loses the store. */
  forget(): void {
    this.#db = new DatabaseSync(":memory:");
    this.#seen.storeBornAt = this.#clock.now() + 1;
  }
}

/** Writes to the repository; tokens are minted without changing anything. */
function writes(sandbox: Sandbox): number {
  return sandbox.requests.filter((request) => request.isWrite && request.installationId !== null).length;
}

export async function runSchedule(seed: number, options: ScheduleOptions = {}): Promise<Outcome> {
  const random = seededRandom(seed);
  const clock = openVirtualClock("2026-06-01T08:54:00Z");
  const rates = options.faults ?? usualFaults;
  const faults: FaultPlan = { seed, rates, lagMs: options.lagMs ?? 3000, webhookDelayMs: options.lateMs ?? 2 * MINUTE };
  const sandbox = openSandbox({ clock, seed, faults });
  const town = found(sandbox, random, options.isPlanned === true ? PLANNED : PLAIN);
  const seen = watch(sandbox, clock);
  const host = new Host(seen, clock, random, options);
  sandbox.installApp({ appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] }, [REPO]);
  await host.live();
  await clock.advance(2 * MINUTE);
  const usual = options.isPlanned === true ? 14 : random.between(1, MOST_DEEDS);
  await people(town, seen, host, clock, options.deeds ?? usual);
  calm(sandbox, host);
  if (options.isPlanned === true) await asksForAll(town, clock);
  const quietWrites = await settle(seen, host, clock, seed);
  if (options.isPlanned === true) checkPlanned(seen);
  const broken = checkAtEnd(seen, quietWrites);
  host.life.die();
  if (options.trace !== undefined) for (const line of tell(sandbox, host.deaths)) options.trace(line);
  return { seed, broken, requests: sandbox.requests.length };
}

/** Everything GitHub saw, in the order of the virtual clock: what people did, what was delivered, what the App asked. */
function tell(sandbox: Sandbox, deaths: readonly number[]): readonly string[] {
  const asked = sandbox.requests.map(({ at, route, operation, path, status }) => ({
    at,
    line: `app ${route === "POST /graphql" ? operation : `${route.split(" ")[0]} ${path}`} -> ${status}`,
  }));
  const delivered = sandbox.deliveries().map(({ deliveredAt, event, action, guid, statusCode }) => ({
    at: deliveredAt,
    line: `delivery ${event}.${action} ${guid.slice(0, 8)} -> ${statusCode}`,
  }));
  const happened = sandbox.issues(REPO).flatMap((issue) => [
    ...issue.events.map((event) => ({
      at: event.createdAt,
      line: `#${issue.number} ${event.event} ${event.label?.name ?? ""} by ${event.actor.login}`,
    })),
    ...issue.comments.map((comment) => ({
      at: comment.createdAt,
      line: `#${issue.number} comment by ${comment.author.login}: ${JSON.stringify(comment.body.slice(0, 60))}`,
    })),
  ]);
  const died = deaths.map((at) => ({ at, line: "the App dies" }));
  return [...asked, ...delivered, ...happened, ...died]
    .sort((a, b) => a.at - b.at)
    .map(({ at, line }) => `${new Date(at).toISOString().slice(11, 23)} ${line}`);
}

async function people(town: Town, seen: Watch, host: Host, clock: VirtualClock, deeds: number): Promise<void> {
  for (let i = 0; i < deeds; i++) {
    act(town);
    checkNow(seen);
    await clock.advance(town.random.between(0, 4 * MINUTE));
    checkNow(seen);
    if (host.store !== null) await checkAcknowledged(seen, host.store);
  }
}

/** Faults end, and nobody dies any more. */
function calm(sandbox: Sandbox, host: Host): void {
  sandbox.faults.stop();
  host.isMortal = false;
}

/** The world comes to rest. In every third schedule the store is lost then, and still nothing is left to do. */
async function settle(seen: Watch, host: Host, clock: VirtualClock, seed: number): Promise<number> {
  const { sandbox } = seen;
  // What a lost write left untold is told again ten minutes after the word, with the resync that follows.
  await clock.advance(20 * MINUTE);
  if (host.store !== null) await checkAcknowledged(seen, host.store);
  const before = writes(sandbox);
  await clock.advance(4 * MINUTE);
  if (seed % 3 === 0) {
    host.forget();
    host.life.die();
    await clock.advance(4 * MINUTE);
  }
  return writes(sandbox) - before;
}
