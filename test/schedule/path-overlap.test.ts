/** Which path patterns may meet: never a false "no", and few false "yes" where people write ordinary patterns. */
import { matchesGlob } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findOverlap } from "../../src/core/schedule/path-overlap.ts";

test.each([
  ["src/db/**", "src/db/schema.sql"],
  ["src/db", "src/db/schema.sql"],
  ["src/db/", "./src/db/x"],
  ["src/**/schema.sql", "src/db/**"],
  ["**/*.md", "docs/guide.md"],
  ["**/*.md", "docs"],
  ["a/**/z", "a/b/c/d/z"],
  ["a/**/c/**/z.ts", "a/b/c/d/e/z.ts"],
  ["src/*.ts", "src/a*"],
  ["SRC/a.ts", "src/A.ts"],
  ["**", "anything"],
  [".", "anything"],
  ["src/{a,b}.ts", "src/a.ts"],
  ["{src/a,test/b}/x", "src/a/x"],
  ["src/../lib/x", "lib/y"],
  ["!src/a", "src/b"],
  ["v1.2", "v1.2/notes.md"],
  ["src/[ab].ts", "src/b.ts"],
])("%s and %s may meet", (one, other) => {
  expect(findOverlap([one], [other])).toEqual([one, other]);
  expect(findOverlap([other], [one])).toEqual([other, one]);
});

test.each([
  ["src/db/**", "src/ui/**"],
  ["src/a.ts", "src/b.ts"],
  ["src/a.ts", "src/a.tsx"],
  ["**/*.md", "src/a.ts"],
  ["docs/**/*.md", "src/**"],
  ["a/**/y.ts", "a/b/c/z.ts"],
  ["src/*.ts", "src/*.md"],
  ["src/a*.ts", "src/b*"],
  ["src/*/index.ts", "src/db/schema.ts"],
  ["", "src"],
])("%s and %s keep clear of each other", (one, other) => {
  expect(findOverlap([one], [other])).toBeNull();
  expect(findOverlap([other], [one])).toBeNull();
});

test("names the first pair that meets", () => {
  expect(findOverlap(["a", "src/x"], ["b", "src/**"])).toEqual(["src/x", "src/**"]);
  expect(findOverlap([], ["**"])).toBeNull();
});

const name = fc.constantFrom("a", "b", "ab", "a.ts", "b.md");
/** A path, and two patterns made from it by putting wildcards in place of its parts. */
const matched = fc.array(name, { minLength: 1, maxLength: 5 }).chain((parts) => {
  const ways = parts.map((part) =>
    fc.constantFrom(part, part, "*", `${part[0]}*`, `*${part.at(-1)}`, "**", `{${part},zz}`, `${part.slice(0, -1)}?`),
  );
  const pattern = fc.tuple(...ways).map((segments) => segments.join("/"));
  return fc.tuple(fc.constant(parts.join("/")), pattern, pattern);
});

test("two patterns that both match one path always meet, in both directions", () => {
  fc.assert(
    fc.property(matched, ([file, one, other]) => {
      fc.pre(matchesGlob(file, one) && matchesGlob(file, other));
      expect(findOverlap([one], [other])).not.toBeNull();
      expect(findOverlap([other], [one])).not.toBeNull();
    }),
    { numRuns: 500 },
  );
});

test("any text at all gets an answer", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (one, other) => {
      expect(findOverlap([one], [other]) === null).toBe(findOverlap([other], [one]) === null);
    }),
  );
  expect(findOverlap(["**/".repeat(5000)], [`${"a/".repeat(5000)}b`])).not.toBeNull();
});
