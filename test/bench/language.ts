// Measures the language: bodies as people write them, and texts made to be slow. Run: node test/bench/language.ts
import { parseCommands } from "../../src/core/command-lines.ts";
import { parseMeaning } from "../../src/core/meaning.ts";
import { parseReport } from "../../src/core/reports/parse-report.ts";
import { cpuOf } from "./cpu.ts";
import { everyday, families } from "./hostile-texts.ts";

const at = { repo: "octo/yard", number: 1 };
const names = ["claim", "release", "done", "unblock"];

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  parseMeaning: (text) => parseMeaning(text, at),
  parseCommands: (text) => parseCommands(`/claim\n\n${text}`, names),
  parseReport: (text) => parseReport(`## Worker 1 Report\n\n${text}`, at),
};

const bodies = Array.from({ length: 10_000 }, (_, n) => everyday(1500).replaceAll("#12", `#${n + 2}`));
const before = process.cpuUsage();
for (const body of bodies) parseMeaning(body, at);
const used = process.cpuUsage(before);
console.log(`10,000 bodies of 1.5 KB from cold: ${((used.user + used.system) / 1000).toFixed(0)} ms of CPU`);

for (const [name, read] of Object.entries(readers)) {
  console.log(
    `\n${name}, ms of CPU at 16, 32, 64 KB and growth from 32 to 64 KB (slowest ten of ${Object.keys(families).length}):`,
  );
  const rows = Object.entries(families).map(([family, make]) => {
    const figures = [16, 32, 64].map((size) => {
      const text = make(size * 1024);
      return cpuOf(() => read(text));
    });
    return { family, figures };
  });
  rows.sort((a, b) => (b.figures[2] ?? 0) - (a.figures[2] ?? 0));
  for (const { family, figures } of rows.slice(0, 10)) {
    const growth = (figures[2] ?? 0) / Math.max(0.5, figures[1] ?? 0);
    console.log(
      `  ${family.padEnd(20)} ${figures.map((ms) => ms.toFixed(1).padStart(7)).join(" ")}   x${growth.toFixed(1)}`,
    );
  }
}
