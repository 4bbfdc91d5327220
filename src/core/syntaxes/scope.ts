/** What stands under a declaration: the items, lines and cells that a section, label or column owns. */
import type { List, ListItem, Paragraph, TextLine } from "../markdown/tree.ts";
import type { Ref } from "../model.ts";
import { softAtEnd } from "./kind.ts";
import { partAtLabels } from "./label-lines.ts";
import { type RefList, readList } from "./list.ts";
import { isMark } from "./marks.ts";
import { isNone } from "./none.ts";
import { readPreamble } from "./preamble.ts";
import type { Reading } from "./reading.ts";
import { firstWord, lineAt, type Scope, saysDate, saysNone, stateList } from "./scope-answers.ts";
import { readSentences } from "./sentence-reader.ts";
import type { Tokens } from "./tokens.ts";
import type { OpenLabel } from "./unlisted.ts";

const NUMBERS = /^#?[0-9]{1,10}(?:[\s,;&]{1,4}(?:and )?#?[0-9]{1,10}){0,100}\.?$/;

function behindLine(tokens: Tokens, from: number): number {
  let i = from;
  while (i < tokens.list.length && tokens.list[i]?.kind !== "break") i++;
  return i;
}

function isNumeric(lines: readonly TextLine[]): boolean {
  return lines.every((line) => line.text.length < 400 && NUMBERS.test(line.text));
}

/** What a label inside a scope owns (`## Dependencies`, and under it `Blocks:`). */
export function labelScope(open: OpenLabel, subject: Ref | null): Scope {
  return { ...open, level: 0, syntax: "field", subject: open.subject ?? subject, hasAnswer: false };
}

/**
 * Lines under a declaration: those that start with references hold references, the others are sentences, and labels
 * among them own what stands below. Returns the label that closes them, if one does.
 */
export function readScopedLines(reading: Reading, scope: Scope, lines: readonly TextLine[]): OpenLabel | null {
  const { head, labelled } = partAtLabels(reading, lines);
  let open = readLines(reading, scope, head);
  for (const { label, lines } of labelled) {
    open = readLines(reading, labelScope(label, scope.subject), lines);
    scope.hasAnswer = true;
  }
  return open;
}

function readLines(reading: Reading, scope: Scope, lines: readonly TextLine[]): OpenLabel | null {
  const tokens = reading.tokens(lines);
  const rules = { chains: true, bare: isNumeric(lines) };
  let at = 0;
  const prose: TextLine[] = [];
  while (at < tokens.list.length) {
    const end = behindLine(tokens, at);
    const first = firstWord(tokens, at);
    const found =
      readList(tokens.list, first, tokens.list.length, reading.keywords, rules) ??
      namedList(reading, tokens, first, end);
    if (found !== null && !isSubject(reading, tokens, found)) {
      judgeKind(reading, tokens, found);
      stateList(reading, scope, tokens, found, first);
      at = behindLine(tokens, found.end) + 1;
    } else if (saysNone(reading, scope, tokens, at, end) || saysDate(reading, scope, tokens, first, end)) at = end + 1;
    else {
      const line = tokens.lines[tokens.list[at]?.row ?? 0];
      if (line !== undefined) prose.push(line);
      at = end + 1;
    }
  }
  const open = prose.length > 0 ? readProse(reading, scope, prose) : null;
  return prose.at(-1) === lines.at(-1) ? open : null;
}

/** `PR #12 and issue #13`, `Nothing but #12`: a line of references that begins with the words a list may begin with. */
function namedList(reading: Reading, tokens: Tokens, first: number, end: number): RefList | null {
  const { list } = tokens;
  const { at } = readPreamble(reading.keywords, list, first, end);
  const found = at === first ? null : readList(list, at, end, reading.keywords, { chains: true, bare: false });
  return found !== null && (found.end === end || (found.end === end - 1 && isMark(list[end - 1], "."))) ? found : null;
}

function readProse(reading: Reading, scope: Scope, lines: readonly TextLine[]): OpenLabel | null {
  const before = reading.edges.length + reading.none.length + reading.warnings.length;
  const open = readSentences(reading, reading.tokens(lines), { subject: scope.subject });
  const isAnswered = reading.edges.length + reading.none.length + reading.warnings.length > before;
  if (isAnswered || open !== null) scope.hasAnswer = true;
  return open;
}

/** Items of a list under a declaration. */
export function readScopedList(reading: Reading, scope: Scope, list: List, isNested = false): void {
  for (const item of list.items) readScopedItem(reading, scope, item, isNested, list.items.length === 1);
}

/** `isOnly`: the list has no other item; an empty one is a lone dash, and so says none. A lone `12.` is no dash. */
function readScopedItem(reading: Reading, scope: Scope, item: ListItem, isNested: boolean, isOnly: boolean): void {
  const [first, ...rest] = item.blocks;
  const isDash = first === undefined && isOnly && /^[ \t]{0,40}[-+*]/.test(reading.tree.source[item.line - 1] ?? "");
  if (isDash) {
    scope.hasAnswer = true;
    const isOurs = scope.subject === null && scope.phrase.meaning === "waits" && !scope.phrase.isSoft;
    if (isOurs) reading.none.push({ line: item.line });
  }
  let open: OpenLabel | null = null;
  if (first?.kind === "paragraph" || first?.kind === "heading") {
    const before = reading.edges.length;
    open = readItemText(reading, scope, first.lines, isNested);
    if (item.box === true && reading.edges.length > before) {
      reading.warn(item.line, "A tick is no proof: this counts as done only when the issue itself is closed.");
    }
  }
  const others = first?.kind === "list" ? item.blocks : rest;
  const owner = open === null ? scope : labelScope(open, scope.subject);
  const isInner = open === null && first?.kind !== "list";
  for (const block of others) if (block.kind === "list") readScopedList(reading, owner, block, isInner);
  if (open !== null) closeScope(reading, owner);
}

function readItemText(reading: Reading, scope: Scope, lines: readonly TextLine[], isNested: boolean): OpenLabel | null {
  const tokens = reading.tokens(lines);
  const first = firstWord(tokens, 0);
  const { list } = tokens;
  const rules = { chains: true, bare: isNumeric(lines) };
  const found = readList(list, first, list.length, reading.keywords, rules);
  if (found !== null && !isSubject(reading, tokens, found)) {
    judgeKind(reading, tokens, found);
    stateList(reading, scope, tokens, found, first);
  } else if (found === null && isNested && !isLabel(reading, tokens, 0)) return null;
  else if (found === null && saysNone(reading, scope, tokens, 0, behindLine(tokens, 0))) return null;
  else if (found === null && saysDate(reading, scope, tokens, first, list.length)) return null;
  else if (found !== null || hasPhrase(reading, tokens)) return readProse(reading, scope, lines);
  else readMentions(reading, scope, tokens);
  return null;
}

/** `- #12 the login (soft)`: brackets at the end of the line speak of the one reference it begins with. */
function judgeKind(reading: Reading, tokens: Tokens, found: RefList): void {
  const [item, ...others] = found.stages.flat();
  if (item === undefined || others.length > 0 || item.isSoft !== null) return;
  item.isSoft = softAtEnd(reading.keywords, tokens.list, found.end, behindLine(tokens, found.end));
}

/** `- #14 depends on #13`: the reference is whom the item speaks of. */
function isSubject(reading: Reading, tokens: Tokens, found: RefList): boolean {
  let at = found.end;
  const copula = reading.keywords.copulas.longest(tokens.list, at);
  if (copula !== null) at = copula.end;
  const phrase = reading.keywords.prefix.longest(tokens.list, at);
  return phrase?.values.some((one) => one.where === "anywhere" && one.post.length === 0) === true;
}

/** `Blocks:` at the start of an item. */
function isLabel(reading: Reading, tokens: Tokens, i: number): boolean {
  const match = i === 0 ? reading.keywords.prefix.longest(tokens.list, i) : null;
  return match !== null && isMark(tokens.list[match.end], ":");
}

function hasPhrase(reading: Reading, tokens: Tokens): boolean {
  return tokens.list.some((token, i) => {
    if (token.kind !== "word" && token.kind !== "char") return false;
    if (reading.keywords.negations.longest(tokens.list, i) !== null) return true;
    const match = reading.keywords.prefix.longest(tokens.list, i);
    return isLabel(reading, tokens, i) || match?.values.some((phrase) => phrase.where === "anywhere") === true;
  });
}

/** An item that starts with words counts its references unless it tells of the past. */
function readMentions(reading: Reading, scope: Scope, tokens: Tokens): void {
  const { list } = tokens;
  if (list.some((_, i) => reading.keywords.past.longest(list, i) !== null)) {
    scope.hasAnswer = true;
    return;
  }
  for (let i = 0; i < list.length; i++) {
    if (list[i]?.kind === "bad") {
      reading.warn(lineAt(tokens, i), `No issue is written like “${list[i]?.text}”. Write it as \`#12\`.`, true);
      scope.hasAnswer = true;
    }
    const found =
      list[i]?.kind === "ref" ? readList(list, i, list.length, reading.keywords, { chains: true, bare: false }) : null;
    if (found === null) continue;
    stateList(reading, scope, tokens, found, i);
    i = found.end - 1;
  }
}

/** A cell or value under a declaration. */
export function readScopedCell(reading: Reading, scope: Scope, cell: TextLine, bare: boolean): void {
  const tokens = reading.tokens([cell]);
  const { list } = tokens;
  if (list.length === 0) return;
  const first = firstWord(tokens, 0);
  const found = readList(list, first, list.length, reading.keywords, { chains: true, bare: bare && isNumeric([cell]) });
  if (found !== null) stateList(reading, scope, tokens, found, first);
  else if (!saysNone(reading, scope, tokens, 0, list.length) && !saysDate(reading, scope, tokens, first, list.length)) {
    if (hasPhrase(reading, tokens)) readProse(reading, scope, [cell]);
    else readMentions(reading, scope, tokens);
  }
}

/** Asks when a strong declaration owned nothing that could be read. */
export function closeScope(reading: Reading, scope: Scope): void {
  if (scope.hasAnswer || !scope.phrase.isStrong) return;
  const quote = reading.quote(scope.line);
  reading.warn(scope.line, `No issue was found under “${quote}”. List them as \`- #12\`, or write \`None\`.`, true);
}

/** The first block that a label owns, when it is one it can own. */
export function readOwned(reading: Reading, scope: Scope, block: List | Paragraph): boolean {
  if (block.kind === "list") {
    readScopedList(reading, scope, block);
    return true;
  }
  const tokens = reading.tokens(block.lines.slice(0, 1));
  const first = firstWord(tokens, 0);
  const isOwned =
    tokens.list[first]?.kind === "ref" ||
    isNumeric(block.lines.slice(0, 1)) ||
    isNone(reading.keywords, tokens.list, first, tokens.list.length);
  if (isOwned) readScopedLines(reading, scope, block.lines);
  return isOwned;
}
