/** `Estimate`: how long the task takes, or how many points. */
import type { TaskFields } from "../model.ts";
import { parseDuration } from "./duration.ts";
import type { Field, FieldValue } from "./field.ts";

const POINTS = /^([0-9]{1,4}(?:\.[0-9]{1,2})?) ?(?:story )?(?:points?|pts?|sp|punkte?|ポイント)$/i;

function read(value: FieldValue): TaskFields | null {
  const points = POINTS.exec(value.text);
  if (points !== null) return { points: Number(points[1]) };
  const minutes = parseDuration(value.text);
  return minutes === null ? null : { estimateMinutes: minutes };
}

export const estimate: Field = {
  name: "estimate",
  names: [
    "estimate",
    "estimates",
    "duration",
    "est time",
    "est",
    "effort",
    "estimated time",
    "estimated effort",
    "est duration",
    "est effort",
    "time estimate",
    "estimated duration",
  ],
  expects: "a duration or a number of points",
  example: "Estimate: 2h",
  isList: false,
  examples: [
    { text: "Estimate: 1h30", finds: { estimateMinutes: { low: 90, high: 90 } } },
    { text: "**Effort** 2-3 hours", finds: { estimateMinutes: { low: 120, high: 180 } } },
    { text: "| Est. Time | 1.5d |\n|---|---|", finds: { estimateMinutes: { low: 720, high: 720 } } },
    { text: "### Duration\n\n30min", finds: { estimateMinutes: { low: 30, high: 30 } } },
    { text: "Estimate: 3 points", finds: { points: 3 } },
    { text: "Aufwand: 2 Wochen", finds: { estimateMinutes: { low: 4800, high: 4800 } } },
    { text: "見積もり：2時間", finds: { estimateMinutes: { low: 120, high: 120 } } },
    { text: "Estimate: soon", finds: null },
    { text: "We estimate two hours for this.", finds: null },
  ],
  read,
};
