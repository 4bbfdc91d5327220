/** The items of one line of a drawing: which stages they stand in, what they are called, what stands in brackets behind them. */

import { parseDuration } from "../fields/duration.ts";
import { type ChainItem, hasArrow, stagesOf } from "./chain.ts";
import type { TaskDraft } from "./draft.ts";
import type { DrawnLine } from "./drawing.ts";
import { calledBy, isId, saysSoft, slug, splitNote } from "./names.ts";
import { statusOf } from "./status-words.ts";

const LETTER = /^[A-Z]$/;

export function lettersOf(lines: readonly DrawnLine[]): ReadonlySet<string> {
  const wired = lines.filter(({ text }) => hasArrow(text)).flatMap(({ text }) => stagesOf(text).flat());
  return new Set(wired.map(({ name }) => name).filter((name) => LETTER.test(name)));
}

/** The stages of a line that names tasks: ids, or names with an arrow between or behind them. Null for other words. */
export function itemsOf(
  text: string,
  isNamed: boolean,
  hasLead: boolean,
  letters: ReadonlySet<string>,
): ChainItem[][] | null {
  const labelled = letteredItem(text, letters) ?? labelledItem(text);
  if (labelled !== null) return [[labelled]];
  const stages = stagesOf(text).map((stage) => [...stage]);
  if (stages.length === 0) return null;
  const allIds = stages.every((stage) => stage.every((item) => calledBy(item.name)?.ids.length));
  const wired = hasArrow(text) || text.includes("║");
  if (wired || allIds || (isNamed && stages.length === 1)) return stages;
  return hasLead && stages.some((stage) => stage.some((item) => isId(item.name))) ? stages : null;
}

/** `A: Survey` beside `A → B`. */
function letteredItem(text: string, letters: ReadonlySet<string>): ChainItem | null {
  const [, name = "", note = ""] = /^([A-Z])(?:\s?[:=.)]|\s-)\s{1,4}(\S.{0,200})$/.exec(text) ?? [];
  return letters.has(name) && !hasArrow(text) ? { name, note } : null;
}

/** `Cycle 1-10:   Agent framework (2-3 days)`: one task, whatever its title holds. */
function labelledItem(text: string): ChainItem | null {
  const colon = text.indexOf(":");
  if (colon <= 0 || colon > 40 || hasArrow(text)) return null;
  const label = text.slice(0, colon).trim();
  if (!isId(label)) return null;
  return {
    name: `${label}: ${text
      .slice(colon + 1)
      .replace(/\[[A-Z][^\]]{0,40}\]/g, "")
      .trim()}`,
    note: "",
  };
}

/** `2A ─→ 2B (Brand Admin)`: on a track's line the last bracket names the track. */
export function trackTitle(items: readonly (readonly ChainItem[])[]): string | null {
  const count = items.reduce((sum, stage) => sum + stage.length, 0);
  const note = items.at(-1)?.at(-1)?.note ?? "";
  return count > 1 && /^\p{Lu}/u.test(note) ? note : null;
}

const WAITS = /\b(?:after|depends on|waits for|needs|requires)\s{1,3}(.{1,120})$/i;

const STATUS = /^(?:done|completed?|finished|in progress|✅|🔄)/iu;

const LENGTH = /^~?\d[\d.–-]{0,8} ?(?:m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\b/;

const REMARK = /\b(?:parallel|sequential|can|must|shared|blocking|after|core|done|same|week|day|depends)\b/i;

/** An item of a chain as a task: what it is called, and what stands in brackets behind it. */
interface DrawnTask extends Pick<TaskDraft, "ids" | "title" | "fields"> {
  readonly soft: boolean;
  /** What it waits for besides, as written. */
  readonly waits: readonly string[];
}

export function drawnTask(item: ChainItem): DrawnTask {
  const called = calledBy(item.name);
  const isLetter = LETTER.test(item.name);
  const inName = splitNote(isLetter ? "" : (called?.title ?? ""));
  const remarks = [item.note, inName.note].filter((note) => note !== "");
  const hasIds = called !== null && called.ids.length > 0;
  const title =
    inName.name !== "" ? inName.name : (remarks.find((note) => !REMARK.test(note) && !saysSoft(note)) ?? null);
  const status = remarks.filter((note) => STATUS.test(note)).map(statusOf)[0] ?? null;
  const estimate = remarks.filter((note) => LENGTH.test(note)).map(parseDuration)[0] ?? null;
  return {
    ids: hasIds ? called.ids : [isLetter ? item.name : slug(item.name)],
    title: isLetter || isId(item.name) || hasIds ? title : item.name,
    fields: {
      ...(status === null ? {} : { status }),
      ...(estimate === null ? {} : { estimateMinutes: estimate }),
    },
    soft: remarks.some(saysSoft),
    waits: remarks.flatMap((note) => WAITS.exec(note)?.[1] ?? []),
  };
}
