/** Stories about agents that GitHub lets only people start: they are offered work, once, and for as long as it is theirs to take. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const MINUTE = 60_000;
const COPILOT = "copilot-swe-agent[bot]";
const PEOPLE = { [COPILOT]: "write" } as const;
const AGENT = `{ name: copilot, kind: agent, login: "${COPILOT}", startedBy: person }`;
const settings = (workers: string) => `mode: live\ndashboard: { everySeconds: 0 }\nworkers: [${workers}]\n`;

/** Issues with the label, ascending. */
function offered({ sandbox }: Stage): readonly number[] {
  return sandbox
    .issues(REPO)
    .filter(({ labels }) => labels.some(({ name }) => name === "start:copilot"))
    .map(({ number }) => number);
}

const labelEvents = ({ sandbox }: Stage, issue: number) =>
  sandbox.issue(REPO, issue).events.filter(({ label }) => label?.name.startsWith("start:") === true).length;

test("one task is offered, by a label and a line on the dashboard; when a person assigns the agent the label goes", async () => {
  const yard = await openStage({ settings: settings(AGENT), people: PEOPLE });
  const [one, two] = ["One", "Two"].map((title) => yard.opens("mia", title, "**Estimate**: 1h"));
  if (one === undefined || two === undefined) throw new Error("no issues");
  await yard.settles(5 * MINUTE);
  expect(offered(yard)).toEqual([one]);
  expect(yard.assignees(one)).toEqual([]);
  expect(yard.status(one)).toBe("ready");
  expect(yard.dashboard()).toContain(
    `**Start:** copilot on #${one} One: assign it there, under Assignees in the sidebar`,
  );
  expect(yard.dashboard()).toMatch(new RegExp(`#${one} One \\| offered to copilot`));
  await yard.settles(20 * MINUTE);
  expect(labelEvents(yard, one)).toBe(1);
  expect(yard.answers(one)).toEqual([]);

  yard.as("mia").assign(REPO, one, COPILOT);
  await yard.settles(5 * MINUTE);
  expect(yard.status(one)).toBe("in progress");
  expect(offered(yard)).toEqual([]);
  expect(yard.dashboard()).not.toContain("**Start:**");
  expect(yard.dashboard()).toContain("copilot");

  yard.as("mia").closeIssue(REPO, one);
  await yard.settles(5 * MINUTE);
  expect(offered(yard)).toEqual([two]);
});

test("the offer is withdrawn when the task is blocked, or goes to somebody else; urgent work takes its place", async () => {
  const yard = await openStage({ settings: settings(`${AGENT}, { name: ana }`), people: PEOPLE });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(5 * MINUTE);
  // Ana can begin at once, so the first task is hers.
  expect(yard.assignees(one)).toEqual(["ana"]);
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.settles(5 * MINUTE);
  expect(offered(yard)).toEqual([two]);
  yard.as("mia").editIssue(REPO, two, { body: `Depends on #${one}` });
  await yard.settles(5 * MINUTE);
  expect([yard.status(two), ...offered(yard)]).toEqual(["blocked"]);
  yard.as("mia").editIssue(REPO, two, { body: "**Estimate**: 1h" });
  const three = yard.opens("mia", "Three", "**Estimate**: 1h\n\n**Priority**: P0");
  await yard.settles(5 * MINUTE);
  expect(offered(yard)).toEqual([three]);
  yard.as("mia").closeIssue(REPO, one);
  await yard.settles(5 * MINUTE);
  expect(yard.assignees(three)).toEqual(["ana"]);
  expect(offered(yard)).toEqual([two]);
});

test("who takes the label off says no; a label that a person put there stays; /assign says how it is done", async () => {
  const yard = await openStage({ settings: settings(AGENT), people: PEOPLE });
  const [one, two, three] = ["One", "Two", "Three"].map((title) => yard.opens("mia", title, "**Estimate**: 1h"));
  if (one === undefined || two === undefined || three === undefined) throw new Error("no issues");
  await yard.settles(5 * MINUTE);
  yard.as("mia").addLabel(REPO, three, "start:copilot");
  yard.as("mia").removeLabel(REPO, one, "start:copilot");
  await yard.settles(5 * MINUTE);
  expect(offered(yard)).toEqual([two, three]);
  expect(labelEvents(yard, one)).toBe(2);
  yard.says("mia", two, "/assign copilot");
  await yard.settles(5 * MINUTE);
  expect(yard.answers(two).join()).toContain(`under Assignees in the sidebar of #${two}`);
  expect(yard.assignees(two)).toEqual([]);
});

test("while work is stopped nothing is offered; with claims alone nothing ever is", async () => {
  const yard = await openStage({ settings: settings(AGENT), people: PEOPLE });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(5 * MINUTE);
  yard.says("mia", yard.hub, "/stop because the crane is inspected");
  await yard.settles(5 * MINUTE);
  expect(offered(yard)).toEqual([]);
  yard.says("mia", yard.hub, "/start");
  await yard.settles(5 * MINUTE);
  expect(offered(yard)).toEqual([one]);
  yard.as("mia").commitFile(REPO, ".github/signalbox.yml", `${settings(AGENT)}assignment: claims\n`);
  await yard.settles(20 * MINUTE);
  expect(offered(yard)).toEqual([]);
  expect(yard.dashboard()).not.toContain("**Start:**");
});

test("a workflow that takes the label off starts the agent: it is offered again only when nothing came of it", async () => {
  const yard = await openStage({ settings: settings(AGENT), people: { ...PEOPLE, "starter[bot]": "write" } });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(5 * MINUTE);
  yard.as("starter[bot]").removeLabel(REPO, one, "start:copilot");
  yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.settles(10 * MINUTE);
  expect(offered(yard)).toEqual([]);
  await yard.settles(30 * MINUTE);
  expect(offered(yard)).toEqual([one]);
});
