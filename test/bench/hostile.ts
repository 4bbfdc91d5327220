// Measures issue bodies of 64 KB made to be slow to read, one line each. Run: node test/bench/hostile.ts
import { parseMeaning } from "../../src/core/meaning.ts";
import { cpuOf } from "./cpu.ts";
import { everyday, families } from "./hostile-texts.ts";

const KB = 1024;
const AIM_MS = 20;
const at = { repo: "octo/yard", number: 1 };

for (let i = 0; i < 20; i++) parseMeaning(everyday(64 * KB), at);
const rows = Object.entries({ everyday, ...families }).map(([name, make]) => {
  const [half, whole] = [make(32 * KB), make(64 * KB)];
  const figures = [cpuOf(() => parseMeaning(half, at)), cpuOf(() => parseMeaning(whole, at))] as const;
  return { name, half: figures[0], whole: figures[1], growth: figures[1] / Math.max(0.5, figures[0]) };
});
rows.sort((a, b) => b.whole - a.whole);
console.log("body of 64 KB           32 KB ms  64 KB ms  growth");
for (const { name, half, whole, growth } of rows) {
  const mark = whole > AIM_MS ? `  over ${AIM_MS} ms` : "";
  console.log(
    `${name.padEnd(22)} ${half.toFixed(1).padStart(9)} ${whole.toFixed(1).padStart(9)} ${growth.toFixed(1).padStart(7)}${mark}`,
  );
}
const over = rows.filter(({ whole }) => whole > AIM_MS).length;
console.log(`${rows.length} bodies, ${over} over ${AIM_MS} ms; the slowest ${rows[0]?.whole.toFixed(1)} ms.`);
