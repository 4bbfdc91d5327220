/** Finds where code spans end: every run of back-ticks by its length, so that no closing run is searched for twice. */

/** Every position of each length of back-tick run, so that a closing run is found without searching. */
function tickRuns(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (let i = text.indexOf("`"); i >= 0; i = text.indexOf("`", i)) {
    let end = i + 1;
    while (text.charCodeAt(end) === 96) end++;
    const known = runs.get(end - i);
    if (known === undefined) runs.set(end - i, [i]);
    else known.push(i);
    i = end;
  }
  return runs;
}

export class CodeSpans {
  private readonly runs: Map<number, number[]>;
  private readonly next = new Map<number, number>();

  constructor(text: string) {
    this.runs = tickRuns(text);
  }

  /** Start of the next run of exactly `length` back-ticks behind `at`, -1 without one; `at` never goes back. */
  closing(length: number, at: number): number {
    const runs = this.runs.get(length) ?? [];
    let next = this.next.get(length) ?? 0;
    while (next < runs.length && (runs[next] ?? 0) <= at) next++;
    this.next.set(length, next);
    return runs[next] ?? -1;
  }
}
