// The clock port: the only way the inside learns the time, waits, or says that work is under way.

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when the signal is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Counts work that a virtual clock must not overtake: anything that completes off the microtask queue
   * (WebCrypto, files, sockets, child processes). Returns what the work returns.
   * Give a promise for work that never sleeps on this clock; give a function when it may: its sleeps are
   * then recognised, and while it sleeps it does not hold time back.
   */
  track<T>(work: Promise<T> | (() => Promise<T>)): Promise<T>;
}
