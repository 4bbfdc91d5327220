/** Lines of the benchmarks' table: what, how much, and beside what. */

const WHAT = 44;
const FIGURE = 20;

export function row(what: string, figure: string, beside = ""): void {
  console.log(`${what.padEnd(WHAT)} ${figure.padStart(FIGURE)}   ${beside}`.trimEnd());
}
