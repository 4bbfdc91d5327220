// Measures ways from Markdown to a tree: everyday texts, and texts made to be slow. Run: node test/bench/markdown.ts
import { GFM, parser as lezer } from "@lezer/markdown";
import MarkdownIt from "markdown-it";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { readMarkdown } from "../../src/core/markdown/read-markdown.ts";
import { cpuOf } from "./cpu.ts";
import { everyday, families } from "./hostile-texts.ts";

const withGfm = lezer.configure(GFM);
const markdownIt = new MarkdownIt({ html: true });

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  signalbox: (text) => readMarkdown(text, () => false),
  "markdown-it": (text) => markdownIt.parse(text, {}),
  "@lezer/markdown": (text) => withGfm.parse(text),
  "micromark + gfm": (text) => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
};

const SIZES = [16, 32, 64];
/** A reader this slow at one size is not asked for a bigger one, ms. */
const ENOUGH = 2000;

function measured(read: () => unknown): string {
  try {
    return cpuOf(read).toFixed(1);
  } catch (error) {
    return error instanceof RangeError ? "stack" : "error";
  }
}

for (const [name, read] of Object.entries(readers)) {
  const sample = everyday(1500);
  for (let i = 0; i < 300; i++) read(sample);
  const total = cpuOf(() => {
    for (let i = 0; i < 1000; i++) read(sample);
  });
  console.log(`\n${name}: 1,000 everyday texts of 1.5 KB in ${total.toFixed(0)} ms of CPU`);
  const slow: string[] = [];
  for (const [family, make] of Object.entries(families)) {
    const figures: string[] = [];
    for (const size of SIZES) {
      const text = make(size * 1024);
      figures.push(measured(() => read(text)));
      if (!(Number(figures.at(-1)) < ENOUGH)) break;
    }
    const isSlow = figures.length < SIZES.length || !(Number(figures.at(-1)) < 20);
    if (isSlow) slow.push(`  ${family.padEnd(20)} ${figures.join("  ")}`);
  }
  console.log(
    slow.length === 0
      ? `  all ${Object.keys(families).length} families under 20 ms at 64 KB`
      : `  over 20 ms at 16, 32, 64 KB:\n${slow.join("\n")}`,
  );
}
