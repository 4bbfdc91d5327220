/** Every way to write a dependency, as the page for users shows them. A new one is one file and one line here. */
import type { BlockSyntax } from "./block-syntax.ts";
import { chain } from "./chain.ts";
import { date } from "./date.ts";
import { field } from "./field.ts";
import { hidden } from "./hidden.ts";
import { kind } from "./kind.ts";
import { negation } from "./negation.ts";
import { none } from "./none.ts";
import { order } from "./order.ts";
import { range } from "./range.ts";
import { relation } from "./relation.ts";
import { reverse } from "./reverse.ts";
import { section } from "./section.ts";
import { sentence } from "./sentence.ts";
import { subject } from "./subject.ts";
import type { Syntax } from "./syntax.ts";
import { table } from "./table.ts";
import { taskList } from "./task-list.ts";

export const syntaxes: readonly (Syntax | BlockSyntax)[] = [
  sentence,
  field,
  section,
  table,
  chain,
  taskList,
  reverse,
  subject,
  negation,
  none,
  kind,
  range,
  order,
  date,
  relation,
  hidden,
];
