/** What else stands on a task's own line: `Login page — needs R2 and R3 (2d, owner: @kim)` is a title and three clauses. */

import { parseDuration } from "../fields/duration.ts";
import { columnOf } from "./columns.ts";
import type { TaskDraft } from "./draft.ts";
import { withoutPartial } from "./names.ts";
import { plain } from "./plain.ts";
import { statusOf } from "./status-words.ts";
import { fieldLine } from "./task-fields.ts";

export interface Clauses {
  /** What is left of the line when its clauses are taken out. */
  readonly title: string;
  readonly waits: readonly StatedWait[];
  readonly fields: TaskDraft["fields"];
}

export interface StatedWait {
  /** A list of names as written. */
  readonly on: string;
  readonly soft: boolean;
  /** `needs` and `after` are also ordinary words: then only names of tasks make it a wait. */
  readonly isCertain: boolean;
}

const SURE =
  "(?:(?:hard )?dependenc(?:y|ies)|deps?|depends|prerequisites?|prereqs?|predecessors?)(?= ?:)|depends on|dependent on|depending on|blocked (?:by|on|until)|waits? (?:for|on|until)|waiting (?:for|on)|cannot start (?:until|before)|can't start (?:until|before)|can only start after|must follow|abhängig von|hängt ab von|blockiert von|wartet auf|dépend de|bloqué par|depende de|bloqueado por|依存|前提|依赖|의존";
const UNSURE = "needs|requires|requiring|after|once|starts? after|following|from";
const WAIT = new RegExp(
  `^(?:(?:is|are|and|then|but|also|it) )?(?:(${SURE})|(?:${UNSURE}))(?: ?: ?| )(\\S.{0,300})$`,
  "i",
);
const SOFTLY =
  /^(?:soft(?:ly)? (?:depends on|after|dependency)|finishes after|(?:can|may) overlap(?: with)?)(?: ?: ?| )(\S.{0,300})$/i;
/** The rest of the sentence `until E1 is done`. */
const TAIL =
  / (?:(?:is|are|has been|have been|gets?) )?(?:done|complete|completed|completes|finished|finish|finishes|ready|merged|closed|landed)$/i;
const ARROW_BACK = /^(?:←|⟵|⇐|⬅\ufe0f?|<[-=]{1,3}) ?(\S.{0,300})$/u;
const STARTS =
  /(?:[([)\];]|(?<=\S)[.,:—–] |(?<=\S) (?:-{1,2}|[-=]{0,2}>|[→⇒·|—–]) |(?<=\S) (?=←|⟵|⇐|⬅|<[-=])|(?<=\S) (?=@[\w-]{1,39}(?:$|[ ,(])))|(?<=[\p{L}\p{N})\]] )(?=(?:depends on|blocked by|waits for|cannot start)\b)/giu;

/** Cuts the line where a clause may begin, and keeps of the title what turns out to be none. */
export function clausesOf(line: string): Clauses {
  const text = plain(line).slice(0, 1000);
  const waits: StatedWait[] = [];
  let fields: TaskDraft["fields"] = {};
  let title = "";
  let isRead = false;
  const pieces = piecesOf(text);
  for (const [at, piece] of pieces.entries()) {
    // `Deploy (30 min): requires A-1`: a sign behind the bracket goes with it.
    const isLast = pieces.slice(at + 1).every((next) => next.text.trim() === "");
    const said = isLast && SET_APART.test(piece.lead) ? statusAlone(piece.text) : null;
    if (said !== null) fields = { status: said, ...fields };
    if (said !== null) isRead = true;
    if (said !== null) continue;
    const read = readClause(
      piece.text
        .replace(/^[:,.;–—-]{1,2} /, "")
        .replace(/[.;,]{1,3}$/, "")
        .trim(),
    );
    // A bracket goes with what stood in it.
    if (read === null) title += (isRead ? leadBehind(piece.lead) : piece.lead) + piece.text;
    isRead = read !== null;
    waits.push(...(read?.waits ?? []));
    fields = { ...read?.fields, ...fields };
  }
  const sign = statusOf(BEHIND.exec(text)?.[0] ?? "");
  return { title: tidy(title), waits, fields: sign === null ? fields : { status: sign, ...fields } };
}

const SET_APART = /[([–—]|--?/;
const BEHIND = /(?<=[\p{L}\p{N})\]] ?)\p{Extended_Pictographic}\ufe0f?$/u;

/** `(done)`, `— DONE`, `[in progress]`: nothing but a status. */
function statusAlone(text: string): ReturnType<typeof statusOf> {
  const words = text.trim().replace(/[)\].]{1,2}$/, "");
  return /^(?:done|completed?|finished|in progress|in review|blocked)$/i.test(words) ? statusOf(words) : null;
}

/** `@kim (3 points)`: when the name is taken out, a bracket still stands apart, and a closed one is gone. */
function leadBehind(lead: string): string {
  if (/^[)\]]/.test(lead)) return " ";
  return /^[([]/.test(lead) ? ` ${lead}` : lead;
}

/** `est. 2h` is no sentence and another. */
const SHORTENED = /\b(?:est|ca|approx|incl|excl|min|max|vs|std)$/i;

interface Piece {
  /** The sign that sets it off from what stands before. */
  readonly lead: string;
  readonly text: string;
}

/** A list of names goes on behind its commas: `after R1, R2` is one piece, and `owner: Kim` another. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let lead = "";
  for (const start of text.matchAll(STARTS)) {
    const isListGoingOn =
      start[0] === ", " && LIST.test(text.slice(from, start.index).trim()) && !BEGINS.test(text.slice(start.index + 2));
    const isFieldName = start[0] === ": " && columnOf(text.slice(from, start.index)) !== null;
    const isFrame = start[0] === "[" && HEAD.test(text.slice(from, start.index).trim());
    const isShortened = start[0] === ". " && SHORTENED.test(text.slice(from, start.index));
    if (isListGoingOn || isFieldName || isFrame || isShortened) continue;
    pieces.push({ lead, text: text.slice(from, start.index) });
    lead = start[0];
    from = start.index + start[0].length;
  }
  return [...pieces, { lead, text: text.slice(from) }];
}

const LIST = new RegExp(`^(?:(?:is|are|and|then|but|also|it) )?(?:(?:${SURE}|${UNSURE})\\b|←|⟵|⇐|⬅|<[-=]{1,3})`, "i");
/** Nothing but the words in front of a list: `after [R1, R2]`. */
const HEAD = new RegExp(`^(?:${SURE}|${UNSURE}) ?:?$`, "i");
const BEGINS = new RegExp(
  `^(?:(?:${SURE}|${UNSURE}|(?:in )?parallel (?:with|to)|alongside)\\b|[\\p{L}][\\p{L} ]{1,20}:|~?\\d[\\d.]{0,5} ?[a-z]|@)`,
  "iu",
);

/** A line that says nothing but what something waits for: `Depends on K-1`, `after: T2 and T3`; null for any other. */
export function wholeWait(line: string): StatedWait | null {
  const text = plain(line).slice(0, 600);
  return readClause(text.replace(/[.;,]{1,3}$/, "").trim())?.waits[0] ?? null;
}

type Read = Pick<Clauses, "waits" | "fields">;

function readClause(text: string): Read | null {
  if (text === "") return null;
  const soft = SOFTLY.exec(text);
  if (soft !== null) return { waits: [{ on: soft[1] ?? "", soft: true, isCertain: true }], fields: {} };
  if (/^(?:in )?parallel (?:with|to) |^alongside /i.test(text)) return { waits: [], fields: {} };
  const wait = WAIT.exec(text);
  if (wait !== null) return waitOn(wait[2] ?? "", wait[1] !== undefined);
  const back = ARROW_BACK.exec(text);
  if (back !== null) return waitOn(back[1] ?? "", true);
  const estimate = /^(?:~|≈|about |est\.? )?\d/i.test(text)
    ? parseDuration(text.replace(/^(?:~|≈|about |est\.? )/i, ""))
    : null;
  if (estimate !== null) return { waits: [], fields: { estimateMinutes: estimate } };
  if (/^@[\w-]{1,39}$/.test(text)) return { waits: [], fields: { owner: text } };
  if (/^(?:agent|worker|specialist)[ -]#?(?:\d{1,4}|[A-Z])$/i.test(text)) return { waits: [], fields: { owner: text } };
  const fields = fieldLine(text);
  return fields === null ? null : { waits: [], fields };
}

/** `after gate G1` can mean nothing else. */
const GATE = /^(?:the )?(?:quality )?(?:gate|checkpoint) [A-Z]{0,4}-?\d{1,3}\b/i;

function waitOn(names: string, isCertain: boolean): Read {
  const on = names.replace(TAIL, "").replace(/(?<= (?:and|or)) on /gi, " ");
  const partial = withoutPartial(on);
  return { waits: [{ ...partial, isCertain: isCertain || GATE.test(on) }], fields: {} };
}

/** Without the signs at its ends and the emoji behind it. */
function tidy(title: string): string {
  return title
    .replace(/ {2,}/g, " ")
    .replace(/ (?=[.,;:])/g, "")
    .replace(/^[\s:.,;–—-]{1,10}/, "")
    .replace(/^([^([]*?) ?[)\]]{1,3}$/, "$1")
    .replace(/[^\p{L}\p{N})\]!?.%"'’”]{1,12}$/u, "")
    .trim();
}
