/** What one way to write a dependency is made of. */
import type { Block } from "../markdown/tree.ts";
import type { Reading } from "./reading.ts";

/** A text standing in issue #1 of `octo/yard`, and what it says, in the words of `tellMeaning`; empty: nothing. */
export interface Example {
  readonly text: string;
  readonly finds: readonly string[];
}

/** Where a reader of blocks stands, and how it reads on. */
export interface Walk {
  readonly reading: Reading;
  readonly blocks: readonly Block[];
  readonly at: number;
}

export interface Syntax {
  readonly name: string;
  /** One sentence for `/help` and the page for users. */
  readonly help: string;
  readonly examples: readonly Example[];
  /**
   * Reads from block `walk.at` on. Returns the index behind what it took; `walk.at` itself when the block is not its own.
   * A syntax without it is read by the sentence rules.
   */
  readonly read?: (walk: Walk) => number;
}
