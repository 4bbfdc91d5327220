/** Two honest answers: is the process alive, and may it be given work; each with the sentence that says why not. */
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import type { Occurrence, Tell } from "../ports/telemetry.ts";

export interface HealthOptions {
  readonly clock: Clock;
  readonly store: Pick<Store, "probe">;
  /** ms that the event loop last came late; measured on the machine's clock unless told. */
  readonly lagMs?: () => number;
}

export interface HealthAnswer {
  readonly isOk: boolean;
  /** A sentence for a person. */
  readonly message: string;
}

export type Phase = "starting" | "serving" | "stopping";

export interface Health {
  /** Learns from what happens whether GitHub can be reached. */
  readonly tell: Tell;
  enter(phase: Phase): void;
  /** Nothing but the event loop: a dead GitHub or store is no reason to start us again. */
  alive(): HealthAnswer;
  /** Serving, and the store takes writes: really tried, at most once a second. GitHub plays no part in yes or no. */
  ready(): Promise<HealthAnswer>;
}

const MOST_LAG_MS = 5000;
const PROBE_EVERY_MS = 1000;
const MOST_BETWEEN_TRIES_MS = 2 * 3_600_000;

/** What GitHub lets us know; times are ms. */
interface Reach {
  /** Since when no request was answered; null while it answers. */
  silentSince: number | null;
  /** Installation -> since when and until when it rests. */
  readonly rests: Map<number, { readonly since: number; readonly until: number }>;
  /** Repository (null: the App as a whole) -> since when, and when last, GitHub did not let us do our work. */
  readonly parked: Map<number | null, { readonly since: number; readonly at: number }>;
}

export function openHealth({ clock, store, lagMs = openLag() }: HealthOptions): Health {
  const reach: Reach = { silentSince: null, rests: new Map(), parked: new Map() };
  const probe = openProbe(clock, store);
  let phase: Phase = "starting";
  return {
    tell: (occurrence) => learn(reach, occurrence, clock.now()),
    enter(next) {
      phase = next;
    },
    alive() {
      const lag = lagMs();
      if (lag < MOST_LAG_MS) return yes("Alive.");
      return no(`The event loop came ${Math.round(lag / 1000)} s late; expected less than ${MOST_LAG_MS / 1000} s.`);
    },
    async ready() {
      if (phase === "starting") return no("Starting: the store is being read.");
      if (phase === "stopping") return no("Stopping: what is under way is being finished, nothing new is taken.");
      const problem = await probe();
      if (problem !== null) return no(`The store takes no writes, so deliveries are refused: ${problem}`);
      return yes(`Ready.${delay(reach, clock.now())}`);
    },
  };
}

const yes = (message: string): HealthAnswer => ({ isOk: true, message });
const no = (message: string): HealthAnswer => ({ isOk: false, message });

/** Everybody who asks within a second shares one write; null when it succeeded, else why not. */
function openProbe(clock: Clock, store: HealthOptions["store"]): () => Promise<string | null> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<string | null> = Promise.resolve(null);
  return () => {
    const now = clock.now();
    if (now - askedAt < PROBE_EVERY_MS) return answer;
    askedAt = now;
    answer = store.probe(now).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    return answer;
  };
}

function learn(reach: Reach, told: Occurrence, now: number): void {
  if (told.kind === "trouble" && told.trouble === "parked") {
    const since = reach.parked.get(told.repositoryId)?.since ?? now;
    reach.parked.set(told.repositoryId, { since, at: now });
  }
  if (told.kind === "turn" && told.result === "done") reach.parked.delete(told.about.repositoryId);
  if (told.kind === "rest") {
    const since = reach.rests.get(told.installationId)?.since ?? told.at;
    reach.rests.set(told.installationId, { since, until: told.until });
  }
  if (told.kind !== "request") return;
  if (told.installationId === 0 && told.status !== null && told.status < 400) reach.parked.delete(null);
  if (told.status === null || told.status >= 500) reach.silentSince ??= told.sentAt;
  else reach.silentSince = null;
  // A limit comes with one of two statuses, and right after a rest only prolongs the delay.
  const rest = reach.rests.get(told.installationId);
  const isLimit = told.status === 403 || told.status === 429;
  if (rest !== undefined && told.sentAt >= rest.until && !isLimit) reach.rests.delete(told.installationId);
}

/** Limited or out of reach is no reason to take nothing: deliveries are kept, the work waits. */
function delay({ silentSince, rests, parked }: Reach, now: number): string {
  if (silentSince !== null) return ` GitHub does not answer: work is delayed since ${iso(silentSince)}.`;
  // It is tried again every hour, so what was not told again since is over.
  const refused = [...parked.values()].filter(({ at }) => now - at < MOST_BETWEEN_TRIES_MS);
  if (refused.length > 0) {
    const since = iso(Math.min(...refused.map((one) => one.since)));
    return ` GitHub does not let us do all our work since ${since}: \`npm run signalbox -- doctor\` says why.`;
  }
  const resting = [...rests.values()].filter((rest) => rest.until > now);
  if (resting.length === 0) return "";
  const since = Math.min(...resting.map((rest) => rest.since));
  const until = Math.max(...resting.map((rest) => rest.until));
  return ` GitHub limits us until ${iso(until)}: work is delayed since ${iso(since)}.`;
}

const iso = (ms: number): string => new Date(ms).toISOString();

const TICK_MS = 1000;

/** The machine's monotonic clock, not the clock port: this is about the process, whatever time it believes in. */
function openLag(): () => number {
  let tickedAt = performance.now();
  let lastLag = 0;
  setInterval(() => {
    lastLag = performance.now() - tickedAt - TICK_MS;
    tickedAt = performance.now();
  }, TICK_MS).unref();
  return () => Math.max(0, lastLag, performance.now() - tickedAt - TICK_MS);
}
