/** The report a comment is, if it is one. */
import { readTree } from "../meaning.ts";
import type { Report } from "../model.ts";
import type { Place } from "../syntaxes/references.ts";
import { reportKinds } from "./all.ts";

/** What every kind of report holds somewhere: most comments hold none of it and are not read at all. */
const MAYBE = /report|stand-?up|hand-?off|team status|urgent|[{]/i;

/** The first kind of report that knows the text; a near miss comes back with `missing`. null: an ordinary comment. */
export function parseReport(text: string, at: Place): Report | null {
  if (!MAYBE.test(text)) return null;
  const posted = { text, tree: readTree(text, at), at };
  for (const kind of reportKinds) {
    const report = kind.read(posted);
    if (report !== null) return report;
  }
  return null;
}
