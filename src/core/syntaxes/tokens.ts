/** Cuts visible lines into words, references and marks: what every syntax reads. */
import { insertAt } from "../markdown/inserts.ts";
import type { Insert, TextLine } from "../markdown/tree.ts";
import type { Ref } from "../model.ts";
import { idAt, type Place, refAt, refOfUrl, urlAt } from "./references.ts";

/**
 * `word`: letters and digits; `char`: one character of a script without spaces between words; `bad`: looks like a
 * reference and is none (`#0`, `#12abc`); `break`: a new line.
 */
export type TokenKind = "word" | "char" | "ref" | "number" | "date" | "mark" | "code" | "url" | "bad" | "break";

export interface Token {
  readonly kind: TokenKind;
  /** Lower case. */
  readonly text: string;
  readonly ref: Ref | null;
  /** A reference written as a number of this repository. */
  readonly isShort: boolean;
  /** Whether white space stands before it. */
  readonly gap: boolean;
  readonly isUpper: boolean;
  /** Index of its line among the lines read together, and its extent there. */
  readonly row: number;
  readonly at: number;
  readonly end: number;
}

export interface Tokens {
  readonly lines: readonly TextLine[];
  readonly list: readonly Token[];
}

/** Scripts that put no spaces between words. */
function isUnspaced(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30fa) ||
    (code >= 0x30fc && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    code === 0x3005
  );
}

function isLetter(code: number): boolean {
  if (code < 0xc0) return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return code < 0x2000 && code !== 0xd7 && code !== 0xf7;
}

const NUMBER = /[0-9]{1,15}(?:[.,][0-9]{1,9})?(?![0-9a-z_])/iy;
const DATE = /[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9a-z_-])/iy;
const ARROW = /(?:[-─═=]{1,20}[>▶►→]|→|⟶|➔|➜|⇒|➡)/y;
const PARALLEL = /[║∥‖]|\|\|/y;
/** `:rocket:` is shown as a picture. */
const SHORTCODE = /:(?:[a-z][a-z0-9_+-]{1,30}|[+-]1|100):(?![\w:/])/y;
const BAD = /#(?:[0-9\ufffd][\w\ufffd]{0,30})/y;

class Tokenizer {
  readonly list: Token[] = [];
  private row = 0;
  private text = "";
  private at = 0;
  private gap = false;
  private readonly inserts: readonly Insert[];
  private readonly place: Place;

  constructor(inserts: readonly Insert[], place: Place) {
    this.inserts = inserts;
    this.place = place;
  }

  line(text: string, row: number): void {
    this.row = row;
    this.text = text;
    this.at = 0;
    this.gap = true;
    while (this.at < text.length) this.step();
  }

  newLine(row: number): void {
    this.row = row;
    this.text = "";
    this.at = 0;
    this.push("break", 0);
  }

  private push(kind: TokenKind, length: number, ref: Ref | null = null, isShort = false, as?: string): void {
    const raw = this.text.slice(this.at, this.at + length);
    const text = as ?? (kind === "mark" ? raw : raw.toLowerCase());
    const isUpper = kind === "word" && raw.charCodeAt(0) !== text.charCodeAt(0);
    const end = this.at + length;
    this.list.push({ kind, text, ref, isShort, gap: this.gap, isUpper, row: this.row, at: this.at, end });
    this.at = end;
    this.gap = false;
  }

  private step(): void {
    const code = this.text.charCodeAt(this.at);
    if (code === 32 || code === 0x2028) {
      this.gap = true;
      this.at++;
    } else if (code === 35) this.hash();
    else if (isUnspaced(code)) this.push("char", 1);
    else if (isLetter(code)) this.word(code);
    else if (code >= 0xd800 && code <= 0xdbff) this.pair();
    else this.mark();
  }

  private hash(): void {
    const before = this.at === 0 ? 32 : this.text.charCodeAt(this.at - 1);
    const found = isLetter(before) || before === 38 ? null : refAt(this.text, this.at, this.place);
    if (found !== null) this.push("ref", found.length, found.ref, true);
    else {
      BAD.lastIndex = this.at;
      const bad = BAD.exec(this.text);
      if (bad === null) this.push("mark", 1);
      else this.push("bad", bad[0].length);
    }
  }

  private word(code: number): void {
    if (code === 104 || code === 72 || code === 119 || code === 87) {
      const url = urlAt(this.text, this.at, this.place);
      if (url !== null) {
        this.push(url.ref === null ? "url" : "ref", url.length, url.ref);
        return;
      }
    }
    if (this.place.ids !== undefined && this.id()) return;
    if (code >= 48 && code <= 57 && this.number()) return;
    if (this.reference()) return;
    let end = this.at + 1;
    for (
      let next = this.text.charCodeAt(end);
      isLetter(next) || this.isApostrophe(end);
      next = this.text.charCodeAt(end)
    )
      end++;
    this.push("word", end - this.at);
  }

  private id(): boolean {
    const found = /[\w./#@-]/.test(this.text.charAt(this.at - 1)) ? null : idAt(this.text, this.at, this.place);
    if (found !== null) this.push("ref", found.length, found.ref);
    return found !== null;
  }

  private isApostrophe(at: number): boolean {
    return this.text.charCodeAt(at) === 39 && isLetter(this.text.charCodeAt(at + 1));
  }

  private number(): boolean {
    DATE.lastIndex = this.at;
    const date = DATE.exec(this.text);
    if (date !== null) {
      this.push("date", date[0].length);
      return true;
    }
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text);
    if (number === null || this.text.charAt(this.at + number[0].length) === "/") return false;
    this.push("number", number[0].length);
    return true;
  }

  /** `GH-12`, `owner/repo#12`, `github.com/owner/repo/issues/12`. */
  private reference(): boolean {
    const before = this.at === 0 ? "" : this.text.charAt(this.at - 1);
    if ((before === "/" && !this.partsRefs()) || before === "." || before === "@" || before === "-" || before === "_")
      return false;
    const found = refAt(this.text, this.at, this.place);
    if (found !== null) {
      this.push("ref", found.length, found.ref, found.isShort);
      return true;
    }
    const host = this.place.host ?? "github.com";
    if (!this.text.startsWith(`${host}/`, this.at)) return false;
    const url = refOfUrl(this.text.slice(this.at, this.at + 400), this.place);
    if (url === null) return false;
    this.push("ref", url.length, url.ref);
    return true;
  }

  /** `GH-8/GH-9`, `#8 (schema)/GH-9`: the slash before this place parts it from a reference, and is no part of a path. */
  private partsRefs(): boolean {
    const [ref, slash] = this.list.slice(-2);
    const isBehindRef = ref?.kind === "ref" || ref?.text === ")" || ref?.text === "]";
    return isBehindRef && slash?.row === this.row && slash.end === this.at && !slash.gap;
  }

  private pair(): void {
    const insert = insertAt(this.text, this.at, this.inserts);
    if (insert === null) this.push("mark", 2);
    else if (insert.kind === "code") this.push("code", 2, null, false, insert.text);
    else {
      const url = insert.target.startsWith("/")
        ? `https://${this.place.host ?? "github.com"}${insert.target}`
        : insert.target;
      const found = refOfUrl(url, this.place);
      this.push(found === null ? "url" : "ref", 2, found?.ref ?? null);
    }
  }

  private mark(): void {
    SHORTCODE.lastIndex = this.at;
    const shortcode = SHORTCODE.exec(this.text);
    if (shortcode !== null) {
      this.push("mark", shortcode[0].length, null, false, "\u2b50");
      return;
    }
    ARROW.lastIndex = this.at;
    const arrow = ARROW.exec(this.text);
    if (arrow !== null) {
      this.push("mark", arrow[0].length, null, false, "→");
      return;
    }
    PARALLEL.lastIndex = this.at;
    const parallel = PARALLEL.exec(this.text);
    if (parallel !== null) this.push("mark", parallel[0].length, null, false, "║");
    else this.push("mark", 1);
  }
}

/** The tokens of lines that are read together, a `break` between two of them. */
export function tokenize(lines: readonly TextLine[], inserts: readonly Insert[], place: Place): Tokens {
  const tokenizer = new Tokenizer(inserts, place);
  for (const [row, line] of lines.entries()) {
    if (row > 0) tokenizer.newLine(row);
    tokenizer.line(line.text, row);
  }
  return { lines, list: tokenizer.list };
}

/** The words of a phrase of a keyword table, cut the same way. */
export function phraseTokens(phrase: string): string[] {
  const tokenizer = new Tokenizer([], { repo: "", number: null });
  tokenizer.line(phrase.normalize("NFC"), 0);
  return tokenizer.list
    .filter((token) => token.kind !== "mark" || !"-_".includes(token.text))
    .map((token) => token.text);
}
