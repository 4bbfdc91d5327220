/** Stories about small words that were wrong, missing or said to nobody. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const HOUR = 3_600_000;

test("a gate names what it waits for elsewhere as what it is", async () => {
  const yard = await openStage();
  yard.sandbox.repository("octo/depot", { private: false, collaborators: { mia: "maintain" }, files: {} });
  const rails = yard.as("mia").openIssue("octo/depot", { title: "Cast the rails" }).number;
  const gate = yard.opens("mia", "Ready?", `**Phase**: 1\n**Approver**: mia\n\nDepends on octo/depot#${rails}`);
  yard.opens("mia", "Launch", "**Phase**: 2");
  await yard.settles();
  yard.says("mia", gate, "/why");
  await yard.settles();
  expect(yard.answers(gate).join("\n")).toContain("it waits for octo/depot");
});

test("/unblock on an issue that waits for nothing says so, and leaves no comment that says nothing", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  const said = yard.says("tom", one, "/unblock");
  await yard.settles();
  expect(yard.answers(one)).toEqual([`#${one} waits for nothing.`]);
  expect(yard.receipts(one, said)).toEqual(["rocket"]);
});

test("what is closed in the same breath is told as done, and what waited for it as ready", async () => {
  const settings = "mode: live\nassignment: claims\ndashboard: { everySeconds: 3600 }\nworkers: [{ name: ana }]\n";
  const yard = await openStage({ settings });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  yard.says("ana", one, "/claim");
  await yard.settles(2 * HOUR);
  expect(yard.dashboard()).toContain("1 in progress · 1 blocked");
  yard.says("ana", one, "/done");
  await yard.settles();
  expect(yard.isOpen(one)).toBe(false);
  // Nothing more is written for an hour: this is what everybody reads meanwhile.
  expect(yard.dashboard()).toContain("**1 of 2 tasks done**");
  expect(yard.dashboard()).toContain("### Needs a person now\n\nNothing.\n");
  expect(yard.dashboard()).toMatch(new RegExp(`### Ready[^]*#${two} Two`));
});

test("one count of what is blocked: gates are named apart, on the dashboard, in /status and for an idle worker", async () => {
  const yard = await openStage();
  const build = yard.opens("tom", "Build", "**Phase**: 1");
  yard.opens("tom", "Launch", "**Phase**: 2");
  yard.opens("tom", "Ready to launch?", "**Phase**: 1\n**Approver**: mia");
  await yard.settles();
  yard.says("ana", build, "/claim");
  await yard.settles();
  yard.says("bob", yard.hub, "/status");
  await yard.settles();
  expect(yard.dashboard()).toContain("1 in progress · 1 blocked · 1 gate not open yet");
  expect(yard.dashboard()).toContain("nothing else is ready; 1 task cannot start yet");
  expect(yard.answers(yard.hub).join("\n")).toContain("1 in progress, 1 blocked, 1 gate not open yet.");
});

test("who removes GitHub's link where a text still says it is told where, until one of both goes", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API", `First words.\n\nDepends on #${schema}`);
  await yard.settles();
  yard.as("tom").removeBlockedBy("octo/yard", api, schema);
  await yard.settles(10 * 60_000);
  const [told = ""] = yard.answers(api);
  expect(told).toContain(`#${api} still waits for #${schema}, although GitHub's link was removed`);
  expect(told).toContain("line 3 says “Depends on");
  expect(told).toContain(`\`/unblock #${schema} because …\``);
  yard.as("mia").editIssue("octo/yard", api, { body: "First words.\n\n**Estimate**: 1h" });
  await yard.settles(10 * 60_000);
  expect(yard.status(api)).toBe("ready");
  expect(yard.answers(api)).toEqual([]);
});

test("a command that leaves no fact is named, and no comment of ours says nothing", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  yard.says("tom", one, "/priority p1");
  await yard.settles();
  expect(yard.sandbox.labelsOf("octo/yard", one)).toContain("P1");
  const [told = ""] = yard.answers(one);
  expect(told).toMatch(/^- 1 Jun 2026 08:\d\d tom: `\/priority p1` \(\[comment\]/m);
});
