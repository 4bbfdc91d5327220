/** Lines below a task that state one of its fields: `Estimate: 2h`, `Owner: Kim`, `Done when: it holds`. */

import { parseDuration } from "../fields/duration.ts";
import type { Minutes } from "../model.ts";
import { type Column, columnOf } from "./columns.ts";
import type { TaskDraft } from "./draft.ts";
import { mentionsOf, saysNone } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanTask } from "./plan.ts";
import { statusOf } from "./status-words.ts";

type Fields = TaskDraft["fields"];

/** Every field of a task that a cell or a line can state, read from its text. */
export function taskFields(cell: (column: Column) => string): Fields {
  const list = (column: Column) => (saysNone(cell(column)) ? [] : mentionsOf(cell(column)).map((one) => one.name));
  const status = statusOf(cell("status"));
  const priority = priorityOf(cell("priority"));
  const estimate = estimateOf(cell);
  const needed = /^\d{1,3}$/.exec(cell("workersNeeded").trim());
  return {
    ...withText("owner", cell("owner")),
    ...withText("reviewer", cell("reviewer")),
    ...(estimate === null ? {} : { estimateMinutes: estimate }),
    ...(status === null ? {} : { status }),
    ...(priority === null ? {} : { priority }),
    ...(needed === null ? {} : { workersNeeded: Math.max(1, Number(needed[0])) }),
    ...(saysNone(cell("doneWhen")) ? {} : { doneWhen: checksOf(cell("doneWhen")) }),
    ...(saysNone(cell("deliverables")) ? {} : { deliverables: checksOf(cell("deliverables")) }),
    ...(saysNone(cell("notes")) ? {} : { notes: [cell("notes")] }),
    skills: levels(list("skills")),
    uses: levels(list("uses")),
    touches: list("touches"),
  };
}

/** The stated length; least and most, where a plan has them, are its ends. */
function estimateOf(cell: (column: Column) => string): Minutes | null {
  const [likely, least, most] = [cell("estimate"), cell("least"), cell("most")].map(parseDuration);
  const known = [least, likely, most].flatMap((one) => one ?? []);
  if (known.length === 0) return null;
  return { low: Math.min(...known.map(({ low }) => low)), high: Math.max(...known.map(({ high }) => high)) };
}

const LINE = /^([\p{L}][\p{L}. -]{1,30}?) ?: ?(\S.{0,2000})$/u;

/** The field that one line states, or null when it states none that a task has. */
export function fieldLine(text: string): Fields | null {
  const found = LINE.exec(text.replace(/\*\*/g, "").trim());
  const column = columnOf(found?.[1] ?? "");
  if (found === null || column === null || column === "id" || column === "title") return null;
  const fields = taskFields((name) => (name === column ? (found[2] ?? "") : ""));
  const isFilled = Object.values(fields).some((value) =>
    typeof value === "object" ? Object.keys(value ?? {}).length > 0 : true,
  );
  return isFilled ? fields : null;
}

function withText(name: "owner" | "reviewer", text: string): { owner?: string; reviewer?: string } {
  return saysNone(text) ? {} : { [name]: plain(text) };
}

function levels(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, 1]));
}

function checksOf(text: string): { text: string; done: boolean }[] {
  return text
    .split(/;|<br *\/?>/)
    .map((part) => ({ text: part.trim(), done: false }))
    .filter((check) => check.text !== "");
}

const PRIORITIES: readonly (readonly [RegExp, PlanTask["priority"]])[] = [
  [/^p0\b|critical|urgent/i, "P0"],
  [/^p1\b|high/i, "P1"],
  [/^p2\b|medium|normal/i, "P2"],
  [/^p4\b|lowest/i, "P4"],
  [/^p3\b|low/i, "P3"],
];

export function priorityOf(text: string): PlanTask["priority"] {
  return PRIORITIES.find(([words]) => words.test(plain(text)))?.[1] ?? null;
}
