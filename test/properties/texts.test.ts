// The laws of what we print and read back: our region between people's words, seals, the bodies of planned issues.
import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveSealKeys, seal, unsealComment, withSeal } from "../../src/controller/marker-seal.ts";
import { handOut } from "../../src/core/hand-out.ts";
import { readRegion, replaceRegion } from "../../src/core/hub-region.ts";
import { parseMeaning } from "../../src/core/meaning.ts";
import type { Comment, Marker } from "../../src/core/model.ts";
import { planSchema } from "../../src/core/plans/plan.ts";
import { views } from "../../src/views/all.ts";
import { anyCharacter } from "../any-character.ts";
import { hostileText } from "../views/hostile-text.ts";
import { newComment, worldFrom } from "../world-builder.ts";

const BEGIN = "<!-- signalbox:begin -->";
const END = "<!-- signalbox:end -->";

/** What people may write around our region, our own comments copied included. */
const peoples = fc
  .array(fc.oneof(hostileText, fc.constantFrom(BEGIN, END, "\n", "words ")), { maxLength: 6 })
  .map((parts) => parts.join(""));
const regions = hostileText.map((text) =>
  text.replaceAll("\r\n", "\n").replaceAll(BEGIN, "").replaceAll(END, "").trim(),
);

test("our region reads back as written, whatever people wrote around it, and a second writing changes nothing else", () => {
  fc.assert(
    fc.property(peoples, regions, regions, (body, first, second) => {
      const once = replaceRegion(body, first);
      expect(readRegion(once)).toBe(first);
      expect(replaceRegion(once, first)).toBe(once);
      expect(replaceRegion(once, second)).toBe(replaceRegion(body, second));
    }),
    { numRuns: 1000 },
  );
});

test("people's words around our region stay to the letter", () => {
  const plain = hostileText.map((text) => text.replaceAll(BEGIN, "").replaceAll(END, ""));
  fc.assert(
    fc.property(plain, plain, regions, regions, (above, below, first, second) => {
      const body = `${above}${BEGIN}\n${first}\n${END}${below}`;
      expect(replaceRegion(body, second)).toBe(`${above}${BEGIN}\n${second}\n${END}${below}`);
    }),
    { numRuns: 500 },
  );
});

test("the dashboard of any titles and reasons fits and is one region", () => {
  const line = hostileText.map((text) => text.replaceAll(/\s+/g, " ").trim() || "x");
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 120 }), (titles, times) => {
      const sentences = Array.from({ length: times }, (_, i) => [
        `#${i + 1} is titled ${(titles[i % titles.length] ?? "x").slice(0, 256)}`,
        i % 3 === 0 ? `#${i + 1} is open` : `#${i + 1} depends on #${i}`,
        ...(i % 5 === 1 ? [`#${i + 1} is on hold because ${titles[0]}`] : []),
        ...(i % 7 === 2 ? [`#${i + 1} is held by w-${i}`] : []),
      ]).flat();
      const world = worldFrom(sentences);
      const text = views.dashboard(world, handOut(world));
      const body = replaceRegion("Notes of people\n", text);
      expect(body.length).toBeLessThan(60_000);
      expect(readRegion(body)).toBe(text.trim());
    }),
    { numRuns: 40 },
  );
});

const keys = deriveSealKeys(["-----BEGIN A-----\nkey\n-----END A-----"]);
const bot = { id: 1, login: "signalbox[bot]", isBot: true };
const data = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(fc.string(), fc.integer(), fc.constant(null)));
const markers: fc.Arbitrary<Marker> = fc.record({
  kind: fc.constantFrom("status", "reply", "notice"),
  key: fc.string({ unit: anyCharacter, maxLength: 20 }).filter((key) => key.isWellFormed()),
  facts: fc.constant([{ kind: "declined" as const, worker: "ana", at: "2026-06-01", from: { comment: 1, key: "x" } }]),
  settled: fc.array(fc.record({ comment: fc.nat(), key: fc.string() }), { maxLength: 2 }),
  data,
});

function read(body: string): Comment {
  return unsealComment(keys, newComment(1, 12, bot, body), 7, bot.id);
}

test("what was sealed comes back whole, and no changed character makes it say something else", () => {
  fc.assert(
    fc.property(markers, fc.nat(), fc.constantFrom("0", "a", "Z", '"', "}", " ", "\\", "é"), (marker, place, put) => {
      const sealed = withSeal("", seal(keys, marker, { repositoryId: 7, issue: 12 }));
      const plain = JSON.stringify(read(sealed).marker);
      expect(JSON.parse(plain)).toEqual(JSON.parse(JSON.stringify(marker)));
      const at = place % sealed.length;
      const bent = read(sealed.slice(0, at) + put + sealed.slice(at + 1)).marker;
      // An escape or a digit of the seal may be written in another case: it is the same marker then, letter by letter.
      expect([JSON.stringify(bent), plain]).toContainEqual(bent === null ? "null" : plain);
    }),
    { numRuns: 400 },
  );
});

const words = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}( [A-Za-z0-9]{1,8}){0,3}$/);
const name = fc
  .stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]$/)
  .filter((one) => !/--|^(?:none|no|na|n-a|tbd)$/.test(one));
const names = fc.uniqueArray(name, { maxLength: 3 });
const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 6 });

test("an issue made from a planned task reads back as that task", () => {
  const tasks = fc.record({
    title: words,
    estimate: fc.option(
      fc
        .tuple(fc.integer({ min: 1, max: 2000 }), fc.nat({ max: 500 }))
        .map(([low, more]) => ({ low, high: low + more })),
    ),
    track: fc.option(name),
    priority: fc.constantFrom("P0", "P1", "P2", "P3", "P4", null),
    owner: fc.option(name),
    skills: names,
    uses: names,
    touches: fc.uniqueArray(
      fc.tuple(name, name, fc.constantFrom("", "/**", "/*.ts", ".md")).map(([a, b, end]) => `${a}/${b}${end}`),
      { maxLength: 3 },
    ),
    doneWhen: fc.array(fc.record({ text: words, done: fc.boolean() }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(tasks, numbers, numbers, (shape, hard, mixed) => {
      const soft = mixed.filter((one) => !hard.includes(one));
      const { estimate, ...rest } = shape;
      const [task] = planSchema.parse({ tasks: [{ id: "T-1", ...rest, estimateMinutes: estimate }] }).tasks;
      if (task === undefined) throw new Error("expected a task");
      const meaning = parseMeaning(views.taskIssue(task, { hard, soft }), { repo: "octo/yard", number: 900 });
      const { fields } = meaning;
      expect({
        estimate: fields.estimateMinutes ?? null,
        track: fields.track ?? null,
        priority: fields.priority ?? null,
        owner: fields.owner?.replace(/^@/, "") ?? null,
        skills: fields.skills ?? [],
        uses: fields.uses ?? [],
        touches: fields.touches ?? [],
        doneWhen: fields.doneWhen ?? [],
        edges: meaning.edges.map(({ blocker, kind }) => `${kind} ${blocker.number}`).sort(),
        warnings: meaning.warnings,
      }).toEqual({
        estimate: shape.estimate,
        track: shape.track,
        priority: shape.priority,
        owner: shape.owner,
        skills: Object.keys(task.skills),
        uses: Object.keys(task.uses),
        touches: shape.touches,
        doneWhen: shape.doneWhen,
        edges: [...hard.map((one) => `hard ${one}`), ...soft.map((one) => `soft ${one}`)].sort(),
        warnings: [],
      });
    }),
    { numRuns: 300 },
  );
});
