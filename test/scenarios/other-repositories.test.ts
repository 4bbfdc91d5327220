/** Stories about blockers in other repositories: installed, merely visible, hidden, moved. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const DEPOT = "octo/depot";
const MINUTE = 60_000;

/** The App is installed on the depot too, from now on. */
async function installs(yard: Stage, name: string): Promise<void> {
  const [installation] = yard.sandbox.world.installations.values();
  if (installation === undefined) throw new Error("the App is not installed");
  yard.sandbox.addRepositories(installation, [name]);
  await yard.settles();
}

function depot(yard: Stage, name: string, isPrivate = false): void {
  const collaborators = { mia: "maintain", ana: "write" } as const;
  const files = { ".github/signalbox.yml": "mode: live\nassignment: claims\n" };
  yard.sandbox.repository(name, { private: isPrivate, collaborators, files });
}

const linked = (yard: Stage, issue: number) =>
  yard.sandbox.issue(REPO, issue).blockedBy.map((one) => `${one.repository.name}#${one.number}`);

test("a blocker in an installed private repository frees its dependents at once when it closes, by its webhook", async () => {
  const yard = await openStage();
  depot(yard, DEPOT, true);
  await installs(yard, DEPOT);
  const rails = yard.as("mia").openIssue(DEPOT, { title: "Cast the rails" }).number;
  const track = yard.opens("mia", "Lay track", `Depends on ${DEPOT}#${rails}`);
  await yard.settles();
  expect(yard.status(track)).toBe("blocked");
  expect(linked(yard, track)).toEqual([`depot#${rails}`]);

  yard.as("mia").closeIssue(DEPOT, rails);
  await yard.settles();
  expect(yard.status(track)).toBe("ready");
  yard.as("mia").reopenIssue(DEPOT, rails);
  await yard.settles();
  expect(yard.status(track)).toBe("blocked");
});

test("our edge to a private repository is known although our token hides it: not tied twice, cut with its text", async () => {
  const yard = await openStage();
  depot(yard, DEPOT, true);
  await installs(yard, DEPOT);
  const rails = yard.as("mia").openIssue(DEPOT, { title: "Cast the rails" }).number;
  const wheels = yard.as("mia").openIssue(DEPOT, { title: "Cast the wheels" }).number;
  const [track = 0, train = 0] = [rails, wheels].map((on) => yard.opens("mia", "Work", `Depends on ${DEPOT}#${on}`));
  await yard.settles();
  yard.says("eve", track, "/why");
  await yard.settles();
  const from = yard.sandbox.requests.length;
  await yard.settles(2 * 60 * MINUTE);
  const routes = yard.sandbox.requests.slice(from).map(({ route }) => route);
  expect(routes.filter((route) => route.includes("dependencies"))).toEqual([]);
  expect(yard.dashboard()).not.toContain("Refused by GitHub");
  yard.as("mia").removeBlockedBy(REPO, train, `${DEPOT}#${wheels}`);
  yard.as("mia").editIssue(REPO, track, { body: "**Estimate**: 1h" });
  await yard.settles(20 * MINUTE);
  expect(linked(yard, track)).toEqual([]);
  expect(linked(yard, train)).toEqual([]);
});

test("what people tied to a private repository is not told to everybody", async () => {
  const yard = await openStage();
  depot(yard, DEPOT, true);
  await installs(yard, DEPOT);
  const rails = yard.as("mia").openIssue(DEPOT, { title: "Cast the rails" }).number;
  const track = yard.opens("mia", "Lay track");
  yard.as("mia").addBlockedBy(REPO, track, `${DEPOT}#${rails}`);
  await yard.settles();
  yard.says("eve", track, "/why");
  await yard.settles();
  expect([...yard.answers(track), yard.dashboard()].join("\n")).not.toContain("depot");
});

test("what both sides know of each other survives the loss of the store, and costs nothing at rest", async () => {
  const yard = await openStage();
  depot(yard, DEPOT);
  await installs(yard, DEPOT);
  const rails = yard.as("mia").openIssue(DEPOT, { title: "Cast the rails" }).number;
  const track = yard.opens("mia", "Lay track", `Depends on ${DEPOT}#${rails}`);
  await yard.settles();
  await yard.restarts({ withoutStore: true });
  expect([yard.status(track), linked(yard, track)]).toEqual(["blocked", [`depot#${rails}`]]);
  yard.as("mia").editIssue(REPO, track, { body: "**Estimate**: 1h" });
  await yard.settles();
  expect([yard.status(track), linked(yard, track)]).toEqual(["ready", []]);
  yard.cost();
  await yard.settles(20 * MINUTE);
  expect(yard.cost().writes).toBe(0);
});

test("a public repository without the App is read for its state, again with every resync, and never linked", async () => {
  const yard = await openStage();
  depot(yard, "far/rails");
  const rails = yard.as("mia").openIssue("far/rails", { title: "Cast the rails" }).number;
  const track = yard.opens("mia", "Lay track", `Depends on far/rails#${rails}`);
  await yard.settles();
  expect([yard.status(track), linked(yard, track)]).toEqual(["blocked", []]);
  yard.as("mia").closeIssue("far/rails", rails);
  await yard.settles(20 * MINUTE);
  expect(yard.status(track)).toBe("ready");
});

test("a hidden issue, one that does not exist and one of another host block in the same words", async () => {
  const yard = await openStage();
  depot(yard, "far/secret", true);
  yard.as("mia").openIssue("far/secret", { title: "A secret" });
  const waits = ["far/secret#1", "far/nothing#1", "https://git.example.com/far/else/issues/1"].map((name) =>
    yard.opens("mia", "Waits", `Depends on ${name}`),
  );
  await yard.settles();
  for (const number of waits) yard.says("mia", number, "/why");
  await yard.settles();
  expect(waits.map(yard.status)).toEqual(["blocked", "blocked", "blocked"]);
  const why = waits.map((number) => /^- (.+) cannot be seen from here\./m.exec(yard.answers(number).at(-1) ?? "")?.[1]);
  expect(why.map((name) => name?.replaceAll(/[\\\u200b]/g, ""))).toEqual([
    "far/secret#1",
    "far/nothing#1",
    "git.example.com/far/else#1",
  ]);
  expect(yard.dashboard()).toContain("cannot be seen from here");
});

test("a pull request elsewhere satisfies when merged and asks for a decision when closed unmerged", async () => {
  const yard = await openStage({ settings: "mode: live\nassignment: claims\nnotPlanned: satisfies\n" });
  depot(yard, DEPOT);
  await installs(yard, DEPOT);
  const [merged = 0, dropped = 0] = ["One way", "Another"].map(
    (title) => yard.as("ana").openPullRequest(DEPOT, { title, body: "" }).number,
  );
  const one = yard.opens("mia", "One", `Depends on ${DEPOT}#${merged}`);
  const two = yard.opens("mia", "Two", `Depends on ${DEPOT}#${dropped}`);
  await yard.settles();
  expect([one, two].map(yard.status)).toEqual(["blocked", "blocked"]);
  yard.as("mia").merge(DEPOT, merged);
  yard.as("ana").closePullRequest(DEPOT, dropped);
  await yard.settles();
  expect([one, two].map(yard.status)).toEqual(["ready", "blocked"]);
  yard.says("mia", two, "/why");
  await yard.settles();
  expect(yard.answers(two).at(-1)).toContain("was closed without being merged");
});

test("a blocker whose repository is renamed is found under its old name", async () => {
  const yard = await openStage();
  depot(yard, DEPOT);
  await installs(yard, DEPOT);
  const rails = yard.as("mia").openIssue(DEPOT, { title: "Cast the rails" }).number;
  const track = yard.opens("mia", "Lay track", `Depends on ${DEPOT}#${rails}`);
  await yard.settles();
  yard.sandbox.renameRepository(DEPOT, "foundry");
  await yard.settles(20 * MINUTE);
  expect(yard.status(track)).toBe("blocked");
  yard.as("mia").closeIssue("octo/foundry", rails);
  await yard.settles(20 * MINUTE);
  expect(yard.status(track)).toBe("ready");
});

test("our own repository renamed: its edges and badges stay what they were", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  await yard.settles();
  yard.sandbox.renameRepository(REPO, "tracks");
  await yard.settles(20 * MINUTE);
  const renamed = yard.sandbox.issue("octo/tracks", two);
  expect(renamed.blockedBy.map(({ number }) => number)).toEqual([one]);
  expect(renamed.events.filter(({ event }) => event.startsWith("blocked_by_"))).toHaveLength(1);
  yard.as("mia").closeIssue("octo/tracks", one);
  await yard.settles();
  expect(renamed.labels.map(({ name }) => name)).toEqual(["ready"]);
});

test("an issue moved away is unreachable and blocks until somebody decides", async () => {
  const yard = await openStage();
  depot(yard, DEPOT);
  const one = yard.opens("mia", "One");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  await yard.settles();
  yard.as("mia").transferIssue(REPO, one, DEPOT);
  await yard.settles();
  expect(yard.status(two)).toBe("blocked");
  yard.says("tom", two, "/why");
  await yard.settles();
  expect(yard.answers(two).at(-1)).toContain(`#${one} cannot be seen here`);
  yard.says("tom", two, `/unblock #${one} because the depot has it now`);
  await yard.settles();
  expect(yard.status(two)).toBe("ready");
});

test("a soft edge to another repository lets work begin, not end", async () => {
  const yard = await openStage();
  depot(yard, DEPOT);
  await installs(yard, DEPOT);
  const rails = yard.as("mia").openIssue(DEPOT, { title: "Cast the rails" }).number;
  const track = await yard.takes("ana", "Lay track", `Depends on ${DEPOT}#${rails} (soft)`);
  expect(yard.status(track)).toBe("in progress");
  yard.says("ana", track, "/done");
  await yard.settles();
  expect(yard.isOpen(track)).toBe(true);
  yard.as("mia").closeIssue(DEPOT, rails);
  await yard.settles();
  yard.says("ana", track, "/done");
  await yard.settles();
  expect(yard.isOpen(track)).toBe(false);
});
