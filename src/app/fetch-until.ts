/** A way to GitHub that ends: after the signal nothing new leaves, and what is under way is given up. */

/**
 * As the global `fetch`, until `end`. GitHub may take longer over one answer than we may take to stop; a write whose answer
 * is not awaited is one of those whose outcome the next start looks up.
 */
export function fetchUntil(end: AbortSignal): typeof fetch {
  return (input, init) => {
    const signals = init?.signal ? [init.signal, end] : [end];
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
}
