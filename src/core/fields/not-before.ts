/** `Not before`: the day before which the task must not start; it blocks until then. */
import { isDay } from "../syntaxes/date.ts";
import type { Field } from "./field.ts";

const DAY = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])/;

export const notBefore: Field = {
  name: "notBefore",
  names: ["not before", "start after", "earliest start"],
  expects: "a day written as YYYY-MM-DD",
  example: "Not before: 2026-12-01",
  isList: false,
  examples: [
    { text: "Not before: 2026-12-01", finds: { notBefore: "2026-12-01" } },
    { text: "| Not before | 2026-12-01 |\n|---|---|", finds: { notBefore: "2026-12-01" } },
    { text: "Nicht vor: 2026-12-01", finds: { notBefore: "2026-12-01" } },
    { text: "Not before: 2026-02-30", finds: null },
    { text: "Not before the party.", finds: null },
  ],
  read(value) {
    const day = DAY.exec(value.text)?.[1];
    return day === undefined || !isDay(day) ? null : { notBefore: day };
  },
};
