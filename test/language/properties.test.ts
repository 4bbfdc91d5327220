// Laws of the language: any text is read without throwing, in linear time, and nothing outside it matters.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCommands } from "../../src/core/command-lines.ts";
import { parseDuration } from "../../src/core/fields/duration.ts";
import { parseMeaning } from "../../src/core/meaning.ts";
import { refKey } from "../../src/core/model.ts";
import { parseReport } from "../../src/core/reports/parse-report.ts";
import { anyCharacter } from "../any-character.ts";
import { cpuOf } from "../bench/cpu.ts";
import { families } from "../bench/hostile-texts.ts";

const at = { repo: "octo/yard", number: 1 };
const names = ["claim", "release", "done", "hold", "resume", "unblock"];

const piece = fc.constantFrom(
  ...'depends on|blocked by|#12|#13-15|, | and |not |none|(soft)|: |\n|\n\n|- |- [ ] |## |**|`|~~|> |<!--|-->|<del>|</del>|[|](u)|| |→|に依存|、|hängt von | ab|/claim |/hold |because |"|octo/yard#7|https://github.com/octo/yard/issues/9|🚨 URGENT|Report|Status: |{"message_type":|```json\n|\u200b|＃|\ud83d|\udbff'.split(
    "|",
  ),
);
const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.array(piece, { maxLength: 60 }).map((parts) => parts.join("")),
);

function readAll(body: string): readonly unknown[] {
  return [
    parseMeaning(body, { ...at, title: body.slice(0, 80) }),
    parseMeaning(body, { ...at, isComment: true }),
    parseCommands(body, names),
    parseReport(body, at),
    parseDuration(body),
  ];
}

test("any text is read without throwing, twice the same", () => {
  fc.assert(
    fc.property(text, (body) => {
      expect(readAll(body)).toEqual(readAll(body));
    }),
    { numRuns: 1500 },
  );
});

test("every edge, warning and command names a line of the text, and no issue waits for itself", () => {
  fc.assert(
    fc.property(text, (body) => {
      const count = body.split(/\r\n?|\n/).length;
      const meaning = parseMeaning(body, at);
      const lines = [...meaning.edges, ...meaning.warnings, ...meaning.none, ...parseCommands(body, names)];
      for (const { line } of lines) expect(line >= 0 && line <= count).toBe(true);
      for (const edge of meaning.edges) expect(refKey(edge.dependent)).not.toBe(refKey(edge.blocker));
    }),
    { numRuns: 1000 },
  );
});

test("text in code, quotations and comments changes no edge of what stands before it", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 2, max: 99 }), { maxLength: 6 }), fc.nat(3), (numbers, how) => {
      const stated = numbers.map((number) => `Depends on #${number}`).join("\n\n");
      const hidden = "Depends on #500";
      const wraps = [`> ${hidden}`, `\`\`\`\n${hidden}\n\`\`\``, `<!-- ${hidden} -->`, `~~${hidden}~~`];
      const alone = parseMeaning(stated, at).edges;
      expect(parseMeaning(`${stated}\n\n${wraps[how]}`, at).edges).toEqual(alone);
    }),
  );
});

test("taking a line away takes exactly its edges away", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 2, max: 999 }), { minLength: 1, maxLength: 8 }),
      fc.nat(7),
      (numbers, n) => {
        const lines = numbers.map((number) => `Depends on: #${number}`);
        const gone = n % numbers.length;
        const left = lines.filter((_, i) => i !== gone).join("\n\n");
        const blockers = parseMeaning(left, at).edges.map((edge) => edge.blocker.number);
        expect(blockers).toEqual(numbers.filter((_, i) => i !== gone));
      },
    ),
  );
});

test("a list is read the same however it is written", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 2, max: 9999 }), { minLength: 1, maxLength: 10 }),
      fc.constantFrom(", ", " and ", " & ", "; ", " + ", "/", " ", "、", ",\n"),
      fc.constantFrom("Depends on ", "**Blocked by:** ", "blocked-by ", "WAITING FOR ", "Abhängig von: ", "依存："),
      (numbers, separator, phrase) => {
        const edges = parseMeaning(phrase + numbers.map((number) => `#${number}`).join(separator), at).edges;
        expect(edges.map((edge) => edge.blocker.number)).toEqual(numbers);
      },
    ),
  );
});

/** Below it a ratio tells of garbage being collected; what grows with the square takes far longer. */
const SHORTEST_MS = 5;
const MOST_ATTEMPTS = 8;
/** What grows with the square takes four times as long. Of longer texts than these the garbage decides how long it takes. */
const MOST_GROWTH = 3.5;

/** How much longer the whole takes than its half, each by its best attempt: noise only ever makes one longer. */
function growthOf(read: (body: string) => unknown, make: (size: number) => string): number {
  const [half, whole] = [make(15_000), make(30_000)];
  let [halfMs, wholeMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    halfMs = Math.min(
      halfMs,
      cpuOf(() => read(half)),
    );
    wholeMs = Math.min(
      wholeMs,
      cpuOf(() => read(whole)),
    );
    if (wholeMs <= MOST_GROWTH * Math.max(halfMs, SHORTEST_MS)) break;
  }
  return wholeMs / Math.max(halfMs, SHORTEST_MS);
}

describe("twice the text takes about twice the time", () => {
  const readers: Readonly<Record<string, (body: string) => unknown>> = {
    parseMeaning: (body) => parseMeaning(body, at),
    parseReport: (body) => parseReport(`## Worker 1 Report\n\n**Status**: done\n\n${body}`, at),
    parseCommands: (body) => parseCommands(`/claim\n\n${body}`, names),
  };
  test.each(Object.entries(families))("%s", (_, make) => {
    for (const read of Object.values(readers)) expect(growthOf(read, make)).toBeLessThanOrEqual(MOST_GROWTH);
  });
});
