/** The report a comment is, if it is one, and its kind. */
import { readTree } from "../meaning.ts";
import type { Report } from "../model.ts";
import type { Place } from "../syntaxes/references.ts";
import { reportKinds } from "./all.ts";
import type { ReportKind } from "./report.ts";

/** The first kind of report that knows the text; a near miss comes back with `missing`. null: an ordinary comment. */
export function parseReport(text: string, at: Place): Report | null {
  const maybe = reportKinds.filter(({ hint }) => hint.test(text));
  if (maybe.length === 0) return null;
  const posted = { text, tree: readTree(text, at), at };
  for (const kind of maybe) {
    const report = kind.read(posted);
    if (report !== null) return report;
  }
  return null;
}

export function kindOf({ kind }: Pick<Report, "kind">): ReportKind | undefined {
  return reportKinds.find(({ name }) => name === kind);
}
