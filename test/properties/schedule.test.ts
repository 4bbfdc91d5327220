/** Laws of handing out work, judged by a second, plain reading of the rules. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countDependents } from "../../src/core/graph/count-dependents.ts";
import { buildGraph } from "../../src/core/graph/graph.ts";
import { longestTails } from "../../src/core/graph/longest-paths.ts";
import { type Assignment, type DispatchInput, dispatch } from "../../src/core/schedule/dispatch.ts";
import { openBoard } from "../../src/core/schedule/open-board.ts";
import {
  type Candidate,
  type Load,
  type ScheduleInput,
  type ScheduleResult,
  schedule,
} from "../../src/core/schedule/schedule.ts";
import { sceneLoad, sceneTask } from "../schedule/scene-input.ts";
import { violations } from "../schedule/violations.ts";

const NAMES = ["ana", "bob", "cy", "dee"];
const skills = fc.dictionary(fc.constantFrom("rust", "sql"), fc.integer({ min: 1, max: 2 }), { maxKeys: 2 });
const track = fc.option(fc.constantFrom("back", "front"));
const paths = fc.subarray(["src/a", "src/b", "docs"]);
const resources = fc.subarray(["staging", "gpu"]);

const load = (name: string) =>
  fc
    .record({
      skills,
      tracks: fc.oneof(fc.constant([]), fc.subarray(["back", "front"])),
      slots: fc.integer({ min: 1, max: 3 }),
      role: fc.constantFrom(
        "builder" as const,
        "builder" as const,
        "builder" as const,
        "reviewer" as const,
        "orchestrator" as const,
      ),
      isStandby: fc.boolean(),
      isAway: fc.constantFrom(false, false, true),
      login: fc.constantFrom(name, null),
      held: fc.nat({ max: 2 }),
    })
    .map(({ held, ...stated }) =>
      sceneLoad({
        ...stated,
        name,
        holds: Array.from({ length: held }, (_, at) => 100 + NAMES.indexOf(name) * 10 + at),
      }),
    );

const candidate = (issue: number): fc.Arbitrary<Candidate> =>
  fc
    .record({
      minutes: fc.option(fc.integer({ min: 0, max: 500 }).map((low) => ({ low, high: low + 7 }))),
      priority: fc.constantFrom("P0" as const, "P1" as const, "P2" as const),
      isUrgent: fc.boolean(),
      track,
      skills: fc.oneof(fc.constant({}), skills),
      owner: fc.constantFrom(null, null, null, "ana", "@Bob", "nobody"),
      touches: fc.oneof(fc.constant([]), paths),
      uses: fc.oneof(fc.constant([]), resources),
      declinedBy: fc.oneof(fc.constant([]), fc.subarray(NAMES)),
      tailMinutes: fc.constantFrom(0, 60, 900),
      unblocks: fc.nat({ max: 5 }),
      createdAt: fc.constantFrom("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"),
      builtBlockers: fc.subarray(NAMES),
    })
    .map((stated) => sceneTask({ issue, ...stated }));

const inputs: fc.Arbitrary<ScheduleInput> = fc.record({
  candidates: fc
    .nat({ max: 7 })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, at) => candidate(at + 1)))),
  loads: fc.subarray(NAMES).chain((names) => fc.tuple(...names.map(load))),
  later: fc.nat({ max: 3 }).chain((size) => fc.tuple(...Array.from({ length: size }, (_, at) => candidate(at + 50)))),
  running: fc.tuple(paths, resources).map(([touches, uses]) => [{ issue: 100, touches, uses }]),
  prefer: fc.subarray(["affinity", "unblocks-most", "priority", "no-such-score"]),
  resources: fc.constantFrom({}, { staging: 2, GPU: 3 }),
});

/** Could this worker ever do this task? The rules once more, in other words and without standby. */
function couldDo(task: Candidate, { worker, isAway }: Load): boolean {
  const owner = task.owner?.toLowerCase().replace("@", "") ?? null;
  const isOwner = owner === worker.name;
  if (isAway || worker.role === "orchestrator" || (worker.role === "reviewer" && !isOwner)) return false;
  if (owner !== null && !isOwner) return false;
  if (worker.tracks.length > 0 && !worker.tracks.some((mine) => mine === task.track)) return false;
  if (Object.entries(task.skills).some(([skill, level]) => (worker.skills[skill] ?? -1) < level)) return false;
  return !task.declinedBy.includes(worker.name);
}

function isAllowed(task: Candidate, load: Load, input: ScheduleInput): boolean {
  const isNeeded = !input.loads.some((other) => !other.worker.isStandby && couldDo(task, other));
  return couldDo(task, load) && (!load.worker.isStandby || isNeeded);
}

/** What the world looks like after some of the assignments were carried out. */
function carriedOut(input: ScheduleInput, given: ScheduleResult["given"]): ScheduleInput {
  const taken = new Set(given.map(({ issue }) => issue));
  return {
    ...input,
    candidates: input.candidates.filter(({ issue }) => !taken.has(issue)),
    running: [...input.running, ...input.candidates.filter(({ issue }) => taken.has(issue))],
    loads: input.loads.map((load) => ({
      ...load,
      holds: [...load.holds, ...given.filter(({ worker }) => worker === load.worker.name).map(({ issue }) => issue)],
    })),
  };
}

function expectLegal(input: ScheduleInput, given: ScheduleResult["given"]): void {
  expect(new Set(given.map(({ issue }) => issue)).size).toBe(given.length);
  for (const { issue, worker } of given) {
    const task = input.candidates.find((each) => each.issue === issue);
    const load = input.loads.find((each) => each.worker.name === worker);
    expect(task !== undefined && load !== undefined && isAllowed(task, load, input)).toBe(true);
  }
  const end = carriedOut(input, given);
  for (const load of end.loads) {
    const before = input.loads.find(({ worker }) => worker.name === load.worker.name)?.holds.length ?? 0;
    expect(load.holds.length).toBeLessThanOrEqual(Math.max(before, load.worker.slots));
  }
  const started = end.running.slice(input.running.length);
  for (const [at, task] of started.entries()) {
    const others = [...input.running, ...started.slice(0, at)];
    expect(others.flatMap(({ touches }) => touches).filter((path) => task.touches.includes(path))).toEqual([]);
  }
  const room: Record<string, number> = { staging: input.resources?.staging ?? 1, gpu: input.resources?.GPU ?? 1 };
  for (const task of started)
    for (const name of task.uses)
      expect(end.running.filter(({ uses }) => uses.includes(name)).length).toBeLessThanOrEqual(room[name] ?? 0);
}

function shuffled(input: ScheduleInput): ScheduleInput {
  const back = <Item>(list: readonly Item[]) => [...list].reverse();
  return {
    ...input,
    candidates: back(input.candidates),
    loads: back(input.loads),
    later: back(input.later),
    running: back(input.running),
  };
}

describe("one decision", () => {
  test("gives only what may be given", () => {
    fc.assert(fc.property(inputs, (input) => expectLegal(input, schedule(input).given)));
  });

  test("tells of every task and every worker, in one line, without mentioning anybody", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { given, waiting, idle } = schedule(input);
        const told = [...given, ...waiting].map(({ issue }) => issue).sort((one, other) => one - other);
        expect(told).toEqual(input.candidates.map(({ issue }) => issue));
        const end = carriedOut(input, given);
        const free = end.loads.filter(({ worker, holds }) => holds.length < worker.slots);
        const unoccupied = free.filter(({ worker }) => !given.some((each) => each.worker === worker.name));
        expect(idle.map(({ worker }) => worker)).toEqual(unoccupied.map(({ worker }) => worker.name).sort());
        for (const { why } of [...given, ...waiting, ...idle]) {
          expect(why).toMatch(/^[^\n]{8,}$/);
          expect(why.replaceAll(/`[^`]*`/g, "")).not.toContain("@");
        }
      }),
    );
  });

  test("is the same whatever the order of its parts", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(schedule(shuffled(input))).toEqual(schedule(input));
      }),
    );
  });

  test("after any part of it was carried out, the next one is legal, and then all is settled", () => {
    fc.assert(
      fc.property(inputs, fc.nat({ max: 7 }), (input, size) => {
        const part = schedule(input).given.slice(0, size);
        const rest = schedule(carriedOut(input, part)).given;
        expectLegal(input, [...part, ...rest]);
        expect(schedule(carriedOut(input, [...part, ...rest])).given).toEqual([]);
      }),
    );
  });

  test("leaves nobody idle who could take what is left", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { given, waiting } = schedule(input);
        const end = carriedOut(input, given);
        for (const { issue } of waiting)
          for (const load of end.loads) {
            const task = input.candidates.find((each) => each.issue === issue) ?? sceneTask();
            const isFree = task.touches.length + task.uses.length === 0 && load.holds.length < load.worker.slots;
            expect(isFree && isAllowed(task, load, input)).toBe(false);
          }
        expect(schedule(end).given).toEqual([]);
      }),
    );
  });

  test("of two tasks that ask the same, the one left waiting is never the more urgent", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const plain = input.candidates.map((task) => ({
          ...task,
          skills: {},
          track: null,
          owner: null,
          touches: [],
          uses: [],
          declinedBy: [],
        }));
        const { given, waiting } = schedule({ ...input, candidates: plain, prefer: [] });
        const rank = (issue: number) => {
          const task = plain.find((each) => each.issue === issue) ?? sceneTask();
          return `${task.isUrgent ? 0 : 1}${task.priority}${String(1000 - task.tailMinutes).padStart(4, "0")}`;
        };
        for (const { issue: left } of waiting)
          for (const { issue: taken } of given) expect(rank(taken) <= rank(left)).toBe(true);
      }),
    );
  });
});

test("shares of work add up exactly: when all is given out, nobody has other work left, in whatever order", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 7 }), fc.boolean(), (minutes, workers, isReversed) => {
      const open = minutes.map((low, at) => sceneTask({ issue: at + 1, minutes: { low, high: low } }));
      const loads = Array.from({ length: workers }, (_, at) => sceneLoad({ name: `w${at}` }));
      const board = openBoard({ loads, running: [], open, resources: {} });
      const [first] = board.hands;
      for (const task of isReversed ? open.reverse() : open) if (first !== undefined) board.give(task, first);
      expect(board.hands.map(({ otherMinutes }) => otherMinutes)).toEqual(board.hands.map(() => 0));
    }),
  );
});

/** Of the tasks before; the fourth may name any, so that some plans have cycles. */
function blockersOf(at: number, size: number): fc.Arbitrary<string[]> {
  const ids = Array.from({ length: at === 3 ? size : at }, (_, other) => `t${other}`);
  return fc.subarray(ids, { maxLength: Math.min(3, ids.length) });
}

test("shares of work add up exactly with owners, tracks and skills too, each task given to whoever can do it", () => {
  fc.assert(
    fc.property(inputs, fc.boolean(), ({ candidates, loads }, isReversed) => {
      const board = openBoard({ loads, running: [], open: candidates, resources: {} });
      for (const task of isReversed ? [...candidates].reverse() : candidates) {
        const [hand] = board.able(task);
        if (hand !== undefined) board.give(task, hand);
      }
      expect(board.hands.map(({ otherMinutes }) => otherMinutes)).toEqual(board.hands.map(() => 0));
    }),
  );
});

const planned: fc.Arbitrary<DispatchInput> = fc.record({
  tasks: fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, at) =>
        fc.record({
          id: fc.constant(`t${at}`),
          minutes: fc.integer({ min: 0, max: 9 }),
          actualMinutes: fc.integer({ min: 1, max: 9 }),
          dependsOn: blockersOf(at, size),
          skills: fc.oneof(fc.constant({}), skills),
          track,
          priority: fc.constantFrom("P1" as const, "P2" as const),
          touches: fc.oneof(fc.constant([]), paths),
          uses: fc.oneof(fc.constant([]), resources),
        }),
      ),
    ),
  ),
  workers: fc
    .subarray(NAMES)
    .chain((names) =>
      fc.tuple(...names.map((name) => load(name).map(({ worker }) => ({ ...worker, isStandby: false })))),
    ),
  resources: fc.constantFrom({}, { staging: 2 }),
});

describe("a plan played through", () => {
  test("is legal, complete and the same each time", () => {
    fc.assert(
      fc.property(planned, (input) => {
        const result = dispatch(input);
        expect(violations(input, result)).toEqual([]);
        expect(dispatch(input)).toEqual(result);
        for (const { why } of result.unplaced) expect(why).toMatch(/^[^\n]{8,}$/);
      }),
    );
  });

  test("makes at every completion exactly the decision that would be made live", () => {
    fc.assert(
      fc.property(planned, (input) => {
        expect(dispatch(input).assignments).toEqual(playLive(input));
      }),
    );
  });

  test("milestones pass by themselves, at once", () => {
    const result = dispatch({
      tasks: [
        { id: "a", minutes: 5, dependsOn: [] },
        { id: "gate", minutes: 0, dependsOn: ["a"], workersNeeded: 0 },
        { id: "b", minutes: 5, dependsOn: ["gate", "gone"] },
      ],
      workers: [sceneLoad().worker],
    });
    expect(result.assignments.map(({ task, start, worker }) => [task, start, worker])).toEqual([
      ["a", 0, "ana"],
      ["gate", 5, null],
      ["b", 5, "ana"],
    ]);
  });

  test("what can never be done is said, and the rest goes on", () => {
    const { assignments, unplaced } = dispatch({
      tasks: [
        { id: "a", minutes: 5, dependsOn: ["b"] },
        { id: "b", minutes: 5, dependsOn: ["a"] },
        { id: "behind", minutes: 5, dependsOn: ["b"] },
        { id: "c", minutes: 5, dependsOn: [], skills: { sql: 1 } },
        { id: "d", minutes: 5, dependsOn: [] },
      ],
      workers: [sceneLoad().worker],
    });
    expect(assignments.map(({ task }) => task)).toEqual(["d"]);
    expect(unplaced).toEqual([
      { task: "a", why: "it waits in a circle: a for b and b for a" },
      { task: "b", why: "it waits in a circle: a for b and b for a" },
      { task: "behind", why: "it waits for what can never be done" },
      { task: "c", why: "it needs `sql`, and nobody who could take it has that" },
    ]);
  });
});

/** The plan carried out step by step with nothing but `schedule`, as the App would. */
function playLive({ tasks, workers, resources = {} }: DispatchInput): Assignment[] {
  const node = (id: string) => tasks.findIndex((task) => task.id === id);
  const edges = tasks.flatMap(({ dependsOn }, dependent) => dependsOn.map((id) => [dependent, node(id)] as const));
  const graph = buildGraph(
    tasks.length,
    edges.map(([one]) => one),
    edges.map(([, other]) => other),
  );
  const tails = longestTails(
    graph,
    Float64Array.from(tasks, ({ minutes }) => minutes),
  );
  const dependents = countDependents(graph);
  const assignments: Assignment[] = [];
  for (let now: number | undefined = 0; now !== undefined; ) {
    const ended = new Set(assignments.filter(({ end }) => end <= (now ?? 0)).map(({ task }) => task));
    const open = tasks.filter(({ id }) => !assignments.some(({ task }) => task === id));
    const isReady = ({ id, dependsOn }: (typeof tasks)[number]) =>
      dependsOn.every((each) => each === id || ended.has(each));
    const asCandidate = (task: (typeof tasks)[number]) =>
      sceneTask({
        issue: node(task.id) + 1,
        skills: task.skills ?? {},
        track: task.track ?? null,
        priority: task.priority ?? "P2",
        touches: task.touches ?? [],
        uses: task.uses ?? [],
        minutes: { low: task.minutes, high: task.minutes },
        tailMinutes: tails[node(task.id)] ?? 0,
        unblocks: dependents[node(task.id)] ?? 0,
        builtBlockers: assignments.flatMap((each) =>
          task.dependsOn.includes(each.task) && each.task !== task.id ? [each.worker ?? ""] : [],
        ),
      });
    const underway = assignments.filter(({ task }) => !ended.has(task));
    const { given } = schedule({
      candidates: open.filter(isReady).map(asCandidate),
      later: open.filter((task) => !isReady(task)).map(asCandidate),
      loads: workers.map((worker) => ({
        worker,
        holds: underway.filter((each) => each.worker === worker.name).map(({ task }) => node(task) + 1),
        touches: [],
        uses: [],
        isAway: false,
      })),
      running: underway.map(({ task }) => asCandidate(tasks[node(task)] ?? { id: "", minutes: 0, dependsOn: [] })),
      prefer: [],
      resources,
    });
    for (const { issue, worker } of given) {
      const task = tasks[issue - 1];
      if (task !== undefined)
        assignments.push({ task: task.id, worker, start: now, end: now + (task.actualMinutes ?? task.minutes) });
    }
    const ends: number[] = assignments.map(({ end }) => end).filter((end) => end > (now ?? 0));
    now = ends.length === 0 ? undefined : Math.min(...ends);
  }
  return assignments;
}
