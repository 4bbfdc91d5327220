/** Reads a text as GitHub renders it: the one way from Markdown to what its reader sees. */
import { type RawBlock, type RawItem, type RawLine, readBlocks } from "./blocks.ts";
import { regular, regularSource } from "./characters.ts";
import { LEAD_END, readInline } from "./inline.ts";
import { BREAK } from "./inserts.ts";
import type { InlineContext } from "./shown.ts";
import type { Block, Insert, ListItem, TextLine, Tree } from "./tree.ts";

/** GitHub's own limit for a body; what stands behind it is not read. */
const LONGEST_TEXT = 65_536;

const DEFINITION = /^\[([^[\]]{1,200})\]: {0,8}<?([^\s<>]{1,2000})>?(?: {1,8}["'(][^"'()]{0,500}["')])? {0,8}$/;

function definitions(lines: RawLine[], known: Map<string, string>): RawLine[] {
  let count = 0;
  for (const line of lines) {
    const match = line.text.startsWith("[") ? DEFINITION.exec(line.text) : null;
    if (match === null || match[1]?.startsWith("^") === true) break;
    const label = (match[1] ?? "").trim().toLowerCase();
    if (!known.has(label)) known.set(label, match[2] ?? "");
    count++;
  }
  return count === 0 ? lines : lines.slice(count);
}

function collectDefinitions(blocks: readonly RawBlock[], known: Map<string, string>): void {
  for (const block of blocks) {
    if (block.kind === "paragraph") block.lines = definitions(block.lines, known);
    else if (block.kind === "list") for (const item of block.items) collectDefinitions(item.blocks, known);
  }
}

function visible(line: number, text: string): TextLine {
  const end = text.indexOf(LEAD_END);
  if (end < 0) return { line, text: regular(text).trim(), lead: 0 };
  const lead = regular(text.slice(0, end)).trimStart();
  const rest = regular(text.slice(end + 1).replaceAll(LEAD_END, "")).trimEnd();
  return { line, text: lead + rest, lead: lead.length };
}

function textLines(lines: readonly RawLine[], context: InlineContext, isHtml = false): TextLine[] {
  const first = lines[0];
  const source = lines.length === 1 && first !== undefined ? first.text : lines.map((line) => line.text).join("\n");
  const parts = readInline(source, context, isHtml).split("\n");
  const found: TextLine[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? "";
    const line = lines[i]?.line ?? lines.at(-1)?.line ?? 1;
    if (part.includes(BREAK)) for (const piece of part.split(BREAK)) found.push(visible(line, piece));
    else found.push(visible(line, part));
  }
  return found;
}

const BOX = /^\[([ xX])\](?:\s|$)/;

/** Takes a task list's box off the first line of an item. */
function takeBox(blocks: RawBlock[]): boolean | null {
  const first = blocks[0];
  const line = first?.kind === "paragraph" ? first.lines[0] : undefined;
  const match = line === undefined ? null : BOX.exec(line.text);
  if (first?.kind !== "paragraph" || line === undefined || match === null) return null;
  first.lines[0] = { line: line.line, text: line.text.slice(match[0].length).trim() };
  return match[1] !== " ";
}

/** Adds what a block shows to `out`. */
function readBlock(block: RawBlock, context: InlineContext, out: Block[]): void {
  switch (block.kind) {
    case "heading":
      out.push({ kind: "heading", level: block.level, lines: textLines(block.lines, context) });
      return;
    case "paragraph":
      if (block.lines.length > 0) out.push({ kind: "paragraph", lines: textLines(block.lines, context) });
      return;
    case "html": {
      const lines = textLines(block.lines, context, true).filter((line) => line.text !== "");
      out.push({ kind: "paragraph", lines });
      return;
    }
    case "code":
      if (context.hidden.length > 0) return;
      out.push({ kind: "code", line: block.line, info: block.info, text: block.lines.join("\n") });
      return;
    case "list":
      out.push({ kind: "list", items: block.items.map((item) => readItem(item, context)) });
      return;
    case "table":
      readTable(block.rows, context, out);
      return;
    default:
      block satisfies never;
  }
}

function readAll(blocks: readonly RawBlock[], context: InlineContext): Block[] {
  const out: Block[] = [];
  for (const block of blocks) readBlock(block, context, out);
  return out;
}

function readItem(item: RawItem, context: InlineContext): ListItem {
  const box = takeBox(item.blocks);
  return { line: item.line, box, blocks: readAll(item.blocks, context) };
}

function readTable(raw: (RawBlock & { kind: "table" })["rows"], context: InlineContext, out: Block[]): void {
  const rows = raw.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cellLine(line, cell, context)) }));
  const header = rows[0];
  if (header !== undefined) out.push({ kind: "table", header, rows: rows.slice(1) });
}

/** A cell is one line; `<br>` in it stays as a break inside the text. */
function cellLine(line: number, cell: string, context: InlineContext): TextLine {
  return visible(line, readInline(cell, context));
}

/** The tree of `text`. `isIssue` says which link targets are worth keeping as links. Never throws; linear time. */
export function readMarkdown(text: string, isIssue: (target: string) => boolean): Tree {
  const source = regularSource(text.slice(0, LONGEST_TEXT)).split("\n");
  const blocks = readBlocks(source);
  const known = new Map<string, string>();
  collectDefinitions(blocks, known);
  const inserts: Insert[] = [];
  const context: InlineContext = { inserts, definitions: known, hidden: [], isIssue };
  return { blocks: readAll(blocks, context), inserts, source };
}
