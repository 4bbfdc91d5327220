/** Where a share of a sorted list lies, in between two of its values when it falls there. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const at = Math.min(1, Math.max(0, share)) * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at - Math.floor(at));
}

/** The same for a small list of past cases: so far out that a new one of their kind stays below with that chance. */
export function outerQuantile(sorted: ArrayLike<number>, share: number): number {
  const size = sorted.length;
  return quantileOf(sorted, (share * (size + 1) - 1) / Math.max(1, size - 1));
}
