/** Stories about handing in: reviews with rounds, pull requests, evidence, being blocked, forms that lack something. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";
const HOUR = 3_600_000;
const REVIEWED =
  "mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nreview: { required: true }\nworkers: [{ name: ana }, { name: bob, role: reviewer }]\n";

test("work goes back with the reason, comes again, and is approved by somebody who did not build it", async () => {
  const yard = await openStage({ settings: REVIEWED });
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  yard.says("ana", wall, "/done");
  await yard.settles();
  expect(yard.status(wall)).toBe("in review");
  yard.says("ana", wall, "/reject because I want more time");
  yard.says("bob", wall, "/reject");
  await yard.settles();
  expect(yard.status(wall)).toBe("in review");
  yard.says("bob", wall, "/reject because it leans to the left");
  await yard.settles();
  expect(yard.status(wall)).toBe("in progress");
  expect(yard.assignees(wall)).toEqual(["ana"]);
  expect(yard.answers(wall).join("\n")).toContain("Back to @ana after round 1: it leans to the left");
  yard.says("ana", wall, "/brief");
  await yard.restarts({ withoutStore: true });
  expect(yard.answers(wall).join("\n")).toContain("round 1, by bob: it leans to the left");
  yard.says("bob", wall, "/approve");
  await yard.settles();
  expect(yard.isOpen(wall)).toBe(true);
  yard.says("ana", wall, "/review");
  await yard.settles();
  yard.says("bob", wall, "/approve");
  await yard.settles();
  expect(yard.isOpen(wall)).toBe(false);
});

test("a pull request moves its issue to review, its merge to done", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const pull = yard.as("ana").openPullRequest(REPO, { title: "The wall", body: `Closes #${wall}` }).number;
  await yard.settles();
  expect(yard.status(wall)).toBe("in review");
  yard.as("mia").merge(REPO, pull);
  await yard.settles();
  expect(yard.isOpen(wall)).toBe(false);
  expect(yard.status(wall)).toBe(null);
});

test("an approved pull request that is closed unmerged leaves the issue open", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  const pull = yard.as("ana").openPullRequest(REPO, { title: "The wall", body: `Closes #${wall}` }).number;
  await yard.settles();
  yard.says("tom", wall, "/approve");
  await yard.settles();
  yard.as("ana").closePullRequest(REPO, pull);
  await yard.settles(HOUR);
  expect(yard.isOpen(wall)).toBe(true);
  expect(yard.status(wall)).toBe("in progress");
});

test("where a merged pull request is asked for, a word alone finishes nothing", async () => {
  const settings = `${REVIEWED.replace("review: { required: true }", "review: { required: false }")}evidence: [merged pull request]\n`;
  const yard = await openStage({ settings });
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  yard.says("ana", wall, "/done");
  await yard.settles();
  expect(yard.isOpen(wall)).toBe(true);
  expect(yard.answers(wall).join("\n")).toContain("a merged pull request has to show it");
});

test("whoever is blocked is freed, offered other work, helped, and told when the answer is there", async () => {
  const settings =
    "mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob, role: problem-solver }]\n";
  const yard = await openStage({ settings });
  const wall = yard.opens("mia", "Wall", "**Estimate**: 1h");
  const roof = yard.opens("mia", "Roof", "**Estimate**: 1h");
  yard.says("ana", wall, "/claim");
  await yard.settles();
  yard.says("ana", wall, "## ana Report\n\n**Status**: Blocked\n**Blockers**: nobody knows the colour");
  await yard.settles();
  expect(yard.assignees(wall)).toEqual([]);
  const help = yard.answers(wall).join("\n");
  expect(help).toContain("@bob, can you help?");
  expect(help).toContain(`Next best for you: #${roof} Roof`);
  await yard.settles(2 * HOUR);
  yard.says("bob", wall, "It is green.\n\n/resolved");
  await yard.settles();
  expect(yard.status(wall)).toBe("ready");
  const told = yard.answers(wall).filter((text) => text.includes("waited for is there"));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(`@ana: what #${wall} Wall waited for is there. It was blocked for 2 h`);
  await yard.restarts({ withoutStore: true });
  expect(yard.answers(wall).filter((text) => text.includes("waited for is there"))).toHaveLength(1);
});

test("a report that lacks something is answered once with the form to copy, and stands on the dashboard until it is mended", async () => {
  const yard = await openStage();
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  yard.says("ana", wall, "## ana Report\n\n**Duration**: 1h\n**Deliverables**:\n- four bricks");
  await yard.settles();
  const answer = yard.answers(wall).at(-1) ?? "";
  expect(answer).toContain("This report cannot be read yet. Status is missing");
  expect(answer).toContain("- four bricks\n**Status**: 🔄 In Progress");
  expect(yard.dashboard()).toContain(`**Report not read:** ana on #${wall}`);
  await yard.settles(HOUR);
  expect(yard.answers(wall).filter((text) => text.includes("cannot be read yet"))).toHaveLength(1);
  yard.says("ana", wall, "## ana Report\n\n**Duration**: 1h\n**Status**: In Progress");
  await yard.settles();
  expect(yard.dashboard()).not.toContain("Report not read");
});

test("work behind an open pull request can be sent back too, and is handed in again by a word", async () => {
  const yard = await openStage({ settings: REVIEWED });
  const wall = await yard.takes("ana", "Wall", "**Estimate**: 1h");
  yard.as("ana").openPullRequest(REPO, { title: "The wall", body: `Closes #${wall}` });
  await yard.settles();
  yard.says("bob", wall, "/reject because it leans");
  await yard.settles();
  expect(yard.status(wall)).toBe("in progress");
  yard.says("ana", wall, "/review");
  await yard.settles();
  expect(yard.status(wall)).toBe("in review");
});

test("who went on by themselves is not told that they can go on", async () => {
  const yard = await openStage();
  const wall = yard.opens("mia", "Wall", "**Estimate**: 1h");
  yard.as("mia").assign(REPO, wall, "ana");
  await yard.settles();
  yard.says("ana", wall, "## ana Report\n\n**Status**: Blocked\n**Blockers**: nobody knows the colour");
  await yard.settles();
  yard.says("ana", wall, "## ana Report\n\n**Status**: In Progress\n**Deliverables**:\n- a green corner");
  yard.says("tom", wall, "/resume");
  await yard.settles();
  expect(yard.status(wall)).toBe("in progress");
  expect(yard.answers(wall).join("\n")).not.toContain("waited for is there");
});

test("of what blocks a worker an issue is waited for, and what no issue holds back keeps the task on hold", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "The schema", "**Estimate**: 1h");
  const blocked = (list: string) => `## Report\n\n**Status**: Blocked\n**Blockers**:\n${list}`;
  const only = await yard.takes("ana", "Waits", "**Estimate**: 1h");
  yard.says("ana", only, blocked(`- #${schema}`));
  await yard.settles();
  expect(yard.status(only)).toBe("blocked");
  expect(yard.answers(only).at(-1)).toContain(`It waits for #${schema}.`);
  expect(yard.answers(only).at(-1)).not.toContain("/resolved");

  const both = await yard.takes("ana", "Waits for more", "**Estimate**: 1h");
  yard.says("ana", both, blocked(`- #${schema}\n- the vendor is silent`));
  await yard.settles();
  expect(yard.sandbox.labelsOf(REPO, both)).toEqual(["hold"]);
  yard.as("mia").closeIssue(REPO, schema);
  await yard.settles();
  expect([yard.status(only), yard.status(both)]).toEqual(["ready", null]);
  yard.says("ana", both, "/resolved");
  await yard.settles();
  expect(yard.sandbox.labelsOf(REPO, both)).toEqual(["ready"]);

  const late = await yard.takes("ana", "Waits for nothing", "**Estimate**: 1h");
  yard.says("ana", late, blocked(`- #${schema} gives wrong rows\n- #999`));
  await yard.settles();
  expect(yard.sandbox.labelsOf(REPO, late)).toEqual(["hold"]);
});

test("whoever built it is no reviewer of it: where nobody else is named, anybody with triage permission is", async () => {
  const workers =
    "workers: [{ name: ana }, { name: bob }]\ntracks: { web: { reviewers: [bob] }, api: { reviewers: [ana, bob] } }\n";
  const yard = await openStage({
    settings: `mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\n${workers}`,
  });
  const handedIn = async (body: string) => {
    const issue = yard.opens("mia", body, body);
    yard.says("bob", issue, "/claim");
    await yard.settles();
    yard.says("bob", issue, "/done");
    await yard.settles();
    return issue;
  };
  const web = await handedIn("**Track**: web");
  yard.says("bob", web, "/approve");
  await yard.settles();
  expect(yard.status(web)).toBe("in review");
  yard.says("tom", web, "/approve");
  await yard.settles();
  expect(yard.isOpen(web)).toBe(false);
  const api = await handedIn("**Track**: api");
  expect(yard.dashboard()).toMatch(new RegExp(`\\*\\*Review:\\*\\* #${api} .* by ana\\. Way out`));
  yard.says("tom", api, "/approve");
  await yard.settles();
  expect(yard.answers(api).at(-1)).toBe(`#${api} is for ana to review: ask them to say it here.`);
  yard.says("ana", api, "/approve");
  await yard.settles();
  expect(yard.isOpen(api)).toBe(false);
});
