/** Lines of a drawing without their box strokes: how deep, hung on which branch, saying what. */

import type { Block, BlockOf } from "./plan-lines.ts";

const OF_THE_THING =
  /\b(?:architecture|components?|data ?flow|system (?:design|overview|diagram)|sequence diagram|infrastructure|topology|tech(?:nology)? stack|user (?:flows?|journeys?)|state machine|architektur)\b/i;
const ANY_ID = /(?<![\w.-])(?:#\d|[A-Z]{1,8}-?\d|\d{1,3}\.\d)/;

/** A drawing below "Architecture", without an id: it shows what is built, and its names are no tasks. */
export function showsTheThing(block: Block): block is BlockOf<"fence"> {
  if (block.kind !== "fence" || !["", "text", "mermaid"].includes(block.language)) return false;
  const heading = block.under.at(-1);
  if (heading === undefined || heading.level < 2 || !OF_THE_THING.test(heading.text)) return false;
  return !block.lines.some((line) => ANY_ID.test(line.slice(0, 1000)));
}

/** A code block without a language, or of plain text, holds a drawing. */
export function isDrawing(block: Block): block is BlockOf<"fence"> {
  return block.kind === "fence" && (block.language === "" || block.language === "text");
}

/** Behind a name, a stroke that parts or meets others: `A ──┬──► B`, `B ──┐`. */
const FORK = /[\p{L}\p{N})\]] {0,3}[─━═-]{1,40}[┬┼┐┤┘┴╮╯+]/u;
const ANY_HEAD = /[─━═-][►▶→>]/u;
const NO_FORK = /^\s{0,40}(?:THEN|CHECKPOINT|(?:quality )?gate|weeks? \d|days? \d)\b/i;

/** More than a person draws; every sign of such a drawing is looked at. */
const MOST_LINES = 300;
const WIDEST = 400;

/** A drawing that is more than lines below one another: its strokes have to be followed over several of them. */
export function isForked({ lines }: BlockOf<"fence">): boolean {
  if (lines.length > MOST_LINES || lines.some(({ length }) => length > WIDEST)) return false;
  const has = (sign: RegExp) => lines.some((line) => sign.test(line));
  return has(FORK) && has(ANY_HEAD) && !has(NO_FORK);
}

export interface DrawnLine {
  /** Column at which the text begins. */
  readonly depth: number;
  /** Column at which it hangs on the line above: that of its branch, without one that of its text. */
  readonly hang: number;
  /** `arrow` waits for the line above it in depth; `branch` only groups; `none` stands free. */
  readonly branch: "arrow" | "branch" | "none";
  readonly text: string;
  readonly line: number;
}

const STROKES = /^[\s│┃|┌┐└┘├┤┬┴┼─━┏┗┣╭╰+`>→*•-]{0,200}/u;
const ARROW_HEADED = /[└├╰┗┣`+|][─━-]{0,8}[>→▶►]\s{0,8}$/u;
const BRANCH = /[└├┌╰╭┗┣]/u;

const BRANCH_AT_END = /[└├┌╰╭┗┣`+|][─━-]{0,8}[>→▶►]?\s{0,8}$/u;

/** Lines of a fence, `first` being the 1-based line of the first of them. Empty lines and pure strokes are left out. */
export function drawnLines(lines: readonly string[], first: number): DrawnLine[] {
  let isBelowArrow = false;
  return lines.flatMap((raw, index) => {
    const line = raw.replaceAll("\t", "    ").replaceAll("\u00a0", " ");
    const expanded = isBelowArrow && line.trim() !== "" ? line.replace(/^\s{0,200}/, (space) => `${space}→ `) : line;
    if (line.trim() !== "") isBelowArrow = DOWN.test(line);
    if (isBelowArrow) return [];
    const lead = leadOf(expanded);
    const text = withoutSide(expanded.slice(lead.length).trim());
    if (text === "") return [];
    const branch = ARROW_HEADED.test(lead) ? "arrow" : BRANCH.test(lead) ? "branch" : "none";
    const stroke = BRANCH_AT_END.exec(lead);
    const hang = branch === "none" || stroke === null ? lead.length : stroke.index + 0.5;
    return [{ depth: lead.length, hang, branch, text, line: first + index }] as const;
  });
}

/** Without the side of the box that stands behind it. */
function withoutSide(text: string): string {
  return /[│┃]$/u.test(text) ? text.slice(0, -1).trimEnd() : text;
}

/** Nothing but arrows that point down to the next line. */
const DOWN = /^(?=.{0,200}[↓⬇▼⇓⇩↧↘↙])(?:[\s│┃|↓⬇▼⇓⇩↧↘↙]|\ufe0f){1,200}$/u;

/** Strokes in front; an arrow that belongs to a chain (`─→ B`) is left to the text. */
function leadOf(line: string): string {
  const lead = STROKES.exec(line)?.[0] ?? "";
  if (ARROW_HEADED.test(lead)) return lead;
  const arrow = /(?:[-─━=]{1,8}[>→]|→)\s{0,8}$/u.exec(lead);
  return arrow === null ? lead : lead.slice(0, arrow.index);
}

const PATH = /^(?:[\w.@[\]{}*-]{1,80}\/|[\w.@[\]-]{1,80}\.[a-z0-9]{1,6})(?:\s{1,20}#.{0,200})?$/i;

/** Most of what it names are folders and files. */
export function isFileTree(lines: readonly DrawnLine[]): boolean {
  const paths = lines.filter((line) => PATH.test(line.text) || /^[\w./@-]{1,120}\/$/.test(line.text));
  return lines.length > 1 && paths.length * 2 > lines.length;
}

export function isDependencyTree(lines: readonly DrawnLine[]): boolean {
  return lines.some((line) => line.branch === "arrow");
}

/** Progress bars and the like. */
export function isChart(lines: readonly DrawnLine[]): boolean {
  return lines.filter((line) => /[█▓▒░]{3}/u.test(line.text)).length * 2 > lines.length;
}
