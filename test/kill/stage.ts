/** A local GitHub with sockets, a file for the store, and the App's lives one after the other: what every kill needs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { deliverTo } from "../../src/sandbox/deliver-to.ts";
import { openHttpFace } from "../../src/sandbox/http.ts";
import { type Random, seededRandom } from "../../src/sandbox/random.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Installation } from "../../src/sandbox/state.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";
import { checkAcknowledged, checkAtEnd, checkNow, type Watch, watch } from "../sim/invariants.ts";
import { found, PLAIN, REPO, type Town } from "../sim/town.ts";
import { bundleChild } from "./bundle-child.ts";
import { shiftedClock } from "./shifted-clock.ts";
import { startVictim, type Victim } from "./victim.ts";

const SETTINGS = `mode: live
dashboard: { everySeconds: 0 }
workers:
  - { name: ana, slots: 1 }
  - { name: bob, slots: 2 }
  - { name: cho, kind: agent }
`;
/** A Monday, just before the hour of the daily summary. */
const MORNING = Date.parse("2026-06-01T08:59:55Z");
const ASK_EVERY_MS = 40;
/** Longer than any second look after a write. */
const DUE_SOON_MS = 4000;
const SETTLE_LIMIT_MS = 30_000;
const DEATH_LIMIT_MS = 15_000;

export interface Stage {
  readonly sandbox: Sandbox;
  readonly town: Town;
  readonly random: Random;
  readonly seen: Watch;
  readonly installation: Installation;
  readonly shift: { ms: number };
  /** Real ms from a start to the first delivery it answered, of the lives that answered one. */
  readonly resumedMs: readonly number[];
  readonly kills: number;
  /** Starts the App; where it is to die by itself, or null. */
  begin(crashAt?: string | null): Victim;
  /** The life that has not ended; null between two. */
  present(): Victim | null;
  /** Kills the present life and checks what it had answered. */
  kill(): Promise<void>;
  /** Waits for the present life to die by its own hand, then checks the same; false when it does not. */
  diesByItself(): Promise<boolean>;
  /** Waits until nothing is left to do now (or within `ms`), then checks; throws when that takes too long. */
  settle(ms?: number): Promise<void>;
  /** Settles, kills, starts again, settles: no write may follow. Returns what was broken since the beginning. */
  end(): Promise<readonly string[]>;
  /** Loses the store; only between two lives. */
  forget(): void;
  /** Where deliveries go now. */
  hookUrl(): string | null;
  close(): Promise<void>;
}

/** `program`: what to start; the App in one file unless told. */
export async function openStage(seed: number, program?: string): Promise<Stage> {
  const started = program ?? (await bundleChild());
  const shift = { ms: MORNING - Date.now() };
  const clock = shiftedClock(shift);
  const random = seededRandom(seed);
  const limits = { corePerHour: 1e6, graphqlPerHour: 1e6, contentPerMinute: 1e6, contentPerHour: 1e6 };
  const sandbox = openSandbox({ clock, seed, limits, webhookDelayMs: 5 });
  const face = await openHttpFace(sandbox);
  const town = found(sandbox, random, { ...PLAIN, settings: SETTINGS });
  const app = { appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] };
  const folder = mkdtempSync(join(tmpdir(), "signalbox-kill-"));
  const stage = new Lives({ sandbox, town, random, clock, shift, folder, program: started, apiUrl: face.apiUrl });
  sandbox.onDelivery((delivery) => stage.deliver(delivery), appId);
  stage.installation = sandbox.installApp(app, [REPO]);
  stage.onClose = () => face.close();
  return stage;
}

interface Given {
  readonly sandbox: Sandbox;
  readonly town: Town;
  readonly random: Random;
  readonly clock: ReturnType<typeof shiftedClock>;
  readonly shift: { ms: number };
  readonly folder: string;
  /** What `bundleChild` wrote. */
  readonly program: string;
  readonly apiUrl: string;
}

class Lives implements Stage {
  readonly sandbox: Sandbox;
  readonly town: Town;
  readonly random: Random;
  readonly seen: Watch;
  readonly shift: { ms: number };
  readonly resumedMs: number[] = [];
  declare installation: Installation;
  onClose: () => Promise<void> = async () => undefined;
  kills = 0;
  readonly #given: Given;
  #stores = 0;
  #victim: Victim | null = null;
  #hookUrl: string | null = null;
  #bornAt = 0;
  #hasAnswered = false;

  constructor(given: Given) {
    this.#given = given;
    this.sandbox = given.sandbox;
    this.town = given.town;
    this.random = given.random;
    this.shift = given.shift;
    this.seen = watch(given.sandbox, given.clock);
  }

  get #storePath(): string {
    return join(this.#given.folder, `store-${this.#stores}.db`);
  }

  async deliver(delivery: Parameters<ReturnType<typeof deliverTo>>[0]): Promise<{ status: number }> {
    if (this.#hookUrl === null) throw new Error("connection refused");
    const answer = await deliverTo(this.#hookUrl)(delivery);
    if (!this.#hasAnswered) this.resumedMs.push(performance.now() - this.#bornAt);
    this.#hasAnswered = true;
    return answer;
  }

  hookUrl(): string | null {
    return this.#hookUrl;
  }

  begin(crashAt: string | null = null): Victim {
    this.#bornAt = performance.now();
    this.#hasAnswered = false;
    const victim = startVictim(this.#given.program, {
      storePath: this.#storePath,
      apiUrl: this.#given.apiUrl,
      appId,
      privateKey: appKey.privateKey,
      secret,
      shiftMs: this.shift.ms,
      crashAt,
    });
    this.#victim = victim;
    void victim.listening.then(
      (url) => {
        if (this.#victim === victim) this.#hookUrl = url;
      },
      () => undefined,
    );
    void victim.dead.then(() => {
      if (this.#victim === victim) this.#hookUrl = null;
    });
    return victim;
  }

  present(): Victim | null {
    return this.#victim;
  }

  async kill(): Promise<void> {
    const victim = this.#victim;
    if (victim === null) throw new Error("nobody to kill");
    this.#hookUrl = null;
    await victim.kill();
    await this.#afterDeath(victim);
  }

  async diesByItself(): Promise<boolean> {
    const victim = this.#victim;
    if (victim === null) throw new Error("nobody lives");
    const given = new AbortController();
    const late = wait(DEATH_LIMIT_MS, false, { signal: given.signal }).catch(() => false);
    const isDead = await Promise.race([victim.dead.then(() => true), late]);
    given.abort();
    if (isDead) await this.#afterDeath(victim);
    return isDead;
  }

  async #afterDeath(victim: Victim): Promise<void> {
    this.kills += 1;
    this.#victim = null;
    this.#hookUrl = null;
    if (victim.complaints() !== "") this.seen.broken.add(`the process said: ${victim.complaints().slice(0, 300)}`);
    checkNow(this.seen);
    // A delivery that was answered as the process died is being noted down at this moment.
    await wait(2);
    const sqlite = new DatabaseSync(this.#storePath);
    try {
      const known = sqlite.prepare("SELECT count(*) AS known FROM sqlite_schema WHERE name = 'inbox'").get()?.["known"];
      const find = known === 1 ? sqlite.prepare("SELECT 1 FROM inbox WHERE guid = ?") : null;
      await checkAcknowledged(this.seen, { hasDelivery: async (guid) => find?.get(guid) !== undefined });
    } finally {
      sqlite.close();
    }
  }

  async settle(ms = 0): Promise<void> {
    const victim = this.#victim;
    if (victim === null) throw new Error("nobody lives");
    await victim.listening;
    const deadline = performance.now() + SETTLE_LIMIT_MS;
    while (!(await this.#isQuiet(victim, ms))) {
      if (performance.now() > deadline) throw new Error(`not settled in ${SETTLE_LIMIT_MS} ms`);
      await wait(ASK_EVERY_MS);
    }
    checkNow(this.seen);
  }

  /** Settled at two looks with a while between them, and no delivery of ours on its way meanwhile. */
  async #isQuiet(victim: Victim, ms: number): Promise<boolean> {
    const before = this.#writes();
    if (!(await victim.isSettledFor(ms))) return false;
    await wait(ASK_EVERY_MS);
    return (await victim.isSettledFor(ms)) && before === this.#writes();
  }

  #writes(): number {
    return this.sandbox.requests.filter((request) => request.isWrite && request.installationId !== null).length;
  }

  async end(): Promise<readonly string[]> {
    if (this.#victim === null) this.begin();
    await this.settle(DUE_SOON_MS);
    const before = this.#writes();
    await this.kill();
    this.begin();
    await this.settle(DUE_SOON_MS);
    const broken = checkAtEnd(this.seen, this.#writes() - before);
    await this.kill();
    return broken;
  }

  forget(): void {
    this.#stores += 1;
    this.seen.storeBornAt = this.#given.clock.now();
  }

  async close(): Promise<void> {
    if (this.#victim !== null) await this.#victim.kill();
    this.sandbox.onDelivery(async () => ({ status: 502 }), appId);
    await this.onClose();
    rmSync(this.#given.folder, { recursive: true });
  }
}
