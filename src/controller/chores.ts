/** What concerns the App as a whole: the list of repositories, installations, lost deliveries, forgotten marks, old rows. */
import type { Clock } from "../ports/clock.ts";
import type { GitHub, InstalledRepository, LoggedDelivery, ReadHook } from "../ports/github.ts";
import { Limited } from "../ports/github.ts";
import type { Delivery, Store } from "../ports/store.ts";
import type { Tell } from "../ports/telemetry.ts";
import { backoffMs } from "./backoff.ts";
import { readDelivery } from "./intake.ts";
import { KeyQueue } from "./key-queue.ts";
import type { Trouble } from "./reconcile.ts";
import { troubleKind } from "./trouble-kind.ts";

export interface ChoresOptions {
  readonly github: GitHub;
  readonly store: Store;
  readonly clock: Clock;
  readonly readHook: ReadHook;
  /** ms between two comparisons with GitHub's log of deliveries, and two listings of the repositories. */
  readonly recoverMs: number;
  /** ms; how far the first comparison looks back. GitHub keeps three days. */
  readonly lookBackMs: number;
  /** Asks for a turn of a repository at once; with `isNew` its next turn begins with a resync. */
  readonly wake: (repositoryId: number, at: number, isNew: boolean) => void;
  /** The installation was suspended or lacked a permission, and may answer again; a rate limit it still rests for stays. */
  readonly unpark: (installationId: number) => void;
  readonly onTrouble: (trouble: Trouble) => void;
  readonly tell: Tell;
}

type Name = "relist" | "installations" | "recover" | "marks" | "prune";

const names: readonly Name[] = ["installations", "relist", "recover", "marks", "prune"];
const OVERLAP_MS = 10 * 60_000;
const MARKS_MS = 60_000;
const PRUNE_MS = 24 * 60 * 60_000;
const PAYLOADS_PER_RUN = 200;

export class Chores {
  readonly #options: ChoresOptions;
  readonly #queue: KeyQueue;
  readonly #failures = new Map<Name, number>();
  #comparedAt: number;

  constructor(options: ChoresOptions) {
    this.#options = options;
    this.#comparedAt = options.clock.now() - options.lookBackMs;
    this.#queue = new KeyQueue({ clock: options.clock, concurrency: 1, run: (key) => this.#run(key) });
  }

  /** On an empty store every first turn lists everything: what was delivered before has nothing to add. */
  async serve(): Promise<void> {
    const { store, clock } = this.#options;
    // A store in trouble is told by the chores themselves, which try again.
    const known = await store.repositories().catch(() => null);
    if (known?.length === 0) this.#comparedAt = clock.now() + OVERLAP_MS;
    for (const name of names) this.ask(name);
    await this.#queue.serve();
  }

  stop(): Promise<void> {
    return this.#queue.stop();
  }

  ask(name: Name, at = this.#options.clock.now()): void {
    this.#queue.ask(names.indexOf(name), at);
  }

  isIdle(): boolean {
    return this.#queue.isIdle();
  }

  async #run(key: number): Promise<void> {
    const name = names[key];
    if (name === undefined) return;
    const { clock, onTrouble } = this.#options;
    try {
      const again = await this.#do(name);
      this.#failures.delete(name);
      if (again !== null) this.ask(name, clock.now() + again);
    } catch (error) {
      const failures = this.#failures.get(name) ?? 0;
      this.#failures.set(name, failures + 1);
      onTrouble({ kind: troubleKind(error), repositoryId: null, error });
      this.ask(name, error instanceof Limited ? error.retryAt : clock.now() + backoffMs(failures, key));
    }
  }

  /** Returns ms until it is due again; null when only an event makes it so. */
  async #do(name: Name): Promise<number | null> {
    switch (name) {
      case "installations":
        return this.#installations();
      case "relist":
        return this.#relist();
      case "recover":
        return this.#recover();
      case "marks":
        return this.#marks();
      case "prune":
        await this.#options.store.prune(this.#options.clock.now());
        return PRUNE_MS;
    }
  }

  async #installations(): Promise<null> {
    const { store, readHook } = this.#options;
    for (const delivery of await store.pendingGlobal()) {
      try {
        const reading = readHook(delivery);
        if (reading.installationBack && delivery.installationId !== null) await this.#back(delivery.installationId);
        if (reading.repositoriesChanged || reading.installationBack) this.ask("relist");
      } catch (error) {
        await this.#putAside(delivery, String(error));
        continue;
      }
      await store.settleGlobal([delivery.guid]);
    }
    return null;
  }

  async #back(installationId: number): Promise<void> {
    const { store, unpark } = this.#options;
    unpark(installationId);
    for (const one of await store.repositories()) if (one.installationId === installationId) await this.#begin(one.id);
  }

  async #begin(repositoryId: number): Promise<void> {
    const { store, clock, wake } = this.#options;
    await store.mark(repositoryId, clock.now());
    wake(repositoryId, clock.now(), true);
  }

  async #relist(): Promise<number> {
    const { github, store } = this.#options;
    const known = new Map((await store.repositories()).map((one) => [one.id, one]));
    const listed = await github.repositories();
    await store.saveRepositories(listed);
    for (const one of listed) {
      if (differs(known.get(one.id), one)) await this.#begin(one.id);
      known.delete(one.id);
    }
    // What was refused of a repository that has left says nothing of those that stayed.
    for (const installationId of new Set([...known.values()].map((one) => one.installationId)))
      await this.#back(installationId);
    return this.#options.recoverMs;
  }

  /** By GUID, not by status: a delivery answered by somebody else's process is just as lost to us. */
  async #recover(): Promise<number> {
    const { github, store, clock, recoverMs } = this.#options;
    const startedAt = clock.now();
    const logged = await github.deliveries(new Date(this.#comparedAt - OVERLAP_MS).toISOString());
    const missing = await this.#missing([...logged].reverse());
    for (const one of missing.slice(0, PAYLOADS_PER_RUN)) {
      const payload = await github.deliveryPayload(one.id);
      if (payload === null) continue;
      const { row, problem } = readDelivery({ guid: one.guid, event: payload.event }, payload.body, clock.now());
      await store.receive([row]);
      this.#options.tell({ kind: "recovered", guid: row.guid, event: row.event, repositoryId: row.repositoryId });
      if (problem === null) this.#announce(row);
      else await this.#putAside(row, problem);
    }
    if (missing.length > PAYLOADS_PER_RUN) return 0;
    this.#comparedAt = startedAt;
    return recoverMs;
  }

  async #missing(logged: readonly LoggedDelivery[]): Promise<readonly LoggedDelivery[]> {
    const missing = new Map<string, LoggedDelivery>();
    for (const one of logged) {
      if (!missing.has(one.guid) && !(await this.#options.store.hasDelivery(one.guid))) missing.set(one.guid, one);
    }
    return [...missing.values()];
  }

  async #putAside({ guid, event, repositoryId }: Delivery, why: string): Promise<void> {
    this.#options.tell({ kind: "put aside", guid, event, repositoryId, why });
    await this.#options.store.quarantine(guid, why);
  }

  #announce(row: Delivery): void {
    if (row.repositoryId === null) this.ask("installations");
    else this.#options.wake(row.repositoryId, row.receivedAt, false);
  }

  /** The table of turns is the truth; the queue in memory is only its echo. */
  async #marks(): Promise<number> {
    for (const mark of await this.#options.store.marks()) this.#options.wake(mark.repositoryId, mark.notBefore, false);
    return MARKS_MS;
  }
}

function differs(known: InstalledRepository | undefined, listed: InstalledRepository): boolean {
  if (known === undefined) return true;
  const { installationId, name, isPrivate } = known;
  return installationId !== listed.installationId || name !== listed.name || isPrivate !== listed.isPrivate;
}
