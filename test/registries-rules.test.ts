/** Every scheduling rule keeps what its own file promises: its examples are its tests. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filters, scores } from "../src/core/rules/all.ts";
import type { Candidate } from "../src/core/schedule/board.ts";
import { openBoard } from "../src/core/schedule/open-board.ts";
import type { Score } from "../src/core/schedule/rule.ts";
import type { Scene } from "../src/core/schedule/scene.ts";
import { sceneInput } from "./schedule/scene-input.ts";

function stage(scene: Scene) {
  const { candidates, loads, later, running, resources = {} } = sceneInput(scene);
  const board = openBoard({ loads, running, open: [...candidates, ...later], resources });
  const hand = board.hands.find(({ worker }) => worker.name === (scene.worker?.name ?? "ana"));
  const [task] = candidates;
  if (task === undefined || hand === undefined) throw new Error("a scene has one task and its worker");
  return { task, hand, board };
}

function measure(score: Score, scene: Scene): number {
  const { task, hand, board } = stage(scene);
  return score.about === "task" ? score.value(task, board) : score.value(task, hand, board);
}

function reasonOf(score: Score, scene: Scene): string {
  const { task, hand, board } = stage(scene);
  return score.about === "task" ? score.reason(task, board) : score.reason(task, hand, board);
}

const rules = [...filters, ...scores];
const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

test("every file in the folder is a rule of the list, under its own name", () => {
  const files = readdirSync(new URL("../src/core/rules/", import.meta.url)).filter((file) => file !== "all.ts");
  expect(rules.map(({ name }) => `${kebab(name)}.ts`).sort()).toEqual(files.sort());
});

test("lasting filters stand before momentary ones, so that the nearest reason is the one of the moment", () => {
  const lasts = filters.map((filter) => filter.lasts);
  expect(lasts).toEqual([...lasts].sort((one, other) => Number(other) - Number(one)));
});

describe.each(filters.map((filter) => [filter.name, filter] as const))("filter %s", (_name, filter) => {
  test("has a sentence and examples of both answers", () => {
    expect(filter.sentence).toMatch(/^[A-Z].{10,}\.$/);
    expect(filter.examples.some(({ why }) => why === null)).toBe(true);
    expect(filter.examples.some(({ why }) => why !== null)).toBe(true);
  });

  test.each(filter.examples.map((example) => [example.why ?? "yes", example] as const))(
    "%s",
    (_why, { scene, why }) => {
      const { task, hand, board } = stage(scene);
      const passes = filter.passes(task, hand, board);
      expect(passes ? null : filter.why(task, hand, board)).toBe(why);
      if (!passes) expect(filter.whyAll?.(task, [hand], board) ?? "one line").toMatch(/^[^\n]+$/);
    },
  );

  if (filter.lasts)
    test("lasts: work given out meanwhile and everything but the demand leave its answer alone", () => {
      for (const { scene } of filter.examples) {
        const { task, hand, board } = stage(scene);
        const before = filter.passes(task, hand, board);
        const other: Candidate = { ...task, issue: 99, isUrgent: true, touches: ["**"], uses: ["x"], tailMinutes: 1 };
        for (const each of board.hands) board.give({ ...task, issue: 77 }, each);
        expect(filter.passes(other, hand, board)).toBe(before);
      }
    });
});

describe.each(scores.map((score) => [score.name, score] as const))("score %s", (_name, score) => {
  test("has a sentence and examples of both answers", () => {
    expect(score.sentence).toMatch(/^[A-Z].{5,}\.$/);
    expect(score.examples.map(({ isEqual }) => isEqual).sort()).toEqual(expect.arrayContaining([false, true]));
  });

  test.each(score.examples)("$first before $second", ({ first, second, isEqual }) => {
    const [one, other] = [measure(score, first), measure(score, second)];
    expect({ isBefore: one < other, isEqual: one === other }).toEqual({ isBefore: !isEqual, isEqual });
    expect(reasonOf(score, first)).toMatch(/^[^\n]{5,}$/);
  });
});
