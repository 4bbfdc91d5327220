/** What a value that cannot be used is read as: the reason, in words for the operator. */

export class Misfit {
  /** What was expected, what was found, what to do; the beginning of a sentence, without its full stop. */
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}
