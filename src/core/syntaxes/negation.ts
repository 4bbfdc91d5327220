/** What is denied, past, possible or asked declares nothing. */
import type { Keywords } from "./keywords.ts";
import { isDash, isMark } from "./marks.ts";
import type { Syntax } from "./syntax.ts";
import type { Token } from "./tokens.ts";

export const negation: Syntax = {
  name: "negation",
  help: "`not`, `no longer`, `was`, `might`, `if` before a phrase undo it and its list.",
  examples: [
    { text: "Not blocked by #12, but depends on #13", finds: ["#1 waits for #13"] },
    { text: "This not only depends on #12", finds: ["#1 waits for #12"] },
    { text: "It isn't blocked by #12 and no longer depends on #13.", finds: [] },
    { text: "If blocked by #12, ask.", finds: [] },
    { text: "Das hängt nicht von #12 ab.", finds: [] },
    { text: "#12 に依存していません", finds: [] },
  ],
};

/** Words that begin a clause of their own. */
const OPENERS = new Set([
  "because",
  "since",
  "but",
  "so",
  "as",
  "while",
  "aber",
  "sondern",
  "weil",
  "da",
  "denn",
  "pero",
  "mais",
  "mas",
]);

/** Subjects: a past tense before one of these was said of something else. */
const SUBJECTS = new Set(["this", "it", "that", "which", "we", "i", "dies", "es", "das"]);
const PAST = new Set(["was", "were", "war", "waren", "wurde", "wurden"]);

/** Only these are taken back by "only" and "just": `not only blocked by`, but not `would only be blocked by`. */
const NOT = /(?:not|n'?t|nicht)$/;

/** Participles go with an auxiliary across "and" (`was tested and blocked by`); other verbs begin anew. */
function isParticiple(token: Token | undefined): boolean {
  return (
    token?.kind === "word" && (token.text.endsWith("ed") || token.text.endsWith("ing") || token.text === "dependent")
  );
}

/** Follows the words of a sentence and knows which languages' phrases are undone right now. */
export class Clause {
  private readonly negated = new Map<number, string>();
  private readonly conditional = new Set<number>();
  private readonly keywords: Keywords;

  constructor(keywords: Keywords) {
    this.keywords = keywords;
  }

  endSentence(): void {
    this.negated.clear();
    this.conditional.clear();
  }

  endClause(): void {
    this.negated.clear();
  }

  /** Whether a phrase of `language` is undone here. */
  undoes(language: number): boolean {
    return this.negated.has(language) || this.conditional.has(language);
  }

  /** A phrase and its list were read: an undoing before them is used up. */
  used(): void {
    this.endSentence();
  }

  /** Takes the word at `i`; returns the index behind what it took. */
  take(tokens: readonly Token[], i: number, to: number): number {
    const token = tokens[i];
    if (token === undefined) return i + 1;
    if (token.kind === "mark") {
      this.mark(tokens, i);
      return i + 1;
    }
    if (token.kind !== "word" && token.kind !== "char") return i + 1;
    if (OPENERS.has(token.text)) this.endClause();
    else if (token.text === "and" || token.text === "und") {
      if (!isParticiple(tokens[i + 1])) this.endClause();
    } else if (SUBJECTS.has(token.text)) this.dropPast();
    return this.negation(tokens, i, to);
  }

  private mark(tokens: readonly Token[], i: number): void {
    const token = tokens[i];
    if (token === undefined) return;
    if (token.text === "," || token.text === "、" || token.text === ":" || token.text === "|") this.endClause();
    else if (token.text === ";" || token.text === "(" || token.text === ")") this.endSentence();
    else if (isDash(token) && token.gap && tokens[i + 1]?.gap !== false) this.endSentence();
    else if (isMark(token, "—")) this.endSentence();
  }

  private dropPast(): void {
    for (const [language, word] of this.negated) if (PAST.has(word)) this.negated.delete(language);
  }

  private negation(tokens: readonly Token[], i: number, to: number): number {
    const token = tokens[i];
    const found = this.keywords.negations.longest(tokens, i, to);
    const isShort = token?.kind === "word" && token.text.endsWith("n't");
    const end = found?.end ?? i + 1;
    if (found !== null || isShort) {
      const isNone = this.keywords.notNegations.longest(tokens, end, to) !== null;
      if (!isNone || !NOT.test(tokens[end - 1]?.text ?? ""))
        for (const language of found?.values ?? [0]) this.negated.set(language, token?.text ?? "");
      return end;
    }
    const condition = this.keywords.conditions.longest(tokens, i, to);
    for (const language of condition?.values ?? []) this.conditional.add(language);
    return condition?.end ?? i + 1;
  }
}
