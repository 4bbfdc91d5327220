/** One pass: hints -> read again -> decide -> apply; and what is remembered of a repository from one pass to the next. */
import type { Decision } from "../core/decide.ts";
import { refKey } from "../core/model.ts";
import type { World } from "../core/world.ts";
import { announceEvents } from "./announce-events.ts";
import { type Applied, apply } from "./apply.ts";
import { backoffMs } from "./backoff.ts";
import { CrossWaits } from "./cross-waits.ts";
import { readHints } from "./hints.ts";
import { resolveIntents } from "./intents.ts";
import type { Mirror } from "./mirror.ts";
import { type Pass, readAgain, savePass } from "./pass.ts";
import { standingRefusals } from "./refusals.ts";
import { askForeign, demandResync, nextResyncAt, resync } from "./resync.ts";
import { currentSettings } from "./settings-file.ts";
import { settleDecision } from "./settle-decision.ts";
import { troubleKind } from "./trouble-kind.ts";

export interface PassesOptions {
  /** Something new is to be told to receivers. */
  readonly onAnnounced: () => void;
  /** Asks for the list of repositories again. */
  readonly relist: () => void;
  /** Asks for a turn of another repository. */
  readonly wake: (repositoryId: number) => void;
}

const IDS_PER_READ = 100;
const AFTER_WRITE_MS = 1000;
const BUG_TRIES = 5;

/** Runs passes, one at a time for each repository. */
export class Passes {
  readonly #options: PassesOptions;
  /** Repository -> ids of events that are in the store already. */
  readonly #announced = new Map<number, Set<string>>();
  readonly #resyncFirst = new Set<number>();
  readonly #crossWaits = new CrossWaits();
  /** Repository -> ms since when somebody's change waits to be answered on GitHub. */
  readonly #unsettledSince = new Map<number, number>();
  readonly #rests = new WeakMap<Mirror, Rest>();

  constructor(options: PassesOptions) {
    this.#options = options;
  }

  /** The next pass of the repository begins with a resync: what happened while we were away is not in the inbox. */
  resyncFirst(repositoryId: number): void {
    this.#resyncFirst.add(repositoryId);
  }

  /** Returns when the repository has to be looked at again (ms), whatever happens until then. */
  async run(pass: Pass): Promise<number> {
    const retryAt = await this.#observe(pass);
    await this.#lookAcross(pass);
    const rest = this.#rests.get(pass.mirror);
    const isAtRest = rest !== undefined && isAsBefore(rest, pass);
    if (isAtRest) this.#settled(pass);
    const recheckAt = isAtRest ? rest.recheckAt : await this.#work(pass);
    const resyncAt = nextResyncAt(pass.mirror);
    return Math.max(pass.now, earliest([retryAt, recheckAt, resyncAt]) ?? resyncAt);
  }

  /** Decides and does what was decided. Returns when to decide again (ms); null when only an event can change anything. */
  async #work(pass: Pass): Promise<number | null> {
    const { mirror, keys, settleMs, app } = pass;
    const intents = await resolveIntents({ ...pass, keys, botId: app.botId, settleMs });
    const { decision, actions, isOpen, isPartial } = await settleDecision(pass);
    if (!isOpen) await this.#announce(pass, decision.world);
    await savePass(pass);
    this.#rememberWaits(pass, decision);
    const healing = new Set(intents.extras);
    const work = [...intents.extras, ...actions];
    const applied = await apply(work, { ...pass, unclear: intents.keys, healing });
    if (applied.writes > 0) await savePass(pass);
    const isSettled = !(applied.more || isPartial || isOpen || intents.keys.size > 0);
    if (isSettled) this.#settled(pass);
    const recheckAt = decision.recheckAt === null ? null : Date.parse(decision.recheckAt);
    const isQuiet = isSettled && work.length === 0 && standingRefusals(mirror, pass.now).length === 0;
    if (isQuiet) this.#rests.set(mirror, restOf(pass, recheckAt));
    else this.#rests.delete(mirror);
    const soon = soonAfter(pass, applied, isPartial, isOpen || mirror.isDoubtful());
    return earliest([intents.recheckAt, recheckAt, soon]);
  }

  #rememberWaits({ mirror, repository }: Pass, { neededForeign }: Decision): void {
    const needed = new Set(neededForeign.map(refKey));
    const foreign = mirror.foreign().map((known) => known.issue);
    this.#crossWaits.remember(
      repository.id,
      foreign.filter(({ ref }) => needed.has(refKey(ref))),
    );
  }

  async #announce(pass: Pass, world: World): Promise<void> {
    const known = this.#announced.get(pass.repository.id) ?? new Set<string>();
    this.#announced.set(pass.repository.id, known);
    if ((await announceEvents(pass, world, known)) > 0) this.#options.onAnnounced();
  }

  /** Asks anew what another repository said had changed, and wakes those who wait for what changed here. */
  async #lookAcross(pass: Pass): Promise<void> {
    const { wake } = this.#options;
    const { store, mirror, repository, now } = pass;
    for (const ref of this.#crossWaits.takeStale(repository.id)) await askForeign(pass, ref);
    for (const id of this.#crossWaits.findSurprised(repository.name, (number) => mirror.issue(number))) {
      await store.mark(id, now);
      wake(id);
    }
  }

  /** What people had changed is answered: GitHub shows now what should be true. */
  #settled({ repository, diary }: Pass): void {
    const since = this.#unsettledSince.get(repository.id);
    if (since !== undefined) diary.settled(since);
    this.#unsettledSince.delete(repository.id);
  }

  /** Folds what waits and what was missed. Returns when to try again what could not be read (ms). */
  async #observe(pass: Pass): Promise<number | null> {
    const deliveries = await pass.store.pending(pass.repository.id);
    pass.diary.serves(deliveries);
    try {
      const hints = await readHints(pass, deliveries);
      if (hints.changedAt !== null && !this.#unsettledSince.has(pass.repository.id))
        this.#unsettledSince.set(pass.repository.id, hints.changedAt);
      if (hints.repositoriesChanged) this.#options.relist();
      if (hints.needsResync) demandResync(pass.mirror);
      const isDue = this.#resyncFirst.has(pass.repository.id) || nextResyncAt(pass.mirror) <= pass.now;
      const cursor = isDue ? await resync(pass, hints.announced) : null;
      await readAgain(pass, withEchoes(pass, [...new Set([...hints.nodeIds, ...pass.mirror.takeDoubtful()])]));
      await savePass(pass, hints.read);
      if (cursor !== null) await pass.store.saveCursor(pass.turn, cursor);
      // Asked for while this pass was under way, it is still to come.
      if (isDue) this.#resyncFirst.delete(pass.repository.id);
      return hints.tries === 0 ? null : pass.now + backoffMs(hints.tries - 1, pass.repository.id);
    } catch (error) {
      if (isBug(error)) await this.#putAside(pass, error);
      throw error;
    }
  }

  /** A bug that comes back five times with the same deliveries: they are put aside and everything is listed instead. */
  async #putAside(pass: Pass, error: unknown): Promise<void> {
    const { store, repository } = pass;
    if ((await store.failures(repository.id)) + 1 < BUG_TRIES) return;
    for (const { guid, event } of await store.pending(repository.id)) {
      pass.diary.putAside(guid, event, String(error));
      await store.quarantine(guid, String(error));
    }
    this.#resyncFirst.add(repository.id);
  }
}

/** After a decision that left nothing to do and no write open: while all that a decision sees is the same, none is made. */
interface Rest {
  readonly version: number;
  /** What a decision sees besides the mirror. */
  readonly place: string;
  /** ms; when it asked to be made again. */
  readonly recheckAt: number | null;
  /** ms; earlier than that the clock was set back, and what was decided may be wrong. */
  readonly since: number;
  /** ms */
  readonly until: number;
}

/** What passes by the clock alone, such as for how long somebody has been silent, is shown with the next occasion after it. */
const LONGEST_REST_MS = 10 * 60_000;

function restOf(pass: Pass, recheckAt: number | null): Rest {
  const until = Math.min(pass.now + LONGEST_REST_MS, recheckAt ?? Number.POSITIVE_INFINITY);
  return { version: pass.mirror.version, place: placeOf(pass), recheckAt, since: pass.now, until };
}

function isAsBefore(rest: Rest, pass: Pass): boolean {
  const isSame = rest.version === pass.mirror.version && rest.place === placeOf(pass);
  return isSame && pass.now >= rest.since && pass.now < rest.until && !pass.mirror.isDoubtful();
}

function placeOf({ repository, neighbours, host, app }: Pass): string {
  return JSON.stringify([repository, neighbours, host, app]);
}

/**
 * Work that is left goes on at once, provided that this pass got somewhere: else it would turn on the spot. Writes
 * whose effect the next decision should see, and questions still open, ask for another turn a little later.
 */
function soonAfter({ clock }: Pass, applied: Applied, isPartial: boolean, isOpen: boolean): number | null {
  const now = clock.now();
  if (applied.writes > 0 && (applied.more || isPartial)) return now;
  return isOpen || applied.more || applied.writes > 0 ? now + AFTER_WRITE_MS : null;
}

/**
 * What is read anyway takes our own changes along, as far as they cost no further request. Where somebody waits to hear
 * of events they are worth a request: that a label of ours is on stands in the timeline.
 */
function withEchoes({ mirror, receivers }: Pass, nodeIds: readonly string[]): readonly string[] {
  const isHeard = receivers.length > 0 || currentSettings(mirror).settings.events.webhooks.length > 0;
  if (nodeIds.length === 0 && !isHeard) return nodeIds;
  return [...new Set([...nodeIds, ...mirror.takeEchoes(IDS_PER_READ - nodeIds.length)])];
}

function isBug(error: unknown): boolean {
  return troubleKind(error) === "bug";
}

function earliest(times: readonly (number | null)[]): number | null {
  const [first] = times.filter((at) => at !== null).sort((a, b) => a - b);
  return first ?? null;
}
