/** Reads declarations in running text: finds phrases, whom they speak of, what they list, and whether they hold. */
import type { Ref } from "../model.ts";
import { Bounds } from "./bounds.ts";
import type { Phrase } from "./keywords.ts";
import { saysSoft } from "./kind.ts";
import { type RefList, readList } from "./list.ts";
import { closingBracket, isDash, isMark } from "./marks.ts";
import { Clause } from "./negation.ts";
import { isLoneDash, isNone } from "./none.ts";
import type { Reading } from "./reading.ts";
import { type Before, subjectBefore } from "./subject.ts";
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

/** Words that name the issue whose text it is. */
const OWN = new Set(["this", "dies", "dieses", "das"]);

const PLAIN_LIST = { chains: false, bare: false };
const UNEXPANDED = { ...PLAIN_LIST, unexpanded: true };

class SentenceReader {
  open: OpenLabel | null = null;
  private readonly list: readonly Token[];
  private readonly bounds: Bounds;
  private readonly clause: Clause;
  private before: Before | null = null;
  private readonly reading: Reading;
  private readonly tokens: Tokens;
  private readonly rules: SentenceRules;

  constructor(reading: Reading, tokens: Tokens, rules: SentenceRules) {
    this.reading = reading;
    this.tokens = tokens;
    this.rules = rules;
    this.list = tokens.list;
    this.clause = new Clause(reading.keywords);
    this.bounds = new Bounds(tokens);
  }

  read(from: number, to: number, subject: Ref | null): void {
    let i = from;
    while (i < to) {
      const token = this.list[i];
      if (token === undefined) return;
      if (this.bounds.endsSentence(i)) {
        this.clause.endSentence();
        if (token.kind === "break") this.before = null;
      }
      const behind = this.prefix(i, to, subject);
      if (behind > i) i = behind;
      else if (token.kind === "ref") i = this.reference(i, to, subject);
      else i = this.clause.take(this.list, i, to);
    }
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
    if (phrase.where === "lead") return this.bounds.opensSentence(i) && (hasColon || !this.isProse(end, to));
    if (!this.bounds.opensLine(i)) return false;
    const last = this.list[end - 1];
    const isLead = last !== undefined && this.tokens.lines[last.row]?.lead === last.end;
    if (hasColon || isLead) return true;
    if (phrase.where === "name") return this.list[end] === undefined && i === 0;
    const { at } = this.preamble(end, to);
    if (this.list[at]?.kind === "date") return this.bounds.endsLine(at + 1);
    const found = readList(this.list, at, to, this.reading.keywords, PLAIN_LIST);
    return found !== null && this.bounds.endsLine(found.end);
  }

  /** Whether words that belong to no list follow. */
  private isProse(end: number, to: number): boolean {
    const token = this.list[this.preamble(end, to).at];
    return token !== undefined && (token.kind === "word" || token.kind === "char" || token.kind === "code");
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
        if (isNone(this.reading.keywords, this.list, at + 1, close)) return { at: at + 1, isSoft, hasColon };
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
      chains: isField || this.bounds.opensLine(i),
      bare: false,
    });
    if (this.bounds.isAsked(i) || isUndone || (found !== null && this.isUndoneBy(found.end))) {
      if (found === null) return end;
      this.clause.used();
      return found.end;
    }
    const date = this.list[at];
    if (found === null && phrase.meaning === "waits" && date?.kind === "date" && !this.reading.fieldsOnly) {
      this.reading.date(date.text, this.bounds.lineOf(date));
      this.clause.used();
      return at + 1;
    }
    if (found === null) return this.withoutList(i, to, end, at, phrase, isSoft, hasColon);
    const owner = subjectBefore(this.reading.keywords, this.list, this.before, i) ?? [subject];
    const name = isField || (this.bounds.opensLine(i) && this.bounds.endsLine(found.end)) ? "field" : "sentence";
    if (this.counts(i, found, isField)) this.state(found, phrase, owner, isSoft || phrase.isSoft, name, i);
    if (phrase.isStrong) this.leftover(found.end, to, i);
    this.remarks(found);
    this.before = { items: found.stages.flat(), end: found.end, isObject: true, isJoined: found.isJoined };
    this.clause.used();
    return found.end;
  }

  /** In comments only a field alone on its line counts (spec: Comments). */
  private counts(i: number, found: RefList, isField: boolean): boolean {
    return !this.reading.fieldsOnly || (isField && this.bounds.opensLine(i) && this.bounds.endsLine(found.end));
  }

  private isField(i: number, end: number, hasColon: boolean): boolean {
    const last = this.list[end - 1];
    const lead = last === undefined ? 0 : (this.tokens.lines[last.row]?.lead ?? 0);
    return this.bounds.opensLine(i) && (hasColon || (lead > 0 && last !== undefined && last.end <= lead));
  }

  private state(
    found: RefList,
    phrase: Phrase,
    owners: readonly (Ref | null)[],
    isSoft: boolean,
    syntax: string,
    i: number,
  ): void {
    const line = this.bounds.lineOf(this.list[i]);
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
    if (at >= to && at >= this.list.length && (hasColon || this.bounds.opensLine(i))) {
      this.open = { phrase, isSoft: isSoft || phrase.isSoft, line: this.bounds.lineOf(this.list[i]), hasColon };
      return at;
    }
    // "none, but blocked by #12": the declaration that follows speaks for itself.
    if (
      this.reading.keywords.none.longest(this.list, at, to) !== null &&
      this.hasRef(at, this.bounds.sentenceEnd(at, to))
    )
      return end;
    const looksLikeRef = token?.kind === "bad" || (phrase.isStrong && token?.kind === "number");
    const isCut = this.list[end]?.kind === "char" && !hasColon;
    if (looksLikeRef || (phrase.isStrong && this.bounds.opensLine(i) && !isCut)) this.ask(i);
    return end;
  }

  /** `#12 blocks this`: the issue itself is the object of what is said of another. */
  private ownObject(i: number, at: number, phrase: Phrase): boolean {
    const own = this.reading.own();
    const token = this.list[at];
    if (own === null || token === undefined || !OWN.has(token.text) || this.reading.fieldsOnly) return false;
    const subjects = subjectBefore(this.reading.keywords, this.list, this.before, i) ?? [];
    const stages = [[{ ref: own, isSoft: null, row: token.row }]];
    const { isSoft } = phrase;
    for (const subject of subjects) {
      this.reading.state({ phrase, subject, stages, isSoft, syntax: "sentence", line: this.bounds.lineOf(token) });
    }
    this.clause.used();
    return subjects.length > 0;
  }

  private ask(i: number): void {
    if (this.reading.fieldsOnly) return;
    const line = this.bounds.lineOf(this.list[i]);
    this.reading.warn(
      line,
      `No issue was found in "${this.reading.quote(line)}". Write it as \`Depends on: #12\`, or \`none\`.`,
      true,
    );
  }

  /** `none` and its like: index behind the sentence it ends, 0 when there is none. */
  private explicitNone(i: number, to: number, end: number, at: number, phrase: Phrase, hasColon: boolean): number {
    const dash = hasColon && isLoneDash(this.list, end, to);
    const stop = this.bounds.sentenceEnd(at, to);
    if (!dash && !isNone(this.reading.keywords, this.list, at, stop)) return 0;
    if (phrase.meaning === "waits" && !phrase.isSoft && this.mayCount(i))
      this.reading.none.push({ line: this.bounds.lineOf(this.list[i]) });
    this.clause.used();
    return stop;
  }

  private mayCount(i: number): boolean {
    return !this.reading.fieldsOnly || this.bounds.opensLine(i);
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
    const last = this.list[this.bounds.sentenceEnd(end, to) - 1];
    const text =
      this.tokens.lines[token.row]?.text.slice(token.at, last?.row === token.row ? last.end : undefined) ?? "";
    this.reading.warn(this.bounds.lineOf(this.list[i]), `Not read, because it is no issue: "${text.slice(0, 80)}".`);
  }

  /** A list that no phrase announced: it may be the subject or the object of what follows. */
  private reference(i: number, to: number, subject: Ref | null): number {
    const found = readList(this.list, i, to, this.reading.keywords, UNEXPANDED);
    if (found === null) return i + 1;
    const match = this.reading.keywords.postfix.longest(this.list, found.end, to);
    const phrase = match?.values[0];
    if (match !== null && phrase !== undefined) {
      const owners = subjectBefore(this.reading.keywords, this.list, this.before, i) ?? [subject];
      const isUndone = this.isUndone(match.end) || this.bounds.isAsked(i) || this.clause.undoes(phrase.language);
      const whole = found.hasRange ? readList(this.list, i, to, this.reading.keywords, PLAIN_LIST) : found;
      if (whole !== null && !isUndone && !this.reading.fieldsOnly)
        this.state(whole, phrase, owners, phrase.isSoft, "sentence", i);
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
    return this.list[end]?.kind === "word" && this.isUndone(end);
  }

  private isUndone(end: number): boolean {
    return this.reading.keywords.undoing.longest(this.list, end) !== null;
  }

  /** `hängt von … ab`: words on both sides of the list. */
  private circumfix(i: number, to: number, end: number, phrases: readonly Phrase[], subject: Ref | null): number {
    const { at, isSoft } = this.preamble(end, to);
    const found = readList(this.list, at, to, this.reading.keywords, PLAIN_LIST);
    if (found === null) return i;
    const phrase = phrases.find(({ post }) => post.every((word, n) => this.list[found.end + n]?.text === word));
    if (phrase === undefined) return i;
    const behind = found.end + phrase.post.length;
    const isUndone = this.bounds.isAsked(i) || this.clause.undoes(phrase.language) || this.isUndone(behind);
    const owners = subjectBefore(this.reading.keywords, this.list, this.before, i) ?? [subject];
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
