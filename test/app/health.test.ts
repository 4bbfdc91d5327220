/** Alive and ready: what makes each red, what does not, and what the answer says. */
import { expect, test } from "vitest";
import { openHealth } from "../../src/app/health.ts";
import { Parked } from "../../src/ports/github.ts";
import { StoreUnwell } from "../../src/ports/store.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";

function openDoctor() {
  const clock = openVirtualClock("2026-06-01T08:00:00Z");
  const state = { lagMs: 0, probes: 0, isBroken: false };
  const probe = async () => {
    state.probes += 1;
    if (state.isBroken) throw new StoreUnwell("database or disk is full (the disk is full: make room).");
  };
  const health = openHealth({ clock, store: { probe }, lagMs: () => state.lagMs });
  const request = (status: number | null, installationId = 1) =>
    health.tell({
      kind: "request",
      installationId,
      method: "GET",
      route: "/",
      status,
      sentAt: clock.now(),
      tookMs: 1,
      budget: null,
    });
  return { clock, state, health, request };
}

test("only a late event loop makes it less than alive", () => {
  const { state, health, request } = openDoctor();
  state.isBroken = true;
  request(null);
  expect(health.alive()).toEqual({ isOk: true, message: "Alive." });
  state.lagMs = 4999;
  expect(health.alive().isOk).toBe(true);
  state.lagMs = 7000;
  expect(health.alive()).toEqual({ isOk: false, message: "The event loop came 7 s late; expected less than 5 s." });
});

test("ready between starting and stopping", async () => {
  const { health } = openDoctor();
  expect((await health.ready()).message).toMatch(/^Starting/);
  health.enter("serving");
  expect(await health.ready()).toEqual({ isOk: true, message: "Ready." });
  health.enter("stopping");
  expect(await health.ready()).toMatchObject({ isOk: false, message: expect.stringMatching(/^Stopping/) });
});

test("the store is asked by a write, once a second however many ask, and a recovery shows within a second", async () => {
  const { clock, state, health } = openDoctor();
  health.enter("serving");
  state.isBroken = true;
  const answers = await Promise.all(Array.from({ length: 50 }, () => health.ready()));
  expect(new Set(answers.map(({ isOk }) => isOk))).toEqual(new Set([false]));
  expect(answers[0]?.message).toBe(
    "The store takes no writes, so deliveries are refused: database or disk is full (the disk is full: make room).",
  );
  expect(state.probes).toBe(1);
  state.isBroken = false;
  await clock.advance(999);
  expect((await health.ready()).isOk).toBe(false);
  await clock.advance(1);
  expect((await health.ready()).isOk).toBe(true);
  expect(state.probes).toBe(2);
});

test("GitHub out of reach: ready all the same, and the answer says since when work is delayed", async () => {
  const { clock, health, request } = openDoctor();
  health.enter("serving");
  request(502);
  await clock.advance(60_000);
  request(null);
  const delayed = " GitHub does not answer: work is delayed since 2026-06-01T08:00:00.000Z.";
  expect(await health.ready()).toEqual({ isOk: true, message: `Ready.${delayed}` });
  request(404);
  expect((await health.ready()).message).toBe("Ready.");
});

test("limited: ready all the same, since the first limit until the last rest is over", async () => {
  const { clock, health, request } = openDoctor();
  health.enter("serving");
  const rest = (until: number) => health.tell({ kind: "rest", installationId: 1, at: clock.now(), until });
  request(429);
  rest(clock.now() + 60_000);
  await clock.advance(60_000);
  request(429);
  expect((await health.ready()).message).toBe("Ready.");
  rest(clock.now() + 120_000);
  expect(await health.ready()).toEqual({
    isOk: true,
    message: "Ready. GitHub limits us until 2026-06-01T08:03:00.000Z: work is delayed since 2026-06-01T08:00:00.000Z.",
  });
  await clock.advance(120_000);
  expect((await health.ready()).message).toBe("Ready.");
  request(200);
  await clock.advance(60_000);
  rest(clock.now() + 60_000);
  expect((await health.ready()).message).toContain("since 2026-06-01T08:04:00.000Z");
});

test("not let in, or not let do our work: ready all the same, and the answer says who knows why, until it goes on", async () => {
  const { clock, health, request } = openDoctor();
  health.enter("serving");
  const parked = (repositoryId: number | null) =>
    health.tell({ kind: "trouble", trouble: "parked", repositoryId, about: null, error: new Parked("no") });
  const told = "Ready. GitHub does not let us do all our work since";
  parked(null);
  request(401, 0);
  expect((await health.ready()).message).toBe(
    `${told} 2026-06-01T08:00:00.000Z: \`npm run signalbox -- doctor\` says why.`,
  );
  await clock.advance(3_600_000);
  parked(7);
  request(200, 0);
  expect(await health.ready()).toMatchObject({
    isOk: true,
    message: expect.stringContaining(`${told} 2026-06-01T09:0`),
  });
  const about = { repositoryId: 7, repository: "octo/yard", reconcileId: "7-1", deliveries: [] };
  const turn = { kind: "turn", writes: 0, waitedMs: null, tookMs: 1, nextAt: null, about } as const;
  health.tell({ ...turn, result: "parked" });
  expect((await health.ready()).message).toContain(told);
  health.tell({ ...turn, result: "done" });
  expect((await health.ready()).message).toBe("Ready.");
  parked(8);
  await clock.advance(2 * 3_600_000);
  expect((await health.ready()).message).toBe("Ready.");
});
