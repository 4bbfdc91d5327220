/** Says what went right or wrong, wrapped like everything else; paths and commands stay whole, however long. */
import { COLUMNS, wrapWhole } from "./columns.ts";
import { severalLines } from "./look/plain-text.ts";

const NO_BREAK = "\u00a0";

/**
 * The text with every line at most 80 columns wide, unless a single word is wider; ends with a newline. What stands
 * between backticks is one word: it is there to be copied. Lines that go on are indented by `indent`.
 */
export function wrapComplaint(text: string, indent = ""): string {
  const whole = severalLines(text)
    .trimEnd()
    .replace(/`[^`\n]{1,70}`/g, (code) => code.replaceAll(" ", NO_BREAK));
  const lines = whole.split("\n").flatMap((line) => wrapWhole(line, COLUMNS, indent));
  return `${lines.join("\n").replaceAll(NO_BREAK, " ")}\n`;
}

/** On standard output. */
export function say(text: string): void {
  process.stdout.write(wrapComplaint(text));
}

/** On standard error. */
export function complain(text: string): void {
  process.stderr.write(wrapComplaint(text));
}
