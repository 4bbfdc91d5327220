// Workers who remember nothing: every time one wakes, only its name, GitHub and `/brief` are left. The plan still ends.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { seededRandom } from "../../src/sandbox/random.ts";
import { openStage, type Stage } from "../scenarios/stage.ts";

const REPO = "octo/yard";
const HOUR = 3_600_000;
const NAMES = ["ana", "bob", "cho", "dan"];
const SETTINGS = `mode: live
dashboard: { everySeconds: 0 }
briefs: everybody
workers: [${NAMES.map((name) => `{ name: ${name} }`).join(", ")}]
leases: { warn: 2h, release: 4h }
dailySummary: { days: [] }
`;

/** The demo's plan as issues: titles and what waits for what; who does it and how long are left to the App. */
function openPlan(yard: Stage): readonly number[] {
  const { plan } = readPlan(readFileSync("templates/demo-plan.md", "utf8"));
  if (plan === null) throw new Error("the demo's plan can be read");
  const numbers = new Map<string, number>();
  for (let left = [...plan.tasks]; left.length > 0; ) {
    const known = new Set([...numbers.keys()]);
    const ids = new Set(plan.tasks.map(({ id }) => id));
    const free = left.filter(({ dependsOn }) => dependsOn.every((id) => known.has(id) || !ids.has(id)));
    if (free.length === 0) throw new Error("the demo's plan has no circle");
    for (const { id, title, dependsOn } of free) {
      const refs = dependsOn.flatMap((one) => numbers.get(one) ?? []).map((number) => `#${number}`);
      const body = refs.length === 0 ? "**Estimate**: 1h" : `**Estimate**: 1h\n\nDepends on: ${refs.join(", ")}`;
      numbers.set(id, yard.opens("mia", title, body));
    }
    left = left.filter(({ id }) => !numbers.has(id));
  }
  return [...numbers.values()];
}

const isReportOn = (half: string) => (comment: { readonly body: string }) =>
  comment.body.startsWith("## Report") && comment.body.includes(half);

/** One waking of a mind that is empty. `dies`: after so many of its deeds it is gone again. */
function wake(name: string, yard: Stage, dies: number): void {
  let deeds = 0;
  const does = (deed: () => void) => {
    if (deeds < dies) deed();
    deeds += 1;
  };
  const hub = yard.sandbox.comments(REPO, yard.hub);
  const answer = hub.findLast(({ body }) => body.includes(`**Brief for ${name}: #`));
  const issue = Number(/: #(\d{1,6}) /.exec(answer?.body ?? "")?.[1] ?? 0);
  const isMine = issue > 0 && yard.isOpen(issue) && yard.assignees(issue).includes(name);
  if (!isMine) {
    does(() => void yard.says(name, yard.hub, "/brief"));
    return;
  }
  // What an earlier self, or somebody before, has done stands on the issue.
  const comments = yard.sandbox.comments(REPO, issue);
  // Reported in the very second in which the lease ended: answered, not applied, but the work is there.
  if (comments.some(isReportOn("the second half"))) {
    does(() => void yard.says(name, issue, "/done"));
    return;
  }
  const isHalfDone = comments.some(isReportOn("the first half"));
  if (!isHalfDone) {
    does(
      () => void yard.says(name, issue, "## Report\n\n**Status**: In Progress\n**Deliverables**:\n- the first half"),
    );
    return;
  }
  does(() => void yard.says(name, issue, "Still here."));
  does(() => void yard.says(name, issue, "## Report\n\n**Status**: Complete\n**Deliverables**:\n- the second half"));
}

test("with every memory lost, and minds gone for hours at random, the demo's plan ends and nothing is done twice", {
  timeout: 1_200_000,
}, async () => {
  const random = seededRandom(1);
  const people = Object.fromEntries(NAMES.map((name) => [name, "write" as const]));
  const yard = await openStage({ settings: SETTINGS, people });
  const tasks = openPlan(yard);
  expect(tasks.length).toBeGreaterThan(40);
  const goneUntil = new Map<string, number>();
  let losses = 0;
  for (let round = 0; round < 400 && tasks.some((task) => yard.isOpen(task)); round++) {
    for (const name of NAMES) {
      if ((goneUntil.get(name) ?? 0) > yard.clock.now()) continue;
      const isLost = random.next() < 0.06;
      losses += isLost ? 1 : 0;
      if (isLost) goneUntil.set(name, yard.clock.now() + random.between(1, 8) * HOUR);
      wake(name, yard, isLost ? random.between(0, 1) : 2);
    }
    await yard.settles(0.5 * HOUR);
    if (round === 20) await yard.restarts({ withoutStore: true });
  }
  expect(tasks.filter((task) => yard.isOpen(task))).toEqual([]);
  expect(losses).toBeGreaterThan(5);
  for (const task of tasks) {
    const { events } = yard.sandbox.issue(REPO, task);
    expect(
      events.filter(({ event }) => event === "closed"),
      `#${task} is closed once`,
    ).toHaveLength(1);
    const comments = yard.sandbox.comments(REPO, task);
    for (const half of ["the first half", "the second half"])
      expect(comments.filter(isReportOn(half)), `#${task}: ${half}`).toHaveLength(1);
  }
});
