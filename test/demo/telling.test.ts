/** How the demo tells: the header says who and what, remarks come worst first, progress never stands in the way. */
import { expect, test } from "vitest";
import { widthOf } from "../../src/cli/columns.ts";
import { castFor } from "../../src/cli/demo/cast.ts";
import { header } from "../../src/cli/demo/header.ts";
import { remarksOn } from "../../src/cli/demo/remarks.ts";
import { Terminal } from "../../src/cli/demo/terminal.ts";
import { readPlan } from "../../src/core/plan-document.ts";
import type { Plan } from "../../src/core/plans/plan.ts";

const WORN = `# A worn plan

| ID | Task | Depends on | Est. |
|----|------|------------|------|
| W-1 | Dig | W-3 | 1h |
| W-2 | Pour | W-1 | 1h |
| W-3 | Build | W-2 | 1h |
| W-4 | Paint | the moon | 1h |
|  | Dream |  | 1h |

Critical path: W-1 → W-4
`;

function read(text: string): { plan: Plan; remarks: readonly string[] } {
  const { plan, warnings } = readPlan(text);
  if (plan === null) throw new Error(warnings.map(({ message }) => message).join("; "));
  return { plan, remarks: remarksOn(plan, warnings) };
}

function lines(plan: Plan, more: Partial<Parameters<typeof header>[0]> = {}): string {
  const cast = castFor(plan, 1, null);
  const startsAt = Date.parse("2026-06-01T08:00:00Z");
  const options = { cast, repo: "octo/yard", seed: 1, startsAt, remarks: [], planPath: "plan.md", tellsAll: false };
  return header({ ...options, ...more }).join("\n");
}

test("circles come first, then what names nothing, contradictions, and rows that were not read", () => {
  const { remarks } = read(WORN);
  const at = (words: RegExp) => remarks.findIndex((one) => words.test(one));
  const order = [at(/^A circle: /), at(/the moon/), at(/critical path stated/), at(/This row has no id/)];
  expect(order.toSorted((a, b) => a - b)).toEqual(order);
  expect(order).not.toContain(-1);
  expect(remarks[0]).toBe("A circle: W-1 waits for W-3 waits for W-2 waits for W-1; none of them can begin.");
});

test("the header names everybody who acts, the clock, gates that are not played, and where the full story is", () => {
  const json = {
    tasks: [{ id: "A", owner: "Ana", reviewer: "Ida" }],
    gates: [{ id: "G", title: "Look", after: ["A"] }],
  };
  const { plan } = read(JSON.stringify(json));
  const said = lines(plan);
  const cast = castFor(plan, 1, null);
  const acting = [...cast.players, ...cast.reviewers].map(({ name }) => name);
  for (const name of [...acting, ...cast.passersBy, cast.maintainer, cast.stranger]) expect(said).toContain(name);
  expect(said).toContain("1 gate is in the plan.");
  expect(said).toContain("starts Mon 08:00 UTC; leases shortened to 2 h (a warning) / 3 h (taken back)");
  expect(said).toContain("with --story");
  expect(lines(plan, { tellsAll: true })).not.toContain("--story");
});

test("ten remarks are printed, of more only how many and how to see them", () => {
  const { plan } = read(WORN);
  const remarks = Array.from({ length: 12 }, (_, at) => `remark ${at}.`);
  expect(lines(plan, { remarks })).toMatch(
    /12 remarks on the plan:\n- remark 0\.\n(?:- .+\n){9}and 2 more: npm run signalbox -- plan plan\.md$/,
  );
  expect(lines(plan, { remarks: remarks.slice(0, 10) })).toMatch(/- remark 9\.$/);
});

test("names that the plan already uses are not given to others", () => {
  const names = ["maintainer", "stranger", "tove"];
  const { plan } = read(JSON.stringify({ tasks: names.map((owner, at) => ({ id: `T${at}`, owner })) }));
  const { maintainer, stranger, passersBy } = castFor(plan, 1, null);
  expect(new Set([...names, maintainer, stranger, ...passersBy]).size).toBe(3 + 4);
});

const CLEAR = "\r\u001B[2K";

function terminal(columns: number): { told: Terminal; text: () => string } {
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  return { told: new Terminal({ write, isTerminal: true, hasColour: false, columns }), text: () => text };
}

test("what an issue is called does not move the cursor of whoever watches", () => {
  const { told, text } = terminal(80);
  told.line("Mon 09:12  #2 Dig \u001b]0;mine\u0007\u001b[31m");
  expect(text()).toMatch(/^Mon 09:12 {2}#2 Dig [^\p{Cc}]*\n$/u);
});

test.each([20, 40, 80, 200])("in %i columns progress fits one line and stays below what was told", (columns) => {
  const { told, text } = terminal(columns);
  told.setProgress(3, 42, "Mon 09:12");
  told.sentence("One sentence that is long enough to be wrapped in a terminal of any of these widths, or nearly any.");
  told.detail(`Mon 09:12  ${"words and ".repeat(20)}`, "dim", 2);
  const parts = text().split(CLEAR).slice(1);
  expect(parts).toHaveLength(2);
  for (const part of parts) {
    const rows = part.split("\n");
    expect(rows.at(-1)).toMatch(/^Mon 09:12 {2}/);
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(Math.min(80, columns));
    expect(widthOf(rows.at(-1) ?? "")).toBeLessThan(columns);
  }
});
