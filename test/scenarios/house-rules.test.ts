/** Stories about good manners: people's hands, observe mode, receipts, settings, summaries, restarts. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;

test("without settings the repository starts in observe: nothing but the coordination issue is written", async () => {
  const yard = await openStage({ settings: null });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  yard.says("ana", one, "/claim");
  await yard.settles(2 * MINUTE);
  expect([one, two].map(yard.status)).toEqual([null, null]);
  expect(yard.assignees(one)).toEqual([]);
  expect(yard.dashboard()).toContain("- [ ]");
  expect(yard.sandbox.pinned("octo/yard")).toEqual([yard.hub]);
});

test("the tick of a maintainer goes live, the tick of a writer does not", async () => {
  const yard = await openStage({ settings: null });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(2 * MINUTE);
  const ticked = () => yard.dashboard().replace("- [ ]", "- [x]");
  yard.as("ana").editIssue("octo/yard", yard.hub, { body: ticked() });
  await yard.settles(10 * MINUTE);
  expect(yard.status(one)).toBe(null);
  yard.as("mia").editIssue("octo/yard", yard.hub, { body: ticked() });
  await yard.settles(10 * MINUTE);
  expect(yard.status(one)).toBe("ready");
  expect(yard.dashboard()).toContain("by mia");
  expect(yard.dashboard()).not.toContain("- [x]");
});

test("a status label changed by hand is put back once with an explanation; the second time Signalbox stands down", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  await yard.settles();
  yard.as("mia").removeLabel("octo/yard", two, "blocked");
  await yard.settles();
  expect(yard.status(two)).toBe("blocked");
  const words = yard.answers(two).length;
  expect(words).toBe(1);
  await yard.settles(MINUTE);
  yard.as("mia").removeLabel("octo/yard", two, "blocked");
  await yard.settles(10 * MINUTE);
  expect(yard.status(two)).toBe(null);
  expect(yard.answers(two)).toHaveLength(words);
  yard.as("mia").closeIssue("octo/yard", one);
  await yard.settles();
  expect(yard.status(two)).toBe("ready");
});

test("where another robot has the short names, ours are long, in what is heard and in what is said", async () => {
  const settings =
    "mode: live\nassignment: claims\ncommands: prefixed\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob }]\n";
  const yard = await openStage({ settings });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  const short = yard.says("ana", one, "/claim");
  await yard.settles();
  expect([yard.assignees(one), yard.receipts(one, short), yard.answers(one)]).toEqual([[], [], []]);
  yard.says("bob", one, "/signalbox claim");
  yard.says("ana", one, "/signalbox claim");
  yard.says("ana", two, "/signalbox claim");
  yard.says("ana", two, "/signalbox unblok");
  yard.says("ana", two, "/signalbox help");
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["bob"]);
  const said = [...yard.answers(one), ...yard.answers(two), yard.dashboard()].join("\n");
  expect(said).toContain(`\`/signalbox unblock #${one} because …\``);
  expect(said).toContain("did you mean `/signalbox unblock`?");
  const named = said.match(/`\/[a-z]+/g) ?? [];
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((name) => name !== "`/signalbox" && name !== "`/unblok")).toEqual([]);
  yard.cost();
  await yard.settles(10 * MINUTE);
  expect(yard.cost().writes).toBe(0);
});

test("a comment runs once: an edit runs only what is new, a redelivery nothing", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const comment = yard.says("mia", one, "/priority p1");
  await yard.settles();
  expect(yard.sandbox.labelsOf("octo/yard", one)).toContain("P1");
  yard.as("mia").removeLabel("octo/yard", one, "P1");
  await yard.settles();
  yard.as("mia").editComment("octo/yard", comment, "/priority p1\n/track backend");
  await yard.settles();
  const labels = yard.sandbox.labelsOf("octo/yard", one);
  expect(labels).toContain("track:backend");
  expect(labels).not.toContain("P1");
});

test("a comment edited by somebody else runs nothing", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const comment = yard.says("ana", one, "I will look at it.");
  await yard.settles();
  yard.as("mia").editComment("octo/yard", comment, "/claim");
  await yard.settles();
  expect(yard.assignees(one)).toEqual([]);
});

test("what was said before the App came is never run", async () => {
  const yard = await openStage();
  await yard.stops();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const said = yard.says("ana", one, "/claim");
  await yard.starts();
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["ana"]);
  expect(yard.receipts(one, said)).toEqual(["rocket"]);

  const fresh = await openStage({ settings: null });
  const old = fresh.opens("mia", "Old", "**Estimate**: 1h");
  expect(fresh.status(old)).toBe(null);
});

test("commands in code, quotations and hidden comments are not commands", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.says("ana", one, "> /claim\n\n```\n/claim\n```\n\n    /claim\n\n<!-- /claim -->\n\nnot /claim either");
  await yard.settles();
  expect(yard.assignees(one)).toEqual([]);
});

test("a stranger's command changes nothing; why is said once a day, after that a reaction must do", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const said = yard.says("eve", one, "/hold because I want to");
  await yard.settles();
  expect(yard.sandbox.labelsOf("octo/yard", one)).toEqual(["ready"]);
  expect(yard.receipts(one, said)).toEqual(["confused"]);
  expect(yard.answers(one)).toEqual(["`/hold` is for somebody with triage permission: ask them to say it here."]);
  const again = ["/claim", "/unblock"].map((word) => yard.says("eve", one, word));
  await yard.settles();
  expect(again.map((comment) => yard.receipts(one, comment))).toEqual([["confused"], ["confused"]]);
  expect(yard.answers(one)).toHaveLength(1);
});

test("a broken settings file keeps the last good one and says on the coordination issue what is wrong", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  yard.as("mia").commitFile("octo/yard", ".github/signalbox.yml", "mode: live\nworkers: many\n");
  await yard.settles(7 * MINUTE);
  expect(yard.dashboard()).toContain("line 2");
  expect(yard.status(one)).toBe("ready");
});

test("losing the store changes no decision and doubles no comment", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  yard.says("ana", one, "/claim");
  yard.says("tom", two, `/unblock #${one} because we start early`);
  yard.says("bob", two, "/claim");
  await yard.settles();
  yard.cost();
  const before = [one, two].map((issue) => [yard.status(issue), yard.assignees(issue), yard.answers(issue)]);
  await yard.restarts({ withoutStore: true });
  await yard.settles(10 * MINUTE);
  expect([one, two].map((issue) => [yard.status(issue), yard.assignees(issue), yard.answers(issue)])).toEqual(before);
  expect(yard.cost().writes).toBe(0);
  expect(yard.status(two)).toBe("in progress");
});

test("one summary per local working day, also after days of downtime", async () => {
  const settings = "mode: live\ntimezone: Europe/Berlin\nassignment: claims\nworkers: [{ name: ana }]\n";
  const yard = await openStage({ settings, startAt: "2026-06-01T12:00:00Z", resyncMs: HOUR });
  yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(2 * HOUR);
  expect(yard.answers(yard.hub)).toHaveLength(0);
  await yard.settles(24 * HOUR);
  expect(yard.answers(yard.hub)).toHaveLength(1);
  await yard.stops();
  await yard.settles(75 * HOUR); // Tuesday to Friday
  await yard.starts();
  await yard.settles(HOUR);
  expect(yard.answers(yard.hub)).toHaveLength(2);
  await yard.settles(40 * HOUR); // over the weekend
  expect(yard.answers(yard.hub)).toHaveLength(2);
});

test("a summary that falls due together with a /done counts the task as done", async () => {
  const settings = "mode: live\nassignment: claims\nworkers: [{ name: ana }]\n";
  const yard = await openStage({ settings, startAt: "2026-06-02T08:00:00Z" });
  const one = yard.opens("mia", "Dig", "**Estimate**: 1h");
  const two = yard.opens("mia", "Build", `Depends on #${one}`);
  yard.says("ana", one, "/claim");
  await yard.settles(20 * MINUTE);
  await yard.stops();
  yard.says("ana", one, "/done");
  await yard.settles(HOUR);
  await yard.starts();
  await yard.settles(10 * MINUTE);
  const [summary = ""] = yard.answers(yard.hub);
  expect(summary).toContain("**1 of 2 tasks done**");
  expect(summary).toContain(`### Finished\n\n- #${one} Dig, by ana`);
  expect(summary).not.toContain("### In progress");
  expect(summary).toContain(`- #${two} Build: ana`);
  expect(yard.sandbox.comments("octo/yard", yard.hub)[0]?.body).toContain('"done":1');
});

test("the summary names what the schedule will begin within a day, by whom, and about when", async () => {
  const settings = "mode: live\nworkers: [{ name: ana, kind: agent }, { name: bob, kind: agent, tracks: [paint] }]\n";
  const yard = await openStage({ settings, startAt: "2026-06-02T08:00:00Z", resyncMs: HOUR });
  const dig = yard.opens("mia", "Dig", "**Estimate**: 6h");
  const build = yard.opens("mia", "Build", `Depends on #${dig}\n\n**Estimate**: 2d`);
  const paint = yard.opens("mia", "Paint", `Depends on #${dig}\n\n**Track**: paint\n\n**Estimate**: 1h`);
  const roof = yard.opens("mia", "Roof", `Depends on #${build}\n\n**Estimate**: 4d`);
  const sign = yard.opens("mia", "Sign", `Depends on #${roof}\n\n**Estimate**: 1h`);
  await yard.settles(90 * MINUTE);
  const summary = yard.answers(yard.hub).join();
  expect(summary).toContain(
    `### Next 24 hours\n\n- #${build} Build: ana, about 2 Jun 14:00\n- #${paint} Paint: bob, about 2 Jun 14:00\n`,
  );
  expect(summary).not.toContain(`#${sign} Sign for`);
  yard.says("mia", yard.hub, "/stop because the crane is inspected");
  yard.opens("mia", "Clean up", "**Estimate**: 1h");
  await yard.settles(MINUTE);
  await yard.stops();
  await yard.settles(24 * HOUR);
  await yard.starts();
  await yard.settles(HOUR);
  const then = yard.answers(yard.hub).findLast((text) => text.includes("Daily summary, 3 Jun 2026"));
  expect(then).toContain("Nothing is handed out until `/start`");
});

test("people's text on the coordination issue stays to the letter", async () => {
  const yard = await openStage();
  const hub = yard.hub;
  const body = `Our notes.\n\n${yard.dashboard()}\n\nMore notes @all.`;
  yard.as("mia").editIssue("octo/yard", hub, { body });
  yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles(10 * MINUTE);
  expect(yard.dashboard().startsWith("Our notes.\n\n")).toBe(true);
  expect(yard.dashboard().endsWith("\n\nMore notes @all.")).toBe(true);
  expect(yard.dashboard()).toContain("One");
});

test("a person's issue can be adopted as the coordination issue", async () => {
  const yard = await openStage({ settings: null });
  const mine = yard.opens("mia", "How we work", "Read this first.");
  yard.as("mia").commitFile("octo/yard", ".github/signalbox.yml", `mode: live\ncoordinationIssue: ${mine}\n`);
  await yard.settles(12 * MINUTE);
  const body = yard.sandbox.issue("octo/yard", mine).body ?? "";
  expect(body.startsWith("Read this first.\n\n")).toBe(true);
  expect(body).toContain("signalbox:begin");
  expect(yard.status(mine)).toBe(null);
});

test("where status labels were in use before, going live takes a second tick", async () => {
  const yard = await openStage({ settings: null });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  yard.as("mia").addLabel("octo/yard", one, "blocked");
  await yard.settles(2 * MINUTE);
  expect(yard.dashboard()).toContain(`put on \`blocked\`: #${two}`);
  const tick = () =>
    yard.as("mia").editIssue("octo/yard", yard.hub, { body: yard.dashboard().replace("- [ ]", "- [x]") });
  tick();
  await yard.settles(10 * MINUTE);
  expect([one, two].map(yard.status)).toEqual(["blocked", null]);
  expect(yard.dashboard()).toContain(`in use here already, on #${one}`);
  tick();
  await yard.settles(10 * MINUTE);
  expect([one, two].map(yard.status)).toEqual(["ready", "blocked"]);
});

test("what GitHub refuses is said on the coordination issue and not tried again and again", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.sandbox.user("nora");
  yard.says("mia", one, "/assign @nora");
  await yard.settles(2 * MINUTE);
  expect(yard.dashboard()).toContain("GitHub does not let nora be assigned here");
  const tries = () =>
    yard.sandbox.requests.filter((request) => request.route.endsWith("/assignees") && request.isWrite).length;
  const before = tries();
  await yard.settles(30 * MINUTE);
  expect(tries() - before).toBeLessThanOrEqual(2);
});

test("a deleted or edited status comment is rebuilt from the commands that have our receipt, once", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  yard.says("tom", two, `/depends #${one} because it needs the table`);
  yard.says("ana", one, "/claim");
  await yard.settles(12 * MINUTE);
  expect(yard.status(two)).toBe("blocked");
  const ours = (issue: number) => {
    const found = yard.sandbox
      .comments("octo/yard", issue)
      .find((comment) => comment.author.login === "signalbox[bot]");
    if (found === undefined) throw new Error("no comment of ours");
    return found.id;
  };
  yard.as("mia").deleteComment("octo/yard", ours(two));
  const edited = ours(one);
  yard.as("mia").editComment("octo/yard", edited, "I tidied up here.");
  await yard.settles(7 * MINUTE);
  expect(yard.status(two)).toBe("blocked");
  expect(yard.answers(two)).toHaveLength(1);
  expect(yard.answers(one).at(-1)).toContain("ana took it");
  expect(yard.assignees(one)).toEqual(["ana"]);
  expect(yard.dashboard()).toContain(`somebody edited a comment of Signalbox on #${one}`);
  yard.cost();
  await yard.settles(20 * MINUTE);
  expect(yard.cost().writes).toBe(0);
});

test("a command that found everything so already is settled too: an edit of its comment does not run it again", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  yard.as("mia").addLabel("octo/yard", one, "P1");
  const comment = yard.says("mia", one, "/priority p1");
  await yard.settles();
  yard.as("mia").removeLabel("octo/yard", one, "P1");
  yard.as("mia").editComment("octo/yard", comment, "/priority p1\n\nas we said");
  await yard.settles();
  expect(yard.sandbox.labelsOf("octo/yard", one)).not.toContain("P1");
});
