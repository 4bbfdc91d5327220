/** How long to wait before asking again after a failure. */

const FIRST_MS = 5000;
const LONGEST_MS = 15 * 60_000;

/** ms; `failures` counts those before this one. Repositories that fail together come back a little apart. */
export function backoffMs(failures: number, repositoryId: number): number {
  const full = Math.min(FIRST_MS * 2 ** Math.min(failures, 20), LONGEST_MS);
  return Math.round(full * (1 - jitter(repositoryId + failures) / 10));
}

/** 0 up to 1, always the same for the same number: spreads work without chance, so that a run can be repeated. */
export function jitter(seed: number): number {
  return ((Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0) % 1000) / 1000;
}
