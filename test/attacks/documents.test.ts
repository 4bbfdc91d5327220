// Plan documents made to crash or to stop whoever reads them: each ends in a plan or in a sentence.
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { anyCharacter } from "../any-character.ts";

const HEAD = "| ID | Task | Depends on |\n|---|---|---|\n";
const said = (text: string) =>
  readPlan(text)
    .warnings.map(({ message }) => message)
    .join();

test("a YAML block with aliases is no plan, and says so when it means to be one; others are nobody's business", () => {
  const fence = (text: string) => `${HEAD}| A1 | Dig | - |\n\n\`\`\`yaml\n${text}\n\`\`\`\n`;
  const knot = fence("tasks: &all\n  - id: B1\n    title: Fill\n    depends_on: *all");
  expect(readPlan(knot).plan?.tasks.map(({ id }) => id)).toEqual(["A1"]);
  expect(said(knot)).toContain("aliases (`*name`) are not read");
  const bomb = fence(
    `a: &a [x, x]\n${"bcdefgh".replace(/./g, (one) => `${one}: &${one} [*${String.fromCharCode(one.charCodeAt(0) - 1)}]\n`)}tasks: *h`,
  );
  expect(said(bomb)).toContain("aliases (`*name`) are not read");
  expect(said(fence("base: &base { a: 1 }\nweb:\n  <<: *base"))).not.toContain("aliases");
});

test("ranges that reach over everything before them end in a sentence, not in millions of waits", () => {
  const rows = Array.from({ length: 1200 }, (_, at) => `| T-${at + 1} | b | ${at === 0 ? "-" : `T-1..T-${at}`} |\n`);
  const text = `${HEAD}${rows.join("")}`;
  expect(readPlan(text).plan?.tasks).toHaveLength(1200);
  expect(said(text)).toContain("More than 200000 waits");
});

const piece = fc.oneof(
  fc.constantFrom("```yaml\n", "```json\n", "```mermaid\ngraph TD\n", "```\n", "---\n", "# Phase 1\n", HEAD),
  fc.constantFrom("tasks:\n", "- id: A\n", "  title: x\n", "  depends_on: *a\n", "&a ", "*a ", "<<: *a\n", "? ", "! "),
  fc.constantFrom(
    "| A | b | B |\n",
    "|",
    "A --> B\n",
    "A[",
    "subgraph x\n",
    "A → B",
    "[",
    "{",
    "}",
    '"',
    "\u0000",
    "\ud800",
  ),
  fc.constantFrom(
    "<table><tr><td colspan=9e9>",
    "__proto__",
    "constructor",
    "id,task,depends on\n",
    "T-1..T-999999999",
    "\n",
  ),
  fc.string({ unit: anyCharacter, maxLength: 8 }),
);

test("whatever a document is made of, reading it does not throw: 2,000 cases", () => {
  let plans = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { plan, warnings } = readPlan(pieces.join(""));
      plans += (plan?.tasks.length ?? 0) > 0 ? 1 : 0;
      expect(plan !== null || warnings.length > 0).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  expect(plans).toBeGreaterThan(50);
});
