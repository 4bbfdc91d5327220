/** Which known word somebody most likely meant by one that is not known. */

/** Edit distance (with swapped neighbours) up to 2; 3 stands for more. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 9) + 1, (row[j - 1] ?? 9) + 1, (last[j - 1] ?? 9) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 9) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 3, 3);
}

/** null when nothing is near: one slip in a short word, two in one of six letters and more. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = 3;
  for (const one of known) {
    const distance = editDistance(word, one);
    const allowed = one.length >= 6 ? 2 : 1;
    const isNear = distance > 0 && distance <= allowed && one.length >= 3;
    if (isNear && distance < bestDistance) [best, bestDistance] = [one, distance];
  }
  return best;
}
