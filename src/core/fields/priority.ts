/** `Priority`: `P0` to `P4`, or a word for it. */
import type { Priority } from "../model.ts";
import type { Field } from "./field.ts";

const WORDS: Readonly<Record<string, Priority>> = {
  critical: "P0",
  blocker: "P0",
  urgent: "P0",
  highest: "P0",
  kritisch: "P0",
  緊急: "P0",
  最高: "P0",
  high: "P1",
  hoch: "P1",
  高: "P1",
  medium: "P2",
  normal: "P2",
  mittel: "P2",
  中: "P2",
  moderate: "P2",
  low: "P3",
  niedrig: "P3",
  gering: "P3",
  低: "P3",
  critique: "P0",
  crítica: "P0",
  紧急: "P0",
  긴급: "P0",
  haute: "P1",
  alta: "P1",
  높음: "P1",
  moyenne: "P2",
  media: "P2",
  média: "P2",
  보통: "P2",
  basse: "P3",
  baja: "P3",
  baixa: "P3",
  낮음: "P3",
  lowest: "P4",
  trivial: "P4",
  最低: "P4",
};

const NUMBER = /^p ?([0-4])$/i;

/** The priority a text names, alone or with a remark in brackets or behind a dash (`P1 (high)`); null otherwise. */
function priorityIn(text: string): Priority | null {
  const word = text
    .replace(/\p{Extended_Pictographic}/gu, "")
    .replace(/\([^()]{0,60}\)/g, "")
    .split(/[-–—:,/]/)[0]
    ?.trim()
    .toLowerCase();
  const number = NUMBER.exec(word ?? "")?.[1];
  if (number !== undefined) return ["P0", "P1", "P2", "P3", "P4"].find((known) => known === `P${number}`) as Priority;
  return Object.hasOwn(WORDS, word ?? "") ? (WORDS[word ?? ""] ?? null) : null;
}

export const priority: Field = {
  name: "priority",
  names: ["priority", "prio"],
  expects: "P0 to P4, or critical, high, medium, low",
  example: "Priority: P1",
  isList: false,
  examples: [
    { text: "Priority: P0", finds: { priority: "P0" } },
    { text: "**Priority:** High", finds: { priority: "P1" } },
    { text: "- Priority: p2 (after the release)", finds: { priority: "P2" } },
    { text: "Priorität: niedrig", finds: { priority: "P3" } },
    { text: "優先度：高", finds: { priority: "P1" } },
    { text: "Priority: soonish", finds: null },
    { text: "This has priority over the rest.", finds: null },
  ],
  read(value) {
    const found = priorityIn(value.text);
    return found === null ? null : { priority: found };
  },
};
