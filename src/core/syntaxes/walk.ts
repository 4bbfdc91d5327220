/** Offers the blocks of a text to the syntaxes, one after the other; what none takes is read as sentences. */
import type { Block, Heading, List, Paragraph, TextLine } from "../markdown/tree.ts";
import { syntaxes } from "./all.ts";
import { headingValue, type OpenField, readFieldLines, takeField, takeOwnedField } from "./field-lines.ts";
import { declarationNamed, fieldNamed } from "./keywords.ts";
import { isSoftLabel } from "./kind.ts";
import { declarationOn, partAtLabels } from "./label-lines.ts";
import type { Reading } from "./reading.ts";
import { closeScope, labelScope, readOwned, readScopedLines, readScopedList } from "./scope.ts";
import type { Scope } from "./scope-answers.ts";
import { readSentences } from "./sentence-reader.ts";
import { readTracked } from "./task-list.ts";
import type { Tokens } from "./tokens.ts";
import type { OpenLabel } from "./unlisted.ts";

const blockSyntaxes = syntaxes.filter((syntax) => "read" in syntax);

function headingText(heading: Heading): string {
  return heading.lines.map((line) => line.text).join(" ");
}

/** The scope a heading opens; null when it is no declaration alone. */
function scopeOf(reading: Reading, heading: Heading, tokens: Tokens): Scope | null {
  if (reading.fieldsOnly) return null;
  if (tokens.list.some((token) => token.kind === "ref")) return null;
  const phrase = declarationNamed(reading.keywords, headingText(heading));
  if (phrase === null) return null;
  const isSoft = phrase.isSoft || isSoftLabel(reading.keywords, tokens.list);
  const line = heading.lines[0]?.line ?? 1;
  return { phrase, isSoft, line, level: heading.level, syntax: "section", subject: null, hasAnswer: false };
}

class Walker {
  private readonly scopes: Scope[] = [];
  /** The label before this block, when it owns nothing. */
  private unowning: { readonly scope: Scope; readonly before: number } | null = null;
  private readonly reading: Reading;
  private readonly blocks: readonly Block[];
  private readonly isItem: boolean;

  constructor(reading: Reading, blocks: readonly Block[], isItem: boolean) {
    this.reading = reading;
    this.blocks = blocks;
    this.isItem = isItem;
  }

  walk(): void {
    let i = 0;
    while (i < this.blocks.length) {
      const label = this.unowning;
      this.unowning = null;
      i = this.block(i);
      if (label !== null) this.settleLabel(label);
    }
    if (this.unowning !== null) this.settleLabel(this.unowning);
    this.close(0);
  }

  /** A label that owned nothing was answered all the same when the block behind it declares something. */
  private settleLabel(label: { readonly scope: Scope; readonly before: number }): void {
    if (this.declared() > label.before) label.scope.hasAnswer = true;
    closeScope(this.reading, label.scope);
  }

  private declared(): number {
    return this.reading.edges.length + this.reading.none.length;
  }

  private get scope(): Scope | undefined {
    return this.scopes.at(-1);
  }

  private close(level: number): void {
    while (this.scope !== undefined && this.scope.level >= level) {
      const scope = this.scopes.pop();
      if (scope !== undefined) this.settle(scope);
    }
  }

  /** An inner section that says something answers for the outer one too. */
  private settle(scope: Scope): void {
    closeScope(this.reading, scope);
    const outer = this.scope;
    if (outer !== undefined) outer.hasAnswer = true;
  }

  /** Comments hold fields alone on their line and nothing larger. */
  private isTaken(block: Block, scope: Scope | null): boolean {
    if (this.reading.fieldsOnly) return false;
    return blockSyntaxes.some((syntax) => syntax.read(this.reading, block, scope));
  }

  private block(i: number): number {
    const block = this.blocks[i];
    if (block === undefined || this.isTaken(block, this.scope ?? null)) return i + 1;
    switch (block.kind) {
      case "heading":
        return this.heading(block, i);
      case "paragraph":
        return this.paragraph(block, i);
      case "list":
        this.list(block);
        return i + 1;
      case "table":
      case "code":
        return i + 1;
      default:
        return block satisfies never;
    }
  }

  private heading(heading: Heading, i: number): number {
    this.close(heading.level);
    const tokens = this.reading.tokens(heading.lines);
    if (tokens.list.length === 0) return i + 1;
    const scope = scopeOf(this.reading, heading, tokens);
    if (scope !== null) {
      this.scopes.push(scope);
      return i + 1;
    }
    const field = this.reading.fieldsOnly ? null : fieldNamed(this.reading.keywords, headingText(heading));
    if (field === null) {
      readFieldLines(this.reading, heading.lines);
      readSentences(this.reading, tokens);
      return i + 1;
    }
    this.close(1);
    let end = i + 1;
    while (end < this.blocks.length && this.blocks[end]?.kind !== "heading") end++;
    const body = this.blocks.slice(i + 1, end);
    takeField(this.reading, field, headingValue(this.reading, body, heading.lines[0]?.line ?? 1));
    return i + 1;
  }

  private list(list: List): void {
    if (this.scope !== undefined) readScopedList(this.reading, this.scope, list);
    else readItems(this.reading, list);
  }

  private paragraph(paragraph: Paragraph, i: number): number {
    if (this.scope !== undefined) {
      const label = readScopedLines(this.reading, this.scope, paragraph.lines);
      return label === null ? i + 1 : this.owned(label, i);
    }
    const fields = readFieldLines(this.reading, paragraph.lines);
    const { taken } = fields;
    const lines = taken.size === 0 ? paragraph.lines : paragraph.lines.filter((line) => !taken.has(line));
    const rules = { subject: null, isItem: this.isItem };
    const { head, labelled } = partAtLabels(this.reading, lines);
    let open = head.length === 0 ? null : readSentences(this.reading, this.reading.tokens(head), rules);
    open ??= this.named(head.at(-1));
    for (const { label, lines } of labelled) open = readScopedLines(this.reading, labelScope(label, null), lines);
    if (open !== null) return this.owned(open, i);
    return fields.open === null ? i + 1 : this.ownedField(fields.open, i);
  }

  /** A bold line, or one that ends with a colon, that is all a declaration: `**What blocks this?**`. */
  private named(line: TextLine | undefined): OpenLabel | null {
    if (line === undefined || this.reading.fieldsOnly) return null;
    const isLabel = line.text.endsWith(":") || (line.lead > 0 && line.lead === line.text.length);
    const phrase = isLabel ? declarationOn(this.reading, line) : null;
    if (phrase === null) return null;
    return { phrase, isSoft: phrase.isSoft, line: line.line, hasColon: true, subject: null };
  }

  /** A keyword that closes its line owns the list or line that follows. */
  private owned(open: OpenLabel, i: number): number {
    if (this.reading.fieldsOnly) return i + 1;
    const scope = labelScope(open, null);
    const next = this.blocks[i + 1];
    const isOwned = next !== undefined && this.isOwned(scope, next);
    if (isOwned) closeScope(this.reading, scope);
    else this.unowning = { scope, before: this.declared() };
    return isOwned ? i + 2 : i + 1;
  }

  private isOwned(scope: Scope, next: Block): boolean {
    if (this.isTaken(next, scope)) return true;
    return (next.kind === "list" || next.kind === "paragraph") && readOwned(this.reading, scope, next);
  }

  private ownedField(open: OpenField, i: number): number {
    const next = this.blocks[i + 1];
    if (next?.kind !== "list") return i + 1;
    takeOwnedField(this.reading, open, next);
    return i + 1;
  }
}

function readItems(reading: Reading, list: List): void {
  for (const item of list.items) {
    if (item.box !== null && !reading.fieldsOnly) readTracked(reading, item);
    readBlocks(reading, item.blocks, true);
  }
}

/** Reads blocks that stand side by side. */
export function readBlocks(reading: Reading, blocks: readonly Block[], isItem = false): void {
  new Walker(reading, blocks, isItem).walk();
}
