/**
 * Reads the inline parts of one leaf: keeps what the reader sees, drops emphasis marks, struck and hidden text, and
 * puts one insert for each code span and each link to elsewhere. Never drops a line break, so lines stay countable.
 */
import { entityAt } from "./characters.ts";
import { CodeSpans } from "./code-spans.ts";
import { isPunctuation, isSpace, isWordCode } from "./flanking.ts";
import { isBreaking, isCell, isHiding, type Tag, tagAt } from "./html.ts";
import { BREAK } from "./inserts.ts";
import { definedAt, destinationAt, type LinkTarget } from "./link-targets.ts";
import { countLines, type InlineContext, type Opener, Shown } from "./shown.ts";
import { strikeAt } from "./strikes.ts";

/** Marks the end of a bold run that opened its line; taken out again when the lines are cut. */
export const LEAD_END = "\ue001";

/** A text without any of these is what it is. */
const SPECIAL = /[\\`<[\]!*_~&]/;

const AUTOLINK = /<((?:https?|mailto):[^\s<>]{1,2000})>/y;

class InlineReader {
  private readonly out: Shown;
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
    this.out = new Shown(context);
  }

  read(): string {
    while (this.at < this.text.length) this.step();
    return this.out.finish(this.isHtml);
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
    this.out.insert("code", inner.replaceAll("\n", " ").trim(), "", countLines(inner));
    this.at = close + length;
  }

  private bang(): void {
    if (this.text.charCodeAt(this.at + 1) === 91) this.bracket(true, 2);
    else this.plain(1);
  }

  private bracket(isImage: boolean, length: number): void {
    this.out.openBracket(isImage, this.at + length);
    this.plain(length);
  }

  private closeBracket(): void {
    const opener = this.out.closeBracket();
    const found = opener === null ? null : this.destination(opener);
    if (opener === null || found === null) {
      this.plain(1);
      return;
    }
    this.out.endLink(opener, found.target, countLines(this.text.slice(this.at, found.end)));
    this.at = found.end;
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
    if (this.out.strike(mark)) this.at += mark.length;
    else this.plain(mark.length);
  }

  private angle(): void {
    AUTOLINK.lastIndex = this.at;
    const link = this.isHtml ? null : AUTOLINK.exec(this.text);
    if (link !== null) {
      this.out.link(link[1] ?? "", link[1] ?? "", 0);
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
    if (isHiding(tag.name)) this.out.hide(tag);
    else if (tag.name === "a") this.out.anchor(tag);
    else if (tag.name === "b" || tag.name === "strong") this.markLead("b", !tag.isClosing);
    else if (isBreaking(tag.name)) this.out.push(BREAK);
    else if (isCell(tag.name) && tag.isClosing) this.out.push(" | ");
    if (lines > 0) this.out.push("\n".repeat(lines));
    this.at = tag.end;
  }
}

/** Visible text of a leaf, with exactly as many line breaks as `text` has. */
export function readInline(text: string, context: InlineContext, isHtml = false): string {
  if (context.hidden.length === 0 && !SPECIAL.test(text)) return text;
  return new InlineReader(text, context, isHtml).read();
}
