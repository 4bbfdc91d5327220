/** One line of arrows: `A ─→ B ║ C (note) ─→ D` is three stages, each waiting for every item of the one before. */

import { isId } from "./names.ts";
import { plain } from "./plain.ts";

export interface ChainItem {
  /** As written, without its bracket. */
  readonly name: string;
  readonly note: string;
}

export type Stage = readonly ChainItem[];

const ARROW = /[-─═—–=]{0,8}(?:→|↳|⟶|⟹|➔|➜|➞|↦|⇒|➡|▶|►|»)\ufe0f?|[-─—–]{1,8}>|={1,8}>/u;
const LEADING_ARROW = new RegExp(`^\\s{0,80}(?:${ARROW.source})`, "u");

export function hasArrow(text: string): boolean {
  return ARROW.test(text);
}

export function beginsWithArrow(text: string): boolean {
  return LEADING_ARROW.test(text);
}

/** What stands between the arrow in front and the next one; the whole text where none is in front. */
export function firstBehindArrow(text: string): string {
  if (!beginsWithArrow(text)) return text;
  const behind = text.replace(LEADING_ARROW, "");
  return behind.slice(0, ARROW.exec(behind)?.index).trim();
}

/** Stages of the line; text in brackets never splits it. An arrow in front of everything gives no empty stage. */
export function stagesOf(text: string): Stage[] {
  return outsideBrackets(text, (part) => part.split(new RegExp(ARROW.source, "gu")))
    .map((stage) => outsideBrackets(withoutBracket(stage), (part) => part.split(/[║‖‗,;]|\|\||\s[+&|]\s/)).map(toItem))
    .map((stage) => stage.filter((item) => item.name !== ""))
    .filter((stage) => stage.length > 0);
}

/** `A → (B, C parallel) → D`: brackets with nothing before them, and nothing but ids inside, hold a stage together. */
function withoutBracket(stage: string): string {
  const inner = /^\(([^()]{1,300})\)$/.exec(stage.trim())?.[1]?.replace(/^(?:in )?parallel:? | (?:in )?parallel$/i, "");
  const ids = inner?.split(/[║‖,;+&|]/).map((id) => id.trim()) ?? [];
  return inner !== undefined && ids.every(isId) ? inner : stage;
}

/** `[A, B]`, `{A, B}` and the sides of a box around a stage or an item only hold together what stands inside. */
function withoutFrame(text: string): string {
  const whole = text
    .replace(/^[\s│┃]{1,40}/u, "")
    .replace(/[│┃]\s{0,40}$/u, "")
    .trim();
  const inner = whole.replace(/^[[{]/, "").replace(/[\]}]$/, "");
  return /[[\]{}]/.test(inner) ? whole : inner;
}

function toItem(framed: string): ChainItem {
  const text = withoutFrame(framed);
  const open = text.indexOf("(");
  if (open < 0) return { name: plain(text), note: "" };
  const close = text.lastIndexOf(")");
  const name = `${text.slice(0, open)} ${close > open ? text.slice(close + 1) : ""}`;
  return { name: plain(name), note: plain(text.slice(open + 1, close > open ? close : undefined)) };
}

/** Splits what stands outside brackets and glues the bracketed text back on. */
function outsideBrackets(text: string, split: (part: string) => string[]): string[] {
  const pieces: string[] = [""];
  const add = (part: string) => {
    pieces[pieces.length - 1] += part;
  };
  let depth = 0;
  let outside = "";
  const flush = () => {
    const [first, ...rest] = split(outside);
    add(first ?? "");
    for (const piece of rest) pieces.push(piece);
    outside = "";
  };
  for (const character of text) {
    if (character === "(" && depth === 0) flush();
    if (character === "(") depth += 1;
    if (depth > 0) add(character);
    else outside += character;
    if (character === ")") depth = Math.max(0, depth - 1);
  }
  flush();
  return pieces;
}
