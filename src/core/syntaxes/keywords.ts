/** The keyword tables of all languages, compiled once for looking up. */
import { fields } from "../fields/all.ts";
import { languages } from "../words/all.ts";
import type { Language, Meaning, PhraseSet } from "../words/language.ts";
import { phraseTokens } from "./tokens.ts";
import { Trie } from "./trie.ts";

export interface Phrase {
  readonly meaning: Meaning;
  readonly isSoft: boolean;
  readonly isStrong: boolean;
  readonly where: PhraseSet["where"];
  /** `Prerequisites for #12: #13` (see PhraseSet). */
  readonly turns: boolean;
  /** Index of its language: negations of one language do not undo the phrases of another. */
  readonly language: number;
  /** Words that must stand behind the references; empty when none must. */
  readonly post: readonly string[];
  /** As the table has it. */
  readonly text: string;
}

/** A repository's own words: `waitsFor`, `blocks`, `partOf`, `relatedTo`, `softWaitsFor`. Other keys are ignored. */
export type ExtraWords = Readonly<Record<string, readonly string[]>>;

export interface Keywords {
  readonly prefix: Trie<Phrase>;
  readonly postfix: Trie<Phrase>;
  readonly negations: Trie<number>;
  readonly conditions: Trie<number>;
  readonly notNegations: Trie<number>;
  readonly none: Trie<number>;
  readonly notNone: Trie<number>;
  readonly exceptions: Trie<number>;
  readonly and: Trie<number>;
  readonly or: Trie<number>;
  readonly fillers: Trie<number>;
  readonly copulas: Trie<number>;
  readonly plurals: Trie<number>;
  readonly relatives: Trie<number>;
  readonly to: Trie<number>;
  readonly soft: Trie<number>;
  readonly hard: Trie<number>;
  readonly past: Trie<number>;
  readonly undoing: Trie<number>;
  /** Field names in their plain form (see `plainName`). */
  readonly fields: ReadonlyMap<string, string>;
  /** Declaration names in their plain form: headings, columns, lead-ins. */
  readonly names: ReadonlyMap<string, Phrase>;
  readonly issueColumns: ReadonlySet<string>;
  readonly noResponse: ReadonlySet<string>;
}

/** Words of a heading that say nothing about its meaning. */
const IDLE = new Set([
  "is",
  "this",
  "issue",
  "what",
  "which",
  "any",
  "the",
  "other",
  "issues",
  "by",
  "does",
  "do",
  "following",
  "these",
]);

const MEANINGS: Readonly<Record<string, PhraseSet>> = {
  waitsFor: { meaning: "waits", where: "anywhere", strong: true, phrases: [] },
  softWaitsFor: { meaning: "waits", where: "anywhere", soft: true, phrases: [] },
  blocks: { meaning: "blocks", where: "anywhere", phrases: [] },
  partOf: { meaning: "parent", where: "anywhere", phrases: [] },
  relatedTo: { meaning: "related", where: "anywhere", phrases: [] },
};

const MOST_NAMES = 500;
/** The same few headings, labels and columns stand in every issue; they are cut into words once. */
const plainNames = new Map<string, string>();

/** A name without case, emoji, brackets and punctuation: words with one space between. */
export function plainName(text: string): string {
  if (/^[A-Za-z0-9]*$/.test(text)) return text.toLowerCase();
  const known = plainNames.get(text);
  if (known !== undefined) return known;
  if (plainNames.size >= MOST_NAMES) plainNames.clear();
  const name = cutName(text);
  plainNames.set(text, name);
  return name;
}

/** What stands in brackets is a remark, unless nothing else is said. */
function cutName(text: string): string {
  return wordsOf(text.replace(/\([^()]{0,60}\)|\[[^[\]]{0,60}\]/g, " ")) || wordsOf(text);
}

function wordsOf(text: string): string {
  return phraseTokens(text)
    .filter((word) => /[\p{L}\p{N}#]/u.test(word))
    .join(" ");
}

function withoutIdle(name: string): string {
  if (!name.includes(" ")) return IDLE.has(name) ? "" : name;
  const words = name.split(" ");
  return words.filter((word) => !IDLE.has(word)).join(" ");
}

function fill(trie: Trie<number>, words: readonly string[], language: number): void {
  for (const word of words) trie.add(word, language);
}

function addPhrases(keywords: Compiling, set: PhraseSet, language: number): void {
  for (const text of set.phrases) {
    const [before = "", after] = text.split("…").map((part) => part.trim());
    const phrase: Phrase = {
      meaning: set.meaning,
      isSoft: set.soft === true,
      isStrong: set.strong === true,
      where: set.where,
      turns: set.turns === true,
      language,
      post: after === undefined ? [] : phraseTokens(after),
      text,
    };
    if (before === "") keywords.postfix.add(after ?? "", phrase);
    else if (set.where !== "label") keywords.prefix.add(before, phrase);
    if (after !== undefined || set.where === "turned") continue;
    const plain = plainName(before);
    for (const name of set.where === "label" ? [plain] : [plain, withoutIdle(plain)]) {
      if (name !== "" && !keywords.names.has(name)) keywords.names.set(name, phrase);
    }
  }
}

type Compiling = Keywords & {
  readonly names: Map<string, Phrase>;
  readonly fields: Map<string, string>;
  readonly issueColumns: Set<string>;
  readonly noResponse: Set<string>;
};

function emptyKeywords(): Compiling {
  return {
    prefix: new Trie(),
    postfix: new Trie(),
    negations: new Trie(),
    conditions: new Trie(),
    notNegations: new Trie(),
    none: new Trie(),
    notNone: new Trie(),
    exceptions: new Trie(),
    and: new Trie(),
    or: new Trie(),
    fillers: new Trie(),
    copulas: new Trie(),
    plurals: new Trie(),
    relatives: new Trie(),
    to: new Trie(),
    soft: new Trie(),
    hard: new Trie(),
    past: new Trie(),
    undoing: new Trie(),
    fields: new Map(),
    names: new Map(),
    issueColumns: new Set(),
    noResponse: new Set(),
  };
}

function addFieldNames(keywords: Compiling, field: string, names: readonly string[]): void {
  for (const name of names) {
    const plain = plainName(name);
    if (!keywords.fields.has(plain)) keywords.fields.set(plain, field);
  }
}

function addLanguage(keywords: Compiling, language: Language, index: number): void {
  for (const set of language.phrases) addPhrases(keywords, set, index);
  fill(keywords.negations, language.negations, index);
  fill(keywords.conditions, language.conditions, index);
  fill(keywords.notNegations, language.notNegations, index);
  fill(keywords.none, language.none, index);
  fill(keywords.notNone, language.notNone, index);
  fill(keywords.exceptions, language.exceptions, index);
  fill(keywords.and, language.and, index);
  fill(keywords.or, language.or, index);
  fill(keywords.fillers, language.fillers, index);
  fill(keywords.copulas, language.copulas, index);
  fill(keywords.plurals, language.plurals, index);
  fill(keywords.relatives, language.relatives, index);
  fill(keywords.to, language.to, index);
  fill(keywords.soft, language.soft, index);
  fill(keywords.hard, language.hard, index);
  fill(keywords.past, language.past, index);
  fill(keywords.undoing, language.undoing, index);
  for (const [field, names] of Object.entries(language.fields)) addFieldNames(keywords, field, names);
  for (const name of language.issueColumns) keywords.issueColumns.add(plainName(name));
  for (const name of language.noResponse) keywords.noResponse.add(plainName(name));
}

function compile(extra: ExtraWords): Keywords {
  const keywords = emptyKeywords();
  for (const [key, phrases] of Object.entries(extra)) {
    const set = MEANINGS[key];
    if (set !== undefined) addPhrases(keywords, { ...set, phrases }, 0);
  }
  for (const { name, names } of fields) addFieldNames(keywords, name, names);
  for (const [index, language] of languages.entries()) addLanguage(keywords, language, index);
  // A name that is a field's too is that field's: its value is checked there.
  for (const name of keywords.fields.keys()) keywords.names.delete(name);
  return keywords;
}

const standard = compile({});
const compiled = new WeakMap<ExtraWords, Keywords>();

/** The keywords with a repository's own words; compiled once per settings object. */
export function keywordsWith(extra: ExtraWords | undefined): Keywords {
  if (extra === undefined || Object.keys(extra).length === 0) return standard;
  const before = compiled.get(extra);
  if (before !== undefined) return before;
  const keywords = compile(extra);
  compiled.set(extra, keywords);
  return keywords;
}

/** `3. Dependencies`: the number of a heading is no part of its name. */
const NUMBERED = /^[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[.):]?\s{1,4}(?=\D)/;

const SHORTCODE = /:[a-z0-9_+-]{1,30}:/g;
const BOTH = / {0,3}[/&+,] {0,3}| and | or | und | oder /;

function withoutFirstIdle(name: string): string {
  const words = name.split(" ");
  let from = 0;
  while (IDLE.has(words[from] ?? "")) from++;
  return words.slice(from).join(" ");
}

function oneDeclaration(keywords: Keywords, text: string): Phrase | null {
  const plain = plainName(text);
  const { names } = keywords;
  return names.get(plain) ?? names.get(withoutFirstIdle(plain)) ?? names.get(withoutIdle(plain)) ?? null;
}

/**
 * The declaration that is all a heading, bold line, column or lead-in says; null when it says more or something else.
 * Two that mean the same (`Dependencies / Blockers`) are one.
 */
export function declarationNamed(keywords: Keywords, text: string): Phrase | null {
  if (text.length > 120) return null;
  const name = text.replace(NUMBERED, "").replace(SHORTCODE, " ");
  const whole = oneDeclaration(keywords, name);
  if (whole !== null || !BOTH.test(name)) return whole;
  const [first, ...others] = name.split(BOTH).map((part) => oneDeclaration(keywords, part));
  const isOne = first !== undefined && others.every((other) => other?.meaning === first?.meaning);
  return isOne ? first : null;
}

/** The task field a heading, column or lead-in names; null when it names none. */
export function fieldNamed(keywords: Keywords, text: string): string | null {
  return text.length > 80 ? null : (keywords.fields.get(plainName(text)) ?? null);
}
