/** Text of people made harmless before we print it again: no mention, reference, HTML or Markdown of theirs survives. */
import type { Issue } from "./model.ts";

/** Between `@` and a name it keeps GitHub from seeing a mention, in `<!--` a comment; readers see nothing. */
const BREAK = "\u200b";

/** Controls, zero-width and direction characters, private and unassigned code points. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** One line of visible characters, at most `limit` of them; what is cut off leaves an ellipsis. */
function oneLine(text: string, limit: number): string {
  const plain = text
    .slice(0, limit * 8)
    .toWellFormed()
    .replace(/\s/g, " ")
    .replace(INVISIBLE, "")
    .replace(/ {2,}/g, " ")
    .trim();
  const characters = [...plain];
  const isCut = characters.length > limit || text.length > limit * 8;
  return isCut
    ? `${characters
        .slice(0, limit - 1)
        .join("")
        .trimEnd()}…`
    : plain;
}

/** Nothing in it is Markdown, HTML, a mention or a link any more; `#12` is left as it is. */
function escapeInline(line: string): string {
  return line
    .replace(/[\\`*_[\]~$&<>|]/g, "\\$&")
    .replace(/[@＠＃]|<(?=!)/g, (character) => `${character}${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}${BREAK}.`)
    .replace(/\bgh-(?=\d)/gi, (found) => `${found}${BREAK}`)
    .replace(/^[-+=]/, "\\$&")
    .replace(/^(\d{1,9})([.)])/, "$1\\$2");
}

const REFERENCE = /(?<![^\s(])(#\d{1,10})(?![\d#\p{L}])/u;

function breakReferences(line: string): string {
  return line.replace(/#/g, "\\#").replace(/#(?=\d)/g, `#${BREAK}`);
}

/**
 * People's text for one line of Markdown, table cells included: `limit` in visible characters.
 * GitHub looks for mentions and references in the rendered text, so an escape alone would not stop them.
 */
export function quote(text: string, limit = 60): string {
  return breakReferences(escapeInline(oneLine(text, limit)));
}

/** Splits so that every second part is what `form` caught. */
function between(text: string, form: RegExp, keep: (part: string) => string, rest: (part: string) => string): string {
  return text
    .split(form)
    .map((part, index) => (index % 2 === 1 ? keep(part) : rest(part)))
    .join("");
}

/**
 * A sentence of our own with words of people in it: `#12` stays a link and code between back-ticks stays code (inert on
 * GitHub), everything else is made harmless as in `quote`. Not for table cells: a bar in code would end the cell.
 */
export function quoteSentence(text: string, limit = 300): string {
  const asText = (plain: string) => between(escapeInline(plain), REFERENCE, (ref) => ref, breakReferences);
  return between(oneLine(text, limit), /(`[^`]{1,120}`)/, (code) => code, asText);
}

/** Several lines as a code block that nothing in them can end; `limit` in characters. */
export function codeBlock(text: string, limit = 2_000): string {
  const cut = text.slice(0, limit).toWellFormed().replace(/\r\n?/g, "\n");
  const plain = cut.replace(/[^\n\P{C}]/gu, "").replace(/<!--/g, "<! --");
  const longest = Math.max(2, ...(plain.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${plain}\n${fence}`;
}

/** `#12 Its title`: how an issue is named everywhere. */
export function nameIssue(issue: Pick<Issue, "number" | "title">, limit = 60): string {
  return `#${issue.number} ${quote(issue.title, limit)}`.trimEnd();
}

/** The last step of everything we print: no hidden comment can stand in it, so nobody's text looks like a marker of ours. */
export function seal(markdown: string): string {
  return markdown.replaceAll("<!--", `<${BREAK}!--`);
}
