/** What a keyword table of one language holds. */

/** What a phrase says about the issue it speaks of and the references beside it. */
export type Meaning = "waits" | "blocks" | "parent" | "child" | "related";

/**
 * Phrases by meaning. `…` stands for the list of references when words follow it (`hängt von … ab`, `… に依存`);
 * without it the list follows the phrase.
 */
export interface PhraseSet {
  readonly meaning: Meaning;
  readonly soft?: true;
  /** Asks for clarification when it opens a line, field or section and yields nothing. */
  readonly strong?: true;
  /**
   * `anywhere` in a sentence; `lead`: only where a line, field or section begins; `alone`: only with a colon, or when the
   * line holds nothing but the phrase and its list; `name`: only with a colon, as heading, column or bold lead-in;
   * `turned`: only in the form of `turns`; `label`: only as all that a heading, bold line or lead-in says.
   */
  readonly where: "anywhere" | "lead" | "alone" | "name" | "turned" | "label";
  /** With a colon or "are" behind its references these wait for what follows: `Prerequisites for #12: #13`. */
  readonly turns?: true;
  readonly phrases: readonly string[];
}

export interface Language {
  readonly name: string;
  readonly phrases: readonly PhraseSet[];
  /** Words before a phrase, in its clause, that undo it. */
  readonly negations: readonly string[];
  /** Words that make what follows a condition, up to the end of the sentence. */
  readonly conditions: readonly string[];
  /** After a negation: it negates nothing (`not only`). */
  readonly notNegations: readonly string[];
  /** Endings right behind a postfix phrase that undo it (`に依存しない`). */
  readonly undoing: readonly string[];
  readonly none: readonly string[];
  /** Right behind a word for none: it was not meant (`none of the tests`). */
  readonly notNone: readonly string[];
  /** Behind a word for none: what follows is waited for after all (`nothing but #3`, `none, except #3`). */
  readonly exceptions: readonly string[];
  readonly and: readonly string[];
  readonly or: readonly string[];
  /** Words that may stand between a phrase and its references, or before one of them. */
  readonly fillers: readonly string[];
  /** Between a reference and a phrase that speaks of it (`#14 is blocked by`). */
  readonly copulas: readonly string[];
  /** Verbs and copulas that speak of several: all references before them are meant. */
  readonly plurals: readonly string[];
  /** After a reference: what follows speaks of that reference. */
  readonly relatives: readonly string[];
  readonly to: readonly string[];
  readonly soft: readonly string[];
  /** In brackets behind a reference of a soft declaration: this one is not. */
  readonly hard: readonly string[];
  /** In a list item: what it tells is over. */
  readonly past: readonly string[];
  /** By the field's `name`: what this language calls it. English names stand with the field. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Column names of a table that name the row's issue. */
  readonly issueColumns: readonly string[];
  readonly noResponse: readonly string[];
}

const nothing: readonly string[] = [];

/** A language of which only some words are known. */
export function partialLanguage(known: Partial<Language> & { readonly name: string }): Language {
  return {
    phrases: [],
    negations: nothing,
    conditions: nothing,
    notNegations: nothing,
    undoing: nothing,
    none: nothing,
    notNone: nothing,
    exceptions: nothing,
    and: nothing,
    or: nothing,
    fillers: nothing,
    copulas: nothing,
    plurals: nothing,
    relatives: nothing,
    to: nothing,
    soft: nothing,
    hard: nothing,
    past: nothing,
    fields: {},
    issueColumns: nothing,
    noResponse: nothing,
    ...known,
  };
}
