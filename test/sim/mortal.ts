/** A process that can die between any two calls: after that nothing it waits for ever comes back to it. */
import type { Clock } from "../../src/ports/clock.ts";

/** One life of the App. `die` takes effect at once, also for calls that are under way. */
export interface Life {
  readonly isDead: boolean;
  /** Resolves at death. */
  readonly death: Promise<void>;
  die(): void;
  /** Counts a call at the edge of the process; may decide that this is where it dies. */
  step(): void;
}

/** A new one every time: a shared one would hold whoever ever waited for it, and with them all that they know. */
const never = () => new Promise<never>(() => undefined);

/** `diesAtStep`: the number of the call, counted over all ports, before or after which the process dies. */
export function beginLife(diesAtStep: number): Life {
  let steps = 0;
  let isDead = false;
  let tell: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const die = () => {
    isDead = true;
    tell();
  };
  return {
    get isDead() {
      return isDead;
    },
    death,
    die,
    step() {
      steps += 1;
      if (steps === diesAtStep) die();
    },
  };
}

/** The call reaches the other side unless the process is dead already; its answer reaches the process unless it died meanwhile. */
async function call<T>(life: Life, work: () => T | Promise<T>): Promise<T> {
  if (!life.isDead) life.step();
  if (life.isDead) return never();
  try {
    const answer = await work();
    life.step();
    return life.isDead ? never() : answer;
  } catch (error) {
    if (life.isDead) return never();
    throw error;
  }
}

/** A port whose methods belong to a life. */
export function mortal<T extends object>(life: Life, port: T): T {
  return new Proxy(port, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => call(life, () => Reflect.apply(value, target, args));
    },
  });
}

/** Time goes on without the dead: their tracked work no longer holds it back. */
export function mortalClock(life: Life, clock: Clock): Clock {
  return {
    now: () => clock.now(),
    async sleep(ms, signal) {
      await clock.sleep(ms, signal);
      if (life.isDead) await never();
    },
    async track<T>(work: Promise<T> | (() => Promise<T>)): Promise<T> {
      const run = typeof work === "function" ? work : () => work;
      const ended = await clock.track(() => Promise.race([run().then((value) => ({ value })), life.death]));
      return ended === undefined || life.isDead ? never() : ended.value;
    },
  };
}

export function mortalFetch(life: Life, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => call(life, () => fetch(input, init));
}
