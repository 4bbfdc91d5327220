/** Says on standard error what went wrong, wrapped like everything else; paths stay whole, however long. */
import { COLUMNS, wrapWhole } from "./demo/columns.ts";

/** The text with every line at most 80 columns wide, unless a single word is wider; ends with a newline. */
export function wrapComplaint(text: string): string {
  const lines = text.trimEnd().split("\n");
  return `${lines.flatMap((line) => wrapWhole(line, COLUMNS)).join("\n")}\n`;
}

export function complain(text: string): void {
  process.stderr.write(wrapComplaint(text));
}
