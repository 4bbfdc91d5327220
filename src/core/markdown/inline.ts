/**
 * Reads the inline parts of one leaf: keeps what the reader sees, drops emphasis marks, struck and hidden text, and
 * puts one insert for each code span and each link to elsewhere. Never drops a line break, so lines stay countable.
 */
import { entityAt } from "./characters.ts";
import { CodeSpans } from "./code-spans.ts";
import { isPunctuation, isSpace, isWordCode } from "./flanking.ts";
import { OpenHides } from "./hides.ts";
import { isBreaking, isCell, isHiding, type Tag, tagAt } from "./html.ts";
import { addInsert, BREAK } from "./inserts.ts";
import { definedAt, destinationAt, type LinkTarget } from "./link-targets.ts";
import { OpenStrikes, strikeAt } from "./strikes.ts";
import type { Insert } from "./tree.ts";

/** Marks the end of a bold run that opened its line; taken out again when the lines are cut. */
export const LEAD_END = "\ue001";

/** A text without any of these is what it is. */
const SPECIAL = /[\\`<[\]!*_~&]/;

export interface InlineContext {
  readonly inserts: Insert[];
  /** Targets of `[label]: target`, by lower-case label. */
  readonly definitions: ReadonlyMap<string, string>;
  /** Hiding elements that an HTML block left open; changed as they close. */
  readonly hidden: string[];
  /** Whether a link target deserves an insert (an issue); other links are their text. */
  isIssue(target: string): boolean;
}

interface Opener {
  readonly at: number;
  readonly isImage: boolean;
  /** Index behind the bracket in the source. */
  readonly from: number;
}

const AUTOLINK = /<((?:https?|mailto):[^\s<>]{1,2000})>/y;

class InlineReader {
  private readonly out: string[] = [];
  private readonly brackets: Opener[] = [];
  /** Brackets below this depth of the stack hold a link already and cannot become one: links do not nest. */
  private deadLinks = 0;
  private readonly anchors: { at: number; href: string }[] = [];
  private readonly strikes = new OpenStrikes();
  private readonly hides = new OpenHides();
  private spans: CodeSpans | null = null;
  /** Ends searched for once and not found are not searched for again. */
  private readonly missing = new Set<string>();
  private isLineStart = true;
  private leadMark = "";
  private at = 0;
  private readonly text: string;
  private readonly context: InlineContext;
  private readonly isHtml: boolean;

  constructor(text: string, context: InlineContext, isHtml: boolean) {
    this.text = text;
    this.context = context;
    this.isHtml = isHtml;
    for (const name of context.hidden) this.hides.open(name, 0);
  }

  read(): string {
    while (this.at < this.text.length) this.step();
    this.finishHidden();
    return this.out.join("");
  }

  /** Text without any special character is taken in one piece. */
  private step(): void {
    const special = this.isHtml ? /[<&\n]/g : /[\\`<[\]!*_~&\n]/g;
    special.lastIndex = this.at;
    const next = special.exec(this.text)?.index ?? this.text.length;
    if (next > this.at) {
      const piece = this.text.slice(this.at, next);
      this.out.push(piece);
      if (this.isLineStart && piece.trim() !== "") this.isLineStart = false;
      this.at = next;
      return;
    }
    this.special(this.text.charCodeAt(this.at));
  }

  private special(code: number): void {
    const start = this.at;
    const wasLineStart = this.isLineStart;
    if (code === 10) this.newline();
    else if (code === 60) this.angle();
    else if (code === 38) this.entity();
    else if (code === 92) this.escape();
    else if (code === 96) this.code();
    else if (code === 91) this.bracket(false, 1);
    else if (code === 33) this.bang();
    else if (code === 93) this.closeBracket();
    else if (code === 126) this.strike();
    else this.emphasis(code);
    if (wasLineStart && code !== 10 && this.at > start && code !== 60) this.isLineStart = false;
  }

  private plain(count: number): void {
    this.out.push(this.text.slice(this.at, this.at + count));
    this.at += count;
  }

  private newline(): void {
    this.out.push("\n");
    this.at++;
    this.isLineStart = true;
    this.leadMark = "";
  }

  private escape(): void {
    const next = this.text.charAt(this.at + 1);
    if (next !== "" && isPunctuation(next.charCodeAt(0))) {
      this.out.push(next);
      this.at += 2;
    } else if (next === "\n") this.at++;
    else this.plain(1);
  }

  private entity(): void {
    const entity = entityAt(this.text, this.at);
    if (entity === null) {
      this.plain(1);
      return;
    }
    this.out.push(entity.text);
    this.at += entity.length;
  }

  private code(): void {
    let length = 1;
    while (this.text.charCodeAt(this.at + length) === 96) length++;
    this.spans ??= new CodeSpans(this.text);
    const close = this.spans.closing(length, this.at);
    if (close < 0) {
      this.plain(length);
      return;
    }
    const inner = this.text.slice(this.at + length, close);
    this.insert("code", inner.replaceAll("\n", " ").trim(), "", countLines(inner));
    this.at = close + length;
  }

  private insert(kind: "link" | "code", text: string, target: string, lines: number): void {
    const char = addInsert(this.context.inserts, { kind, text, target });
    this.out.push(char ?? ` ${text} `, "\n".repeat(lines));
  }

  private bang(): void {
    if (this.text.charCodeAt(this.at + 1) === 91) this.bracket(true, 2);
    else this.plain(1);
  }

  private bracket(isImage: boolean, length: number): void {
    this.brackets.push({ at: this.out.length, isImage, from: this.at + length });
    this.plain(length);
  }

  private closeBracket(): void {
    const opener = this.brackets.pop();
    const isDead = opener?.isImage === false && this.brackets.length < this.deadLinks;
    this.deadLinks = Math.min(this.deadLinks, this.brackets.length);
    if (opener === undefined || isDead) {
      this.plain(1);
      return;
    }
    const found = this.destination(opener);
    if (found === null) {
      this.plain(1);
      return;
    }
    const inner = this.out.splice(opener.at).slice(1).join("");
    const lines = countLines(this.text.slice(this.at, found.end));
    this.strikes.drop(opener.at);
    if (opener.isImage) this.out.push("\n".repeat(countLines(inner) + lines));
    else {
      this.link(inner, found.target, lines);
      this.deadLinks = this.brackets.length;
    }
    this.at = found.end;
  }

  private link(inner: string, target: string, lines: number): void {
    if (this.context.isIssue(target)) this.insert("link", inner, target, countLines(inner) + lines);
    else this.out.push(inner, "\n".repeat(lines));
  }

  private destination(opener: Opener): LinkTarget | null {
    const opens = this.text.charCodeAt(this.at + 1) === 40 && !this.lacks(")", this.at);
    const found = opens ? destinationAt(this.text, this.at + 1) : null;
    return found ?? definedAt(this.text, opener.from, this.at, this.context.definitions);
  }

  /** Whether `end` does not occur from `from` on; one search without success is enough for the rest of the text. */
  private lacks(end: string, from: number): boolean {
    if (this.missing.has(end)) return true;
    if (this.text.indexOf(end, from) >= 0) return false;
    this.missing.add(end);
    return true;
  }

  private emphasis(code: number): void {
    let length = 1;
    while (this.text.charCodeAt(this.at + length) === code) length++;
    const before = this.at === 0 ? 32 : this.text.charCodeAt(this.at - 1);
    const after = this.text.charCodeAt(this.at + length);
    const isLoose = isSpace(before) && isSpace(after);
    const isInside = code === 95 && isWordCode(before) && isWordCode(after);
    if (isLoose || isInside) {
      this.plain(length);
      return;
    }
    this.markLead(length >= 2 ? String.fromCharCode(code) : "", isSpace(before));
    this.at += length;
  }

  /** A bold run that opens the line is a lead-in; its first closing mark ends it. */
  private markLead(mark: string, isAfterSpace: boolean): void {
    if (mark === "") return;
    if (this.isLineStart) this.leadMark = mark;
    else if (this.leadMark === mark && !isAfterSpace) {
      this.out.push(LEAD_END);
      this.leadMark = "done";
    }
  }

  private strike(): void {
    const mark = strikeAt(this.text, this.at);
    const opener = this.strikes.take(mark, this.out.length);
    if (opener === null) this.plain(mark.length);
    else {
      this.cut(opener);
      this.at += mark.length;
    }
  }

  /** Takes out everything since piece `at`, but for line breaks, and forgets what was opened since. */
  private cut(at: number): void {
    const removed = this.out.splice(at);
    let lines = 0;
    for (const piece of removed) lines += countLines(piece);
    this.out.push("\n".repeat(lines));
    while ((this.brackets.at(-1)?.at ?? -1) >= at) this.brackets.pop();
    while ((this.anchors.at(-1)?.at ?? -1) >= at) this.anchors.pop();
    this.strikes.drop(at);
  }

  private angle(): void {
    AUTOLINK.lastIndex = this.at;
    const link = this.isHtml ? null : AUTOLINK.exec(this.text);
    if (link !== null) {
      this.link(link[1] ?? "", link[1] ?? "", 0);
      this.at = AUTOLINK.lastIndex;
      return;
    }
    if (this.skipped("<!--", "-->", 4) || this.skipped("<?", "?>", 2) || this.skipped("<![CDATA[", "]]>", 9)) return;
    const tag = tagAt(this.text, this.at);
    if (tag === null) this.plain(1);
    else this.tag(tag);
  }

  private skipped(open: string, end: string, length: number): boolean {
    if (!this.text.startsWith(open, this.at)) return false;
    // `<!-->` and `<!--->` are whole comments.
    const from =
      open === "<!--" && /^<!---?>/.test(this.text.slice(this.at, this.at + 6)) ? this.at + 2 : this.at + length;
    const isOpenEnded = this.lacks(end, from);
    if (isOpenEnded && !this.isHtml) return false;
    const close = isOpenEnded ? this.text.length : this.text.indexOf(end, from) + end.length;
    this.out.push("\n".repeat(countLines(this.text.slice(this.at, close))));
    this.at = close;
    return true;
  }

  private tag(tag: Tag): void {
    const lines = countLines(this.text.slice(this.at, tag.end));
    if (isHiding(tag.name)) this.hiding(tag);
    else if (tag.name === "a") this.anchor(tag);
    else if (tag.name === "b" || tag.name === "strong") this.markLead("b", !tag.isClosing);
    else if (isBreaking(tag.name)) this.out.push(BREAK);
    else if (isCell(tag.name) && tag.isClosing) this.out.push(" | ");
    if (lines > 0) this.out.push("\n".repeat(lines));
    this.at = tag.end;
  }

  private hiding(tag: Tag): void {
    if (!tag.isClosing) {
      if (!tag.isEmpty) this.hides.open(tag.name, this.out.length);
      return;
    }
    const at = this.hides.close(tag.name);
    if (at !== null) this.cut(at);
  }

  /** What is still hidden at the end stays hidden; an HTML block hides the blocks behind it too. */
  private finishHidden(): void {
    const inherited = this.context.hidden.length;
    const kept = this.isHtml ? this.hides.names() : this.hides.names().slice(0, inherited);
    const first = this.hides.first();
    if (first !== null) this.cut(first);
    this.context.hidden.splice(0, inherited, ...kept);
  }

  private anchor(tag: Tag): void {
    if (!tag.isClosing) {
      this.anchors.push({ at: this.out.length, href: tag.href });
      this.out.push("");
      return;
    }
    const open = this.anchors.pop();
    if (open === undefined || !this.context.isIssue(open.href)) return;
    const inner = this.out.splice(open.at).join("");
    while ((this.brackets.at(-1)?.at ?? -1) >= open.at) this.brackets.pop();
    this.strikes.drop(open.at);
    this.insert("link", inner.replaceAll("\n", " ").trim(), open.href, countLines(inner));
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) count++;
  return count;
}

/** Visible text of a leaf, with exactly as many line breaks as `text` has. */
export function readInline(text: string, context: InlineContext, isHtml = false): string {
  if (context.hidden.length === 0 && !SPECIAL.test(text)) return text;
  return new InlineReader(text, context, isHtml).read();
}
