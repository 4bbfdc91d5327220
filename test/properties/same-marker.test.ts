// Two markers say the same exactly when their canonical texts, which are sealed, are the same.
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, isSameMarker } from "../../src/core/marker-text.ts";
import type { Marker } from "../../src/core/model.ts";

const leaf = fc.oneof(fc.constantFrom(null, undefined, true, 0, 1, "", "a"), fc.string({ maxLength: 3 }));
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(fc.oneof(fc.constantFrom(null, 1, "a"), tie("entries")), { maxLength: 3 }),
    tie("entries"),
  ),
  entries: fc.dictionary(fc.constantFrom("a", "b", "constructor", "toString"), tie("data"), { maxKeys: 3 }),
}));

const markers = data.map((one) => ({
  kind: "status",
  key: "status:1",
  facts: [],
  settled: [{ comment: 1, key: one }],
  data: {},
}));
const asMarker = (one: object) => one as unknown as Marker;

test("any two markers are the same exactly when their canonical texts are", () => {
  fc.assert(
    fc.property(markers, markers, (one, other) => {
      expect(isSameMarker(asMarker(one), asMarker(other))).toBe(canonical(one) === canonical(other));
    }),
    { numRuns: 3000 },
  );
});

test("what every object has is no entry of a marker", () => {
  const [bare, wordy] = [{ data: {} }, { data: { toString: "x" } }];
  expect(isSameMarker(asMarker(bare), asMarker(wordy))).toBe(false);
  expect(isSameMarker(asMarker(wordy), asMarker(bare))).toBe(false);
});

test("a marker is the same as what is read back of it, and another when one thing in it is", () => {
  fc.assert(
    fc.property(markers, (one) => {
      const back = JSON.parse(canonical(one));
      expect(isSameMarker(asMarker(one), asMarker(back))).toBe(true);
      expect(isSameMarker(asMarker(back), asMarker(one))).toBe(true);
      expect(isSameMarker(asMarker(one), asMarker({ ...back, data: { more: 1 } }))).toBe(false);
      expect(isSameMarker(asMarker({ ...back, data: { more: 1 } }), asMarker(one))).toBe(false);
    }),
  );
});
