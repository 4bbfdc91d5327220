/** `Due`: the day by which the task should be done; it blocks nothing. */
import { isDay } from "../syntaxes/date.ts";
import type { Field } from "./field.ts";

const DAY = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])/;

export const due: Field = {
  name: "due",
  names: ["due", "due date", "deadline", "due by", "target date"],
  expects: "a day written as YYYY-MM-DD",
  example: "Due: 2026-12-01",
  isList: false,
  examples: [
    { text: "Due: 2026-12-24", finds: { due: "2026-12-24" } },
    { text: "**Deadline** 2026-12-24 (hard)", finds: { due: "2026-12-24" } },
    { text: "期限：2026-12-24", finds: { due: "2026-12-24" } },
    { text: "Due: before Christmas", finds: null },
    { text: "This is due to the cache.", finds: null },
  ],
  read(value) {
    const day = DAY.exec(value.text)?.[1];
    return day === undefined || !isDay(day) ? null : { due: day };
  },
};
