/** Cuts a text into blocks, line by line, with the containers of CommonMark. Each line costs at most its own length. */
import {
  atxOf,
  cellsOf,
  closesFence,
  delimiterColumns,
  type Fence,
  fenceOf,
  htmlBlockOf,
  isThematicBreak,
  type Marker,
  markerOf,
  setextLevel,
} from "./leaves.ts";

/** A line of a leaf without the markers of its containers. */
export interface RawLine {
  readonly line: number;
  readonly text: string;
}

export interface RawItem {
  readonly kind: "item";
  readonly line: number;
  readonly blocks: RawBlock[];
}

export type RawBlock =
  | { readonly kind: "heading"; readonly level: number; readonly lines: RawLine[] }
  | { readonly kind: "paragraph"; lines: RawLine[] }
  | { readonly kind: "html"; readonly lines: RawLine[] }
  | { readonly kind: "code"; readonly info: string; readonly line: number; readonly lines: string[] }
  | { readonly kind: "table"; readonly rows: { readonly line: number; readonly cells: string[] }[] }
  | { readonly kind: "list"; readonly mark: string; readonly items: RawItem[] };

/**
 * Containers deeper than this are read as plain text: a line costs at most this many steps, so that hostile nesting
 * cannot cost more than its length. Nobody reads the fortieth quotation level.
 */
const DEEPEST = 40;

interface Container {
  readonly kind: "root" | "quote" | "item";
  readonly blocks: RawBlock[];
  /** Columns that belong to the item's marker. */
  readonly indent: number;
  /** An item that began with a blank line and is still empty. */
  isBare: boolean;
}

type Leaf =
  | { readonly kind: "paragraph"; readonly block: { kind: "paragraph"; lines: RawLine[] }; readonly depth: number }
  | { readonly kind: "fence"; readonly fence: Fence; readonly lines: string[]; readonly depth: number }
  | { readonly kind: "indented"; readonly lines: string[]; readonly depth: number }
  | { readonly kind: "html"; readonly until: string | null; readonly lines: RawLine[]; readonly depth: number }
  | {
      readonly kind: "table";
      readonly rows: { readonly line: number; readonly cells: string[] }[];
      readonly columns: number;
      readonly depth: number;
    };

function indentOf(text: string): number {
  let i = 0;
  while (text.charCodeAt(i) === 32) i++;
  return i;
}

/** Tabs become spaces to the next multiple of four, as the block rules count columns. */
function untabbed(text: string): string {
  if (!text.includes("\t")) return text;
  let out = "";
  for (const part of text.split("\t").entries()) {
    if (part[0] > 0) out += " ".repeat(4 - (out.length % 4));
    out += part[1];
  }
  return out;
}

class BlockReader {
  readonly root: Container = { kind: "root", blocks: [], indent: 0, isBare: false };
  private open: Container[] = [this.root];
  private leaf: Leaf | null = null;

  private get top(): Container {
    return this.open[this.open.length - 1] ?? this.root;
  }

  read(source: string, line: number): void {
    const text = untabbed(source);
    const { depth, rest } = this.matched(text);
    const isBlank = rest.trim() === "";
    if (depth === this.open.length && this.goesOn(rest, line, isBlank)) return;
    if (depth < this.open.length && this.leaf?.kind === "table") this.leaf = null;
    if (isBlank) this.blank(depth);
    else this.begin(rest, line, depth);
  }

  /** How many open containers the line goes on with, and what is left of it behind their markers. */
  private matched(text: string): { depth: number; rest: string } {
    let at = 0;
    let depth = 1;
    for (; depth < this.open.length; depth++) {
      const container = this.open[depth];
      if (container === undefined) break;
      let next = at;
      while (text.charCodeAt(next) === 32) next++;
      const isBlank = next >= text.length;
      if (container.kind === "quote") {
        if (next - at > 3 || text.charCodeAt(next) !== 62) break;
        at = next + (text.charCodeAt(next + 1) === 32 ? 2 : 1);
      } else if (isBlank) {
        if (container.isBare) break;
      } else if (next - at >= container.indent) at += container.indent;
      else break;
    }
    return { depth, rest: at === 0 ? text : text.slice(at) };
  }

  /** Whether the open leaf takes the line as it is. */
  private goesOn(text: string, line: number, isBlank: boolean): boolean {
    const leaf = this.leaf;
    if (leaf === null) return false;
    if (leaf.kind === "fence") {
      if (closesFence(text, leaf.fence)) this.leaf = null;
      else leaf.lines.push(text.slice(Math.min(indentOf(text), leaf.fence.indent)));
      return true;
    }
    if (leaf.kind === "html") {
      if (leaf.until === null && isBlank) return false;
      leaf.lines.push({ line, text });
      if (leaf.until !== null && text.toLowerCase().includes(leaf.until)) this.leaf = null;
      return true;
    }
    if (leaf.kind === "indented") {
      if (!isBlank && indentOf(text) < 4) return false;
      leaf.lines.push(text.slice(4));
      return true;
    }
    return false;
  }

  private blank(depth: number): void {
    const kind = this.leaf?.kind;
    if (kind !== "fence" && kind !== "html" && kind !== "indented") this.leaf = null;
    if (kind === "html" && this.leaf?.kind === "html" && this.leaf.until === null) this.leaf = null;
    for (let i = depth; i < this.open.length; i++) if (this.open[i]?.kind === "quote") this.closeTo(i);
    const top = this.top;
    if (top.kind === "item" && top.isBare && top.blocks.length === 0 && depth < this.open.length) this.closeTo(depth);
    else if (top.kind === "item" && top.blocks.length === 0) top.isBare = true;
    if (depth < this.open.length && (this.leaf === null || this.leaf.depth > depth)) this.leaf = null;
  }

  private closeTo(depth: number): void {
    this.open.length = Math.min(this.open.length, depth);
    if (this.leaf !== null && this.leaf.depth > depth) this.leaf = null;
  }

  /** Opens containers and leaves, or takes the line as lazy continuation of a paragraph. */
  private begin(rest: string, line: number, matched: number): void {
    let text = rest;
    let depth = matched;
    let paragraph = this.leaf?.kind === "paragraph" ? this.leaf : null;
    for (;;) {
      const indent = indentOf(text);
      const isOurs = paragraph !== null && paragraph.depth === depth && depth === this.open.length;
      if (indent >= 4) {
        if (paragraph !== null) break;
        this.closeTo(depth);
        this.openIndented(text, line);
        return;
      }
      if (depth < DEEPEST && text.charCodeAt(indent) === 62) {
        this.closeTo(depth);
        this.push({ kind: "quote", blocks: [], indent: 0, isBare: false });
        text = text.slice(indent + (text.charCodeAt(indent + 1) === 32 ? 2 : 1));
      } else if (this.beginLeaf(text, line, depth, isOurs)) return;
      else {
        const marker = depth < DEEPEST ? markerOf(text) : null;
        if (marker === null || (isOurs && !interrupts(marker))) break;
        this.closeTo(depth);
        text = this.openItem(text, marker, line);
      }
      depth = this.open.length;
      this.leaf = null;
      paragraph = null;
      if (text.trim() === "") return;
    }
    this.continueOrStart(text, line, depth, paragraph);
  }

  private continueOrStart(
    text: string,
    line: number,
    depth: number,
    paragraph: (Leaf & { kind: "paragraph" }) | null,
  ): void {
    if (paragraph !== null) {
      paragraph.block.lines.push({ line, text: text.trim() });
      return;
    }
    if (this.leaf?.kind === "table" && this.leaf.depth === depth) {
      this.leaf.rows.push({ line, cells: cellsOf(text).slice(0, this.leaf.columns) });
      return;
    }
    this.closeTo(depth);
    const block: { kind: "paragraph"; lines: RawLine[] } = { kind: "paragraph", lines: [{ line, text: text.trim() }] };
    this.add(block);
    this.leaf = { kind: "paragraph", block, depth };
  }

  /** Headings, fences, breaks, HTML and tables. `isOurs`: a paragraph of this very container is open. */
  private beginLeaf(text: string, line: number, depth: number, isOurs: boolean): boolean {
    const atx = atxOf(text);
    if (atx !== null)
      return this.single(depth, { kind: "heading", level: atx.level, lines: [{ line, text: atx.text }] });
    const fence = fenceOf(text);
    if (fence !== null) {
      this.closeTo(depth);
      const lines: string[] = [];
      this.add({ kind: "code", info: fence.info, line, lines });
      this.leaf = { kind: "fence", fence, lines, depth };
      return true;
    }
    if (isOurs && (this.setext(text) || this.table(text, line, depth))) return true;
    if (isThematicBreak(text)) {
      this.closeTo(depth);
      this.leaf = null;
      return true;
    }
    const html = htmlBlockOf(text);
    if (html === null || (this.leaf?.kind === "paragraph" && !html.canInterrupt)) return false;
    this.closeTo(depth);
    const lines = [{ line, text }];
    this.add({ kind: "html", lines });
    const isOver = html.until !== null && text.toLowerCase().includes(html.until);
    this.leaf = isOver ? null : { kind: "html", until: html.until, lines, depth };
    return true;
  }

  private single(depth: number, block: RawBlock): true {
    this.closeTo(depth);
    this.add(block);
    this.leaf = null;
    return true;
  }

  private setext(text: string): boolean {
    const level = setextLevel(text);
    if (level === 0 || this.leaf?.kind !== "paragraph") return false;
    const blocks = this.top.blocks;
    blocks[blocks.length - 1] = { kind: "heading", level, lines: this.leaf.block.lines };
    this.leaf = null;
    return true;
  }

  /** The last line of the open paragraph is a table's header when this line parts as many columns. */
  private table(text: string, line: number, depth: number): boolean {
    if (this.leaf?.kind !== "paragraph") return false;
    const columns = delimiterColumns(text);
    const header = this.leaf.block.lines.at(-1);
    if (columns === 0 || header === undefined || header.line !== line - 1) return false;
    const cells = cellsOf(header.text);
    if (cells.length !== columns) return false;
    const rows = [{ line: header.line, cells }];
    this.leaf.block.lines.pop();
    if (this.leaf.block.lines.length === 0) this.top.blocks.pop();
    this.add({ kind: "table", rows });
    this.leaf = { kind: "table", rows, columns, depth };
    return true;
  }

  private openIndented(text: string, line: number): void {
    const lines = [text.slice(4)];
    this.add({ kind: "code", info: "", line, lines });
    this.leaf = { kind: "indented", lines, depth: this.open.length };
  }

  /** Opens a list item and gives the text behind its marker. */
  private openItem(text: string, marker: Marker, line: number): string {
    const after = text.slice(marker.width);
    const spaces = indentOf(after);
    const padding = marker.isEmpty || spaces > 4 || spaces === 0 ? 1 : spaces;
    const blocks = this.top.blocks;
    const last = blocks.at(-1);
    const item: RawItem = { kind: "item", line, blocks: [] };
    if (last?.kind === "list" && last.mark === marker.mark) last.items.push(item);
    else this.add({ kind: "list", mark: marker.mark, items: [item] });
    this.push({ kind: "item", blocks: item.blocks, indent: marker.width + padding, isBare: marker.isEmpty });
    return after.slice(padding);
  }

  private push(container: Container): void {
    this.open.push(container);
  }

  private add(block: RawBlock): void {
    const top = this.top;
    top.isBare = false;
    top.blocks.push(block);
  }
}

/** Only a bullet with text, or a list that starts with 1, may interrupt a paragraph. */
function interrupts(marker: Marker): boolean {
  return !marker.isEmpty && (marker.start === null || marker.start === 1);
}

/** The blocks of a text outside quotations. */
export function readBlocks(source: readonly string[]): RawBlock[] {
  const reader = new BlockReader();
  for (let i = 0; i < source.length; i++) reader.read(source[i] ?? "", i + 1);
  return reader.root.blocks;
}
