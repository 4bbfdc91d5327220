/** Reads a list of references behind (or before) a phrase: separators, brackets with reasons, ranges, arrows. */
import type { Ref } from "../model.ts";
import type { Keywords, Phrase } from "./keywords.ts";
import { saysHard, saysSoft } from "./kind.ts";
import { closingBracket, hasRefBetween, isDash, isMark, isPicture, isQuote } from "./marks.ts";
import { looseRange, membersOf, rangeAt, rangeFault } from "./range.ts";
import { issueNumber } from "./references.ts";
import type { Token } from "./tokens.ts";

export interface Item {
  readonly ref: Ref;
  /** Said in brackets behind it; null when nothing was said. */
  isSoft: boolean | null;
  readonly row: number;
}

export interface ListNote {
  readonly row: number;
  readonly message: string;
  readonly asks: boolean;
}

export interface RefList {
  /** One stage without arrows; with arrows, left waits for nothing and each stage waits for the one before. */
  readonly stages: Item[][];
  /** Index behind the list. */
  readonly end: number;
  readonly notes: ListNote[];
  /** Bracketed remarks: where their words stand and the reference they speak of. */
  readonly remarks: { readonly from: number; readonly to: number; readonly subject: Ref }[];
  /** Whether a word for "and" or "or" stood before the last reference. */
  readonly isJoined: boolean;
  /** Whether a range in it is left as its first number (see `unexpanded`). */
  readonly hasRange: boolean;
}

export interface ListRules {
  /** Arrows part stages (fields and sections); elsewhere they end the list. */
  readonly chains: boolean;
  /** Bare numbers are references (sections, form answers, number columns). */
  readonly bare: boolean;
  /** Ranges are left as their first number: nobody asked for their members yet. */
  readonly unexpanded?: boolean;
}

const SEPARATORS = new Set([",", "、", ";", "/", "|", "&", "+", "·", "・", "•", "║"]);
const NEXT = new Set(["then", "dann"]);
/** References of one list; what stands behind them is not read. A hostile text must not make millions of edges. */
const LONGEST_LIST = 1000;

class ListReader {
  private readonly stages: Item[][] = [[]];
  private readonly notes: ListNote[] = [];
  private readonly remarks: RefList["remarks"] = [];
  private count = 0;
  private brackets = 0;
  private isJoined = false;
  private hasRange = false;
  private readonly tokens: readonly Token[];
  private readonly to: number;
  private readonly keywords: Keywords;
  private readonly rules: ListRules;

  constructor(tokens: readonly Token[], to: number, keywords: Keywords, rules: ListRules) {
    this.tokens = tokens;
    this.to = to;
    this.keywords = keywords;
    this.rules = rules;
  }

  read(from: number): RefList | null {
    let end = this.item(from);
    if (end < 0) return null;
    for (let next = this.separated(end); next >= 0; next = this.separated(end)) {
      if (this.rules.unexpanded !== true && this.isNextSubject(next)) break;
      const behind = this.item(next);
      if (behind < 0) break;
      end = behind;
    }
    return {
      stages: this.stages,
      end,
      notes: this.notes,
      remarks: this.remarks,
      isJoined: this.isJoined,
      hasRange: this.hasRange,
    };
  }

  /** `…, #14 depends on #15`: the reference at `i` begins a statement of its own. */
  private isNextSubject(i: number): boolean {
    if (this.token(i)?.kind !== "ref") return false;
    let at = i + 1;
    const copula = this.keywords.copulas.longest(this.tokens, at, this.to);
    if (copula !== null) at = copula.end;
    const phrase = this.keywords.prefix.longest(this.tokens, at, this.to);
    return phrase?.values.some(isStatement) === true && this.token(phrase.end)?.kind === "ref";
  }

  private token(i: number): Token | undefined {
    return i < this.to ? this.tokens[i] : undefined;
  }

  /** The reference at `i`, a bare number included where those count. */
  private refOf(i: number): Ref | null {
    const token = this.token(i);
    if (token?.kind === "ref") return token.ref;
    if (!this.rules.bare || token?.kind !== "number") return null;
    const number = issueNumber(token.text);
    return number === null ? null : { repo: "", number };
  }

  private note(i: number, message: string, asks: boolean): void {
    this.notes.push({ row: this.token(i)?.row ?? 0, message, asks });
  }

  private item(at: number): number {
    if (this.count >= LONGEST_LIST) return -1;
    let i = at;
    while ((isMark(this.token(i), "(") || isMark(this.token(i), "[")) && this.brackets < 4) {
      this.brackets++;
      i++;
    }
    const ref = this.refOf(i);
    if (ref === null) return -1;
    const range = rangeAt(this.tokens, i, this.to, this.keywords, ref);
    const refs = range === null ? [ref] : this.expand(i, ref, range.last);
    const hint = range === null ? looseRange(this.tokens, i, this.to) : null;
    if (hint !== null) this.note(i, hint, true);
    const row = this.token(i)?.row ?? 0;
    this.count += refs.length;
    const items = refs.map((one): Item => ({ ref: one, isSoft: null, row }));
    this.stages.at(-1)?.push(...items);
    return this.behind(range?.end ?? i + 1, items, ref);
  }

  /** Closing brackets and bracketed remarks behind a reference. */
  private behind(at: number, items: readonly Item[], subject: Ref): number {
    let i = at;
    for (;;) {
      const token = this.token(i);
      if (this.brackets > 0 && (isMark(token, ")") || isMark(token, "]"))) {
        this.brackets--;
        i++;
        continue;
      }
      if (!isMark(token, "(") && !isMark(token, "[")) return i;
      const close = closingBracket(this.tokens, i, this.to);
      if (close < 0 || this.goesOnInside(i)) return i;
      const isSoft = saysSoft(this.keywords, this.tokens, i + 1, close);
      const isHard = !isSoft && saysHard(this.keywords, this.tokens, i + 1, close);
      for (const item of items) item.isSoft = isSoft ? true : isHard ? false : item.isSoft;
      this.remarks.push({ from: i + 1, to: close, subject });
      i = close + 1;
    }
  }

  /** `#12 (and #13)`: the brackets hold more of the list, not a remark. */
  private goesOnInside(i: number): boolean {
    const and = this.keywords.and.longest(this.tokens, i + 1, this.to);
    return and !== null && this.refOf(and.end) !== null;
  }

  /** `and (to a lesser extent) #13`: index behind a remark that stands before a reference; 0 when none does. */
  private behindAside(i: number): number {
    if (!isMark(this.token(i), "(")) return 0;
    const close = closingBracket(this.tokens, i, this.to);
    const isAside = close > 0 && this.refOf(close + 1) !== null && !hasRefBetween(this.tokens, i, close);
    return isAside ? close + 1 : 0;
  }

  private expand(i: number, first: Ref, last: number): Ref[] {
    const fault = rangeFault(first, last);
    if (fault !== null) {
      this.note(i, fault, true);
      return [];
    }
    if (this.rules.unexpanded !== true) return membersOf(first, last);
    this.hasRange = true;
    return [first];
  }

  /** Index of the next item behind separators; -1 when the list is over. */
  private separated(at: number): number {
    let i = at;
    let isOpen = false;
    let isOr = false;
    let joined = false;
    for (;;) {
      const token = this.token(i);
      if (token === undefined) return -1;
      const and = this.keywords.and.longest(this.tokens, i, this.to);
      const or = and === null ? this.keywords.or.longest(this.tokens, i, this.to) : null;
      const filler = this.keywords.fillers.longest(this.tokens, i, this.to);
      if (token.kind === "mark" && SEPARATORS.has(token.text)) {
        joined ||= token.text === "&" || token.text === "+";
        isOpen = true;
        i++;
      } else if (and !== null || or !== null) {
        isOr ||= or !== null;
        joined = true;
        isOpen = true;
        i = (and ?? or)?.end ?? i + 1;
      } else if (isMark(token, "(") && this.goesOnInside(i)) {
        this.brackets++;
        i++;
      } else if (isOpen && this.behindAside(i) > 0) {
        i = this.behindAside(i);
      } else if (isPicture(token) || isQuote(token)) {
        i++;
      } else if (token.kind === "break") {
        if (!isOpen && !this.goesOnBelow(i + 1)) return -1;
        i++;
      } else if (isMark(token, "→") && this.rules.chains) {
        if (this.refOf(this.skipFillers(i + 1)) === null) return -1;
        this.stages.push([]);
        isOpen = true;
        i++;
      } else if (isOpen && filler !== null && this.refOf(this.skipFillers(i)) !== null) i = filler.end;
      else if (isOpen && this.isNextStep(i)) i++;
      else break;
    }
    if (!this.startsItem(i)) return -1;
    if (isOr) this.note(i, "Read “or” as “and”: Signalbox waits for all of them.", false);
    this.isJoined = joined;
    return i;
  }

  /** `#12, then #13`, unless a sentence of its own begins there (`then #13 can start`). */
  private isNextStep(i: number): boolean {
    if (this.token(i)?.kind !== "word" || !NEXT.has(this.token(i)?.text ?? "")) return false;
    const kind = this.token(i + 2)?.kind;
    return this.refOf(i + 1) !== null && kind !== "word" && kind !== "char";
  }

  private startsItem(at: number): boolean {
    let i = at;
    while ((isMark(this.token(i), "(") || isMark(this.token(i), "[")) && i - at < 3) i++;
    return this.refOf(i) !== null && (i === at || closingBracket(this.tokens, at, this.to) >= 0);
  }

  private skipFillers(at: number): number {
    let i = at;
    for (let n = 0; n < 4; n++) {
      const filler = this.keywords.fillers.longest(this.tokens, i, this.to);
      if (this.token(i)?.kind === "break") i++;
      else if (filler !== null) i = filler.end;
      else break;
    }
    return i;
  }

  /** Whether the line from `at` holds nothing but references, separators and remarks. */
  private isListLine(at: number): boolean {
    if (!this.startsItem(at) && !isMark(this.token(at), "→")) return false;
    for (let i = at; ; i++) {
      const token = this.token(i);
      if (token === undefined || token.kind === "break") return true;
      if (isMark(token, "(")) {
        const close = closingBracket(this.tokens, i, this.to);
        if (close < 0) return false;
        i = close;
      } else if (!this.isListToken(i)) return false;
    }
  }

  /** Whether the line at `i` goes on with the list of the one before: it is a list itself, or begins with `and #13`. */
  private goesOnBelow(i: number): boolean {
    if (this.isListLine(i)) return !this.isNextChain(i);
    const word =
      this.keywords.and.longest(this.tokens, i, this.to) ?? this.keywords.or.longest(this.tokens, i, this.to);
    return word !== null && this.token(i)?.isUpper === false && this.refOf(this.skipFillers(word.end)) !== null;
  }

  /** Each line of arrows is a chain of its own, unless it begins with an arrow. */
  private isNextChain(at: number): boolean {
    if (!this.rules.chains || isMark(this.token(at), "→")) return false;
    if (this.stages.length > 1) return true;
    for (let i = at; this.token(i) !== undefined && this.token(i)?.kind !== "break"; i++)
      if (isMark(this.token(i), "→")) return true;
    return false;
  }

  private isListToken(i: number): boolean {
    const token = this.token(i);
    if (isDash(token) || isPicture(token) || isQuote(token)) return true;
    if (token?.kind === "mark") return SEPARATORS.has(token.text) || ".])→".includes(token.text);
    if (this.refOf(i) !== null || token?.kind === "number") return true;
    const word =
      this.keywords.and.longest(this.tokens, i, this.to) ?? this.keywords.or.longest(this.tokens, i, this.to);
    return word !== null && word.end === i + 1;
  }
}

function isStatement(phrase: Phrase): boolean {
  return phrase.where === "anywhere" && phrase.post.length === 0;
}

/** The list that starts at token `from`; null when no reference stands there. */
export function readList(
  tokens: readonly Token[],
  from: number,
  to: number,
  keywords: Keywords,
  rules: ListRules,
): RefList | null {
  return new ListReader(tokens, to, keywords, rules).read(from);
}
