/** The work of reading a plan grows with its text and no faster: counted in characters looked at, not in seconds. */
import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";

const times = (count: number, line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at));
const TABLE = "| ID | Task | Depends on | Notes |\n|---|---|---|---|\n";

/** Texts of about thirty characters for each of `count`. */
const SHAPES: Record<string, (count: number) => string> = {
  "one line of arrows": (count) => `\`\`\`\n${times(count * 3, (at) => `A-${at}`).join(" → ")}\n\`\`\``,
  "one line of arrows outside a drawing": (count) => times(count * 3, (at) => `A-${at}`).join(" → "),
  "one paragraph": (count) =>
    `${TABLE}| T-1 | a | - |\n| T-2 | b | T-1 |\n\n${"do T-2 after T-1, then rest. ".repeat(count)}`,
  "one row with a long list": (count) => `${TABLE}| T-1 | a | ${times(count * 4, (at) => `T-${at}`).join(", ")} |`,
  "one row with a long note": (count) => `${TABLE}| T-1 | a | - | ${"after T-1 and T-2, or so; ".repeat(count)} |`,
  "one row of many cells": (count) => `${TABLE}| T-1 ${"| a, b; c ".repeat(count * 3)}|`,
  "rows that wait for the row above": (count) =>
    TABLE + times(count, (at) => `| T-${at + 1} | task ${at} | T-${at} | |\n`).join(""),
  "list items": (count) => `## Tasks\n${times(count, (at) => `- T-${at + 1}: task number ${at}\n`).join("")}`,
  "list items that wait": (count) =>
    `## Tasks\n${times(count, (at) => `- T-${at + 1}: task ${at} (after T-${at})\n`).join("")}`,
  "marked items": (count) =>
    `## Tasks\n${times(count, (at) => `- [ ] T${at + 1} [P] x (depends on T${at})\n`).join("")}`,
  headings: (count) => times(count, (at) => `### T-${at + 1}: task\n**Depends on:** T-${at}\n`).join(""),
  phases: (count) => times(count, (at) => `## Phase ${at + 1}: x\n- A-${at}: task\n`).join(""),
  "YAML tasks": (count) =>
    `\`\`\`yaml\ntasks:\n${times(count, (at) => `  - id: T-${at}\n    title: x\n`).join("")}\`\`\``,
};

/** Characters that patterns went over, and that were copied. Spies would keep every text they saw. */
function workOf(run: () => unknown): number {
  let characters = 0;
  const { exec } = RegExp.prototype;
  const { split, slice, toLowerCase, trim } = String.prototype;
  const counted = function (this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    const end = found === null ? text.length : found.index + found[0].length;
    characters += this.sticky && found === null ? 1 : end - from;
    return found;
  };
  const copied = (real: (...given: never[]) => string) =>
    function (this: string, ...given: never[]) {
      const made = real.apply(this, given);
      characters += made.length;
      return made;
    };
  Object.assign(RegExp.prototype, { exec: counted });
  Object.assign(String.prototype, {
    split(this: string, ...given: Parameters<typeof split>) {
      characters += this.length;
      return split.apply(this, given);
    },
    ...{ slice: copied(slice), toLowerCase: copied(toLowerCase), trim: copied(trim) },
  });
  try {
    run();
  } finally {
    Object.assign(RegExp.prototype, { exec });
    Object.assign(String.prototype, { split, slice, toLowerCase, trim });
  }
  return characters;
}

test.each(Object.entries(SHAPES))("the work of %s grows with its length", (_, shape) => {
  const [small, large] = [shape(100), shape(400)];
  const grown = large.length / small.length;
  expect(workOf(() => readPlan(large)) / workOf(() => readPlan(small))).toBeLessThan(grown * 1.25);
});

test("a line longer than a person writes is read as far as it is one, and says so", () => {
  const arrows = times(20_000, (at) => `A-${at}`).join(" → ");
  const { plan, warnings } = readPlan(`\`\`\`\n${arrows}\n\`\`\``);
  expect(plan?.tasks.length).toBeGreaterThan(10_000);
  expect(plan?.tasks.length).toBeLessThan(15_000);
  expect(warnings[0]).toMatchObject({ line: 2, message: expect.stringContaining("only the first 100000 are read") });
});

test("data may stand on one line, however long", () => {
  const tasks = times(4000, (at) => `{"id":"T-${at}","title":"task ${at}"}`).join(",");
  const { plan, warnings } = readPlan(`# P\n\n\`\`\`json\n{"tasks":[${tasks}]}\n\`\`\``);
  expect(plan?.tasks).toHaveLength(4000);
  expect(warnings).toEqual([]);
});
