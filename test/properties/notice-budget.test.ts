// The budget of unasked comments: nobody gets more than their share of what can wait, and nothing is lost.
import fc from "fast-check";
import { expect, test } from "vitest";
import { keepWithinBudget, type Notice, noticeMarker, noticesOn } from "../../src/core/notice-budget.ts";
import type { World } from "../../src/core/world.ts";
import { newComment, worldFrom } from "../world-builder.ts";

const PEOPLE = ["ana", "bo", "cy"];
const BASE = worldFrom(["#1 is open"]);
const TODAY = BASE.snapshot.now.slice(0, 10);

const notices = (prefix: string) =>
  fc.array(fc.record({ to: fc.subarray(PEOPLE), isEdit: fc.boolean() }), { maxLength: 12 }).map((all) =>
    all.map(({ to, isEdit }, at): Notice => {
      const marker = noticeMarker(`${prefix}:${at}`, to);
      return { kind: "write-comment", issue: at + 1, comment: isEdit ? at + 1 : null, body: "", marker, because: "x" };
    }),
  );

function worldWith(perDay: number, earlier: readonly Notice[]): World {
  const { snapshot } = BASE;
  const bot = { id: snapshot.app.botId, login: snapshot.app.botLogin, isBot: true };
  const comments = earlier.map(({ marker }, at) => ({
    ...newComment(at + 1, 1, bot, "", marker),
    createdAt: snapshot.now,
  }));
  const settings = { ...snapshot.settings, notifications: { perDay } };
  return { ...BASE, snapshot: { ...snapshot, comments, settings } };
}

test("nobody gets more unasked comments a day than their share, save what cannot wait; nothing is lost or told twice", () => {
  fc.assert(
    fc.property(fc.nat(4), notices("earlier"), notices("must"), notices("can"), (perDay, earlier, must, can) => {
      const world = worldWith(perDay, earlier);
      const { actions, held, recheckAt } = keepWithinBudget(must, can, world);
      expect(actions).toEqual(expect.arrayContaining([...must]));
      expect(actions.length + held.length).toBe(must.length + can.length);
      expect(recheckAt).toHaveLength(held.length > 0 ? 1 : 0);
      const news = (some: readonly Notice[]) => some.filter(({ comment }) => comment === null);
      const count = (some: readonly Notice[], login: string) =>
        some.filter(({ marker }) =>
          String(marker.data["to"] ?? "")
            .split(" ")
            .includes(login),
        ).length;
      for (const login of PEOPLE) {
        const before = noticesOn(TODAY, world).get(login) ?? 0;
        const unavoidable = before + count(news(must), login);
        const waitable = actions.filter((one) => can.includes(one));
        expect(unavoidable + count(news(waitable), login)).toBeLessThanOrEqual(Math.max(perDay, unavoidable));
      }
      for (const { to } of held) expect(to.length).toBeGreaterThan(0);
    }),
  );
});

test("agents and bots have no budget, and a day ends at midnight in the repository's zone", () => {
  const agent = {
    ...(BASE.workers[0] ?? {
      name: "x",
      login: "x",
      speaksAs: [],
      role: "builder",
      skills: {},
      tracks: [],
      slots: 1,
      isStandby: false,
    }),
    kind: "agent",
  } as const;
  expect(noticeMarker("k:1", [agent, "build[bot]"]).data).toEqual({});
  expect(noticeMarker("k:1", ["Ana", "ana"]).data).toEqual({ to: "ana" });
  const [ana] = [noticeMarker("k:1", ["ana"])].map((marker): Notice => {
    return { kind: "write-comment", issue: 1, comment: null, body: "", marker, because: "x" };
  });
  if (ana === undefined) throw new Error("no notice");
  const world = worldWith(1, [ana]);
  const settings = { ...world.snapshot.settings, timezone: "Asia/Tokyo" };
  const at = (now: string) => keepWithinBudget([], [ana], { ...world, snapshot: { ...world.snapshot, settings, now } });
  const same = at(world.snapshot.now);
  expect(same.held).toEqual([{ issue: 1, to: ["ana"], because: "x" }]);
  expect(same.recheckAt).toEqual([expect.stringMatching(/T15:00:00/)]);
  expect(at(same.recheckAt[0] ?? "").held).toEqual([]);
});
