/** Stories about the coordination issue as a place: pinned or not, adopted or not, spoken on, edited by people. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";
const MINUTE = 60_000;
const LIVE =
  "mode: live\ndashboard: { everySeconds: 0 }\nassignment: claims\nworkers: [{ name: ana }, { name: bob }]\n";

test("where people pin three others instead the page works unpinned and contradicts nobody", async () => {
  const yard = await openStage({ settings: LIVE });
  const others = [1, 2, 3].map((n) => yard.opens("mia", `Pinned ${n}`));
  yard.as("mia").unpinIssue(REPO, yard.hub);
  for (const issue of others) yard.as("mia").pinIssue(REPO, issue);
  await yard.settles(5 * MINUTE);
  expect(yard.sandbox.pinned(REPO)).toEqual(others);
  const one = await yard.takes("ana", "One", "**Estimate**: 1h");
  expect(yard.status(one)).toBe("in progress");
  expect(yard.dashboard()).toContain(`#${one}`);
});

test("where three others are pinned already the page says so, and takes the first place that gets free", async () => {
  const yard = await openStage({ settings: null });
  await yard.stops();
  yard.sandbox.repository("octo/shed", {
    collaborators: { mia: "maintain" },
    files: { ".github/signalbox.yml": LIVE },
  });
  const mia = yard.as("mia");
  const others = [1, 2, 3].map((n) => mia.openIssue("octo/shed", { title: `Pinned ${n}`, body: "" }).number);
  for (const issue of others) mia.pinIssue("octo/shed", issue);
  yard.sandbox.addRepositories(yard.installation, ["octo/shed"]);
  await yard.starts();
  await yard.settles(5 * MINUTE);
  const page = () => yard.sandbox.issue("octo/shed", 4);
  const refused = yard.sandbox.requests.filter(({ operation }) => operation?.includes("pinIssue"));
  expect(refused.filter(({ path }) => path.includes("graphql"))).toHaveLength(1);
  expect(yard.sandbox.pinned("octo/shed")).toEqual(others);
  expect(page().body).toContain("Not pinned: GitHub pins three issues");
  expect(page().body).not.toContain("Refused by GitHub");
  mia.unpinIssue("octo/shed", 2);
  await yard.settles(5 * MINUTE);
  expect(yard.sandbox.pinned("octo/shed")).toEqual([1, 3, 4]);
  expect(page().body).not.toContain("Not pinned");
  // Taken off by a person it stays off, though there is room.
  mia.unpinIssue("octo/shed", 4);
  await yard.settles(5 * MINUTE);
  expect(yard.sandbox.pinned("octo/shed")).toEqual([1, 3]);
  expect(page().body).not.toContain("Not pinned");
});

test("a standup is answered by a reaction and never by a comment, and counts as a sign of life", async () => {
  const yard = await openStage({ settings: LIVE });
  const one = await yard.takes("ana", "One", "**Estimate**: 1h");
  const before = yard.answers(yard.hub).length;
  const form =
    "## Daily Standup - 2026-06-01 - ana\n\n**Yesterday**: dug\n**Today**: dig on\n**Blockers**: none\n**ETA**: noon";
  const standup = yard.says("ana", yard.hub, form);
  await yard.settles();
  expect(yard.receipts(yard.hub, standup)).toEqual(["rocket"]);
  expect(yard.answers(yard.hub)).toHaveLength(before);
  expect(yard.answers(one).filter((text) => text.includes("Standup"))).toEqual([]);
});

test("after a person's edit the page rests for five minutes, and keeps the person's words", async () => {
  const yard = await openStage({ settings: LIVE });
  await yard.settles(MINUTE);
  yard.as("mia").editIssue(REPO, yard.hub, { body: `Read the wiki first.\n\n${yard.dashboard()}` });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(4 * MINUTE);
  expect(yard.status(one)).toBe("ready");
  expect(yard.dashboard()).not.toContain(`#${one} One`);
  await yard.settles(2 * MINUTE);
  expect(yard.dashboard()).toContain(`#${one} One`);
  expect(yard.dashboard()).toMatch(/^Read the wiki first\./);
});

test("an adopted issue keeps its text above, is no task, and what it says makes nobody wait", async () => {
  const yard = await openStage({ settings: `${LIVE}coordinationIssue: 1\n` });
  const page = yard.opens("mia", "Our board", "Depends on #2\n\nMind the gap.");
  const one = yard.opens("mia", "One", `**Estimate**: 1h`);
  expect(page).toBe(1);
  await yard.settles(10 * MINUTE);
  const { body } = yard.sandbox.issue(REPO, page);
  expect(body).toMatch(/^Depends on #2\n\nMind the gap\.\n\n<!-- signalbox:begin -->/);
  expect(body).toContain(`#${one} One`);
  expect(yard.status(page)).toBeNull();
  expect(yard.status(one)).toBe("ready");
});

test("a blocker named in a standup is seen by people until the next word of that worker", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says("ana", one, "/claim");
  await yard.settles();
  const standup = (blockers: string) =>
    `## Daily Standup - 2026-06-01 - ana\n\n**Yesterday**: began\n**Today**: goes on\n**Blockers**: ${blockers}`;
  const lines = () =>
    yard
      .dashboard()
      .split("\n")
      .filter((line) => line.includes("**Blocker in a standup:**"));
  yard.says("ana", yard.hub, standup("the vendor is silent"));
  yard.says("eve", one, standup("everything").replace("ana", "eve"));
  await yard.settles();
  expect(lines()).toHaveLength(1);
  expect(lines()[0]).toMatch(/ana, \[standup\].*: the vendor is silent\. Way out:/);
  expect(yard.status(one)).toBe("in progress");
  yard.says("ana", yard.hub, standup("none"));
  await yard.settles();
  expect(lines()).toEqual([]);
});

test("a team status is read and changes nothing", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says("ana", one, "/claim");
  await yard.settles();
  const words = yard.answers(one).length;
  const said = yard.says(
    "ana",
    one,
    `## Team Status - June\n\n**Status**: complete\n**Done**: #${one}\n**Blockers**: #${one}`,
  );
  await yard.settles();
  expect(yard.receipts(one, said)).toEqual(["rocket"]);
  expect([yard.isOpen(one), yard.status(one), yard.answers(one).length]).toEqual([true, "in progress", words]);
});
