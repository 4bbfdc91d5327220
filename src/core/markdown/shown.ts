/**
 * What of a leaf is shown so far, piece by piece, and what is still open in it: brackets, anchors, struck and hidden text.
 * What turns out to be struck or hidden is taken out again; line breaks stay, so that lines remain countable.
 */
import { OpenHides } from "./hides.ts";
import type { Tag } from "./html.ts";
import { addInsert } from "./inserts.ts";
import { OpenStrikes, type StrikeMark } from "./strikes.ts";
import type { Insert } from "./tree.ts";

export interface InlineContext {
  readonly inserts: Insert[];
  /** Targets of `[label]: target`, by lower-case label. */
  readonly definitions: ReadonlyMap<string, string>;
  /** Hiding elements that an HTML block left open; changed as they close. */
  readonly hidden: string[];
  /** Whether a link target deserves an insert (an issue); other links are their text. */
  isIssue(target: string): boolean;
}

export interface Opener {
  readonly at: number;
  readonly isImage: boolean;
  /** Index behind the bracket in the source. */
  readonly from: number;
}

export class Shown {
  private readonly pieces: string[] = [];
  private readonly brackets: Opener[] = [];
  /** Brackets below this depth of the stack hold a link already and cannot become one: links do not nest. */
  private deadLinks = 0;
  private readonly anchors: { at: number; href: string }[] = [];
  private readonly strikes = new OpenStrikes();
  private readonly hides = new OpenHides();
  private readonly context: InlineContext;

  constructor(context: InlineContext) {
    this.context = context;
    for (const name of context.hidden) this.hides.open(name, 0);
  }

  push(...pieces: readonly string[]): void {
    this.pieces.push(...pieces);
  }

  insert(kind: "link" | "code", text: string, target: string, lines: number): void {
    const char = addInsert(this.context.inserts, { kind, text, target });
    this.pieces.push(char ?? ` ${text} `, "\n".repeat(lines));
  }

  openBracket(isImage: boolean, from: number): void {
    this.brackets.push({ at: this.pieces.length, isImage, from });
  }

  /** The bracket that closes here; null when none is open, or it holds a link and so can be none. */
  closeBracket(): Opener | null {
    const opener = this.brackets.pop();
    const isDead = opener?.isImage === false && this.brackets.length < this.deadLinks;
    this.deadLinks = Math.min(this.deadLinks, this.brackets.length);
    return opener === undefined || isDead ? null : opener;
  }

  /** What was shown since `opener` is the text of a link or image; `lines` breaks stand in its target. */
  endLink(opener: Opener, target: string, lines: number): void {
    const inner = this.pieces.splice(opener.at).slice(1).join("");
    this.strikes.drop(opener.at);
    if (opener.isImage) this.pieces.push("\n".repeat(countLines(inner) + lines));
    else {
      this.link(inner, target, lines);
      this.deadLinks = this.brackets.length;
    }
  }

  link(inner: string, target: string, lines: number): void {
    if (this.context.isIssue(target)) this.insert("link", inner, target, countLines(inner) + lines);
    else this.pieces.push(inner, "\n".repeat(lines));
  }

  /** Strikes what stands between `mark` and the same mark before it; false when it is text, or opens. */
  strike(mark: StrikeMark): boolean {
    const opener = this.strikes.take(mark, this.pieces.length);
    if (opener !== null) this.cut(opener);
    return opener !== null;
  }

  hide(tag: Tag): void {
    if (!tag.isClosing) {
      if (!tag.isEmpty) this.hides.open(tag.name, this.pieces.length);
      return;
    }
    const at = this.hides.close(tag.name);
    if (at !== null) this.cut(at);
  }

  anchor(tag: Tag): void {
    if (!tag.isClosing) {
      this.anchors.push({ at: this.pieces.length, href: tag.href });
      this.pieces.push("");
      return;
    }
    const open = this.anchors.pop();
    if (open === undefined || !this.context.isIssue(open.href)) return;
    const inner = this.pieces.splice(open.at).join("");
    while ((this.brackets.at(-1)?.at ?? -1) >= open.at) this.brackets.pop();
    this.strikes.drop(open.at);
    this.insert("link", inner.replaceAll("\n", " ").trim(), open.href, countLines(inner));
  }

  /** All that is shown. What is still hidden stays hidden; an HTML block hides the blocks behind it too. */
  finish(isHtml: boolean): string {
    const inherited = this.context.hidden.length;
    const kept = isHtml ? this.hides.names() : this.hides.names().slice(0, inherited);
    const first = this.hides.first();
    if (first !== null) this.cut(first);
    this.context.hidden.splice(0, inherited, ...kept);
    return this.pieces.join("");
  }

  /** Takes out everything since piece `at`, but for line breaks, and forgets what was opened since. */
  private cut(at: number): void {
    const removed = this.pieces.splice(at);
    let lines = 0;
    for (const piece of removed) lines += countLines(piece);
    this.pieces.push("\n".repeat(lines));
    while ((this.brackets.at(-1)?.at ?? -1) >= at) this.brackets.pop();
    while ((this.anchors.at(-1)?.at ?? -1) >= at) this.anchors.pop();
    this.strikes.drop(at);
  }
}

export function countLines(text: string): number {
  let count = 0;
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) count++;
  return count;
}
