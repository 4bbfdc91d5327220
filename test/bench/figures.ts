// `npm run figures`: the house's shape in numbers. They are looked at, not obeyed; no test asserts one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { functionsOf, type Lengths, lengthOf, lengthsOf } from "../house-figures.ts";
import { findCycle } from "../house-rules.ts";
import { readSourceFiles, root } from "../source-file.ts";
import { row } from "./table.ts";

const folders = { src: readSourceFiles("src"), test: readSourceFiles("test") };
const figures = Object.entries(folders).flatMap(([folder, files]) => [
  { what: `files of ${folder}`, lengths: lengthsOf(files.map(lengthOf)) },
  { what: `functions of ${folder}`, lengths: lengthsOf(files.flatMap(functionsOf)) },
]);

const linesOf = (files: typeof folders.src): number => files.reduce((sum, file) => sum + lengthOf(file).lines, 0);

function show(what: string, { count, median, p90 }: Lengths): void {
  row(`${what}, lines`, `${Math.round(median)}`, `p90 ${Math.round(p90)}, ${count} of them`);
}

function showLongest(what: string, { longest }: Lengths): void {
  console.log(`\nLongest ${what}`);
  for (const { name, lines } of longest) console.log(`  ${String(lines).padStart(4)}  ${name}`);
}

/** How many packages package.json names, and how many the lockfile holds with all they need themselves. */
function dependencies(): { run: number; work: number; installed: number } {
  const read = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8")) as Record<string, object>;
  const { dependencies: run = {}, devDependencies: work = {} } = read("package.json");
  const { packages: installed = {} } = read("package-lock.json");
  const count = (names: object): number => Object.keys(names).length;
  // The lockfile's first entry is the house itself.
  return { run: count(run), work: count(work), installed: count(installed) - 1 };
}

const cycle = findCycle([...folders.src, ...folders.test]);
const { run, work, installed } = dependencies();
row("", "median");
for (const { what, lengths } of figures) show(what, lengths);
row("import cycles", cycle.length === 0 ? "none" : "one or more", cycle.join(" -> "));
row("lines of test for a line of src", (linesOf(folders.test) / linesOf(folders.src)).toFixed(2));
row("packages it runs on", `${run}`, `${work} more to work on it; ${installed} in the lockfile with all theirs`);
for (const { what, lengths } of figures) showLongest(what, lengths);
