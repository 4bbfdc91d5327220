// Templates and slots fit each other exactly, or it is a failing test.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseReport } from "../../src/core/reports/parse-report.ts";
import { fillTemplate } from "../../src/views/template.ts";

test("every slot is filled, once for each place", () => {
  expect(fillTemplate("a.md", "{{x}} and {{x}}, {{y-z}}", { x: "1", "y-z": "2" })).toBe("1 and 1, 2");
});

test("an unknown slot is named together with its file", () => {
  expect(() => fillTemplate("a.md", "{{x}}", {})).toThrow("templates/a.md has the slot {{x}}, but nothing fills it");
});

test("a slot that the template lacks is named too", () => {
  expect(() => fillTemplate("a.md", "text", { x: "1" })).toThrow("templates/a.md lacks the slot {{x}}");
});

test("what fills a slot is never read as a slot itself", () => {
  expect(fillTemplate("a.md", "{{x}}", { x: "{{y}} $& $1" })).toBe("{{y}} $& $1");
});

test("an empty section leaves no gap", () => {
  expect(fillTemplate("a.md", "a\n\n{{x}}\n\nb", { x: "" })).toBe("a\n\nb");
});

test("every template file is well formed: only slots between double braces, no hidden comment", () => {
  const folder = new URL("../../templates/", import.meta.url);
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".md") && !one.startsWith("demo-plan"))) {
    const text = readFileSync(new URL(name, folder), "utf8");
    expect(text.match(/\{\{(?![a-z-]+\}\})/g) ?? [], name).toEqual([]);
    expect(text, name).not.toContain("<!--");
  }
});

test("the report form that we hand out is read back as a report once it is filled in", () => {
  const form = readFileSync(new URL("../../templates/progress-report.md", import.meta.url), "utf8");
  const filled = form
    .replace(/^\*\*Issue\*\*.*$/m, "**Issue**: #12")
    .replace(/^\*\*Status\*\*.*$/m, "**Status**: ✅ Complete");
  const report = parseReport(filled, { repo: "octo/yard", number: 90, host: "github.com" });
  expect(report).toMatchObject({
    kind: "progress",
    issue: { repo: "octo/yard", number: 12 },
    status: "complete",
    deliverables: ["what you made, one per line"],
    missing: [],
  });
});
