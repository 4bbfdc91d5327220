/** Markers that hold, and every way to forge, move, cut or age one. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveSealKeys, seal, unsealComment, unsealIssue, withSeal } from "../../src/controller/marker-seal.ts";
import type { Marker } from "../../src/core/model.ts";
import type { ReadComment } from "../../src/ports/github.ts";
import { anyCharacter } from "../any-character.ts";
import { oneOfEach } from "../one-of-each.ts";
import { ana, bot, FakeGitHub, yard } from "./fake-github.ts";

const [current, former] = ["-----BEGIN A-----\nnew\n-----END A-----", "-----BEGIN A-----\nold\n-----END A-----"];
const keys = deriveSealKeys([current, former]);
const place = { repositoryId: yard.id, issue: 12 };

const status: Marker = {
  kind: "status",
  key: "status:12",
  facts: [
    {
      kind: "hold",
      by: ana,
      reason: 'a ---> <b> & "c" @ana #5 \u2028 naïve 🚦 \ud800',
      at: "2026-06-01T08:00:00Z",
      from: { comment: 5, key: "hold#1" },
    },
    {
      kind: "waived",
      blocker: { repo: "octo/yard", number: 3 },
      textHash: null,
      by: ana,
      reason: null,
      at: "2026-06-01T08:00:00Z",
      from: { comment: 6, key: "unblock#1" },
    },
  ],
  settled: [{ comment: 5, key: "hold#1" }],
  data: { date: "2026-06-01", total: 3, isLive: true, none: null },
};

function commentWith(body: string, change: Partial<ReadComment> = {}): ReadComment {
  const github = new FakeGitHub(() => 0);
  return { ...github.say(12, body, bot), ...change };
}

const unsealed = (comment: ReadComment, repositoryId = yard.id, by = keys) =>
  unsealComment(by, comment, repositoryId, bot.id).marker;
const good = withSeal("Held by ana.", seal(keys, status, place));

test("what was sealed comes back, and the body stands without its seal", () => {
  const comment = unsealComment(keys, commentWith(good), yard.id, bot.id);
  expect(comment.marker?.facts[1]).toEqual(status.facts[1]);
  expect(comment.marker?.data).toEqual(status.data);
  expect(comment.body).toBe("Held by ana.");
  expect(unsealed(commentWith(`${good}\r\n`))?.key).toBe("status:12");
  expect(unsealed(commentWith(good, { editor: bot }))?.key).toBe("status:12");
});

test("a seal holds nothing that a reader of Markdown could take for something else", () => {
  const inside = seal(keys, status, place).slice("<!--".length, -"-->".length);
  expect(inside).not.toMatch(/[<>&@#\n]|--/);
});

test("a comment by another author, or edited by another, carries no marker and keeps its body", () => {
  for (const change of [{ author: ana }, { author: null }, { editor: ana }]) {
    const comment = unsealComment(keys, commentWith(good, change), yard.id, bot.id);
    expect(comment.marker).toBeNull();
    expect(comment.body).toBe(good);
  }
});

test("a seal moved to another issue or another repository does not hold", () => {
  expect(unsealed(commentWith(good, { issue: 13 }))).toBeNull();
  expect(unsealed(commentWith(good), 8)).toBeNull();
});

test("one changed character, a cut, a second seal or text after it: no marker", () => {
  const forged = [
    good.replace("status:12", "status:13"),
    good.replace('"mac":"', '"mac":"A'),
    good.replace(/"mac":"[^"]*"/, '"mac":""'),
    good.slice(0, -5),
    good.slice(0, good.length / 2),
    `${good}\n${seal(keys, status, { ...place, issue: 13 })}`,
    `${good}\nand then some`,
    "<!-- signalbox:v1 null -->",
    '<!-- signalbox:v1 {"marker":{"kind":"status"},"mac":"x"} -->',
  ];
  for (const body of forged) expect(unsealed(commentWith(body)), body).toBeNull();
});

test("keys of the last rotation still verify; without them the seal is void; the newest key seals", () => {
  const old = withSeal("x", seal(deriveSealKeys([former]), status, place));
  expect(unsealed(commentWith(old))?.key).toBe("status:12");
  expect(unsealed(commentWith(old), yard.id, deriveSealKeys([current]))).toBeNull();
  expect(unsealed(commentWith(good), yard.id, deriveSealKeys([current]))?.key).toBe("status:12");
  expect(unsealed(commentWith(good), yard.id, deriveSealKeys([current.replaceAll("\n", "\r\n")]))).not.toBeNull();
  expect(() => deriveSealKeys([])).toThrow(/at least one/);
});

test("what looks like a seal before ours, or beside it in an issue, changes nothing", () => {
  const bait = '<!-- signalbox:v1 {"marker":null,"mac":""} -->';
  const comment = unsealComment(
    keys,
    commentWith(`He wrote ${bait} and <!-- signalbox:v1 too. ${good}`),
    yard.id,
    bot.id,
  );
  expect(comment.marker?.key).toBe("status:12");
  expect(comment.body).toBe(`He wrote ${bait} and <!-- signalbox:v1 too. Held by ana.`);
  const sealed = seal(keys, { ...status, key: "coordination" }, { repositoryId: yard.id, issue: null });
  const issue = new FakeGitHub(() => 0).open("Hub", `${bait}${sealed}${bait}`, bot);
  expect(unsealIssue(keys, issue, yard.id, bot.id)?.key).toBe("coordination");
});

test("an issue of ours is known by its seal wherever people put text, and carries no facts", () => {
  const hub: Marker = { ...status, kind: "coordination", key: "coordination" };
  const sealed = withSeal("- [ ] go live", seal(keys, hub, { repositoryId: yard.id, issue: null }));
  const issue = new FakeGitHub(() => 0).open("Hub", `${sealed}\nwritten below`, bot);
  expect(unsealIssue(keys, { ...issue, editor: ana }, yard.id, bot.id)?.key).toBe("coordination");
  expect(unsealIssue(keys, issue, yard.id, bot.id)?.facts).toEqual([]);
  expect(unsealIssue(keys, { ...issue, author: ana }, yard.id, bot.id)).toBeNull();
  expect(unsealIssue(keys, issue, 8, bot.id)).toBeNull();
});

test("any text and data survive sealing", () => {
  const text = fc.string({ unit: anyCharacter });
  const data = fc.dictionary(
    text.filter((key) => key !== "__proto__"),
    fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
    {
      noNullPrototype: true,
    },
  );
  fc.assert(
    fc.property(text, data, (body, values) => {
      const marker: Marker = { ...status, facts: [], data: values };
      const clean = body.replaceAll("<!-- signalbox:v1 ", "");
      const comment = commentWith(withSeal(clean, seal(keys, marker, place)));
      const read = unsealComment(keys, comment, yard.id, bot.id);
      expect(read.marker?.data).toEqual(JSON.parse(JSON.stringify(values)));
      expect(read.body).toBe(clean.trimEnd());
    }),
  );
});

test("facts of every kind come back as they were kept", () => {
  for (const fact of Object.values(oneOfEach)) {
    const comment = commentWith(withSeal("kept", seal(keys, { ...status, facts: [fact] }, place)));
    expect([fact.kind, unsealComment(keys, comment, yard.id, bot.id).marker?.facts]).toEqual([fact.kind, [fact]]);
  }
});

test("no text of a comment throws", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("<!-- signalbox:v1 ", " -->", "{", "}", '"', "x", "\n")), (parts) => {
      expect(unsealed(commentWith(parts.join("")))).toBeNull();
    }),
  );
});
