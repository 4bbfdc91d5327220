/** Headings and list items that are tasks: `### Agent 03: Paint`, `- #978: Phase 2.1 - Pages`. */

import { parseDuration } from "../fields/duration.ts";
import { crewHead } from "./block-head.ts";
import type { PlanDraft, TaskDraft, WaitDraft } from "./draft.ts";
import { clausesOf, wholeWait } from "./item-clauses.ts";
import { calledBy, calledWithin, isId, nameKey, splitNote } from "./names.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

const TASK_HEADING =
  /^(?:\P{L}{0,6})((?:agent|task|module|issue|story|ticket|cycle) #?[\w.-]{1,12}|[A-Z]{1,8}-?\d{1,6}[a-z]?|#\d{1,9})(?:\s?[:.–—]|\s-) ?(\S.{0,250})$/iu;

/** `1.2 Define event types`, or `3. Define event types`. */
const NUMBERED_HEADING = /^\P{L}{0,6}?(\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,3}(?=[.)]))[.):]? {1,3}(?:[-–—] )?(\S.{0,250})$/u;

/** `K-1 Card reader`: where K-1 is known, or most headings of its kind state a field below them. */
const KNOWN_HEADING = /^\P{L}{0,6}?((?:[A-Z]{1,8}-?|#)\d{1,6}[a-z]?) (\S.{0,250})$/u;

/** The id and the title of a heading that may be a task's; `isWeak`: it might as well be a title. */
export function calledInHeading(
  text: string,
): { readonly id: string; readonly title: string; readonly isWeak: boolean } | null {
  const strong = TASK_HEADING.exec(text) ?? NUMBERED_HEADING.exec(text);
  const named = strong ?? KNOWN_HEADING.exec(text);
  return named === null ? null : { id: named[1] ?? "", title: named[2] ?? "", isWeak: strong === null };
}

const TASK_FIELD =
  /^(?:dependenc(?:y|ies)|depends on|blocked by|scope|estimate|duration|effort|owner|done when|acceptance criteria|outputs?)\s?:/i;

/**
 * Lines of the headings that are tasks: one of their kind states a field or a wait, or the task is known already.
 * Sections are numbered too: of numbered headings, and of those without a sign behind the id, most have to do so.
 */
export function headingsOfTasks(blocks: readonly Block[], found: PlanDraft): ReadonlySet<number> {
  const known = new Set(found.tasks.flatMap(({ ids }) => ids.map(nameKey)));
  const filled = new Set(blocks.flatMap((block) => (statesField(block) ? [block.under.at(-1)?.line ?? 0] : [])));
  const holders = linesOfCrews(blocks, found);
  const headings = blocks.flatMap((block) => {
    if (holders.has(block.line)) return [];
    const called = block.kind === "heading" ? calledInHeading(block.text) : null;
    if (block.kind !== "heading" || called === null) return [];
    const { id } = called;
    const isNumber = /^[\d.]{1,20}$/.test(id);
    const isWeak = isNumber || (called.isWeak && !known.has(nameKey(id)));
    const place = isNumber ? `below ${block.under.at(-2)?.line ?? 0}` : "";
    const kind = `${block.level} ${place}${id.toLowerCase().replace(/[\d.]{1,12}[a-z]?$/, "")}`;
    return [
      {
        line: block.line,
        kind: `${kind}${called.isWeak}`,
        isWeak,
        isTask: filled.has(block.line) || known.has(nameKey(id)),
      },
    ];
  });
  const kinds = [...Map.groupBy(headings, ({ kind }) => kind).values()].filter((alike) => {
    const tasks = alike.filter(({ isTask }) => isTask).length;
    return alike.some(({ isWeak }) => isWeak) ? tasks * 2 > alike.length : tasks > 0;
  });
  return new Set(kinds.flat().map(({ line }) => line));
}

/** Lines of headings such as `Agent 2: Ledger` that have tasks of their own below them: these are no tasks then. */
export function linesOfCrews(blocks: readonly Block[], found: PlanDraft): ReadonlySet<number> {
  const tasks = new Set(found.tasks.filter(({ title }) => title !== null).map(({ line }) => line));
  return new Set(
    blocks.flatMap((block) => {
      const lines = block.kind === "table" ? block.rows.map(({ line }) => line) : [block.line];
      const heading = block.under.findLast(({ text }) => crewHead(text) !== null);
      return heading !== undefined && lines.some((line) => tasks.has(line)) ? [heading.line] : [];
    }),
  );
}

function statesField(block: Block): boolean {
  if (block.kind !== "text" && block.kind !== "item") return false;
  return TASK_FIELD.test(plain(block.text)) || wholeWait(block.text)?.isCertain === true;
}

export function headingTask(
  named: { readonly id: string; readonly title: string },
  line: number,
): { task: TaskDraft; waits: WaitDraft[] } {
  const called = calledBy(`${named.id}: ${named.title}`);
  const ids = called !== null && called.ids.length > 0 ? called.ids : [named.id];
  const title = called?.title ?? named.title;
  const clauses = clausesOf(title);
  const isSure = clauses.waits.every(({ on, isCertain }) => isCertain || isId(on));
  const task = { ids, title: isSure ? clauses.title : title, line, scope: "headings", fields: clauses.fields };
  const waits = (isSure ? clauses.waits : []).map(({ on, soft }): WaitDraft => {
    return { ...headingWait(ids[0] ?? "", on, line, "stated"), soft };
  });
  return { task, waits };
}

export function headingWait(dependent: string, on: string, line: number, source: WaitDraft["source"]): WaitDraft {
  return { dependent, on, source, soft: false, line, scope: "headings" };
}

const TICKED = /(?:✅|✔|☑|\((?:done|completed?)\)) ?$/iu;

export function listedTask(item: BlockOf<"item">): TaskDraft | null {
  const text = plain(item.text);
  const colon = /^([^:]{1,40}?) ?(?::| [-–—]) (\S.{0,400})$/.exec(text);
  if (colon === null || !isId(colon[1] ?? "")) return null;
  const outer = calledBy(`${colon[1]}: ${colon[2]}`);
  if (outer === null || outer.ids.length === 0) return null;
  const length = parseDuration(outer.title ?? "");
  const place = { line: item.line, scope: `list ${item.under.at(-1)?.line ?? 0}` };
  // `T-1: 2h` below "Estimates": `2h` looks like an id.
  if (length !== null) return { ids: outer.ids, title: null, ...place, fields: { estimateMinutes: length } };
  const inner = calledWithin(outer.title ?? "", outer.ids);
  const title = inner?.title ?? outer.title ?? "";
  const { name, note } = splitNote(title.replace(/[^\p{L}\p{N})\]!?.%]{1,12}$/u, ""));
  const status = item.done === true || TICKED.test(title) ? "done" : null;
  const estimate = /^~?\d/.test(note) ? parseDuration(note) : null;
  return {
    ids: [...outer.ids, ...(inner?.ids ?? [])],
    title: estimate === null ? title.replace(/[^\p{L}\p{N})\]!?.%]{1,12}$/u, "") : name,
    ...place,
    fields: { ...(status === null ? {} : { status }), ...(estimate === null ? {} : { estimateMinutes: estimate }) },
  };
}
