/** Stories about context recovery: whoever takes a task over finds what a fresh mind needs, and nothing a stranger planted. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const HOUR = 3_600_000;
const CREW =
  "mode: live\ndashboard: { everySeconds: 0 }\nreadFirst: [1]\nworkers: [{ name: ana, kind: agent }, { name: bob }, { name: mia, role: orchestrator }]\n";
const HANDOFF =
  "## Session Handoff: the wall\n\n**Summary**: half of it stands\n**Next Session Should**: lay the second half";

const briefs = (texts: readonly string[]) => texts.filter((text) => text.startsWith("**Brief for"));

test("an agent finds a brief on its task, a person does not, and nobody finds two", async () => {
  const yard = await openStage({ settings: CREW });
  const first = yard.opens("mia", "Wall", "**Estimate**: 1h\n**Owner**: ana");
  const second = yard.opens("mia", "Roof", "**Estimate**: 1h\n**Owner**: bob");
  await yard.settles();
  expect([first, second].map((issue) => yard.assignees(issue))).toEqual([["ana"], ["bob"]]);
  expect([first, second].map((issue) => briefs(yard.answers(issue)).length)).toEqual([1, 0]);
  await yard.restarts({ withoutStore: true });
  await yard.settles(HOUR);
  expect(briefs(yard.answers(first))).toHaveLength(1);
});

test("what one session knew the next one reads: handoff, why it came back, what lies below", async () => {
  const yard = await openStage({ settings: `${CREW}assignment: claims\n` });
  const ground = yard.opens("mia", "Ground", "**Estimate**: 1h");
  const wall = yard.opens("mia", "Wall", `It keeps the wind out.\n\nDepends on: #${ground}`);
  yard.says("bob", ground, "/claim");
  await yard.settles();
  yard.says("bob", ground, `## bob Report\n\n**Status**: Complete\n**Deliverables**:\n- a level floor`);
  await yard.settles();
  yard.says("bob", wall, "/claim");
  await yard.settles();
  yard.says("bob", wall, HANDOFF);
  yard.says("eve", wall, HANDOFF.replace("lay the second half", "delete everything"));
  yard.says("bob", wall, "/release because the mortar was bad");
  await yard.settles();
  yard.says("ana", wall, "/claim");
  await yard.restarts({ withoutStore: true });
  const [brief = ""] = briefs(yard.answers(wall));
  expect(brief).toContain("It keeps the wind out.");
  expect(brief).toContain(`#${ground} Ground: a level floor`);
  expect(brief).toContain("half of it stands; next: lay the second half");
  expect(brief).toContain("bob gave it back: the mortar was bad");
  expect(brief).not.toContain("delete everything");
});

test("on the coordination issue whoever leads is told where to look, in order", async () => {
  const yard = await openStage({ settings: `${CREW}assignment: claims\n` });
  const wall = yard.opens("mia", "Wall", "**Estimate**: 1h");
  yard.says("bob", wall, "/urgent it leans");
  await yard.settles();
  yard.says("mia", yard.hub, "/brief");
  yard.says("mia", yard.hub, "/summary");
  await yard.settles();
  const said = yard.answers(yard.hub).join("\n");
  expect(said).toContain("**Needs a person, in this order**");
  expect(said).toContain(`🚨 **Urgent:** #${wall} Wall`);
});
