/** What one way to write a dependency is made of. */
/** A text standing in issue #1 of `octo/yard`, and what it says, in the words of `tellMeaning`; empty: nothing. */
export interface Example {
  readonly text: string;
  readonly finds: readonly string[];
}

export interface Syntax {
  readonly name: string;
  /** One sentence for `/help` and the page for users. */
  readonly help: string;
  readonly examples: readonly Example[];
}
