/** The sentences people read: one morning at a small yard, and the special cases one by one. */
import { describe, expect, test } from "vitest";
import { type ScheduleInput, schedule } from "../../src/core/schedule/schedule.ts";
import { sceneLoad, sceneTask } from "./scene-input.ts";

function input(stated: Partial<ScheduleInput>): ScheduleInput {
  return { candidates: [], loads: [], later: [], running: [], prefer: [], ...stated };
}

const morning = input({
  candidates: [
    sceneTask({ issue: 1, skills: { rust: 2 } }),
    sceneTask({ issue: 2, isUrgent: true }),
    sceneTask({ issue: 3, tailMinutes: 330 }),
    sceneTask({ issue: 4, skills: { sql: 1 } }),
    sceneTask({ issue: 5, owner: "zed" }),
    sceneTask({ issue: 6, owner: "@ana" }),
    sceneTask({ issue: 7, touches: ["src/db/**"] }),
    sceneTask({ issue: 8, skills: { cobol: 3, sql: 1 } }),
  ],
  loads: [
    sceneLoad({ name: "ana", skills: { rust: 2 } }),
    sceneLoad({ name: "bob", skills: { sql: 1 }, holds: [77] }),
    sceneLoad({ name: "worker-3", login: null, skills: { rust: 1 }, slots: 3 }),
    sceneLoad({ name: "lead", login: null, role: "orchestrator" }),
    sceneLoad({ name: "front-1", login: null, tracks: ["front"] }),
    sceneLoad({ name: "spare", isStandby: true }),
    sceneLoad({ name: "gone", isAway: true }),
  ],
  later: [sceneTask({ issue: 9, skills: { rust: 2 } })],
  running: [{ issue: 77, touches: ["src/db/schema.sql"], uses: [] }],
});

test("what was given, and why", () => {
  expect(schedule(morning).given).toEqual([
    {
      issue: 2,
      worker: "worker-3",
      why: "before #3 because it is urgent; worker-3 rather than ana because worker-3 can do less of the other open work (1 h)",
    },
    {
      issue: 3,
      worker: "ana",
      why: "before #1 because 5 h 30 min of work hang on it and 3 workers can do it; ana rather than worker-3 because ana has nothing else in hand",
    },
  ]);
});

test("what waits, and for whom", () => {
  expect(Object.fromEntries(schedule(morning).waiting.map(({ issue, why }) => [issue, why]))).toEqual({
    1: "ana is the only one with `rust` 2 and has #3",
    4: "bob is the only one with `sql` and has #77",
    5: "it is meant for `zed`, and no worker of that name builds here: add one to the settings or name another",
    6: "it is meant for `@ana`, and ana has #3",
    7: "it touches `src/db/**`, and #77 is busy with `src/db/schema.sql`",
    8: "it needs `cobol` 3 and `sql`, and nobody who could take it has that",
  });
});

test("who has nothing, and what came nearest", () => {
  expect(Object.fromEntries(schedule(morning).idle.map(({ worker, why }) => [worker, why]))).toEqual({
    "front-1": "6 ready tasks are left, the nearest is #1: front-1 takes only track `front`, and it names none",
    gone: "gone is away",
    lead: "lead is the orchestrator and is given no tasks",
    spare: "6 ready tasks are left, the nearest is #7: spare is on standby, and ana, bob and worker-3 can do it",
  });
});

describe("special cases", () => {
  const busy = (name: string, issue: number) => sceneLoad({ name, holds: [issue] });

  test("several could, after other work; a long list is cut", () => {
    const loads = ["ana", "bob", "cy", "dee", "eve", "fay"].map((name, at) => busy(name, at + 20));
    expect(schedule(input({ candidates: [sceneTask()], loads: loads.slice(0, 2) })).waiting[0]?.why).toBe(
      "2 workers can do it: ana after #20 and bob after #21",
    );
    expect(schedule(input({ candidates: [sceneTask()], loads })).waiting[0]?.why).toMatch(
      /^6 workers.*#24 and 1 more$/,
    );
  });

  test("no workers, nothing left, only later work left", () => {
    expect(schedule(input({ candidates: [sceneTask()] })).waiting[0]?.why).toContain(".github/signalbox.yml");
    expect(schedule(input({ loads: [sceneLoad()] })).idle[0]?.why).toBe("no open task is left");
    expect(schedule(input({ loads: [sceneLoad()], later: [sceneTask()] })).idle[0]?.why).toBe(
      "nothing else is ready; 1 task cannot start yet",
    );
  });

  test("the only free one of several: whoever looks idle too is meant for something else", () => {
    const candidates = [sceneTask({ issue: 6, priority: "P0" }), sceneTask({ issue: 7 })];
    const loads = [sceneLoad({ name: "ana" }), sceneLoad({ name: "ben" }), busy("cy", 9)];
    const [first, second] = schedule(input({ candidates, loads })).given;
    expect(first).toMatchObject({ issue: 6, worker: "ana" });
    expect(first?.why).not.toContain("is meant for");
    expect(second?.why).toContain("ben is the only free one of 3 who can do it, because ana is meant for #6");
    const [alone] = schedule(input({ candidates, loads: [busy("ana", 8), sceneLoad({ name: "ben" })] })).given;
    expect(alone?.why).toMatch(/ben is the only free one of 2 who can do it$/);
  });

  test("the same workers are of equal use: the tasks are spread, not piled on the first name", () => {
    const candidates = [1, 2, 3, 4].map((issue) => sceneTask({ issue }));
    const loads = [sceneLoad({ name: "ana", slots: 3 }), sceneLoad({ name: "bob", slots: 3 })];
    expect(schedule(input({ candidates, loads })).given.map(({ worker }) => worker)).toEqual([
      "ana",
      "bob",
      "ana",
      "bob",
    ]);
  });

  test("`prefer` moves a score to the front, and within its half only", () => {
    const candidates = [
      sceneTask({ issue: 1, priority: "P0" }),
      sceneTask({ issue: 2, priority: "P3", unblocks: 4, builtBlockers: ["bob"] }),
    ];
    const loads = [sceneLoad({ name: "ana", skills: {} }), sceneLoad({ name: "bob", skills: { sql: 1 } })];
    const later = [sceneTask({ issue: 9, skills: { sql: 1 } })];
    const firstOf = (prefer: string[]) =>
      schedule(input({ candidates, loads, later, prefer })).given.map(({ issue, worker }) => [issue, worker])[0];
    expect(firstOf([])).toEqual([1, "ana"]);
    expect(firstOf(["unblocks-most"])).toEqual([2, "ana"]);
    expect(firstOf(["affinity", "unblocks-most"])).toEqual([2, "bob"]);
  });

  test("affinity decides among equals, then the name", () => {
    const loads = [sceneLoad({ name: "ana" }), sceneLoad({ name: "bob" })];
    const of = (builtBlockers: string[]) =>
      schedule(input({ candidates: [sceneTask({ builtBlockers })], loads })).given[0];
    expect(of(["bob"])?.why).toContain("bob rather than ana because bob built what it rests on");
    expect(of([])?.why).toContain("ana and bob suit it equally, so the first by name has it");
  });

  test("a resource with room for two holds back the third", () => {
    const candidates = [1, 2, 3].map((issue) => sceneTask({ issue, uses: ["staging"] }));
    const loads = [sceneLoad({ slots: 5 })];
    const { given, waiting } = schedule(input({ candidates, loads, resources: { Staging: 2 } }));
    expect(given.map(({ issue }) => issue)).toEqual([1, 2]);
    expect(waiting).toEqual([{ issue: 3, why: "it uses `staging`, which #1 and #2 have until one is done" }]);
  });

  test("paths in hand count even when nobody lists them as running", () => {
    const loads = [{ ...sceneLoad({ slots: 2, holds: [7] }), touches: ["src/db"] }];
    const { waiting } = schedule(input({ candidates: [sceneTask({ touches: ["src/db/a.sql"] })], loads }));
    expect(waiting[0]?.why).toBe("it touches `src/db/a.sql`, and ana is busy with `src/db`");
  });

  test("a word of a stranger's mentions nobody, breaks no line and no table", () => {
    const owner = "x`@torvalds` | \n<!-- y -->";
    const why = schedule(input({ candidates: [sceneTask({ owner })], loads: [sceneLoad()] })).waiting[0]?.why ?? "";
    expect(why).toMatch(/^it is meant for `[^`|\n]+`, and/);
  });
});
