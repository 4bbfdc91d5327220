/** Sentences that order tasks by their ids: `After T-1 we do T-2 and T-3.`, `T-4 depends on T-2`, and lines below "Dependencies". */

import { certainly, type Directory, openDirectory } from "./directory.ts";
import type { PlanDraft, PlanFormat, WaitDraft } from "./draft.ts";
import { isId, nameKey, saysNone } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import type { Block } from "./plan-lines.ts";

export const prose: PlanFormat = {
  name: "prose",
  about: "sentences such as After T-1 we do T-2 and T-3, or T-4 depends on T-2; under Dependencies also T-4: T-2",
  read: (blocks, found) => readProse(blocks, found),
};

interface Sentence {
  readonly text: string;
  readonly line: number;
}

function readProse(blocks: readonly Block[], found: PlanDraft): Partial<PlanDraft> {
  const known = openDirectory(found.tasks.map(({ ids, title }) => ({ ids, title: title ?? ids[0] ?? "" })));
  const taken = new Set([
    ...found.read,
    ...found.tasks.map(({ line }) => line),
    ...found.waits.map(({ line }) => line),
  ]);
  const waits: WaitDraft[] = [];
  const warnings: PlanWarning[] = [];
  for (const paragraph of paragraphsOf(blocks, taken)) {
    for (const sentence of sentencesOf(paragraph.lines)) {
      const said = readSentence(sentence, paragraph.isAboutWaiting, known);
      if (said !== null) waits.push(...said);
      else if (!paragraph.isItem && isUnread(sentence.text, known)) warnings.push(unread(sentence));
    }
  }
  return { waits, warnings, read: waits.map(({ line }) => line) };
}

interface Paragraph {
  readonly lines: Sentence[];
  readonly isItem: boolean;
  readonly isAboutWaiting: boolean;
}

const ABOUT_WAITING = /\b(?:dependenc|blocking|prerequisit|abhängigk|dépendanc|dependencia)/i;
const ELSEWHERE = /\bcritical path\b/i;

/** Lines of text that follow one another are one paragraph; a list item is one of its own. */
function paragraphsOf(blocks: readonly Block[], taken: ReadonlySet<number>): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let last = -1;
  for (const block of blocks) {
    if ((block.kind !== "text" && block.kind !== "item") || taken.has(block.line)) continue;
    const heading = block.under.at(-1)?.text ?? "";
    if (ELSEWHERE.test(heading) || ELSEWHERE.test(block.text)) continue;
    const line = { text: plain(block.text).slice(0, 2000), line: block.line };
    const open = block.kind === "text" && last === block.line - 1 ? paragraphs.at(-1) : undefined;
    if (open !== undefined && !open.isItem && open.lines.length < 20) open.lines.push(line);
    else paragraphs.push({ lines: [line], isItem: block.kind === "item", isAboutWaiting: ABOUT_WAITING.test(heading) });
    last = block.line;
  }
  return paragraphs;
}

/** Each with the line on which it begins. */
function sentencesOf(lines: readonly Sentence[]): Sentence[] {
  const sentences: { text: string; line: number }[] = [];
  let isOpen = false;
  for (const { text, line } of lines) {
    for (const [at, piece] of text.split(/(?<=[^\s\d][.;!?]) |(?<=\d[.;!?]) (?=\p{L})/u).entries()) {
      const open = at === 0 && isOpen ? sentences.at(-1) : undefined;
      if (open === undefined) sentences.push({ text: piece, line });
      else open.text += ` ${piece}`;
    }
    isOpen = !/[.;!?:]$/.test(text);
  }
  return sentences;
}

const WAITS =
  "depends? on|relies on|rely on|follows?|comes? after|starts? (?:only )?after|begins? after|waits? for|requires?|needs?|(?:is|are) blocked by|builds? on|(?:can|may|must|should)(?:not| not| only)? (?:be )?(?:start|begin|started|done)s? (?:after|until|before|once)";
const BLOCKS =
  "blocks?|unblocks?|enables?|precedes?|(?:(?:go|goes|run|runs|come|comes) )?before|(?:must|has to|have to|should) (?:be (?:done|finished|complete) |finish |come )?before|(?:is|are) (?:a )?(?:prerequisites?|required|needed) (?:for|of|by)";
const FORWARD = new RegExp(`^(.{1,160}?) (?:${WAITS}) (.{1,160})$`, "i");
const BACKWARD = new RegExp(`^(.{1,160}?) (?:${BLOCKS}) (.{1,160})$`, "i");
const AFTER =
  /^(?:after|once|when|as soon as) (.{1,120}?)(?:,|:)? (?:(?:we|you|they|the team) )?(?:then )?(?:can )?(?:do|start|begin|run|come|comes|follow|follows|go on with|continue with|build|tackle) (.{1,160})$/i;
const LISTED = /^(\S{1,40}) ?(?::|<-{1,2}|←|⟵|⇐) ?(\S.{0,160})$/;

/** Null when the sentence orders nothing, or speaks of more than ids of this plan. */
function readSentence({ text, line }: Sentence, isAboutWaiting: boolean, known: Directory): WaitDraft[] | null {
  if (text.endsWith("?")) return null;
  const said = text.slice(0, 600).replace(/[.;!?]{1,3}$/, "");
  const listed = isAboutWaiting ? LISTED.exec(said) : null;
  const forward = FORWARD.exec(said) ?? listed;
  const backward = BACKWARD.exec(said) ?? swapped(AFTER.exec(said));
  const [, dependents = "", blockers = ""] = forward ?? (backward === null ? [] : ["", backward[2], backward[1]]);
  const names = idsIn(dependents, known);
  const isNone = forward !== null && saysNone(blockers);
  const others = isNone ? ["None"] : idsIn(blockers, known);
  if (names === null || others === null) return null;
  const on = others.join(", ");
  return names.map((dependent) => ({ dependent, on, source: "stated", soft: false, line, scope: "prose" }));
}

/** `After A do B` says of B what `A blocks B` does. */
function swapped(after: RegExpExecArray | null): [string, string, string] | null {
  return after === null ? null : ["", after[1] ?? "", after[2] ?? ""];
}

const FRONT = /^(?:(?:and|then|next|finally|first|so|also|both|but|only|we|do|tasks?|steps?|items?|issues?) )+/i;
const BACK =
  / (?:(?:in parallel|in any order|together|at the same time|at once|too|first|(?:is|are) (?:done|complete|finished|ready|merged))[,:]?)$/i;

/** Words that turn round, ask or tell of what is not so: `Do not start tests (T-2)`. */
const UNSAID =
  /\b(?:not|never|no|nobody|nothing|cannot|neither|nor|if|unless|whether|instead|would|could|might|used to)\b|n['’]t\b/i;

/** Every part is an id, or a range of ids, of this plan; null when one is not. Else what stands in brackets behind words. */
function idsIn(text: string, known: Directory): string[] | null {
  const [, words = "", ids] = /^([^()]{1,80})\(([^()]{1,120})\)$/.exec(text.trim()) ?? [];
  return namesIn(text, known) ?? (ids === undefined || UNSAID.test(words) ? null : namesIn(ids, known));
}

function namesIn(text: string, known: Directory): string[] | null {
  const list = text
    .replace(/\([^()]{0,120}\)/g, " ")
    .replace(/ {2,}/g, " ")
    .trim()
    .slice(0, 200)
    .replace(FRONT, "")
    .replace(BACK, "");
  const parts = list.split(/, and |, | and | & | \+ | und | et | y /).map((part) => part.trim());
  const found = parts.map((part) => (FIRST_ID.test(part) ? certainly(known, nameKey(part)) : null));
  if (parts.length === 0 || found.includes(null)) return null;
  return parts;
}

const FIRST_ID = /^#?[\p{L}\p{N}][\w.#-]{0,30}(?: ?(?:-|–|—|to|through) ?\S{1,30})?$/u;

const ORDER = /\b(?:after|before|until|once|follows?|depends?|blocked|blocks|requires?|needs?|prerequisites?)\b/i;

/** A word of order between at least two ids, one of which is a task's and the others are or look like it. */
function isUnread(text: string, known: Directory): boolean {
  if (!ORDER.test(text)) return false;
  const words = text.split(/[^\p{L}\p{N}#._-]+/u).map((word) => nameKey(word));
  const like = words.filter((word) => /\d/.test(word) && /[a-z#]/.test(word) && isId(word.toUpperCase()));
  const families = new Set(like.filter((word) => known.byId.has(word)).map(familyOf));
  return new Set(like.filter((word) => known.byId.has(word) || families.has(familyOf(word)))).size >= 2;
}

/** `t-` of `t-12`; a whole word when no number ends it. */
function familyOf(id: string): string {
  return id.replace(/(?<=[#-])\d{1,9}$/, "");
}

function unread({ text, line }: Sentence): PlanWarning {
  return { line, message: `Not understood, though it speaks of the order of tasks: “${text.slice(0, 100)}”.` };
}
