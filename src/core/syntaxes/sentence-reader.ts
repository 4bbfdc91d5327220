/** Reads declarations in running text: finds phrases, whom they speak of, what they list, and whether they hold. */
import type { Ref } from "../model.ts";
import { Clause } from "./clause.ts";
import type { Phrase } from "./keywords.ts";
import { closingBracket, type Item, isDash, isMark, type RefList, readList, saysSoft } from "./list.ts";
import type { Reading } from "./reading.ts";
import type { Token, Tokens } from "./tokens.ts";
import type { Match } from "./trie.ts";

/** A phrase that closes its text and so owns what follows it. */
export interface OpenLabel {
  readonly phrase: Phrase;
  readonly isSoft: boolean;
  readonly line: number;
  readonly hasColon: boolean;
}

export interface SentenceRules {
  /** Of whom the text speaks when it does not say so; null: of its own issue. */
  readonly subject: Ref | null;
  readonly syntax?: string;
}

interface Before {
  readonly items: readonly Item[];
  readonly end: number;
  readonly isObject: boolean;
  readonly isJoined: boolean;
}

/** Tokens of a sentence that are looked at for its end; a longer one is cut for the purpose. */
const LONGEST_SENTENCE = 200;

/** Words that name the issue whose text it is. */
const OWN = new Set(["this", "dies", "dieses", "das"]);

const PLAIN_LIST = { chains: false, bare: false };
const UNEXPANDED = { ...PLAIN_LIST, unexpanded: true };

const START_MARKS = new Set(["|", "·", "•"]);
const ENDS = new Set([".", "!", "?", "。", "…"]);

class SentenceReader {
  open: OpenLabel | null = null;
  private readonly list: readonly Token[];
  private readonly clause: Clause;
  private before: Before | null = null;
  private readonly reading: Reading;
  private readonly tokens: Tokens;
  private readonly rules: SentenceRules;
  /** Per token: whether its sentence ends in a question mark. */
  private readonly asked: Uint8Array;

  constructor(reading: Reading, tokens: Tokens, rules: SentenceRules) {
    this.reading = reading;
    this.tokens = tokens;
    this.rules = rules;
    this.list = tokens.list;
    this.clause = new Clause(reading.keywords);
    this.asked = this.questions();
  }

  read(from: number, to: number, subject: Ref | null): void {
    let i = from;
    while (i < to) {
      const token = this.list[i];
      if (token === undefined) return;
      if (this.endsSentence(i)) {
        this.clause.endSentence();
        if (token.kind === "break") this.before = null;
      }
      const behind = this.prefix(i, to, subject);
      if (behind > i) i = behind;
      else if (token.kind === "ref") i = this.reference(i, to, subject);
      else i = this.clause.take(this.list, i, to);
    }
  }

  /** A line's end ends a sentence unless the next line goes on in lower case or with a reference. */
  private endsSentence(i: number): boolean {
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
  private leadOf(i: number): number {
    const token = this.list[i];
    return token === undefined || token.at > 0 ? 0 : (this.tokens.lines[token.row]?.lead ?? 0);
  }

  private lineOf(token: Token | undefined): number {
    return this.tokens.lines[token?.row ?? 0]?.line ?? 1;
  }

  /** Whether nothing but marks stands before `i` on its line (or behind a bar that parts fields). */
  private opensLine(i: number): boolean {
    for (let k = i - 1; k >= 0; k--) {
      const token = this.list[k];
      if (token === undefined || token.kind === "break") return true;
      if (token.kind !== "mark") return false;
      if (START_MARKS.has(token.text)) return true;
      if (!(token.text.length > 1 || "([*-–—+>\"'".includes(token.text) || token.text > "\u2190")) return false;
    }
    return true;
  }

  private opensSentence(i: number): boolean {
    return this.opensLine(i) || (i > 0 && this.endsSentence(i - 1));
  }

  private prefix(i: number, to: number, subject: Ref | null): number {
    const token = this.list[i];
    if (token === undefined || (token.kind !== "word" && token.kind !== "char")) return i;
    if (this.list[i - 1]?.kind === "mark" && isGlued(this.list, i)) return i;
    for (const match of this.reading.keywords.prefix.all(this.list, i, to)) {
      const behind = this.phrase(i, to, match, subject);
      if (behind > i) return behind;
    }
    return i;
  }

  private phrase(i: number, to: number, match: Match<Phrase>, subject: Ref | null): number {
    const isUndone = match.values.some((phrase) => this.clause.undoes(phrase.language));
    const round = match.values.filter((phrase) => phrase.post.length > 0);
    const behind = round.length === 0 ? i : this.circumfix(i, to, match.end, round, subject);
    if (behind > i) return behind;
    for (const phrase of match.values) {
      if (phrase.post.length === 0 && this.stands(phrase, i, match.end, to))
        return this.announce(i, to, match.end, phrase, subject, isUndone);
    }
    return i;
  }

  /** Whether the phrase may stand where it stands (`where` of its table). */
  private stands(phrase: Phrase, i: number, end: number, to: number): boolean {
    if (phrase.where === "anywhere") return true;
    const hasColon = isMark(this.list[this.behindRemark(end, to)], ":");
    if (phrase.where === "lead") return this.opensSentence(i) && (hasColon || !this.isProse(end, to));
    if (!this.opensLine(i)) return false;
    const last = this.list[end - 1];
    const isLead = last !== undefined && this.tokens.lines[last.row]?.lead === last.end;
    if (hasColon || isLead) return true;
    if (phrase.where === "name") return this.list[end] === undefined && i === 0;
    const { at } = this.preamble(end, to);
    if (this.list[at]?.kind === "date") return this.endsLine(at + 1);
    const found = readList(this.list, at, to, this.reading.keywords, PLAIN_LIST);
    return found !== null && this.endsLine(found.end);
  }

  /** Whether words that belong to no list follow. */
  private isProse(end: number, to: number): boolean {
    const token = this.list[this.preamble(end, to).at];
    return token !== undefined && (token.kind === "word" || token.kind === "char" || token.kind === "code");
  }

  private endsLine(i: number): boolean {
    const token = this.list[i];
    if (token === undefined || token.kind === "break") return true;
    const next = this.list[i + 1];
    return isMark(token, ".") && (next === undefined || next.kind === "break");
  }

  private behindRemark(i: number, to: number): number {
    if (!isMark(this.list[i], "(") && !isMark(this.list[i], "[")) return i;
    const close = closingBracket(this.list, i, to);
    return close < 0 ? i : close + 1;
  }

  /** Skips what may stand between a phrase and its references (spec: List); `isSoft` when brackets there say so. */
  private preamble(from: number, to: number): { at: number; isSoft: boolean; hasColon: boolean } {
    let at = from;
    let isSoft = false;
    let hasColon = false;
    for (let n = 0; n < 12 && at < to; n++) {
      const token = this.list[at];
      const filler = this.reading.keywords.fillers.longest(this.list, at, to);
      if (isMark(token, ":")) {
        hasColon = true;
        at++;
      } else if (
        isDash(token) ||
        isMark(token, '"') ||
        ((isMark(token, "|") || isMark(token, ",")) && this.list[at + 1]?.kind === "ref")
      )
        at++;
      else if (isMark(token, "(") || isMark(token, "[")) {
        const close = closingBracket(this.list, at, to);
        if (close < 0 || this.hasRef(at, close)) break;
        if (isNone(this.reading, this.list, at + 1, close)) return { at: at + 1, isSoft, hasColon };
        isSoft ||= saysSoft(this.reading.keywords, this.list, at + 1, close);
        at = close + 1;
      } else if (filler !== null) at = filler.end;
      else if (token?.kind === "break" && this.list[at + 1]?.kind === "ref") at++;
      else break;
    }
    return { at, isSoft, hasColon };
  }

  private hasRef(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.list[i]?.kind === "ref") return true;
    return false;
  }

  private announce(i: number, to: number, end: number, phrase: Phrase, subject: Ref | null, isUndone: boolean): number {
    const { at, isSoft, hasColon } = this.preamble(end, to);
    const isField = this.isField(i, end, hasColon);
    const found = readList(this.list, at, to, this.reading.keywords, {
      chains: isField || this.opensLine(i),
      bare: false,
    });
    if (this.asked[i] === 1 || isUndone || (found !== null && this.isUndoneBy(found.end))) {
      if (found === null) return end;
      this.clause.used();
      return found.end;
    }
    const date = this.list[at];
    if (found === null && phrase.meaning === "waits" && date?.kind === "date" && !this.reading.fieldsOnly) {
      this.reading.date(date.text, this.lineOf(date));
      this.clause.used();
      return at + 1;
    }
    if (found === null) return this.withoutList(i, to, end, at, phrase, isSoft, hasColon);
    const owner = this.subjectBefore(i) ?? [subject];
    const name = isField || (this.opensLine(i) && this.endsLine(found.end)) ? "field" : "sentence";
    if (this.counts(i, found, isField)) this.state(found, phrase, owner, isSoft || phrase.isSoft, name, i);
    if (phrase.isStrong) this.leftover(found.end, to, i);
    this.remarks(found);
    this.before = { items: found.stages.flat(), end: found.end, isObject: true, isJoined: found.isJoined };
    this.clause.used();
    return found.end;
  }

  /** In comments only a field alone on its line counts (spec: Comments). */
  private counts(i: number, found: RefList, isField: boolean): boolean {
    return !this.reading.fieldsOnly || (isField && this.opensLine(i) && this.endsLine(found.end));
  }

  private isField(i: number, end: number, hasColon: boolean): boolean {
    const last = this.list[end - 1];
    const lead = last === undefined ? 0 : (this.tokens.lines[last.row]?.lead ?? 0);
    return this.opensLine(i) && (hasColon || (lead > 0 && last !== undefined && last.end <= lead));
  }

  private state(
    found: RefList,
    phrase: Phrase,
    owners: readonly (Ref | null)[],
    isSoft: boolean,
    syntax: string,
    i: number,
  ): void {
    const line = this.lineOf(this.list[i]);
    for (const note of found.notes)
      this.reading.warn(this.tokens.lines[note.row]?.line ?? line, note.message, note.asks);
    const name = this.rules.syntax ?? syntax;
    for (const subject of owners) {
      this.reading.state({ phrase, subject, stages: found.stages, isSoft, syntax: name, line });
    }
  }

  /** Bracketed remarks behind references speak of those references. */
  private remarks(found: RefList): void {
    for (const remark of found.remarks) {
      this.before = null;
      this.clause.endSentence();
      this.read(remark.from, remark.to, remark.subject);
    }
  }

  /** The issues that stand directly before the phrase at `i`; null when the text speaks of its own. */
  private subjectBefore(i: number): readonly Ref[] | null {
    const before = this.before;
    if (before === null || i - before.end > 6) return null;
    let isRelative = false;
    let at = before.end;
    while (at < i) {
      const relative = this.reading.keywords.relatives.longest(this.list, at, i);
      const copula = this.reading.keywords.copulas.longest(this.list, at, i);
      const isOpening = isMark(this.list[at], "(") || isMark(this.list[at], "[");
      const isComma =
        isMark(this.list[at], ",") && this.reading.keywords.relatives.longest(this.list, at + 1, i) !== null;
      if (relative !== null) at = relative.end;
      else if (copula !== null) at = copula.end;
      else if (isOpening || isComma) at++;
      else return null;
      isRelative ||= relative !== null || isOpening;
    }
    const refs = before.items.map((item) => item.ref);
    const isWhole = before.isJoined && !before.isObject && !isRelative;
    return isWhole ? refs : refs.slice(-1);
  }

  private withoutList(
    i: number,
    to: number,
    end: number,
    at: number,
    phrase: Phrase,
    isSoft: boolean,
    hasColon: boolean,
  ): number {
    if (this.ownObject(i, at, phrase)) return at + 1;
    const behind = this.explicitNone(i, to, end, at, phrase, hasColon);
    if (behind > 0) return behind;
    const token = this.list[at];
    if (at >= to && at >= this.list.length && (hasColon || this.opensLine(i))) {
      this.open = { phrase, isSoft: isSoft || phrase.isSoft, line: this.lineOf(this.list[i]), hasColon };
      return at;
    }
    // "none, but blocked by #12": the declaration that follows speaks for itself.
    if (this.reading.keywords.none.longest(this.list, at, to) !== null && this.hasRef(at, this.sentenceEnd(at, to)))
      return end;
    const looksLikeRef = token?.kind === "bad" || (phrase.isStrong && token?.kind === "number");
    const isCut = this.list[end]?.kind === "char" && !hasColon;
    if (looksLikeRef || (phrase.isStrong && this.opensLine(i) && !isCut)) this.ask(i);
    return end;
  }

  /** `#12 blocks this`: the issue itself is the object of what is said of another. */
  private ownObject(i: number, at: number, phrase: Phrase): boolean {
    const own = this.reading.own();
    const token = this.list[at];
    if (own === null || token === undefined || !OWN.has(token.text) || this.reading.fieldsOnly) return false;
    const subjects = this.subjectBefore(i) ?? [];
    const stages = [[{ ref: own, isSoft: null, row: token.row }]];
    const { isSoft } = phrase;
    for (const subject of subjects) {
      this.reading.state({ phrase, subject, stages, isSoft, syntax: "sentence", line: this.lineOf(token) });
    }
    this.clause.used();
    return subjects.length > 0;
  }

  private ask(i: number): void {
    if (this.reading.fieldsOnly) return;
    const line = this.lineOf(this.list[i]);
    this.reading.warn(
      line,
      `No issue was found in "${this.reading.quote(line)}". Write it as \`Depends on: #12\`, or \`none\`.`,
      true,
    );
  }

  /** `none` and its like: index behind the sentence it ends, 0 when there is none. */
  private explicitNone(i: number, to: number, end: number, at: number, phrase: Phrase, hasColon: boolean): number {
    const dash = hasColon && this.isLoneDash(end, to);
    const stop = this.sentenceEnd(at, to);
    if (!dash && !isNone(this.reading, this.list, at, stop)) return 0;
    if (phrase.meaning === "waits" && !phrase.isSoft && this.mayCount(i))
      this.reading.none.push({ line: this.lineOf(this.list[i]) });
    this.clause.used();
    return stop;
  }

  private mayCount(i: number): boolean {
    return !this.reading.fieldsOnly || this.opensLine(i);
  }

  private isLoneDash(end: number, to: number): boolean {
    let i = end;
    while (isMark(this.list[i], ":")) i++;
    const from = i;
    while (i < to && isDash(this.list[i])) i++;
    const next = this.list[i];
    return i > from && (i >= to || next === undefined || next.kind === "break" || isMark(next, "|"));
  }

  private sentenceEnd(from: number, to: number): number {
    const last = Math.min(to, from + LONGEST_SENTENCE);
    let i = from;
    while (i < last && !this.endsSentence(i) && this.list[i]?.kind !== "break" && !isMark(this.list[i], "|")) i++;
    return i;
  }

  /** Words left over behind the list of a strong phrase are reported (spec: List). */
  private leftover(end: number, to: number, i: number): void {
    const token = this.list[end];
    if (end >= to || token?.kind !== "word" || this.reading.fieldsOnly) return;
    const { keywords } = this.reading;
    const isKnown =
      keywords.prefix.longest(this.list, end, to) ??
      keywords.relatives.longest(this.list, end, to) ??
      keywords.and.longest(this.list, end, to);
    if (isKnown !== null) return;
    const last = this.list[this.sentenceEnd(end, to) - 1];
    const text =
      this.tokens.lines[token.row]?.text.slice(token.at, last?.row === token.row ? last.end : undefined) ?? "";
    this.reading.warn(this.lineOf(this.list[i]), `Not read, because it is no issue: "${text.slice(0, 80)}".`);
  }

  /** A list that no phrase announced: it may be the subject or the object of what follows. */
  private reference(i: number, to: number, subject: Ref | null): number {
    const found = readList(this.list, i, to, this.reading.keywords, UNEXPANDED);
    if (found === null) return i + 1;
    const match = this.reading.keywords.postfix.longest(this.list, found.end, to);
    const phrase = match?.values[0];
    if (match !== null && phrase !== undefined) {
      const owners = this.subjectBefore(i) ?? [subject];
      const isUndone = this.isUndone(match.end) || this.asked[i] === 1 || this.clause.undoes(phrase.language);
      const whole = isUndone ? null : readList(this.list, i, to, this.reading.keywords, PLAIN_LIST);
      if (whole !== null && !this.reading.fieldsOnly) this.state(whole, phrase, owners, phrase.isSoft, "sentence", i);
      this.remarks(found);
      this.before = { items: found.stages.flat(), end: match.end, isObject: true, isJoined: false };
      this.clause.used();
      return match.end;
    }
    this.remarks(found);
    this.before = { items: found.stages.flat(), end: found.end, isObject: false, isJoined: found.isJoined };
    return found.end;
  }

  /** `braucht #12 nicht`: a word behind the list. */
  private isUndoneBy(end: number): boolean {
    const token = this.list[end];
    return token?.kind === "word" && this.reading.keywords.undoing.includes(token.text);
  }

  private isUndone(end: number): boolean {
    let rest = "";
    for (let i = end; i < end + 10 && this.list[i]?.kind === "char"; i++) rest += this.list[i]?.text ?? "";
    return this.reading.keywords.undoing.some((ending) => rest.startsWith(ending));
  }

  /** `hängt von … ab`: words on both sides of the list. */
  private circumfix(i: number, to: number, end: number, phrases: readonly Phrase[], subject: Ref | null): number {
    const { at, isSoft } = this.preamble(end, to);
    const found = readList(this.list, at, to, this.reading.keywords, PLAIN_LIST);
    if (found === null) return i;
    const phrase = phrases.find(({ post }) => post.every((word, n) => this.list[found.end + n]?.text === word));
    if (phrase === undefined) return i;
    const behind = found.end + phrase.post.length;
    const isUndone = this.asked[i] === 1 || this.clause.undoes(phrase.language) || this.isUndone(behind);
    const owners = this.subjectBefore(i) ?? [subject];
    if (!isUndone && !this.reading.fieldsOnly)
      this.state(found, phrase, owners, isSoft || phrase.isSoft, "sentence", i);
    this.remarks(found);
    this.before = { items: found.stages.flat(), end: behind, isObject: true, isJoined: false };
    this.clause.used();
    return behind;
  }
}

/** `/path-like` and `un-blocked`: a phrase never begins behind a hyphen, slash or dot that is glued to it. */
function isGlued(list: readonly Token[], i: number): boolean {
  const mark = list[i - 1];
  return (
    mark !== undefined &&
    list[i]?.gap === false &&
    "-_./@".includes(mark.text) &&
    i >= 2 &&
    !mark.gap &&
    list[i - 2]?.kind !== "break"
  );
}

/** Whether the tokens from `at` say "none" and nothing that takes it back. */
export function isNone(reading: Reading, list: readonly Token[], at: number, to: number): boolean {
  const { keywords } = reading;
  const none = keywords.none.longest(list, at, to);
  if (none === null || keywords.notNone.longest(list, none.end, to) !== null) return false;
  for (let i = none.end; i < to; i++) {
    const phrase = keywords.prefix.longest(list, i, to);
    if (
      phrase?.values.some((one) => one.where === "anywhere" && one.post.length === 0) === true &&
      hasListAt(list, phrase.end, to)
    )
      return false;
  }
  return true;
}

function hasListAt(list: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i < Math.min(to, from + 3); i++) if (list[i]?.kind === "ref") return true;
  return false;
}

/** Reads the sentences of lines that are read together. Returns the phrase that ends them and owns what follows, if any. */
export function readSentences(
  reading: Reading,
  tokens: Tokens,
  rules: SentenceRules = { subject: null },
): OpenLabel | null {
  // Most lines hold neither a reference nor the beginning of a phrase: nothing can be declared there.
  const { prefix } = reading.keywords;
  if (!tokens.list.some((token) => token.kind === "ref" || prefix.starts(token))) return null;
  const reader = new SentenceReader(reading, tokens, rules);
  reader.read(0, tokens.list.length, rules.subject);
  return reader.open;
}
