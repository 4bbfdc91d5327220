/** The report a comment is, if it is one. */
import type { Report } from "../model.ts";
import type { Place } from "../syntaxes/references.ts";
import { reportKinds } from "./all.ts";

/** The first kind of report that knows the text; a near miss comes back with `missing`. null: an ordinary comment. */
export function parseReport(text: string, at: Place): Report | null {
  for (const kind of reportKinds) {
    const report = kind.read(text, at);
    if (report !== null) return report;
  }
  return null;
}
