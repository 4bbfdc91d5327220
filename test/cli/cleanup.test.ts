/** `signalbox cleanup` on the local GitHub: everything of ours is listed, then gone, and nothing of people is. */
import { expect, test } from "vitest";
import { openStage } from "../scenarios/stage.ts";
import { run } from "./run-as.ts";

const REPO = "octo/yard";
const BOT = "signalbox[bot]";
const CREW = `mode: live
dashboard: { everySeconds: 0 }
assignment: claims
workers: [{ name: ana }, { name: agent-1, kind: agent, speaksAs: [bob] }]
`;

async function usedYard(settings = CREW) {
  const yard = await openStage({ settings });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  const three = yard.opens("mia", "Three", `**Estimate**: 1h`);
  await yard.settles();
  yard.says("bob", one, "/claim as agent-1");
  yard.says("tom", two, "/priority p1");
  yard.says("eve", three, "The colour is wrong.");
  yard.as("mia").addLabel(REPO, three, "worker:somebody");
  yard.as("mia").addBlockedBy(REPO, three, one);
  await yard.settles();
  return { yard, one, two, three };
}

test("without --yes it lists what is ours and writes nothing", async () => {
  const { yard, one, two } = await usedYard();
  await yard.stops();
  const { code, out } = await run(yard, "mia", "cleanup", REPO);
  expect(code).toBe(0);
  expect(out).toContain(`#${one} "worker:agent-1"`);
  expect(out).toContain(`#${two} "blocked"`);
  expect(out).toContain(`#${two} waits for #${one}\n`);
  expect(out).toMatch(/#1 is pinned\n {2}#1 is open/);
  expect(out).not.toMatch(/P1|somebody/);
  expect(yard.sandbox.requests.filter(({ login, isWrite }) => login === "mia" && isWrite)).toEqual([]);
});

test("with --yes all of it goes; words, labels, links and comments of people stay", async () => {
  const { yard, one, two, three } = await usedYard();
  const hub = yard.hub;
  await yard.stops();
  const { code, err } = await run(yard, "mia", "cleanup", REPO, "--yes");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const comments = [one, two, three, hub].flatMap((issue) => yard.sandbox.comments(REPO, issue));
  expect(comments.filter(({ author }) => author.login === BOT)).toEqual([]);
  expect(comments.map(({ body }) => body)).toContain("The colour is wrong.");
  expect([one, two, three].map((issue) => yard.sandbox.labelsOf(REPO, issue))).toEqual([
    [],
    ["P1"],
    ["worker:somebody"],
  ]);
  expect(yard.sandbox.issue(REPO, two).blockedBy).toEqual([]);
  expect(yard.sandbox.issue(REPO, three).blockedBy.map(({ number }) => number)).toEqual([one]);
  expect([one, two, three, hub].map((issue) => yard.isOpen(issue))).toEqual([true, true, true, false]);
  expect(yard.sandbox.pinned(REPO)).toEqual([]);
  const again = await run(yard, "mia", "cleanup", REPO);
  expect(again.out).toBe(`Nothing of Signalbox is to be found on ${REPO}.\n`);
});

test("an adopted coordination issue stays open with its people's text", async () => {
  const yard = await openStage({ settings: null });
  const page = yard.opens("mia", "Our page", "Read this first.");
  yard.as("mia").commitFile(REPO, ".github/signalbox.yml", `${CREW}coordinationIssue: ${page}\n`);
  await yard.settles(20 * 60_000);
  expect(yard.sandbox.issue(REPO, page).body).toContain("signalbox:begin");
  await yard.stops();
  await run(yard, "mia", "cleanup", REPO, "--yes");
  expect(yard.sandbox.issue(REPO, page)).toMatchObject({ body: "Read this first.", state: "open" });
});

test("a text about Signalbox is no page of it, and a comment of its account that is no comment of its own stays", async () => {
  const { yard, one } = await usedYard();
  const body = "It writes between these:\n\n```html\n<!-- signalbox:begin -->\ntext\n<!-- signalbox:end -->\n```";
  const about = yard.opens("eve", "How does it find its place?", body);
  await yard.settles();
  await yard.stops();
  yard.says(BOT, one, "The nightly build is done.");
  const { out } = await run(yard, "mia", "cleanup", REPO, "--yes");
  expect(out).not.toContain(`#${about}, only`);
  expect(yard.sandbox.issue(REPO, about)).toMatchObject({ body, state: "open" });
  expect(yard.isOpen(yard.hub)).toBe(false);
  const left = yard.sandbox.comments(REPO, one).filter(({ author }) => author.login === BOT);
  expect(left.map((comment) => comment.body)).toEqual(["The nightly build is done."]);
});
