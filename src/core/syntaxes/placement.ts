/** Whether a phrase may stand where it stands: anywhere, at the start of a line, or only as the name of a field. */
import type { Bounds } from "./bounds.ts";
import type { Keywords, Phrase } from "./keywords.ts";
import { readList } from "./list.ts";
import { closingBracket, isMark } from "./marks.ts";
import { readPreamble } from "./preamble.ts";
import type { Tokens } from "./tokens.ts";

const PLAIN_LIST = { chains: false, bare: false };

export class Placement {
  private readonly keywords: Keywords;
  private readonly tokens: Tokens;
  private readonly bounds: Bounds;

  constructor(keywords: Keywords, tokens: Tokens, bounds: Bounds) {
    this.keywords = keywords;
    this.tokens = tokens;
    this.bounds = bounds;
  }

  /** Whether `phrase`, from `i` to `end`, obeys the `where` of its table. */
  stands(phrase: Phrase, i: number, end: number, to: number): boolean {
    if (phrase.where === "anywhere") return true;
    if (phrase.where === "turned" || phrase.where === "label") return false;
    const hasColon = isMark(this.tokens.list[this.behindRemark(end, to)], ":");
    // A field may begin right behind the list of another: `Depends on: #12 Parent: #13`.
    if (phrase.where === "lead" && hasColon && this.tokens.list[i - 1]?.kind === "ref") return true;
    if (phrase.where === "lead") return this.bounds.opensSentence(i) && (hasColon || !this.isProse(end, to));
    if (!this.bounds.opensLine(i)) return false;
    if (hasColon || this.closesLead(end)) return true;
    if (phrase.where === "name") return this.isAlone(phrase, i, end, to);
    return this.fillsLine(end, to);
  }

  /** Whether the bold run that opens the line ends with the phrase. */
  closesLead(end: number): boolean {
    const last = this.tokens.list[end - 1];
    return last !== undefined && this.tokens.lines[last.row]?.lead === last.end;
  }

  /** `i` opens its line and what ends at `end` is followed by a colon or was bold: the name of a field. */
  isField(i: number, end: number, hasColon: boolean): boolean {
    const last = this.tokens.list[end - 1];
    const lead = last === undefined ? 0 : (this.tokens.lines[last.row]?.lead ?? 0);
    return this.bounds.opensLine(i) && (hasColon || (lead > 0 && last !== undefined && last.end <= lead));
  }

  /** A name without a colon is a whole text, or a whole line with its list (`Dependencies – #12`). */
  private isAlone(phrase: Phrase, i: number, end: number, to: number): boolean {
    const { list } = this.tokens;
    if (list[this.behindRemark(end, to)] === undefined) return list.findIndex((token) => token.kind !== "mark") === i;
    const { at } = readPreamble(this.keywords, list, end, to);
    return phrase.isStrong && list[at]?.kind === "ref" && this.fillsLine(end, to);
  }

  /** Whether the line holds nothing more than a list or a date. */
  private fillsLine(end: number, to: number): boolean {
    const { list } = this.tokens;
    const { at } = readPreamble(this.keywords, list, end, to);
    if (list[at]?.kind === "date") return this.bounds.endsLine(at + 1);
    const found = readList(list, at, to, this.keywords, PLAIN_LIST);
    return found !== null && this.bounds.endsLine(found.end);
  }

  /** Whether words that belong to no list follow. */
  private isProse(end: number, to: number): boolean {
    const token = this.tokens.list[readPreamble(this.keywords, this.tokens.list, end, to).at];
    return token !== undefined && (token.kind === "word" || token.kind === "char" || token.kind === "code");
  }

  private behindRemark(i: number, to: number): number {
    const { list } = this.tokens;
    if (!isMark(list[i], "(") && !isMark(list[i], "[")) return i;
    const close = closingBracket(list, i, to);
    return close < 0 ? i : close + 1;
  }
}
