/** Lengths of several tasks on one line: `Estimates: K1 4h, K2 1d`. */

import { parseDuration } from "../fields/duration.ts";
import { type Directory, exactly, openDirectory } from "./directory.ts";
import { joinAll, type PlanDraft, type PlanFormat, type TaskDraft } from "./draft.ts";
import { nameKey } from "./names.ts";
import { plain } from "./plain.ts";

export const estimateLines: PlanFormat = {
  name: "estimate lines",
  about: "a line that gives the lengths of several tasks: Estimates: K1 4h, K2 1d",
  read: (blocks, found) => {
    const known = openDirectory(found.tasks.map(({ ids, title }) => ({ ids, title: title ?? ids[0] ?? "" })));
    const lines = blocks.filter((block) => block.kind === "text" || block.kind === "item");
    return joinAll(lines.map(({ text, line }) => readLengths(plain(text).slice(0, 2000), line, known)));
  },
};

const LEAD = /^(?:(?:time|task|effort) )?(?:estimates?|estimations?|durations?|efforts?|lengths?|times?) ?: ?(\S.*)$/i;

/** Nothing where no part of the line is a task and a length; else what is not both is reported. */
function readLengths(text: string, line: number, known: Directory): Partial<PlanDraft> {
  const parts = (LEAD.exec(text)?.[1] ?? "")
    .replace(/[.;]{1,3}$/, "")
    .split(/[,;] ?| and (?=#?[A-Z]{0,8}-?\d)/)
    .map((part) => ({ part, task: lengthOf(part.trim().replace(/^and /i, ""), line, known) }));
  const tasks = parts.flatMap(({ task }) => task ?? []);
  if (tasks.length === 0) return {};
  const unread = parts.filter(({ task }) => task === null);
  const warnings = unread.map(({ part }) => ({
    line,
    message: `“${part.trim().slice(0, 80)}” is not a task of this plan and a length, as in \`${tasks[0]?.ids[0] ?? "T-1"} 3h\`.`,
  }));
  return { tasks, warnings, read: [line] };
}

/** `K1 4h`, `K1: 4h`, `K1 = 4h`, `K1 (4h)`. */
function lengthOf(part: string, line: number, known: Directory): TaskDraft | null {
  // `3-4 days` is a length, not one of task 3.
  if (parseDuration(part) !== null) return null;
  const [, name = "", length = ""] =
    /^(\S.{0,80}?) ?[ :=(–—-] ?([~≈]?\d[^()]{0,30})\)?$/.exec(part.slice(0, 120)) ?? [];
  const members = exactly(known, nameKey(name));
  const estimateMinutes = parseDuration(length);
  const id = members?.length === 1 ? known.tasks[members[0] ?? -1]?.ids[0] : undefined;
  if (id === undefined || estimateMinutes === null) return null;
  return { ids: [id], title: null, line, scope: "fields", fields: { estimateMinutes } };
}
