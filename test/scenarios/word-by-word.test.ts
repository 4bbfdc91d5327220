/** Stories about several words, people or workers at once: the last word counts, and nobody speaks or acts for another. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";
const TASK = "**Estimate**: 1h";

test("of several words in one comment or one second the last one counts", async () => {
  const yard = await openStage();
  const [done, review] = [await yard.takes("ana", "A", TASK), await yard.takes("bob", "B", TASK)];
  yard.says("ana", done, "/done\n/release");
  yard.says("bob", review, "/review\n/release");
  await yard.settles();
  expect([done, review].map(yard.status)).toEqual(["ready", "ready"]);
  expect(yard.assignees(done)).toEqual([]);
  yard.says("bob", review, "/claim\n/done");
  await yard.settles();
  expect(yard.isOpen(review)).toBe(false);

  const looked = await yard.takes("ana", "C", TASK);
  yard.says("ana", looked, "/review");
  yard.says("mia", looked, "/reject because a test is missing");
  await yard.settles();
  expect(yard.status(looked)).toBe("in progress");
  yard.says("ana", looked, "/review");
  yard.says("mia", looked, "/approve");
  yard.says("mia", looked, "/reject because I looked again");
  await yard.settles();
  expect([yard.isOpen(looked), yard.status(looked)]).toEqual([true, "in progress"]);
});

test("a command finds the labels that the one before it has set", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", TASK);
  const labels = () => yard.sandbox.labelsOf(REPO, one).filter((label) => label !== "ready");
  yard.says("mia", one, "/priority p1\n/priority p2\n/track web\n/track api");
  await yard.settles();
  expect(labels()).toEqual(["P2", "track:api"]);
  yard.says("mia", one, "/priority p1\n/priority p2");
  await yard.settles();
  expect(labels()).toEqual(["P2", "track:api"]);
  yard.says("mia", one, "/urgent it burns\n/resolved");
  await yard.settles();
  expect(labels()).toEqual(["P2", "track:api"]);
  expect(yard.dashboard()).not.toContain("it burns");
});

test("the answer to a report of being blocked may come in the same second", async () => {
  const yard = await openStage();
  const one = await yard.takes("ana", "One", TASK);
  yard.says("ana", one, "## Report\n\n**Status**: Blocked\n**Blockers**: the vendor is silent");
  yard.says("tom", one, "/resolved");
  await yard.settles();
  expect([yard.status(one), yard.sandbox.labelsOf(REPO, one)]).toEqual(["ready", ["ready"]]);
});

test("a blocked report makes wait what it says was created, and says what it may not", async () => {
  const yard = await openStage({ people: { ana: "read" } });
  const blocker = yard.opens("mia", "The schema", TASK);
  const own = yard.opens("ana", "Follow-up", TASK);
  const others = yard.opens("mia", "Somebody else's", TASK);
  const one = await yard.takes("ana", "One", TASK);
  const created = `**Dependencies Created**: #${own}, #${others}`;
  yard.says("ana", one, `## Report\n\n**Status**: Blocked\n**Blockers**: #${blocker}\n${created}`);
  await yard.settles();
  expect([one, own, others].map(yard.status)).toEqual(["blocked", "blocked", "ready"]);
  const said = yard.answers(one).join("\n");
  expect(said).toContain("is blocked and the slot is free");
  expect(said).toContain(`#${others} belongs to somebody else`);
});

test("of several people assigned by hand whoever gives back, or is taken off, goes alone", async () => {
  const yard = await openStage();
  const claimed = await yard.takes("ana", "E", TASK);
  yard.as("mia").assign(REPO, claimed, "bob");
  await yard.settles();
  yard.says("bob", claimed, "/release");
  await yard.settles();
  expect(yard.assignees(claimed)).toEqual(["ana"]);

  const assigned = async (title: string) => {
    const issue = yard.opens("mia", title, TASK);
    yard.as("mia").assign(REPO, issue, "ana", "bob");
    await yard.settles();
    return issue;
  };
  const [first, second, named, all] = [
    await assigned("A"),
    await assigned("B"),
    await assigned("C"),
    await assigned("D"),
  ];
  yard.says("ana", first, "/release");
  yard.says("bob", second, "/release");
  yard.says("tom", named, "/unassign @bob");
  yard.says("tom", all, "/unassign");
  await yard.settles();
  expect([first, second, named, all].map(yard.assignees)).toEqual([["bob"], ["ana"], ["ana"], []]);
  expect([first, second, named, all].map(yard.status)).toEqual(["in progress", "in progress", "in progress", "ready"]);
});

test("where anyone may claim, strangers still command nothing but their own task", async () => {
  const settings = "mode: live\nassignment: claims\nclaims: anyone\ndashboard: { everySeconds: 0 }\n";
  const yard = await openStage({ settings, people: { zoe: "read" } });
  const [one, two] = [yard.opens("mia", "One", TASK), yard.opens("mia", "Two", TASK)];
  await yard.settles();
  yard.says("eve", one, `/block #${two}`);
  yard.says("eve", one, "/urgent look at me");
  yard.says("eve", one, "/done");
  await yard.settles();
  expect([yard.status(one), yard.isOpen(one), yard.sandbox.labelsOf(REPO, one)]).toEqual(["ready", true, ["ready"]]);
  yard.says("zoe", two, "/claim\n/done it works");
  await yard.settles();
  expect(yard.isOpen(two)).toBe(false);
  const three = yard.opens("mia", "Three", TASK);
  yard.says("zoe", one, "/claim\n/review");
  yard.says("zoe", three, "/claim");
  await yard.settles();
  expect([one, three].map(yard.status)).toEqual(["in review", "ready"]);
});

test("a bot that speaks for several workers is heard, and has to say for which", async () => {
  const bot = "build-bot[bot]";
  const worker = `{ name: agent, kind: agent, count: 2, speaksAs: ["${bot}"] }`;
  const settings = `mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nworkers: [${worker}]\n`;
  const yard = await openStage({ settings });
  yard.sandbox.user(bot, { type: "Bot" });
  yard.sandbox.setRole(REPO, bot, "write");
  const [one, two] = [yard.opens("mia", "One", TASK), yard.opens("mia", "Two", TASK)];
  yard.says(bot, one, "/claim");
  await yard.settles();
  expect(yard.status(one)).toBe("ready");
  expect(yard.answers(one)).toEqual(["You speak for `agent-1` and `agent-2`: say for which, `/claim as agent-1`."]);
  yard.says(bot, one, "/claim as agent-2");
  await yard.settles();
  expect(yard.sandbox.labelsOf(REPO, one)).toContain("worker:agent-2");
  yard.says(bot, two, "/away until tomorrow");
  await yard.settles();
  expect(yard.answers(two).join("\n")).toContain("`/away as agent-1`");
  yard.says(bot, one, "## Worker agent-2 Report\n\n**Status**: Complete");
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
});

test("what its author makes of a report by an edit is heard, a typo mended in it is not", async () => {
  const yard = await openStage();
  const one = await yard.takes("ana", "One", TASK);
  const report = yard.says("ana", one, "## Report\n\n**Duration**: 1h");
  await yard.settles();
  expect(yard.answers(one).join("\n")).toContain("Status is missing");
  yard.as("ana").editComment(REPO, report, "## Report\n\n**Duration**: 1h\n**Status**: In Progress");
  await yard.settles();
  expect(yard.answers(one).join("\n")).toContain("ana reported in progress");
  yard.as("ana").editComment(REPO, report, "## Report\n\n**Duration**: 2h\n**Status**: Complete");
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
  const words = yard.answers(one);
  yard.as("ana").editComment(REPO, report, "## Report\n\n**Duration**: 2h\n**Status**: Complete\n\nThanks, all!");
  await yard.settles();
  expect(yard.answers(one)).toEqual(words);
});

test("what an edit adds counts from the edit, not from when the comment was begun", async () => {
  const yard = await openStage();
  const one = await yard.takes("ana", "One", TASK);
  const comment = yard.says("ana", one, "/review");
  await yard.settles();
  yard.says("mia", one, "/reject because a test is missing");
  await yard.settles();
  expect(yard.status(one)).toBe("in progress");
  yard.as("ana").editComment(REPO, comment, "/review\n\nThe test is there now.\n\n/review");
  await yard.settles();
  expect(yard.status(one)).toBe("in review");
});

test("a report about what is no task is told what that is", async () => {
  const yard = await openStage();
  const one = await yard.takes("ana", "One", TASK);
  const pull = yard.as("ana").openPullRequest(REPO, { title: "Change", body: "x", files: ["a.ts"] }).number;
  for (const issue of [pull, yard.hub, 99])
    yard.says("ana", yard.hub, `## Report\n\n**Issue**: #${issue}\n**Status**: In Progress`);
  await yard.settles();
  const said = yard.answers(yard.hub).join("\n");
  expect(said).toContain(`#${pull} is a pull request`);
  expect(said).toContain(`#${yard.hub} is the coordination issue`);
  expect(said).not.toContain("/admit");
  expect(yard.status(one)).toBe("in progress");
});

test("nobody asks, answers or reports in the name of a worker they do not speak for", async () => {
  const workers = "workers: [{ name: ana }, { name: bob }, { name: cho }]\n";
  const settings = `mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\n${workers}`;
  const yard = await openStage({ settings, people: { cho: "write" } });
  const one = await yard.takes("ana", "One", TASK);
  const message = (kind: string, from: string, to: string) => {
    const names = { source_agent: from, target_agent: to, correlation_id: `c-${to}`, message_type: kind };
    const rest = { version: "1.0", timestamp: "2026-06-01T08:00:00Z", payload: {}, timeout_ms: 60_000 };
    return `\`\`\`json\n${JSON.stringify({ ...rest, ...names })}\n\`\`\``;
  };
  yard.says("ana", one, message("request", "ana", "bob"));
  yard.says("cho", one, message("response", "bob", "bob"));
  yard.says("bob", one, message("request", "ana", "cho"));
  yard.says("bob", yard.hub, "## Daily Standup - 2026-06-01 - Worker ana\n\n**Today**: x\n**Blockers**: the vendor");
  await yard.settles(5 * 60_000);
  expect(yard.dashboard()).toMatch(/\*\*Unanswered:\*\* ana \[asked\]\(\S+\) bob/);
  expect(yard.dashboard()).toMatch(/\*\*Unanswered:\*\* bob \[asked\]\(\S+\) cho/);
  expect(yard.dashboard()).toContain("**Blocker in a standup:** bob,");
  yard.says("bob", one, message("response", "bob", "bob"));
  await yard.settles(5 * 60_000);
  expect(yard.dashboard()).not.toContain("**Unanswered:** ana");
});

test("whoever speaks for several workers is no stranger, whatever they may do in the repository", async () => {
  const workers = "workers: [{ name: worker-6, speaksAs: [eve] }, { name: worker-7, speaksAs: [eve] }]\n";
  const yard = await openStage({
    settings: `mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\n${workers}`,
  });
  const one = yard.opens("mia", "One", TASK);
  yard.says("eve", one, "/claim as worker-6");
  await yard.settles();
  yard.says("eve", one, "/release as worker-7");
  yard.says("eve", one, "/done");
  yard.says("eve", one, "/next worker-7");
  await yard.settles();
  const [status, ...said] = yard.answers(one);
  expect(status).toContain("gave it to worker-6");
  expect(said).toEqual([
    "worker-6 holds #2, not you. Ask them, or somebody with triage permission: `/unassign`.",
    "You speak for `worker-6` and `worker-7`: say for which, `/done as worker-6`.",
    "Nothing for worker-7 now: no open task is left.",
  ]);
});
