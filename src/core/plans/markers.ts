/** Items marked `[P]`, `[PARALLEL]`, `[SEQUENTIAL]`, `[SEQUENTIAL after X]`, `(depends on T012, T013)` under headings. */

import { parseDuration } from "../fields/duration.ts";
import type { GroupDraft, PlanDraft, PlanFormat, TaskDraft, WaitDraft } from "./draft.ts";
import { type Clauses, clausesOf, type StatedWait, wholeWait } from "./item-clauses.ts";
import { type Called, calledBy, calledWithin, isId, mentionsOf, slug } from "./names.ts";
import { plain } from "./plain.ts";
import type { Block } from "./plan-lines.ts";

const MARK = /\[(p|parallel|sequential)(?:[ :,-]{1,3}(after|with)[ :]{1,3}([^\]]{1,120}))?\]/i;
/** A mark in code, unless the line goes on to explain it: `[P]` - may run beside others. */
const CODED =
  /`(\[(?:p|parallel|sequential)(?:[ :,-][^\]`]{1,120})?\])`(?! ?(?:[-–—:=→,]|(?:means?|marks?|is|are|for|and|or|vs|tasks?|items?|can|may|must)\b))/gi;

export const markers: PlanFormat = {
  name: "markers",
  about: "list items with [PARALLEL], [SEQUENTIAL], [SEQUENTIAL after X], [P] or (depends on T012)",
  read: (blocks) => readMarkers(blocks),
};

type MarkedBlock = Pick<Block, "line" | "under" | "kind"> & { readonly text: string; readonly done?: boolean | null };

interface Marked {
  readonly task: TaskDraft;
  readonly waitsFor: readonly string[];
  readonly isSequential: boolean;
  readonly source: WaitDraft["source"];
}

function readMarkers(blocks: readonly Block[]): Partial<PlanDraft> {
  const tasks: TaskDraft[] = [];
  const waits: WaitDraft[] = [];
  const groups = new Map<string, GroupDraft>();
  /** The last run of parallel items, or the last sequential one, under the present heading. */
  let before: string[] = [];
  let isRun = false;
  let heading = 0;
  const markedHeadings = headingsWithMarks(blocks);
  for (const block of blocks) {
    const place = block.under.at(-1);
    if ((place?.line ?? 0) !== heading) [before, isRun, heading] = [[], false, place?.line ?? 0];
    const marked =
      block.kind === "item" || block.kind === "text" ? readMarked(block, markedHeadings.has(place?.line ?? 0)) : null;
    if (marked === null) continue;
    const id = marked.task.ids[0] ?? "";
    const wait = { dependent: id, soft: false, line: block.line, scope: marked.task.scope };
    tasks.push(marked.task);
    if (marked.waitsFor.length > 0) waits.push({ ...wait, on: marked.waitsFor.join(", "), source: marked.source });
    else if (marked.isSequential) waits.push(...before.map((on): WaitDraft => ({ ...wait, on, source: "marker" })));
    before = !marked.isSequential && isRun ? [...before, id] : [id];
    isRun = !marked.isSequential;
    if (place !== undefined && markedHeadings.has(place.line)) addMember(groups, place, id);
  }
  return { tasks, waits, groups: [...groups.values()], read: tasks.map((task) => task.line) };
}

/** Lines of the headings below which marks stand: they name groups, and items with an id there are tasks. */
function headingsWithMarks(blocks: readonly Block[]): ReadonlySet<number> {
  return new Set(
    blocks.flatMap((block) => {
      const isMarked = (block.kind === "item" || block.kind === "text") && MARK.test(outsideCode(block.text));
      return isMarked && readMarked(block, false) !== null ? [block.under.at(-1)?.line ?? 0] : [];
    }),
  );
}

/** The text with nothing but spaces where code stands. */
function outsideCode(text: string): string {
  return text
    .slice(0, 2000)
    .replace(CODED, " $1 ")
    .replace(/`[^`]{0,200}`/g, (code) => " ".repeat(code.length));
}

/** A mark opens or ends the line, or follows an id; one in the middle of a sentence only speaks of marks. */
function marks({ text, kind }: MarkedBlock, mark: RegExpExecArray): boolean {
  const lead = text.slice(0, mark.index).trim();
  if (plain(lead) === "") return true;
  if (lead.startsWith("`")) return false;
  const isLast = /^[\s`*_.]{0,9}$/.test(text.slice(mark.index + mark[0].length));
  return (
    (calledBy(lead)?.ids.length ?? 0) > 0 || (isLast && kind === "item" && !/\b(?:marke?d?|tag(?:ged)?)\b/i.test(lead))
  );
}

/** An item that carries a mark, or that begins with an id and says what it depends on. */
function readMarked(written: MarkedBlock, isAmongMarked: boolean): Marked | null {
  const block = { ...written, text: written.text.replace(CODED, " $1 ") };
  const mark = MARK.exec(outsideCode(block.text).slice(0, 600));
  if (mark !== null && !marks(block, mark)) return null;
  const text = plain(block.text.replace(MARK, " ").replace(/\[[A-Z]{2}\d{1,3}\]/g, " "));
  const called = bothCalled(text);
  if (called === null || called.title === null)
    return mark === null || called === null ? null : toMarked(block, called.ids, null, mark);
  const isNamed = called.ids.length > 0;
  // `T-4 depends on T-2. T-5 follows T-4.` are sentences about tasks.
  if (
    mark === null &&
    isNamed &&
    MORE_SENTENCES.test(called.title) &&
    wholeWait(firstSentence(called.title)) !== null
  ) {
    return null;
  }
  const clauses = clausesOf(isNamed ? called.title : text);
  const isWired = clauses.waits.some(isWaitOnIds);
  if (mark === null && (!isNamed || !(isWired || isAmongMarked))) return null;
  return toMarked(block, isNamed ? called.ids : [slug(clauses.title)], clauses, mark);
}

/** `#978: Phase 2.1 - Pages` has two ids. */
function bothCalled(text: string): Called | null {
  const called = calledBy(text);
  const isNamed = called !== null && called.ids.length > 0 && called.title !== null;
  const inner = isNamed && parseDuration(called.title) === null ? calledWithin(called.title, called.ids) : null;
  return called === null || inner === null || inner.ids.length === 0 || inner.title === null
    ? called
    : { ids: [...called.ids, ...inner.ids], title: inner.title };
}

const MORE_SENTENCES = /\. \p{Lu}/u;

function firstSentence(text: string): string {
  return text.slice(0, text.indexOf(". "));
}

/** `needs a plumber` is no wait, `needs T-3` is one. */
function isWaitOnIds({ on, isCertain }: StatedWait): boolean {
  return isCertain || mentionsOf(on).every(({ name }) => name.split(/ (?:and|or) /).every(isId));
}

function toMarked(
  block: MarkedBlock,
  ids: readonly string[],
  clauses: Clauses | null,
  mark: RegExpExecArray | null,
): Marked {
  const waits = clauses?.waits.filter(isWaitOnIds).map(({ on }) => on) ?? [];
  const after = mark?.[2]?.toLowerCase() === "after" ? [mark[3] ?? ""] : [];
  return {
    task: {
      ids,
      title: clauses === null || clauses.title === "" ? null : clauses.title,
      line: block.line,
      scope: `markers ${block.under.at(-1)?.line ?? 0}`,
      fields: { ...clauses?.fields, ...(block.done === true ? { status: "done" as const } : {}) },
    },
    waitsFor: [...after, ...waits],
    isSequential: mark?.[1]?.toLowerCase() === "sequential",
    source: waits.length === 0 ? "marker" : "stated",
  };
}

function addMember(groups: Map<string, GroupDraft>, heading: { text: string; line: number }, id: string): void {
  const group = groups.get(heading.text);
  const members = [...(group?.members ?? []), id];
  groups.set(heading.text, {
    kind: "group",
    id: slug(heading.text),
    title: heading.text,
    names: [heading.text],
    members,
    owner: null,
    calendar: null,
    isOrderedByCalendar: false,
    line: heading.line,
  });
}
