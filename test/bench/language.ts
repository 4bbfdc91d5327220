// Measures the language: bodies as people write them, and texts made to be slow. Run: node test/bench/language.ts
import { GFM, parser as lezer } from "@lezer/markdown";
import MarkdownIt from "markdown-it";
import { parseCommands } from "../../src/core/command-lines.ts";
import { parseMeaning } from "../../src/core/meaning.ts";
import { meaningOfIssue } from "../../src/core/read-meaning.ts";
import { parseReport } from "../../src/core/reports/parse-report.ts";
import { snapshotFrom } from "../world-builder.ts";
import { cpuOf } from "./cpu.ts";
import { everyday, families } from "./hostile-texts.ts";

const markdownIt = new MarkdownIt({ html: true });
const lezerGfm = lezer.configure(GFM);
const at = { repo: "octo/yard", number: 1 };
const names = ["claim", "release", "done", "unblock"];

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  parseMeaning: (text) => parseMeaning(text, at),
  parseCommands: (text) => parseCommands(`/claim\n\n${text}`, names),
  parseReport: (text) => parseReport(`## Worker 1 Report\n\n${text}`, at),
};

/** What the product promises: ms of CPU for all bodies, and growth when a text doubles. */
const PROMISED_MS = 5000;
const PROMISED_GROWTH = 2.3;
/** Readings shorter than this say nothing about growth, ms. */
const TOO_SHORT = 8;

const bodies = Array.from({ length: 10_000 }, (_, n) => everyday(1500).replaceAll("#12", `#${n + 2}`));
const snapshot = snapshotFrom([]);
const [hub] = snapshot.issues;
const issues = bodies.flatMap((body, n) => (hub === undefined ? [] : [{ ...hub, number: n + 2, body }]));

const rows: readonly (readonly [string, () => void])[] = [
  ["signalbox, from cold", () => issues.forEach((issue) => void meaningOfIssue(issue, snapshot, false))],
  [
    "signalbox, another label on each",
    () => issues.forEach((issue) => void meaningOfIssue({ ...issue, labels: ["x"] }, snapshot, false)),
  ],
  ["markdown-it, the tree alone", () => bodies.forEach((body) => void markdownIt.parse(body, {}))],
  ["@lezer/markdown, the tree alone", () => bodies.forEach((body) => void lezerGfm.parse(body))],
];
console.log("10,000 bodies of 1.5 KB, ms of CPU:");
const figures = rows.map(([name, read]) => {
  const before = process.cpuUsage();
  read();
  const used = process.cpuUsage(before);
  const ms = (used.user + used.system) / 1000;
  console.log(`  ${name.padEnd(34)} ${ms.toFixed(0).padStart(6)}`);
  return ms;
});
if (!((figures[0] ?? 0) < PROMISED_MS)) process.exitCode = 1;

for (const [name, read] of Object.entries(readers)) {
  console.log(
    `\n${name}, ms of CPU at 16, 32, 64 KB and growth from 32 to 64 KB (slowest ten of ${Object.keys(families).length}):`,
  );
  const measured = Object.entries(families).map(([family, make]) => {
    const [small, half, whole] = [16, 32, 64].map((size) => {
      const text = make(size * 1024);
      return Math.min(...Array.from({ length: 5 }, () => cpuOf(() => read(text))));
    });
    return { family, ms: [small ?? 0, half ?? 0, whole ?? 0] as const };
  });
  measured.sort((a, b) => b.ms[2] - a.ms[2]);
  for (const { family, ms } of measured.slice(0, 10)) {
    console.log(
      `  ${family.padEnd(20)} ${ms.map((one) => one.toFixed(1).padStart(7)).join(" ")}   x${growth(ms).toFixed(1)}`,
    );
  }
  const steep = measured.filter(({ ms }) => ms[1] >= TOO_SHORT && growth(ms) > PROMISED_GROWTH);
  for (const { family, ms } of steep) console.log(`  ${family} grows by ${growth(ms).toFixed(2)}: more than promised`);
  if (steep.length > 0) process.exitCode = 1;
}

function growth(ms: readonly [number, number, number]): number {
  return ms[2] / Math.max(0.5, ms[1]);
}
