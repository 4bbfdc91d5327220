/** Lines that speak of known tasks and that no format understood: nothing is dropped in silence. */

import { hasArrow, stagesOf } from "./chain.ts";
import type { PlanDraft } from "./draft.ts";
import { drawnLines, isDrawing } from "./drawing.ts";
import { nameKey } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import type { Block } from "./plan-lines.ts";

/** Ids that are no ordinary word or number. */
const TOKEN =
  /#\d{1,9}|(?:[Pp]hase|[Cc]ycle) \d[\w.-]{0,12}|[A-Z]{1,8}-?\d[\w-]{0,20}|\b[a-z]{1,8}-\d{1,6}\b|\d[A-Z]{1,3}(?:-[A-Z]{1,20}){0,3}/g;
const MOST = 40;

export function reportLeftovers(blocks: readonly Block[], draft: PlanDraft): PlanWarning[] {
  const known = new Set(draft.tasks.flatMap((task) => task.ids).map(nameKey));
  const read = new Set([
    ...draft.read,
    ...draft.tasks.map((task) => task.line),
    ...draft.waits.map((wait) => wait.line),
  ]);
  const left = blocks.flatMap(candidates).filter(([line, text]) => !read.has(line) && speaksOf(known, text));
  const shown = left.slice(0, MOST).map(([line, text]) => {
    return { line, message: `Not understood, though it names a task: “${plain(text).slice(0, 100)}”.` };
  });
  const named = namedInTitles(draft, known).slice(0, MOST);
  if (left.length <= MOST) return [...shown, ...named];
  return [
    ...shown,
    ...named,
    { line: left[MOST]?.[0] ?? 0, message: `${left.length - MOST} more lines name tasks and were not understood.` },
  ];
}

function candidates(block: Block): [number, string][] {
  if (OF_THE_PAST.test(block.under.at(-1)?.text ?? "")) return [];
  // A chain in a sentence or about something else names no task first.
  if (block.kind === "text" && isChain(block.text)) return [[block.line, block.text]];
  if (block.kind === "item") return [[block.line, block.text]];
  if (block.kind === "table") return block.rows.map((row) => [row.line, row.cells.join(" | ")]);
  if (/\b(?:progress|dashboard)\b/i.test(block.under.at(-1)?.text ?? "")) return [];
  if (!isDrawing(block)) return [];
  return drawnLines(block.lines, block.line).map((line) => [line.line, line.text]);
}

/** What was changed and what words mean is no part of the work. */
const OF_THE_PAST = /\b(?:change ?log|(?:version|revision|document) history|glossary)\b/i;

const MOST_NAME = 60;

function isChain(text: string): boolean {
  if (!hasArrow(text) || /\bcritical path\b/i.test(text)) return false;
  return stagesOf(plain(text).slice(0, 2000)).every((stage) => stage.every(({ name }) => name.length <= MOST_NAME));
}

/** `Routes (API-1)`: a list item whose title ends in ids of other tasks, and no word that says why. */
function namedInTitles({ tasks, waits }: PlanDraft, known: ReadonlySet<string>): PlanWarning[] {
  const waiting = Map.groupBy(waits, ({ line }) => line);
  return tasks.flatMap(({ ids, title, line, scope }) => {
    if (title === null || !/^(?:list|markers|headings) ?/.test(scope)) return [];
    const end = BARE_IDS.exec(title)?.[1] ?? "";
    const own = new Set(ids.map(nameKey));
    const said = (waiting.get(line) ?? []).map(({ on }) => nameKey(on)).join(" ");
    const names = [...end.matchAll(TOKEN)].map(([name]) => name);
    const others = names.filter(
      (name) => known.has(nameKey(name)) && !own.has(nameKey(name)) && !said.includes(nameKey(name)),
    );
    if (others.length === 0) return [];
    const message = `${ids[0] ?? ""} names ${others.join(", ")} without saying why; if it waits for that, write \`after ${others.join(", ")}\`.`;
    return [{ line, message }];
  });
}

const BARE_IDS = /(?:[([]|[-–—] )((?:[#\w.-]{1,30}(?:, ?| and | & | \+ )?){1,20})[)\]]?$/;

function speaksOf(known: ReadonlySet<string>, text: string): boolean {
  return [...text.slice(0, 2000).matchAll(TOKEN)].some((token) => known.has(nameKey(token[0])));
}
