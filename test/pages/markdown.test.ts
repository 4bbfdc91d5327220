// Markdown in issues: what GitHub shows is shown, and nothing that could act.
import fc from "fast-check";
import { expect, test } from "vitest";
import { renderMarkdown } from "../../src/sandbox/pages/markdown.ts";
import { inkOn } from "../../src/sandbox/pages/parts.ts";
import { parseMarkdown, setTaskBox, taskBoxesOf } from "../../src/sandbox/pages/task-boxes.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";

const sandbox = openSandbox({ clock: openVirtualClock(), seed: 1 });
const repository = sandbox.repository("octo/yard", { collaborators: { ana: "write" } });
sandbox.as("ana").openIssue("octo/yard", { title: "One" });
const render = (text: string): string => renderMarkdown(text, sandbox.world, repository, null).text;

test("tables, task lists, struck text and folded parts are drawn", () => {
  expect(render("| a | b |\n|---|---|\n| 1 | 2 |")).toContain("<td>1</td>");
  expect(render("- [x] done\n- [ ] open")).toMatch(
    /<input type="checkbox" checked disabled>[\s\S]*<input type="checkbox" disabled>/,
  );
  expect(render("~~no~~")).toContain("<del>no</del>");
  expect(render("<details><summary>More</summary>\n\nInside **it**\n\n</details>")).toMatch(
    /<details><summary>More<\/summary>\s*<p>Inside <strong>it<\/strong><\/p>\s*<\/details>/,
  );
  expect(render("```mermaid\ngraph TD\n```")).toContain('<pre tabindex="0"><code class="language-mermaid">graph TD');
  expect(render("one\ntwo")).toContain("one<br>");
});

test("issues and people that exist are linked, others stay text, code is left alone", () => {
  expect(render("see #1 and octo/yard#1")).toMatch(/<a href="\/octo\/yard\/issues\/1">#1<\/a>.*>octo\/yard#1<\/a>/);
  expect(render("see #2, other/x#1, a#1 and `#1`")).not.toContain("<a");
  expect(render("@ana and @nobody, mail@ana.test")).toContain("<strong>@ana</strong> and @nobody");
});

test("links to the served host lose their scheme, others keep it", () => {
  expect(render(`[x](${sandbox.world.web}/octo/yard/issues/1)`)).toContain('href="/octo/yard/issues/1"');
  expect(render("[x](https://example.test/)")).toContain('href="https://example.test/"');
});

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<details open ontoggle=alert(1)>x</details>",
  "[x](javascript:alert(1))",
  "[x](data:text/html,x)",
  "<a href='javascript:alert(1)'>x</a>",
  "<style>*{display:none}</style>",
  "<iframe src=//attacker.test></iframe>",
  "<form action=/octo/yard/issues/1 method=post><button name=do value=close>x</button></form>",
  "<svg><script>alert(1)</script></svg>",
  "![x](https://attacker.test/pixel.png)",
  "<!-- hidden -->",
])("%s is made harmless", (text) => {
  expect(render(text)).not.toMatch(/<(script|img|style|iframe|form|button|svg|!--)|\son\w+=|href="(javascript|data):/i);
});

test("a box to tick is a button only where the text has one, and nobody can forge its number", () => {
  const ticking = (text: string) => renderMarkdown(text, sandbox.world, repository, "f").text;
  const drawn = ticking("- [x] done\n- [ ] **open** <b>");
  expect(drawn.match(/<button class="box" form="f" name="box" value="(tick|clear) /g)).toHaveLength(2);
  expect(drawn).toContain('role="checkbox" aria-checked="true" aria-label="done"');
  const forged = ticking('- [ ] real\n\n<ul><li data-task-number="0"><input type="checkbox"></li></ul>');
  expect(forged.match(/<button/g)).toHaveLength(1);
  expect(`${drawn}${render("- [ ] x")}`).not.toContain("task-number");
  expect(ticking("- [ ] x\n\n<form id=f><button name=do value=close>")).not.toMatch(/<form|value="close"/);
});

test("ticking any box of any text changes one character, and ticking back gives the text again", () => {
  const line = fc.constantFrom("- [ ] a", "  - [x] b", "1. [X] c", "> * [ ] d", "text", "", "```", "-   [ ] e", "<!--");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join("\n");
      for (const { key, isTicked } of taskBoxesOf(parseMarkdown(text), text)) {
        const other = setTaskBox(text, key, !isTicked) ?? "";
        expect([...other].filter((character, at) => character !== text[at])).toHaveLength(1);
        expect(setTaskBox(other, key, isTicked)?.toLowerCase()).toBe(text.toLowerCase());
      }
    }),
  );
});

test("the words of every label can be read: a contrast of at least 4.5 to 1", () => {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const colour = number.toString(16).padStart(6, "0");
      const [darker = 0, lighter = 0] = [luminance(colour), luminance(inkOn(colour).slice(1))].sort((a, b) => a - b);
      expect((lighter + 0.05) / (darker + 0.05)).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 500, examples: [[0x0e8a16], [0xb60205], [0x757575]] },
  );
});

test("any text gives only tags of the list", () => {
  const allowed =
    /^(a|blockquote|br|code|del|details|em|h[1-6]|hr|input|li|ol|p|pre|section|strong|sub|summary|sup|table|tbody|td|th|thead|tr|ul)$/;
  const piece = fc.constantFrom(
    "<",
    ">",
    '"',
    "'",
    "`",
    "script",
    "a href=",
    "onload=",
    "[",
    "](",
    ")",
    "\n",
    "- ",
    "|",
    "&lt;",
    "details",
    "x",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const [, name = ""] of render(pieces.join("")).matchAll(/<\/?([a-z0-9!-]+)/gi))
        expect(name).toMatch(allowed);
    }),
    { numRuns: 300 },
  );
});

test("nesting without end is shown as it was written", () => {
  const text = render(`${"> ".repeat(20_000)}<b>x`);
  expect(text).not.toContain("<b>");
});
