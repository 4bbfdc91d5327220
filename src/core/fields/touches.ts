/** `Touches`: paths a task changes; two tasks whose paths overlap never run at once. */
import type { Field, FieldValue } from "./field.ts";

/** Words, and globs with commas in braces (`src/*.{ts,tsx}`). */
const WORD = /(?:[^,;\s{]|\{[^{}\s]{0,200}\}|\{)+/g;

const HIDDEN = /<!--[^>]{0,400}-->/g;
const LINK = /\[([^[\]]{1,300})\]\([^()\s]{0,500}\)/g;
/** Emphasis of a whole path, and not the asterisks of a pattern on both sides of a slash. */
const BOLD = /(?<![*/\w])\*\*([^*\s/][^*\s]{0,299})\*\*(?![/\w])/g;
/** Up to the next comma behind which a path stands. */
const REMARK = /(?:\s[–—-]|:)\s[^,;]*(?:[,;](?!\s{0,4}[^\s,;]{0,200}[./*])[^,;]*)*/g;

/** The paths alone: without what is told about them in brackets, or behind a dash or colon (`src/b.ts — the parser`). */
function withoutRemarks(source: string): string {
  const text = source.replace(HIDDEN, " ").replace(LINK, "$1").replace(BOLD, "$1");
  return text.replace(/\s\([^()]{0,200}\)/g, " ").replace(REMARK, " ");
}

/** Paths stand in the source: an asterisk that opens emphasis for the reader is part of a glob here. */
function pathsIn(value: FieldValue): string[] {
  const own = [value.raw, ...value.rawItems].flatMap((text) => withoutRemarks(text).match(WORD) ?? []);
  const paths = own.map((part) =>
    part
      .replaceAll("`", "")
      .replace(/^["'(]|["').]$/g, "")
      .trim(),
  );
  return paths.filter((path) => path !== "" && path !== "and" && path !== "-" && /[\w*]/.test(path));
}

export const touches: Field = {
  name: "touches",
  names: ["touches", "files", "touched files", "files touched", "paths"],
  expects: "paths or patterns of paths, separated by commas",
  example: "Touches: src/api/**, docs/api.md",
  isList: true,
  examples: [
    { text: "Touches: src/api/**, docs/api.md", finds: { touches: ["src/api/**", "docs/api.md"] } },
    { text: "**Files:** `src/*.ts` and `test/a_b.ts`", finds: { touches: ["src/*.ts", "test/a_b.ts"] } },
    { text: "### Files\n\n- `src/a.ts`\n- lib/", finds: { touches: ["src/a.ts", "lib/"] } },
    { text: "Touches: **/*.{ts,tsx} (all of them)", finds: { touches: ["**/*.{ts,tsx}"] } },
    { text: "Files:\n- `src/a.ts` — the parser\n- lib/: all", finds: { touches: ["src/a.ts", "lib/"] } },
    { text: "Touches: **/api/**, **docs/**", finds: { touches: ["**/api/**", "docs/"] } },
    { text: "Files: a.ts — reads, slowly, b.ts: writes; c.ts", finds: { touches: ["a.ts", "b.ts", "c.ts"] } },
    { text: "Files:\n- src/**/*.ts\n- [ ] *.md", finds: { touches: ["src/**/*.ts", "*.md"] } },
    { text: "This touches a lot of code.", finds: null },
  ],
  read(value) {
    const paths = pathsIn(value);
    return paths.length === 0 ? null : { touches: paths };
  },
};
