// Texts made to be slow to read, each of any length, and an everyday one.

function fill(part: string, length: number): string {
  return part.repeat(Math.ceil(length / part.length)).slice(0, length);
}

function grow(length: number, line: (n: number) => string): string {
  const lines: string[] = [];
  for (let i = 0, size = 0; size < length; i++) {
    lines.push(line(i));
    size += line(i).length;
  }
  return lines.join("").slice(0, length);
}

const repeated: Readonly<Record<string, string>> = {
  quotes: ">",
  "quotes in lists": "> - ",
  brackets: "[",
  "open links": "[a](",
  "open images": "![[]()",
  bangs: "![",
  labels: "[^a]",
  "mixed emphasis": "*a **a ",
  "crossed emphasis": "*a_ ",
  underscores: "_a __a ",
  strikes: "~~a ~b ",
  "tick pairs": "`a``b",
  bullets: "- ",
  numbers: "1. ",
  "number signs": "#",
  references: "#1 ",
  "long references": "a/b#1,",
  "empty headings": "# \n",
  comments: "<!--",
  tags: "<a ",
  "less than": "<",
  instructions: "<?",
  cdata: "a <![CDATA[",
  declarations: "a <!A ",
  "open attributes": "<a b='",
  hiding: "<s>",
  "closing del": "<s></del>",
  ampersands: "&",
  entities: "&#1;",
  keywords: "depends on ",
  "keywords with none": "depends on none ",
  "keywords and words": "depends on the ",
  declared: "depends on #1 ",
  "declared with words": "depends on #1 x ",
  "german half": "hängt von #1 ",
  "german list": "von von #1 #2 ",
  japanese: "#1 に依存",
  negations: "not if was ",
  conditions: "if whether ",
  "open remarks": "#1 (",
  remarks: "#1 (a) ",
  ranges: "#1-",
  "long ranges": "#1-100 ",
  arrows: "#1 → ",
  "field chain": "depends on: #1 → ",
  "range subjects": "#2-99 need #100-199 ",
  "range items": "- #2-99: needs #3\n",
  "turned lists": "prerequisites for #2-99: #3 ",
  "open turned": "prerequisites for #2 are ",
  "next subjects": "#2, #3 needs ",
  "remarks of items": "- #2 a (needs #3) - needs #4\n",
  colons: "a: ",
  "bars of fields": "Track: a | ",
  "bold labels": "**a:** b\n",
  "bare labels": "Depends on:\n",
  "label and line": "Depends on:\n#1\n",
  definitions: "[a]: b\n",
  "open urls": "http://a.b/(",
  urls: "https://github.com/a/b/issues/1 ",
  www: "www.",
  addresses: "a@b.",
  lines: "a\n",
  "list lines": "#1\n",
  "comma lines": "#1,\n",
  fences: "```\n",
  "open fences": "~~~a\n\n",
  setext: "a\n=\n",
  escapes: "\\",
  "blank lines": "\n",
  tabs: "\t",
  "one column": "|a|\n|-|\n",
  parens: "(",
  questions: "depends on #1? ",
  commands: "/claim x because y\n",
  "near commands": "/clam\n",
  boxes: "- [ ] #1\n",
  "zero widths": "\u200b",
  wide: "＃１ ",
};

/** Name → a text of about that many characters. */
export const families: Readonly<Record<string, (length: number) => string>> = {
  ...Object.fromEntries(Object.entries(repeated).map(([name, part]) => [name, (length: number) => fill(part, length)])),
  "quote lines": (length) => fill(`${">".repeat(99)}\n`, length),
  "quote ladder": (length) => grow(length, (n) => `${">".repeat(n + 1)}a\n`),
  "bracket pairs": (length) => fill("[", length / 2) + fill("]", length / 2),
  "late closers": (length) => fill("**x *a ", length / 2) + fill("a* ", length / 2),
  "star run": (length) => `${fill("*", length)}a`,
  "tick ladder": (length) => grow(length, (n) => `${"`".repeat(n + 1)}a`),
  "list ladder": (length) => grow(length, (n) => `${" ".repeat(2 * n)}- a\n`),
  "list ladder 50": (length) => grow(length, (n) => `${" ".repeat(2 * (n % 50))}- a\n`),
  "wide table": (length) => `${fill("|a", length / 2)}\n${fill("|-", length / 2)}\n`,
  "table wall": (length) => `|a|b|\n|-|-|\n${fill("|#1|#2|\n", length)}`,
  "declaration wall": (length) => `|Issue|Depends on|\n|-|-|\n${fill("|#1|#2, #3|\n", length)}`,
  "blocking wall": (length) => `|Issue|Blocking|\n|-|-|\n${grow(length, (n) => `|#${n + 2}|#${n + 1}|\n`)}`,
  "nested sections": (length) => fill("# Depends on\n\n## Blocked by\n\n- #1\n\n", length),
  "chain lines": (length) => `## Blocked by\n\n${fill("#1 → #2\n", length)}`,
  "endless none": (length) => `Depends on: ${fill("none a ", length)}`,
  "prose section": (length) => `## Blocked by\n\n${fill("a\n", length)}`,
  "none section": (length) => `## Blocked by\n\n${fill("none\n", length)}`,
  "label lines": (length) => `## Blocked by\n\n${fill("Blocks:\n#1 a\n", length)}`,
  quotations: (length) => fill('a "depends on #1" ', length),
  shortcodes: (length) => `Depends on ${fill(":a: #1 ", length)}`,
  "one item section": (length) => `## Blocked by\n\n- ${fill("a #1 ", length)}`,
  spaces: (length) => `${fill(" ", length)}a`,
  "one word": (length) => fill("a", length),
  "one number": (length) => `#${fill("1", length)}`,
  "open tag": (length) => `<a b="${fill("<b ", length)}`,
  "open fence json": (length) => `\`\`\`json\n{"message_type":${fill("[", length)}`,
};

const PARAGRAPH =
  "## Task\n\nThis **depends on** #12 and `#13`.\n\n- [ ] first item\n- second [link](https://github.com/a/b/issues/3)\n\n" +
  "| a | b |\n|---|---|\n| #1 | #2 |\n\nEstimate: 2h\nOwner: @ana\n\n" +
  "A paragraph of ordinary words that says nothing about the matter at all, long enough to fill a line or two of it.\n\n";

/** An issue body as people write them, `length` characters long. */
export function everyday(length: number): string {
  return fill(PARAGRAPH, length);
}
