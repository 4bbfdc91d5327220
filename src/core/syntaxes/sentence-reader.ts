/** Reads declarations in running text: finds phrases, whom they speak of, what they list, and whether they hold. */
import type { Ref } from "../model.ts";
import { Bounds } from "./bounds.ts";
import { tellLeftover } from "./complaints.ts";
import type { Phrase } from "./keywords.ts";
import { type RefList, readList } from "./list.ts";
import { isMark } from "./marks.ts";
import { Clause } from "./negation.ts";
import { isNone } from "./none.ts";
import { Placement } from "./placement.ts";
import { readPreamble } from "./preamble.ts";
import type { Reading } from "./reading.ts";
import { beforeOf, Subjects } from "./subject.ts";
import type { Token, Tokens } from "./tokens.ts";
import type { Match } from "./trie.ts";
import { readTurned } from "./turned.ts";
import { type OpenLabel, openLabel, readUnlisted, type SentenceState } from "./unlisted.ts";

export interface SentenceRules {
  /** Of whom the text speaks when it does not say so; null: of its own issue. */
  readonly subject: Ref | null;
  readonly syntax?: string;
  /** The text of a list item. */
  readonly isItem?: boolean;
}

/** A phrase that was found: the tokens from `i` to `end` are its words, its sentence may go on until `to`. */
interface Announced {
  readonly i: number;
  readonly to: number;
  readonly end: number;
  readonly phrase: Phrase;
  readonly subject: Ref | null;
  readonly isUndone: boolean;
}

/** What a list says: of whom, and with which phrase. */
interface Stated {
  readonly phrase: Phrase;
  readonly owners: readonly (Ref | null)[];
  readonly isSoft: boolean;
  readonly syntax: "field" | "sentence";
}

const PLAIN_LIST = { chains: false, bare: false };
const UNEXPANDED = { ...PLAIN_LIST, unexpanded: true };

class SentenceReader implements SentenceState {
  open: OpenLabel | null = null;
  readonly list: readonly Token[];
  readonly bounds: Bounds;
  readonly clause: Clause;
  private readonly placement: Placement;
  readonly subjects: Subjects;
  readonly reading: Reading;
  readonly tokens: Tokens;
  private readonly rules: SentenceRules;

  constructor(reading: Reading, tokens: Tokens, rules: SentenceRules) {
    this.reading = reading;
    this.tokens = tokens;
    this.rules = rules;
    this.list = tokens.list;
    this.clause = new Clause(reading.keywords);
    this.bounds = new Bounds(tokens);
    this.placement = new Placement(reading.keywords, tokens, this.bounds);
    this.subjects = new Subjects(reading.keywords, tokens.list, rules.isItem === true);
  }

  read(from: number, to: number, subject: Ref | null): void {
    let i = from;
    while (i < to) {
      const token = this.list[i];
      if (token === undefined) return;
      if (this.bounds.endsSentence(i)) {
        this.clause.endSentence();
        if (token.kind === "break") this.subjects.endLine();
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
      const turned = phrase.turns ? this.turned(i, to, match.end, phrase, isUndone) : i;
      if (turned > i) return turned;
      if (phrase.post.length === 0 && this.placement.stands(phrase, i, match.end, to))
        return this.announce({ i, to, end: match.end, phrase, subject, isUndone });
    }
    return i;
  }

  private announce(announced: Announced): number {
    const { i, to, end, phrase, subject, isUndone } = announced;
    const { keywords } = this.reading;
    const { at, isSoft, hasColon } = readPreamble(keywords, this.list, end, to, this.placement.closesLead(end));
    const isField = this.placement.isField(i, end, hasColon);
    const found = readList(this.list, at, to, this.reading.keywords, {
      chains: isField || this.bounds.opensLine(i),
      bare: false,
    });
    const isOff = found === null ? this.bounds.isAsked(i) : this.bounds.isUnsaid(i, found.end);
    if (isOff || isUndone || (found !== null && this.isUndoneBy(found.end))) {
      if (found === null) return end;
      this.clause.used();
      return found.end;
    }
    if (found === null && this.date(at, phrase, this.subjects.of(i) ?? [subject])) {
      this.clause.used();
      const next = this.behindComma(at + 1);
      const goesOn = this.list[next]?.kind === "ref";
      return goesOn ? this.announce({ ...announced, end: next }) : at + 1;
    }
    if (found === null) return readUnlisted(this, { i, to, end, at, phrase, isSoft, hasColon, subject });
    const owners = this.subjects.of(i, hasColon) ?? [subject];
    const syntax = isField || (this.bounds.opensLine(i) && this.bounds.endsLine(found.end)) ? "field" : "sentence";
    if (this.counts(i, found, isField))
      this.state(i, found, { phrase, owners, isSoft: isSoft || phrase.isSoft, syntax });
    tellLeftover(this.reading, this.tokens, this.bounds, { i, end: found.end, to }, phrase.isStrong);
    this.remarks(found);
    this.subjects.before = beforeOf(found, at, found.end, true);
    this.clause.used();
    const next = this.behindComma(found.end);
    if (this.list[next]?.kind === "date" && this.bounds.endsLine(next + 1)) this.date(next, phrase, owners);
    return found.end;
  }

  /** Keeps the date at `at`, when one is waited for there; what is said of other issues is for them to say. */
  private date(at: number, phrase: Phrase, owners: readonly (Ref | null)[]): boolean {
    const token = this.list[at];
    if (token?.kind !== "date" || phrase.meaning !== "waits" || this.reading.fieldsOnly) return false;
    const isOwn = owners.some((owner) => owner === null || this.reading.isOwn(owner));
    if (isOwn) this.reading.date(token.text, this.bounds.lineOf(token));
    return true;
  }

  /** Index behind a comma, a word for "and", or both. */
  private behindComma(i: number): number {
    const at = isMark(this.list[i], ",") ? i + 1 : i;
    return this.reading.keywords.and.longest(this.list, at)?.end ?? at;
  }

  /** In comments only a field alone on its line counts. */
  private counts(i: number, found: RefList, isField: boolean): boolean {
    return !this.reading.fieldsOnly || (isField && this.bounds.opensWholeLine(i) && this.bounds.endsLine(found.end));
  }

  private state(i: number, found: RefList, { phrase, owners, isSoft, syntax }: Stated): void {
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
      this.subjects.before = null;
      this.clause.endSentence();
      this.read(remark.from, remark.to, remark.subject);
    }
  }

  /** A list that no phrase announced: it may be the subject or the object of what follows. */
  private reference(i: number, to: number, subject: Ref | null): number {
    const found = readList(this.list, i, to, this.reading.keywords, UNEXPANDED);
    if (found === null) return i + 1;
    const match = this.reading.keywords.postfix.longest(this.list, found.end, to);
    const phrase = match?.values[0];
    if (match !== null && phrase !== undefined) {
      const owners = this.subjects.of(i) ?? [subject];
      const isUndone =
        this.isUndone(match.end) || this.bounds.isUnsaid(i, match.end) || this.clause.undoes(phrase.language);
      const whole = found.hasRange ? readList(this.list, i, to, this.reading.keywords, PLAIN_LIST) : found;
      if (whole !== null && !isUndone && !this.reading.fieldsOnly)
        this.state(i, whole, { phrase, owners, isSoft: phrase.isSoft, syntax: "sentence" });
      this.remarks(found);
      this.subjects.before = beforeOf(found, i, match.end, true);
      this.clause.used();
      return match.end;
    }
    this.remarks(found);
    this.subjects.before = beforeOf(found, i, found.end, false);
    if (this.bounds.opensLine(i)) this.subjects.open(this.subjects.before);
    return found.end;
  }

  /** `braucht #12 nicht`: a word behind the list. */
  private isUndoneBy(end: number): boolean {
    return this.list[end]?.kind === "word" && this.isUndone(end);
  }

  private isUndone(end: number): boolean {
    return this.reading.keywords.undoing.longest(this.list, end) !== null;
  }

  /** `Prerequisites for #12: #13`. Returns `i` for other forms. */
  private turned(i: number, to: number, end: number, phrase: Phrase, isUndone: boolean): number {
    const { keywords, fieldsOnly } = this.reading;
    const turned = fieldsOnly ? null : readTurned(keywords, this.list, end, to);
    if (turned === null) return i;
    const waits: Phrase = { ...phrase, meaning: "waits" };
    const { owners, found, at, isSoft } = turned;
    const isOff = isUndone || this.bounds.isUnsaid(i, found?.end ?? at);
    this.clause.used();
    if (found !== null) {
      const whose = owners.length === 0 ? [null] : owners;
      if (!isOff) this.state(i, found, { phrase: waits, owners: whose, isSoft, syntax: "field" });
      return found.end;
    }
    if (at >= this.list.length && owners.length < 2 && !isOff)
      openLabel(this, i, { phrase: waits, hasColon: true, subject: owners[0] ?? null, isSoft: false });
    if (owners.length === 0 && isNone(keywords, this.list, at, this.bounds.sentenceEnd(at, to)))
      this.reading.none.push({ line: this.bounds.lineOf(this.list[i]) });
    return at;
  }

  /** `hängt von … ab`: words on both sides of the list. */
  private circumfix(i: number, to: number, end: number, phrases: readonly Phrase[], subject: Ref | null): number {
    const { at, isSoft } = readPreamble(this.reading.keywords, this.list, end, to);
    const found = readList(this.list, at, to, this.reading.keywords, PLAIN_LIST);
    if (found === null) return i;
    const phrase = phrases.find(({ post }) => post.every((word, n) => this.list[found.end + n]?.text === word));
    if (phrase === undefined) return i;
    const behind = found.end + phrase.post.length;
    const isUndone = this.bounds.isUnsaid(i, behind) || this.clause.undoes(phrase.language) || this.isUndone(behind);
    const owners = this.subjects.of(i) ?? [subject];
    if (!isUndone && !this.reading.fieldsOnly)
      this.state(i, found, { phrase, owners, isSoft: isSoft || phrase.isSoft, syntax: "sentence" });
    this.remarks(found);
    this.subjects.before = beforeOf(found, at, behind, true);
    this.clause.used();
    return behind;
  }
}

/**
 * `/path-like` and `un-blocked`: a phrase never begins behind a hyphen, slash or dot that is glued to it. A slash that
 * opens the line makes it a command, and `/block #12` is none of the sentences it looks like.
 */
function isGlued(list: readonly Token[], i: number): boolean {
  const mark = list[i - 1];
  if (mark === undefined || list[i]?.gap !== false || !"-_./@".includes(mark.text)) return false;
  return mark.text === "/" || (i >= 2 && !mark.gap && list[i - 2]?.kind !== "break");
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
