/** Headings and list items that are tasks: `### Agent 03: Paint`, `- #978: Phase 2.1 - Pages`. */

import { parseDuration } from "../fields/duration.ts";
import type { PlanDraft, TaskDraft, WaitDraft } from "./draft.ts";
import { clausesOf, wholeWait } from "./item-clauses.ts";
import { calledBy, isId, nameKey, splitNote } from "./names.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export const TASK_HEADING =
  /^(?:\P{L}{0,6})((?:agent|task|module|issue|story|ticket|cycle) #?[\w.-]{1,12}|[A-Z]{1,8}-?\d{1,6}[a-z]?|#\d{1,9})(?:\s?[:.–—]|\s-) ?(\S.{0,250})$/iu;

const TASK_FIELD =
  /^(?:dependenc(?:y|ies)|depends on|blocked by|scope|estimate|duration|effort|owner|done when|acceptance criteria|outputs?)\s?:/i;

/** Lines of the headings that are tasks: one of their kind states a field or a wait, or the task is known already. */
export function headingsOfTasks(blocks: readonly Block[], found: PlanDraft): ReadonlySet<number> {
  const known = new Set(found.tasks.flatMap(({ ids }) => ids.map(nameKey)));
  const filled = new Set(blocks.flatMap((block) => (statesField(block) ? [block.under.at(-1)?.line ?? 0] : [])));
  const headings = blocks.flatMap((block) => {
    const id = block.kind === "heading" ? TASK_HEADING.exec(block.text)?.[1] : undefined;
    if (block.kind !== "heading" || id === undefined) return [];
    const kind = `${block.level} ${id.toLowerCase().replace(/[\d.]{1,12}[a-z]?$/, "")}`;
    return [{ line: block.line, kind, isTask: filled.has(block.line) || known.has(nameKey(id)) }];
  });
  const kinds = new Set(headings.filter(({ isTask }) => isTask).map(({ kind }) => kind));
  return new Set(headings.filter(({ kind }) => kinds.has(kind)).map(({ line }) => line));
}

function statesField(block: Block): boolean {
  if (block.kind !== "text" && block.kind !== "item") return false;
  return TASK_FIELD.test(plain(block.text)) || wholeWait(block.text)?.isCertain === true;
}

export function headingTask(named: RegExpExecArray, line: number): { task: TaskDraft; waits: WaitDraft[] } {
  const called = calledBy(`${named[1]}: ${named[2]}`);
  const ids = called !== null && called.ids.length > 0 ? called.ids : [named[1] ?? ""];
  const title = called?.title ?? named[2] ?? null;
  const clauses = clausesOf(title ?? "");
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
  const inner = calledBy(outer.title ?? "");
  const title = inner?.title ?? outer.title ?? "";
  const { name, note } = splitNote(title.replace(/[^\p{L}\p{N})\]!?.%]{1,12}$/u, ""));
  const status = item.done === true || TICKED.test(title) ? "done" : null;
  const estimate = /^~?\d/.test(note) ? parseDuration(note) : null;
  return {
    ids: [...outer.ids, ...(inner?.ids ?? [])],
    title: estimate === null ? title.replace(/[^\p{L}\p{N})\]!?.%]{1,12}$/u, "") : name,
    line: item.line,
    scope: `list ${item.under.at(-1)?.line ?? 0}`,
    fields: { ...(status === null ? {} : { status }), ...(estimate === null ? {} : { estimateMinutes: estimate }) },
  };
}
