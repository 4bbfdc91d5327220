/** Where lines and sentences begin and end among the tokens of lines that are read together. */
import { isMark } from "./marks.ts";
import { quotationEnds } from "./quotations.ts";
import type { Token, Tokens } from "./tokens.ts";

/** Tokens of a sentence that are looked at for its end; a longer one is cut for the purpose. */
const LONGEST_SENTENCE = 200;

const START_MARKS = new Set(["|", "·", "•"]);
const ENDS = new Set([".", "!", "?", "。", "…"]);

export class Bounds {
  private readonly tokens: Tokens;
  private readonly list: readonly Token[];
  /** Per token: whether its sentence ends in a question mark. */
  private readonly asked: Uint8Array;
  private readonly quoted: Int32Array;

  constructor(tokens: Tokens) {
    this.tokens = tokens;
    this.list = tokens.list;
    this.asked = this.questions();
    this.quoted = quotationEnds(this.list);
  }

  /** Whether token `i` stands in a question. */
  isAsked(i: number): boolean {
    return this.asked[i] === 1;
  }

  /** Whether the tokens from `i` to before `end` are asked about, or talked about in quotation marks: not stated. */
  isUnsaid(i: number, end: number): boolean {
    return this.isAsked(i) || (this.quoted[i] ?? -1) >= end;
  }

  /** A line's end ends a sentence unless the next line goes on in lower case or with a reference. */
  endsSentence(i: number): boolean {
    const token = this.list[i];
    const next = this.list[i + 1];
    if (token?.kind === "mark" && ENDS.has(token.text))
      return next === undefined || next.gap || next.kind === "break" || token.text === "。";
    if (token?.kind !== "break") return false;
    if (next === undefined || next.kind === "mark" || next.isUpper || this.leadOf(i + 1) > 0) return true;
    return next.kind === "char";
  }

  private questions(): Uint8Array {
    const asked = new Uint8Array(this.list.length);
    let isAsked = 0;
    for (let i = this.list.length - 1; i >= 0; i--) {
      if (this.endsSentence(i)) isAsked = isMark(this.list[i], "?") || this.isAskedByChar(i) ? 1 : 0;
      else if (isMark(this.list[i], "?") && this.list[i + 1] === undefined) isAsked = 1;
      asked[i] = isAsked;
    }
    return asked;
  }

  /** `…ですか。` */
  private isAskedByChar(i: number): boolean {
    return isMark(this.list[i], "。") && this.list[i - 1]?.text === "か";
  }

  /** Length of the bold run that opens the line of token `i`, when the token opens the line. */
  leadOf(i: number): number {
    const token = this.list[i];
    return token === undefined || token.at > 0 ? 0 : (this.tokens.lines[token.row]?.lead ?? 0);
  }

  lineOf(token: Token | undefined): number {
    return this.tokens.lines[token?.row ?? 0]?.line ?? 1;
  }

  /** Whether nothing but marks stands before `i` on its line (or behind a bar that parts fields). */
  opensLine(i: number): boolean {
    for (let k = i - 1; k >= 0; k--) {
      const token = this.list[k];
      if (token === undefined || token.kind === "break") return true;
      if (token.kind !== "mark") return false;
      if (START_MARKS.has(token.text)) return true;
      if (!(token.text.length > 1 || "([*-–—+>\"'".includes(token.text) || token.text > "\u2190")) return false;
    }
    return true;
  }

  /** Whether nothing but marks stands before `i` on its line, bars that part fields not among them. */
  opensWholeLine(i: number): boolean {
    let before = i - 1;
    while (this.list[before]?.kind === "mark" && !isMark(this.list[before], "|")) before--;
    return this.opensLine(i) && (before < 0 || this.list[before]?.kind === "break");
  }

  opensSentence(i: number): boolean {
    return this.opensLine(i) || (i > 0 && this.endsSentence(i - 1));
  }

  endsLine(i: number): boolean {
    const token = this.list[i];
    if (token === undefined || token.kind === "break") return true;
    const next = this.list[i + 1];
    return isMark(token, ".") && (next === undefined || next.kind === "break");
  }

  sentenceEnd(from: number, to: number): number {
    const last = Math.min(to, from + LONGEST_SENTENCE);
    let i = from;
    while (i < last && !this.endsSentence(i) && this.list[i]?.kind !== "break" && !isMark(this.list[i], "|")) i++;
    return i;
  }
}
