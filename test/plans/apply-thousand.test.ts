/** A plan of a thousand tasks becomes a thousand issues under faults, none of them twice, and no faster than GitHub likes. */
import { expect, test, vi } from "vitest";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { applyWithToken } from "./apply-with-token.ts";

const REPO = "octo/yard";
const PATH = "docs/large.md";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TASKS = 1000;

vi.setConfig({ testTimeout: 240_000 });

/** Twenty lines of work, each task behind the one before it in its line and one of the line beside it. */
function largePlan(): string {
  const rows = Array.from({ length: TASKS }, (_, at) => {
    const waits = [at - 20, at - 21].filter((one) => one >= 0).map((one) => `T-${one}`);
    return `| T-${at} | Piece ${at} | ${waits.join(", ") || "-"} | 2h |`;
  });
  return ["# Large", "", "| ID | Task | Depends on | Est. |", "|---|---|---|---|", ...rows].join("\n");
}

/** Most issues made within any span of so many ms. */
function mostWithin(times: readonly number[], ms: number): number {
  let start = 0;
  return times.reduce((most, time, at) => {
    while (time - (times[start] ?? 0) >= ms) start += 1;
    return Math.max(most, at - start + 1);
  }, 0);
}

test("a thousand tasks, each once, at the pace that was announced", async () => {
  const clock = openVirtualClock("2026-06-01T08:00:00Z");
  const sandbox = openSandbox({ clock, seed: 3 });
  sandbox.repository(REPO, { collaborators: { mia: "maintain" } });
  const faults = ["reset-after-write", "reset-before-write", "error-after-write", "error-before-write"] as const;
  for (const [turn, kind] of faults.entries()) {
    let seen = 0;
    const match = (request: string) => {
      const isCreation = /^POST .*\/issues$/.test(request);
      if (isCreation) seen += 1;
      return isCreation && seen % 97 === 20 * (turn + 1);
    };
    sandbox.faults.next({ kind, match, times: 12 });
  }
  const live = (ms: number) =>
    applyWithToken(largePlan(), PATH, {
      ...{ clock, sandbox, repo: REPO, login: "mia" },
      lasts: () => clock.advance(ms),
    });
  await live(4 * HOUR);
  const { last } = await live(4.5 * HOUR);
  expect(last).toMatchObject({ made: TASKS, total: TASKS });
  const issues = sandbox.issues(REPO);
  expect(new Set(issues.map(({ title }) => title)).size).toBe(TASKS);
  expect(issues.filter(({ state }) => state === "open")).toHaveLength(TASKS);
  expect(issues).toHaveLength(TASKS);
  const times = issues.map(({ createdAt }) => createdAt).toSorted((a, b) => a - b);
  // What was made although the answer was lost is counted a little later.
  const unclear = 3;
  expect(mostWithin(times, MINUTE)).toBeLessThanOrEqual(15 + unclear);
  expect(mostWithin(times, HOUR)).toBeLessThanOrEqual(120 + unclear);
});
