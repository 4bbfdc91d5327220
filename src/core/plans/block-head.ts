/** The line that heads a block of a plan: `WEEK 3-6: PHASE 1 (Foundation) - SEQUENTIAL after 0`, `FOUNDATION (Cycle 1-30)`. */

import { parseDuration } from "../fields/duration.ts";
import { plain } from "./plain.ts";
import type { PlanCalendar } from "./plan.ts";
import { statusOf } from "./status-words.ts";

export interface BlockHead {
  /** What it is called: `Phase 1`, `Foundation`. */
  readonly label: string;
  readonly title: string;
  readonly calendar: PlanCalendar;
  readonly isAnytime: boolean;
  /** `after X`: what its first tasks wait for. */
  readonly after: string | null;
  /** `15 PARALLEL AGENTS`. */
  readonly agents: number;
  readonly note: string;
}

const UNITS = { week: "week", weeks: "week", day: "day", days: "day", cycle: "cycle", cycles: "cycle" } as const;
const SPAN = /\b(weeks?|days?|cycles?) {0,2}(\d{1,4})(?: ?(?:[-–—]|to|through) ?(\d{1,4}))?/i;
const CALENDAR_HEAD =
  /^(?:weeks?|days?|sprints?) {0,2}\d{1,4}(?: ?(?:[-–—]|to) ?\d{1,4})?(?: ?\([^()]{1,60}\))? ?:\s{0,20}/i;
const ANYTIME = /^any ?time ?:\s{0,20}/i;
/** `Phase 2A`, `Group B`, `Stage IV`, `Step one` - and no word: "Phase out" names none. */
const NUMBER =
  "(?:\\d[A-Za-z0-9.]{0,7}|[A-Za-z]\\d?|[IVX]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|alpha|beta|gamma)";
const NAMED = new RegExp(
  `^((?:phase|group|wave|stage|sprint|part|step|iteration|epic|étape|etappe|fase) ${NUMBER}|(?:weeks?|days?) \\d{1,4}(?: ?(?:[-–—]|to) ?\\d{1,4})?)(?![\\w])`,
  "i",
);

/** The calendar span a text names, weeks before days before cycles. */
function calendarOf(text: string): PlanCalendar {
  for (const unit of ["week", "day", "cycle"] as const) {
    for (const found of text.slice(0, 300).matchAll(new RegExp(SPAN.source, "gi"))) {
      const name = (found[1] ?? "").toLowerCase() as keyof typeof UNITS;
      const [from, to] = [Number(found[2]), Number(found[3] ?? found[2])];
      if (UNITS[name] === unit && from <= to) return { unit, from, to };
    }
  }
  return null;
}

/** Reads a head of a drawing: a line with a calendar in front or in brackets. Null when the line is none. */
export function drawnHead(text: string): BlockHead | null {
  const lead = CALENDAR_HEAD.exec(text) ?? ANYTIME.exec(text);
  if (lead !== null) {
    const name = text.slice(lead[0].length) || (/\(([^()]{1,60})\)/.exec(lead[0])?.[1] ?? "");
    return headOf(name, calendarOf(lead[0]), ANYTIME.test(text));
  }
  const span =
    /^\p{Lu}[\p{Lu}\p{N} &/-]{2,60} \((?:[Ww]eeks?|[Dd]ays?|[Cc]ycles?|WEEKS?|DAYS?|CYCLES?) [\d –-]{1,12}\)/u.exec(
      text,
    );
  return span === null ? null : headOf(text, calendarOf(span[0]), false);
}

/** Reads a heading such as `### Group B: Backend (Parallel) - Week 2-4`; null when it names no group or phase. */
export function headingHead(text: string): BlockHead | null {
  const words = text.replace(/^[^\p{L}\p{N}]{1,8}/u, "");
  return NAMED.test(words) ? headOf(words, calendarOf(words), false) : null;
}

const NOTHING_ELSE = new RegExp(`^(?:phase|group|wave|stage) ${NUMBER}(?: \\([^()]{1,80}\\))?\\s?:?$`, "i");

/** A line of a drawing that is nothing but the name of a phase: `PHASE 2 (Shop):`. */
export function isBareHead(text: string): boolean {
  return NOTHING_ELSE.test(text);
}

const CREW = new RegExp(
  `^(?:agent|worker|specialist|developer|engineer|team|track|stream|workstream) #?${NUMBER}(?![\\w])`,
  "i",
);

/** Reads `## Agent 2: Ledger`, `Track A: Backend`: who has what stands below it; null when it names nobody. */
export function crewHead(text: string): BlockHead | null {
  const words = text.replace(/^[^\p{L}\p{N}]{1,8}/u, "");
  // `Track a parcel` is something to do.
  return CREW.test(words) && !/^\p{L}{1,12} a /u.test(words) ? headOf(words, calendarOf(words), false) : null;
}

/** Brackets hold the title or a remark, what stands behind a dash is a remark. */
function headOf(text: string, calendar: PlanCalendar, isAnytime: boolean): BlockHead {
  const notes = [...text.matchAll(/\(([^()]{0,120})\)/g)].map((found) => plain(found[1] ?? ""));
  const [front = "", ...tail] = plain(text.replace(/\([^()]{0,120}\)/g, " ")).split(/ [-–—]{1,2} /);
  const label = NAMED.exec(front)?.[1] ?? front.replace(/\s?:.*$/, "");
  const behind = front.slice(label.length).replace(/^[\s:.–—-]{1,6}/, "");
  const isName = (note: string) => !REMARK.test(note) && statusOf(note) === null && parseDuration(note) === null;
  const inBrackets = notes.find(isName) ?? "";
  const behindDash =
    tail.map(plain).find((note) => isName(note) && !/\b(?:parallel|sequential|mixed)\b/i.test(note)) ?? "";
  const remarks = [...tail, ...notes].join(", ");
  const agents = /\b(\d{1,3}) parallel (?:agents?|workers?)\b/i.exec(remarks);
  return {
    label: plain(label),
    title: withoutSigns(behind || inBrackets || behindDash || label),
    calendar,
    isAnytime,
    after: /\bafter ([^,;()]{1,60})/i.exec(remarks)?.[1]?.trim() ?? null,
    agents: Math.max(1, Number(agents?.[1] ?? 1)),
    note: remarks,
  };
}

const REMARK = /^(?:after|weeks?|days?|cycles?|parallel|sequential|done|current)\b/i;

/** Without the emoji that a heading ends with. */
function withoutSigns(text: string): string {
  return text.replace(/[^\p{L}\p{N})\]!?.]{1,12}$/u, "").trim();
}
