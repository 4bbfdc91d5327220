/** A syntax that reads whole blocks (a table, a list, a paragraph) itself, before anything else looks at them. */
import type { Block } from "../markdown/tree.ts";
import type { Reading } from "./reading.ts";
import type { Scope } from "./scope-answers.ts";
import type { Syntax } from "./syntax.ts";

export interface BlockSyntax extends Syntax {
  /**
   * Tells `reading` what the block declares and returns true when nothing else may read it. `scope` is the declaration
   * whose section the block stands in; null outside of one.
   */
  read(reading: Reading, block: Block, scope: Scope | null): boolean;
}
