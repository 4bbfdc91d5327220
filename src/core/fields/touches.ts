/** `Touches`: paths a task changes; two tasks whose paths overlap never run at once. */
import type { Field, FieldValue } from "./field.ts";

/** Paths stand in the source: an asterisk that opens emphasis for the reader is part of a glob here. */
function pathsIn(value: FieldValue): string[] {
  const own = value.raw.split(/[,;\s]+/).concat(value.items.flatMap((item) => item.text.split(/[,;\s]+/)));
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
    { text: "This touches a lot of code.", finds: null },
  ],
  read(value) {
    const paths = pathsIn(value);
    return paths.length === 0 ? null : { touches: paths };
  },
};
