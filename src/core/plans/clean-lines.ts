/** The lines of a plan document as a reader sees them: without hidden comments, struck text and invisible signs. */

import type { PlanWarning } from "./plan.ts";

export const FENCE = /^ {0,12}(`{3,}|~{3,})[ \t]*([^`\s]*)/;

export interface CleanLines {
  /** One for each line of the document, so that every line keeps its number. */
  readonly lines: readonly string[];
  /** Rows and items that were struck out as a whole. */
  readonly warnings: readonly PlanWarning[];
}

interface Cleaning {
  isInComment: boolean;
  /** The mark of the open code block, or nothing. */
  fence: string;
  /** The open code block holds data or code, which may stand on one line however long it is. */
  isData: boolean;
  readonly warnings: PlanWarning[];
}

/** Linear in the length of the text. */
export function cleanLines(text: string): CleanLines {
  const state: Cleaning = { isInComment: false, fence: "", isData: false, warnings: [] };
  const lines = text.split(/\r\n|\r|\n/).map((line, at) => cleanLine(line, at + 1, state));
  return { lines, warnings: state.warnings };
}

function cleanLine(raw: string, number: number, state: Cleaning): string {
  const line = withinLimit(raw, number, state)
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, "");
  const [, mark, language = ""] = state.isInComment ? [] : (FENCE.exec(line) ?? []);
  if (mark !== undefined) {
    if (state.fence === "") {
      state.fence = mark;
      state.isData = language !== "" && language !== "text";
    } else if (mark.startsWith(state.fence)) state.fence = "";
  }
  if (state.fence !== "" || mark !== undefined) return line;
  return withoutStruck(withEntities(withoutComments(line, state)), number, state.warnings);
}

/** Longer than any line that a person wrote; a drawing of this length has some ten thousand tasks. */
const MOST_CHARACTERS = 100_000;

function withinLimit(line: string, number: number, { fence, isData, warnings }: Cleaning): string {
  if (line.length <= MOST_CHARACTERS || (fence !== "" && isData)) return line;
  const message = `This line has ${line.length} characters; only the first ${MOST_CHARACTERS} are read. Break it into several.`;
  warnings.push({ line: number, message });
  return line.slice(0, MOST_CHARACTERS);
}

function withoutComments(line: string, state: Cleaning): string {
  if (!state.isInComment && !line.includes("<!--")) return line;
  let kept = "";
  let at = 0;
  while (at < line.length) {
    const next = line.indexOf(state.isInComment ? "-->" : "<!--", at);
    if (next < 0) return state.isInComment ? kept : kept + line.slice(at);
    if (!state.isInComment) kept += line.slice(at, next);
    at = next + (state.isInComment ? 3 : 4);
    state.isInComment = !state.isInComment;
  }
  return kept;
}

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: " ",
  amp: "&",
  quot: '"',
  rarr: "→",
  rArr: "⇒",
  larr: "←",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  frac12: "½",
};

/** The few entities that people write in plans; `&lt;` stays, so that nothing becomes a tag. */
function withEntities(line: string): string {
  return line.includes("&") ? line.replace(/&([A-Za-z]{2,6}\d{0,2});/g, (all, name) => ENTITIES[name] ?? all) : line;
}

const STRUCK = /~~([^~]{1,1000})~~/g;
const IS_TICKED = /^\s{0,40}(?:[-*+•]|\d{1,5}[.)]) {1,4}\[[xX]\]|✅|✔|☑|\b(?:done|completed?)\b/i;
const BARE_ITEM = /^\s{0,40}(?:[-*+•]|\d{1,5}[.)])\s{1,4}(?:\[[ xX]\])?\s{0,4}$/;

/** What is struck out does not count - unless it is struck because it is done. */
function withoutStruck(line: string, number: number, warnings: PlanWarning[]): string {
  if (!line.includes("~~")) return line;
  const kept = line.replace(STRUCK, "");
  if (kept === line) return line;
  if (IS_TICKED.test(kept)) return line.replace(STRUCK, "$1");
  const isRow = kept.trim().startsWith("|");
  const isWhole = isRow ? /^\|\s{0,40}\|/.test(kept.trim()) : BARE_ITEM.test(kept);
  if (!isWhole) return kept;
  const said = line
    .replace(STRUCK, "$1")
    .replace(/\|/g, " ")
    .replace(/\s{2,}/g, " ")
    .trim();
  warnings.push({ line: number, message: `Struck out and not read: “${said.slice(0, 100)}”.` });
  return isRow ? "|" : "";
}
