// Laws of meaning, tried on the golden cases: what is said again stays the same, and each line speaks for itself.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMeaning } from "../../src/core/meaning.ts";
import type { Meaning, Ref } from "../../src/core/model.ts";
import { refKey } from "../../src/core/model.ts";
import { tellStatements } from "../../src/core/syntaxes/tell-meaning.ts";
import { caseFiles } from "./cases.ts";

const at = { repo: "octo/yard", number: 1 };
const cases = caseFiles()
  .filter(({ isComment }) => !isComment)
  .flatMap((file) => file.cases.map(({ text }) => text));

/** Lines that stand alone: no heading, table or label that reaches into the next paragraph. */
const sentences = cases.filter(
  (text) => !/[\n#|>`<\t]|^ {4}/.test(text.replace(/#\d/g, "")) && tokensStayHome(text) && parse(text).edges.length > 0,
);

function tokensStayHome(text: string): boolean {
  return (
    !/[:：…]\s*$/.test(text) && JSON.stringify(said(parse(`${text}\n\n#999`))) === JSON.stringify(said(parse(text)))
  );
}

function parse(text: string): Meaning {
  return parseMeaning(text, at);
}

/** What a text states, in no order. */
function said(meaning: Meaning): string[] {
  const states = tellStatements({ ...meaning, none: [] }, at).map((told) => told.says);
  return [...states, ...(meaning.parent === null && meaning.none.length > 0 ? ["none"] : [])].sort();
}

function show({ repo, number, host }: Ref): string {
  return host === undefined ? `${repo}#${number}` : `https://${host}/${repo}/issues/${number}`;
}

/** A meaning written out again, one statement a paragraph. */
function render(meaning: Meaning): string {
  const edges = meaning.edges.map(({ dependent, blocker, kind }) => {
    const subject = refKey(dependent) === refKey(at) ? "This" : show(dependent);
    return `${subject} depends on ${show(blocker)}${kind === "soft" ? " (soft)" : ""}`;
  });
  const parent = meaning.parent === null ? [] : [`Parent: ${show(meaning.parent.ref)}`];
  const tracks = meaning.tracks.map(({ ref }) => `Parent of ${show(ref)}`);
  const related = meaning.related.map(({ ref }) => `Related: ${show(ref)}`);
  const dates = meaning.dates.map(({ date }) => `Not before: ${date}`);
  const none = meaning.none.length > 0 ? ["Depends on: none"] : [];
  return [...edges, ...parent, ...tracks, ...related, ...dates, ...none].join("\n\n");
}

test("what was read, written out again, is read the same", () => {
  for (const text of cases) {
    const meaning = parse(text);
    const written = render(meaning);
    expect(said(parse(written)), text).toEqual(said(meaning));
    expect(render(parse(written)), text).toBe(written);
  }
});

const chosen = fc.array(fc.constantFrom(...sentences), { minLength: 1, maxLength: 8 });

/** The edges of a text, each pair once. */
function edges(text: string): string[] {
  return said({ ...parse(text), parent: null, tracks: [], related: [], dates: [], none: [] });
}

test("there are many sentences to try", () => {
  expect(sentences.length).toBeGreaterThan(200);
});

/** Each pair once; what is said both ways is hard. */
function together(texts: readonly string[]): string[] {
  const all = new Set(texts.flatMap(edges));
  const isBeaten = (edge: string): boolean => edge.includes("softly ") && all.has(edge.replace("softly ", ""));
  return [...all].filter((edge) => !isBeaten(edge)).sort();
}

test("paragraphs mean what each means alone, in any order: taking one away takes away only what it said", () => {
  fc.assert(
    fc.property(chosen, fc.nat(7), (texts, n) => {
      const left = texts.filter((_, i) => i !== n % texts.length);
      expect(edges(texts.join("\n\n"))).toEqual(together(texts));
      expect(edges([...texts].reverse().join("\n\n"))).toEqual(together(texts));
      expect(edges(left.join("\n\n"))).toEqual(together(left));
    }),
    { numRuns: 300 },
  );
});
