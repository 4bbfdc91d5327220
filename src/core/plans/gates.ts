/** Sections about approval: `Gate: …`, `Quality Gates`, `Success Criteria`, `Definition of Done`. */

import { headingHead } from "./block-head.ts";
import type { GateDraft, PlanFormat } from "./draft.ts";
import { calledBy, saysNone, slug, splitNote } from "./names.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf, Heading } from "./plan-lines.ts";
import { statusOf } from "./status-words.ts";

const GATE = /\b(?:gate|checkpoint)\b/i;
const GATE_LIST = /^\P{L}{0,8}(?:quality )?(?:gates|checkpoints)\b/iu;
const CLOSING =
  /^\P{L}{0,8}(?:\d{1,3}[.)] )?(?:overall |final |project )?(?:success criteria|definition of done|acceptance criteria|exit criteria)\b/iu;
/** A heading that names one milestone. */
export const MILESTONE = /^\P{L}{0,8}milestone\b/iu;
const FIELD = /^(?:[-*+] )?\**([A-Za-z ]{3,24})\**\s?:\**\s{0,4}(.*)$/;

export const gates: PlanFormat = {
  name: "gates",
  about: "sections with criteria as task lists: gates, success criteria; Gate: lines within a phase",
  read: (blocks) => {
    const sections = sectionsOf(blocks);
    const found = sections.filter((section) => isGate(section.heading) && !MILESTONE.test(section.heading.text));
    const closing = sections.filter((section) => isClosing(section) && section.items.length > 0);
    const within = new Set([...found, ...closing].flatMap((section) => section.lines));
    const lines = sections.flatMap((section) => gateLines(section, within));
    return {
      gates: [...found.filter(hasContent).map(toGate), ...lines.map(({ gate }) => gate), ...closing.map(toClosingGate)],
      read: [...within, ...lines.flatMap((one) => one.read)],
    };
  },
};

export interface Section {
  readonly heading: Heading;
  /** The headings it stands under, its own last. */
  readonly under: readonly Heading[];
  readonly items: readonly BlockOf<"item">[];
  readonly texts: readonly BlockOf<"text">[];
  readonly lines: readonly number[];
}

interface Gathered extends Section {
  readonly items: BlockOf<"item">[];
  readonly texts: BlockOf<"text">[];
  readonly lines: number[];
}

/** Each heading with what stands directly below it, before the next heading of any level. */
export function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Gathered[] = [];
  for (const block of blocks) {
    if (block.kind === "heading")
      sections.push({ heading: block, under: block.under, items: [], texts: [], lines: [] });
    const section = sections.at(-1);
    if (section === undefined) continue;
    section.lines.push(block.line);
    if (block.kind === "item") section.items.push(block);
    if (block.kind === "text") section.texts.push(block);
  }
  return sections;
}

function isGate(heading: Heading): boolean {
  return GATE.test(heading.text) && !GATE_LIST.test(heading.text);
}

/** A section about the whole document: nothing but the document's title stands above it. */
function isClosing(section: Section): boolean {
  return (
    CLOSING.test(section.heading.text) && section.heading.level <= 2 && section.items.some((item) => item.done !== null)
  );
}

function hasContent(section: Section): boolean {
  return section.items.length > 0 || fieldsOf(section).size > 0;
}

/** `- [ ] Approver: @ana` names who approves, box or not: as a criterion it would be read as that again in the issue. */
function isBox({ done, text }: BlockOf<"item">): boolean {
  return done !== null && !/^approve(?:rs?|d by) ?: ?\S/i.test(plain(text));
}

function fieldsOf(section: Section): Map<string, string> {
  const fields = new Map<string, string>();
  for (const block of [...section.texts, ...section.items.filter((item) => !isBox(item))]) {
    const field = FIELD.exec(block.text.slice(0, 500));
    if (field !== null) fields.set(plain(field[1] ?? "").toLowerCase(), plain(field[2] ?? ""));
    else for (const [name, value] of spoken(plain(block.text).slice(0, 500))) fields.set(name, value);
  }
  return fields;
}

const PLACED = /^(?:(?:it |this gate )?(?:comes|stands|opens|is held) )?(after|before) (\S.{0,200})$/i;
const APPROVES =
  /^(?:approved by|approval (?:by|from)|sign-?off (?:by|from)|signed off by|decided by|approver is) (\S.{0,80})$/i;

/** `After L2, before L3. Approved by Dana Fox.`: what the sentences of a gate say of its place and approver. */
function spoken(text: string): [string, string][] {
  const clauses = text.split(/[.;](?:\s|$)|, (?=(?:and )?(?:before|after|approv|sign)\b)|[()]/i);
  return clauses.flatMap((clause): [string, string][] => {
    const said = clause.trim().replace(/^and /i, "");
    const placed = PLACED.exec(said);
    if (placed !== null) return [[(placed[1] ?? "").toLowerCase(), placed[2] ?? ""]];
    const approver = APPROVES.exec(said)?.[1] ?? /^approvers?\s?: ?(\S.{0,80})$/i.exec(said)?.[1];
    return approver === undefined ? [] : [["approver", approver]];
  });
}

/** `Approver: -` names nobody. */
function approverIn(fields: ReadonlyMap<string, string>): string | null {
  const said = fields.get("approver") ?? fields.get("approvers") ?? fields.get("approved by") ?? "";
  return saysNone(said) ? null : said;
}

export function criteriaOf(section: Section): { text: string; done: boolean | null }[] {
  const boxes = section.items.filter(isBox);
  const items = boxes.length > 0 ? boxes : section.items.filter((item) => FIELD.exec(item.text.slice(0, 500)) === null);
  return items.map((item) => ({ text: plain(item.text), done: item.done ?? false }));
}

const APPROVED = /\b(?:approved|passed)\b/i;

export function gateStatus(text: string): GateDraft["status"] {
  if (/\bnot (?:approved|passed)\b|\bpending\b/i.test(text)) return "open";
  if (APPROVED.test(text) || statusOf(text) === "done") return "approved";
  return statusOf(text) === "in review" ? "in review" : "open";
}

/** `Quality Gate G1: …` is also `Gate G1`, and `G1` where that is no bare number. */
export function namesOf(text: string): string[] {
  const [, kind = "", label] = /\b(gate|checkpoint) ([A-Z]{0,4}-?\d{1,3}[A-Za-z]?|[A-Z])(?![\w])/i.exec(text) ?? [];
  const [own] = /^[A-Z]{1,4}-?\d{1,3}(?=[:. ])/.exec(text) ?? [];
  const names = label === undefined ? [] : [`${kind} ${label}`, `quality ${kind} ${label}`];
  return [...names, ...[label, own].flatMap((name) => (name !== undefined && /^[A-Z]+-?\d/.test(name) ? [name] : []))];
}

function toGate(section: Section): GateDraft {
  const { name: heading, note } = splitNote(section.heading.text);
  const placed = PLACED.test(note) ? spoken(note) : [];
  const fields = new Map([...placed, ...fieldsOf(section)]);
  const shown = placed.length === 0 ? section.heading.text : heading;
  const [lead, ...rest] = shown.split(":");
  const name = rest.join(":").trim();
  const title = name === "" ? shown : name;
  const names = (field: string) => [fields.get(field) ?? ""].filter((text) => !saysNone(text));
  const of = (lead ?? "")
    .replace(GATE, "")
    .replace(/\bquality\b/i, "")
    .trim();
  return {
    id: slug(title),
    title,
    criteria: criteriaOf(section),
    approver: approverIn(fields),
    status: gateStatus(fields.get("status") ?? ""),
    fresh: /\bfresh\b/i.test(section.heading.text),
    after: names("after"),
    before: names("before"),
    closes: name === "" || of === "" ? groupAround(section.under.slice(0, -1)) : of,
    names: namesOf(section.heading.text),
    isExact: fields.has("after") && fields.has("before"),
    line: section.heading.line,
  };
}

/** `… sign off before Wave 3`: where the gate stands, at the end of what it is. */
const PLACE =
  / (?:before|after) (?:(?:phase|wave|group|stage|sprint|week|step) [\w.-]{1,12}|#\d{1,9}|[A-Z]{1,8}-?\d[\w.-]{0,12})\.?$/i;

const GATE_LINE = /^(?:quality )?(?:gate|checkpoint)(?: [A-Z]?\d{1,3})?\s?(?::| [-–—]) (\S.{0,300})$/i;

/** `**Gate:** Samples approved (approver: Ana)` on a line of its own closes the phase it stands in. */
function gateLines(section: Section, within: ReadonlySet<number>): GateLine[] {
  return [...section.texts, ...section.items].flatMap((block): GateLine[] => {
    const said = within.has(block.line) ? undefined : GATE_LINE.exec(plain(block.text).slice(0, 400))?.[1];
    if (said === undefined) return [];
    const fields = new Map([...spoken(said), ...spoken(PLACE.exec(said)?.[0]?.trim() ?? "")]);
    const title = (said.replace(PLACE, "").split(/ \(|[,;.] | [-–—] |, (?=after|before)/)[0] ?? said)
      .replace(/\.$/, "")
      .trim();
    const around = groupAround(section.under);
    const names = (field: string) => [fields.get(field) ?? ""].filter((text) => !saysNone(text));
    if (around === null && names("after").length === 0 && names("before").length === 0) return [];
    const boxes = boxesBelow(block, section);
    const gate: GateDraft = {
      id: slug(title),
      title,
      criteria: boxes.map(({ text, done }) => ({ text: plain(text), done })),
      approver: approverIn(fields),
      status: gateStatus(said),
      fresh: /\bfresh\b/i.test(said),
      after: names("after"),
      before: names("before"),
      closes: around,
      names: namesOf(plain(block.text).slice(0, 100)),
      line: block.line,
    };
    return [{ gate, read: [block.line, ...boxes.map(({ line }) => line)] }];
  });
}

interface GateLine {
  readonly gate: GateDraft;
  readonly read: readonly number[];
}

/** The boxes that follow the line of a gate, deeper where that is an item; a box with an id is a task. */
function boxesBelow(gate: Section["texts"][number] | Section["items"][number], { items }: Section): Section["items"] {
  const boxes: BlockOf<"item">[] = [];
  let last = gate.line;
  for (const item of items) {
    if (item.line <= last) continue;
    const isInside =
      gate.kind === "text" ? item.line - last <= (boxes.length === 0 ? 2 : 1) : item.indent > gate.indent;
    if (!isInside || !isBox(item) || (calledBy(item.text)?.ids.length ?? 0) > 0) break;
    boxes.push(item);
    last = item.line;
  }
  return boxes;
}

/** The phase or group that a gate stands in. */
function groupAround(under: readonly Heading[]): string | null {
  return under.map(({ text }) => headingHead(text)?.label ?? null).findLast((label) => label !== null) ?? null;
}

function toClosingGate(section: Section): GateDraft {
  const gate = toGate(section);
  return {
    ...gate,
    title: section.heading.text,
    id: slug(section.heading.text),
    after: ["All"],
    before: [],
    closes: null,
    isExact: false,
  };
}
