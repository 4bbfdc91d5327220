/** What the adapter reads from the local GitHub is what stands there; nothing changed costs nothing. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Issue } from "../../src/core/model.ts";
import { Limited, Parked, Refused } from "../../src/ports/github.ts";
import { name, openYard, type Yard } from "./yard.ts";

let yard: Yard;
beforeEach(() => {
  yard = openYard();
});
afterEach(() => {
  expect(yard.sandbox.violations).toEqual([]);
});

const nodeOf = (number: number): string => yard.sandbox.issue(name, number).nodeId;
const readOne = async (number: number): Promise<Issue> => {
  const [node] = await yard.run(yard.repository.readNodes([nodeOf(number)]));
  if (node?.kind !== "issue") throw new Error(`#${number} is ${node?.kind}`);
  return node.issue;
};

test("who we are, with the bot's numeric id", async () => {
  const identity = await yard.run(yard.github.identity());
  const bot = yard.sandbox.world.accounts.get("signalbox[bot]");
  expect(identity).toEqual({ appId: 4711, slug: "signalbox", botId: bot?.id, botLogin: "signalbox[bot]" });
});

test("the repositories of every installation that is not suspended", async () => {
  yard.sandbox.repository("hidden/depot", { private: true });
  const other = yard.sandbox.installApp({ appId: 4711, slug: "signalbox", publicKeyPem: "", webhookSecrets: [] }, [
    "hidden/depot",
  ]);
  const names = async () => (await yard.run(yard.github.repositories())).map((one) => [one.name, one.isPrivate]);
  expect(await names()).toEqual([
    [name, false],
    ["hidden/depot", true],
  ]);
  yard.sandbox.suspend(other);
  expect(await names()).toEqual([[name, false]]);
});

test("an issue with everything on it", async () => {
  const ana = yard.sandbox.as("ana");
  ana.openIssue(name, { title: "Lay track", body: "Depends on #2" });
  ana.openIssue(name, { title: "Survey" });
  ana.openIssue(name, { title: "Whole line" });
  ana.createLabel(name, { name: "P1" });
  ana.addLabel(name, 1, "P1");
  ana.assign(name, 1, "ben");
  ana.addBlockedBy(name, 1, 2);
  ana.addSubIssue(name, 3, 1);
  ana.pinIssue(name, 1);
  yard.sandbox.as("ben").openPullRequest(name, { title: "Track", body: "Closes #1", draft: true });
  await yard.clock.advance(60_000);
  yard.sandbox.as("ben").editIssue(name, 1, { body: "Depends on #2, really" });
  expect(await readOne(1)).toMatchObject({
    id: yard.sandbox.issue(name, 1).id,
    number: 1,
    isPullRequest: false,
    body: "Depends on #2, really",
    isOpen: true,
    stateReason: null,
    author: { login: "ana", isBot: false },
    editor: { login: "ben" },
    lastEditedAt: "2026-06-01T08:01:00Z",
    labels: ["P1"],
    assignees: [{ login: "ben" }],
    blockedBy: [{ repo: name, number: 2 }],
    parent: { repo: name, number: 3 },
    linkedPullRequests: [{ ref: { repo: name, number: 4 }, isOpen: true, isDraft: true, isMerged: false }],
    timeline: [
      { kind: "labeled", label: "P1", actor: { login: "ana" } },
      { kind: "assigned", assignee: "ben", actor: { login: "ana" } },
      { kind: "pinned", actor: { login: "ana" } },
      { kind: "edge-added", blocker: { repo: name, number: 2 }, actor: { login: "ana" } },
    ],
    isPinned: true,
  });
  expect(await readOne(3)).toMatchObject({ subIssueCount: 1, parent: null });
  yard.sandbox.as("ben").markReady(name, 4);
  yard.sandbox.as("ana").merge(name, 4);
  const merged = await readOne(1);
  expect(merged).toMatchObject({ isOpen: false, stateReason: "completed" });
  expect(merged.timeline.at(-1)).toMatchObject({ kind: "closed", mergedPullRequest: true });
  expect(await readOne(4)).toMatchObject({ isPullRequest: true, isOpen: false, isMerged: true, timeline: [] });
});

test("comments come with their editor and our own reactions, at most thirty with an issue", async () => {
  const ana = yard.sandbox.as("ana");
  ana.openIssue(name, { title: "Lay track" });
  const first = ana.comment(name, 1, "/claim");
  const because = "a test says so";
  await yard.run(yard.repository.perform({ kind: "react", issue: 1, comment: first.id, content: "rocket", because }));
  ana.react(name, 1, "eyes", first.id);
  yard.sandbox.as("ben").editComment(name, first.id, "/claim please");
  const read = await yard.run(yard.repository.readComments(1, null));
  expect(read).toMatchObject([
    { id: first.id, issue: 1, author: { login: "ana" }, editor: { login: "ben" }, ownReactions: ["rocket"] },
  ]);
  for (let count = 0; count < 34; count += 1) ana.comment(name, 1, `more ${count}`);
  const [node] = await yard.run(yard.repository.readNodes([nodeOf(1)]));
  expect(node?.kind === "issue" && node.comments.map((comment) => comment.body).at(0)).toBe("more 4");
  expect(node?.kind === "issue" && node.comments).toHaveLength(30);
});

test("what is deleted, unknown or in another repository is gone, in place", async () => {
  const ana = yard.sandbox.as("ana");
  for (const title of ["one", "two"]) ana.openIssue(name, { title });
  const [one, two] = [nodeOf(1), nodeOf(2)];
  yard.sandbox.repository("octo/other", { collaborators: { ana: "admin" } });
  ana.openIssue("octo/other", { title: "elsewhere" });
  const elsewhere = yard.sandbox.issue("octo/other", 1).nodeId;
  yard.sandbox.setRole(name, "ana", "admin");
  ana.deleteIssue(name, 1);
  const read = await yard.run(yard.repository.readNodes([one, two, elsewhere, "I_nobody"]));
  expect(read.map(({ nodeId, kind }) => [nodeId, kind])).toEqual([
    [one, "gone"],
    [two, "issue"],
    [elsewhere, "gone"],
    ["I_nobody", "gone"],
  ]);
});

test("fifty ids cost one request, and a pull request brings the issues it closes", async () => {
  const ana = yard.sandbox.as("ana");
  for (let count = 0; count < 60; count += 1) ana.openIssue(name, { title: `task ${count}` });
  yard.asked();
  const ids = Array.from({ length: 50 }, (_, index) => nodeOf(index + 1));
  expect(await yard.run(yard.repository.readNodes([...ids, ...ids]))).toHaveLength(50);
  expect(yard.asked()).toEqual(["POST /graphql 200"]);
  ana.openPullRequest(name, { title: "Track", body: "Closes #7" });
  const read = await yard.run(yard.repository.readNodes([nodeOf(61)]));
  expect(read.flatMap((node) => (node.kind === "issue" ? [node.issue.number] : []))).toEqual([61, 7]);
});

test("a full reading holds everything, and comments since an instant", async () => {
  const ana = yard.sandbox.as("ana");
  for (let count = 0; count < 130; count += 1) ana.openIssue(name, { title: `task ${count}` });
  ana.openPullRequest(name, { title: "Track" });
  ana.comment(name, 1, "old");
  await yard.clock.advance(600_000);
  for (let count = 0; count < 120; count += 1) ana.comment(name, 2, `new ${count}`);
  const all = await yard.run(yard.repository.readAll(null));
  expect(new Set(all.issues.map((issue) => issue.number)).size).toBe(131);
  expect(all.comments).toHaveLength(121);
  const recent = await yard.run(yard.repository.readAll("2026-06-01T08:05:00Z"));
  expect(recent.comments).toHaveLength(120);
  expect(recent.comments.every((comment) => comment.issue === 2)).toBe(true);
});

const free = [
  "GET /repos/{owner}/{repo}/issues/events 304",
  "GET /repos/{owner}/{repo}/issues 304",
  "GET /repos/{owner}/{repo}/issues/comments 304",
];

test("after a full reading nothing changed costs 304s only, even an hour later", async () => {
  const ana = yard.sandbox.as("ana");
  for (const title of ["one", "two"]) ana.openIssue(name, { title });
  ana.comment(name, 1, "hello");
  const { cursor } = await yard.run(yard.repository.readAll(null));
  await yard.clock.advance(3_600_000);
  yard.asked();
  const first = await yard.run(yard.repository.readChanges(cursor));
  expect(first).toMatchObject({ issues: [], comments: [], touched: [], cursor });
  expect(yard.asked()).toEqual(free);
});

test("what changed is read, once: texts, comments, and edges that leave no trace on the issue", async () => {
  const ana = yard.sandbox.as("ana");
  for (const title of ["one", "two", "three"]) ana.openIssue(name, { title });
  const start = await yard.run(yard.repository.readAll(null));
  await yard.clock.advance(10_000);
  ana.editIssue(name, 2, { body: "changed" });
  const comment = ana.comment(name, 3, "hello");
  ana.addBlockedBy(name, 1, 2);
  await yard.clock.advance(10_000);
  const first = await yard.run(yard.repository.readChanges(start.cursor));
  const numbers = (issues: readonly Issue[]) => issues.map((issue) => issue.number).sort();
  expect(numbers(first.issues)).toEqual(expect.arrayContaining([2, 3]));
  expect(first.comments.map(({ id }) => id)).toEqual([comment.id]);
  expect(first.touched.concat(first.issues.map((issue) => issue.nodeId))).toEqual(
    expect.arrayContaining([nodeOf(1), nodeOf(2)]),
  );
  yard.asked();
  const second = await yard.run(yard.repository.readChanges(first.cursor));
  expect(second).toMatchObject({ issues: [], comments: [], touched: [] });
  expect(yard.asked()).toEqual(free);
  ana.addLabel(name, 1, "bug");
  await yard.clock.advance(10_000);
  const third = await yard.run(yard.repository.readChanges(second.cursor));
  expect(numbers(third.issues)).toEqual([1]);
  expect(third.comments).toEqual([]);
});

test("two changes within one second are both seen", async () => {
  const ana = yard.sandbox.as("ana");
  ana.openIssue(name, { title: "one" });
  const start = await yard.run(yard.repository.readAll(null));
  await yard.clock.advance(9_100);
  ana.addLabel(name, 1, "bug");
  const first = await yard.run(yard.repository.readChanges(start.cursor));
  expect(first.issues[0]?.labels).toEqual(["bug"]);
  ana.addLabel(name, 1, "urgent");
  const second = await yard.run(yard.repository.readChanges(first.cursor));
  expect(second.issues[0]?.labels).toEqual(["bug", "urgent"]);
});

test("more changes than a page holds are all read, and the watermark moves on", async () => {
  const ana = yard.sandbox.as("ana");
  const start = await yard.run(yard.repository.readAll(null));
  for (let count = 0; count < 250; count += 1) {
    ana.openIssue(name, { title: `task ${count}` });
    await yard.clock.advance(1000);
  }
  const first = await yard.run(yard.repository.readChanges(start.cursor));
  expect(new Set(first.issues.map((issue) => issue.number)).size).toBe(250);
  await yard.clock.advance(120_000);
  const second = await yard.run(yard.repository.readChanges(first.cursor));
  yard.asked();
  const third = await yard.run(yard.repository.readChanges(second.cursor));
  expect(third.issues).toEqual([]);
  expect(yard.asked()).toEqual(free);
});

test("more changes than page numbers reach are all read", async () => {
  const ana = yard.sandbox.as("ana");
  const start = await yard.run(yard.repository.readAll(null));
  for (let count = 0; count < 1150; count += 1) ana.openIssue(name, { title: `task ${count}` });
  const { issues } = await yard.run(yard.repository.readChanges(start.cursor));
  expect(new Set(issues.map((issue) => issue.number)).size).toBe(1150);
});

test("an issue that a list shows late is not missed", async () => {
  const ana = yard.sandbox.as("ana");
  ana.openIssue(name, { title: "one" });
  let { cursor } = await yard.run(yard.repository.readAll(null));
  await yard.clock.advance(10_000);
  yard.sandbox.faults.next({ kind: "list-lag", ms: 3000, times: 1 });
  ana.openIssue(name, { title: "late" });
  await yard.clock.advance(500);
  ana.openIssue(name, { title: "prompt" });
  const seen = new Set<number>();
  for (let round = 0; round < 3; round += 1) {
    const changes = await yard.run(yard.repository.readChanges(cursor));
    for (const issue of changes.issues) seen.add(issue.number);
    cursor = changes.cursor;
    await yard.clock.advance(4000);
  }
  expect([...seen]).toEqual(expect.arrayContaining([2, 3]));
});

test("a link from a pull request touches the issue it closes", async () => {
  const ana = yard.sandbox.as("ana");
  ana.openIssue(name, { title: "one" });
  await yard.clock.advance(120_000);
  const { cursor } = await yard.run(yard.repository.readAll(null));
  ana.openPullRequest(name, { title: "Track", body: "Closes #1" });
  const changes = await yard.run(yard.repository.readChanges(cursor));
  expect(changes.issues.map((issue) => issue.number)).toContain(2);
  const known = [...changes.touched, ...changes.issues.map((issue) => issue.nodeId)];
  expect(known).toContain(nodeOf(1));
});

test("an open pull request that closes an issue comes with the files it changes, and with others after a push", async () => {
  const ana = yard.sandbox.as("ana");
  ana.openIssue(name, { title: "one" });
  ana.openPullRequest(name, { title: "Track", body: "Closes #1", files: ["src/a.ts", "src/b.ts"] });
  ana.openPullRequest(name, { title: "Closes nothing", body: "", files: ["src/c.ts"] });
  yard.asked();
  expect(await readOne(2)).toMatchObject({ changedPaths: ["src/a.ts", "src/b.ts"] });
  expect(yard.asked().length).toBe(3); // itself, the issue it closes, and the files
  expect(await readOne(3)).not.toHaveProperty("changedPaths");
  expect(yard.asked().length).toBe(1);
  const whole = await yard.run(yard.repository.readAll(null));
  expect(whole.issues.map(({ changedPaths }) => changedPaths)).toEqual([
    undefined,
    ["src/a.ts", "src/b.ts"],
    undefined,
  ]);
  await yard.clock.advance(120_000);
  ana.push(name, 2, ["src/d.ts"]);
  const changes = await yard.run(yard.repository.readChanges(whole.cursor));
  expect(changes.issues.find(({ number }) => number === 2)?.changedPaths).toEqual(["src/d.ts"]);
  ana.closePullRequest(name, 2);
  expect(await readOne(2)).not.toHaveProperty("changedPaths");
});

test("a file of the default branch, or null", async () => {
  expect(await yard.run(yard.repository.readFile(".github/signalbox.yml"))).toBe("mode: live\n");
  expect(await yard.run(yard.repository.readFile(".github/nothing.yml"))).toBeNull();
});

test("roles are read from the booleans, strongest first; nobody is none", async () => {
  const logins = ["ana", "ben", "tom", "rita", "stranger", "who-is-that"];
  yard.sandbox.user("stranger");
  const roles: string[] = [];
  for (const login of logins) roles.push(await yard.run(yard.repository.readRole(login)));
  expect(roles).toEqual(["maintain", "write", "triage", "read", "read", "none"]);
});

test("issues elsewhere: state and title, and the same answer for hidden and missing ones", async () => {
  const { sandbox } = yard;
  sandbox.repository("far/public", { collaborators: { ana: "admin" } });
  sandbox.repository("far/secret", { collaborators: { ana: "admin" }, private: true });
  const ana = sandbox.as("ana");
  for (const repo of ["far/public", "far/secret"]) ana.openIssue(repo, { title: "Open" });
  for (const reason of ["completed", "not_planned"] as const) {
    const { number } = ana.openIssue("far/public", { title: reason });
    ana.closeIssue("far/public", number, reason);
  }
  const pull = ana.openPullRequest("far/public", { title: "Merged" });
  ana.merge("far/public", pull.number);
  const read = (repo: string, number: number) => yard.run(yard.repository.readForeign({ repo, number }));
  expect(await read("far/public", 1)).toEqual({ ref: { repo: "far/public", number: 1 }, state: "open", title: "Open" });
  expect((await read("far/public", 2)).state).toBe("completed");
  expect((await read("far/public", 3)).state).toBe("not_planned");
  expect((await read("far/public", 4)).state).toBe("merged");
  const { ref: _, ...hidden } = await read("far/secret", 1);
  const { ref: __, ...missing } = await read("far/nowhere", 1);
  expect(hidden).toEqual({ state: "unreachable", title: "" });
  expect(missing).toEqual(hidden);
});

test("our own issues are found again, and only ours", async () => {
  yard.sandbox.as("ana").openIssue(name, { title: "hers" });
  const marker = { kind: "coordination", key: "coordination", facts: [], settled: [], data: {} } as const;
  const create = { kind: "create-issue", title: "ours", body: "b", labels: [], marker, because: "a test" } as const;
  await yard.run(yard.repository.perform(create));
  const own = await yard.run(yard.repository.readOwnIssues("2026-06-01T07:59:00Z"));
  expect(own.map((issue) => issue.title)).toEqual(["ours"]);
  expect(own[0]?.author?.isBot).toBe(true);
});

test("deliveries are listed back to an instant, and their payload is what was sent", async () => {
  const bodies: string[] = [];
  yard.sandbox.onDelivery(async (request) => {
    bodies.push(typeof request.body === "string" ? request.body : new TextDecoder().decode(request.body));
    return { status: 202 };
  });
  yard.sandbox.as("ana").openIssue(name, { title: "one" });
  await yard.clock.advance(5000);
  const logged = await yard.run(yard.github.deliveries("2026-06-01T07:00:00Z"));
  const issues = logged.find((delivery) => delivery.event === "issues");
  expect(issues).toMatchObject({ repositoryId: yard.installed.id, installationId: yard.installed.installationId });
  const payload = await yard.run(yard.github.deliveryPayload(issues?.id ?? 0));
  expect(payload?.event).toBe("issues");
  expect(bodies.map((body) => JSON.parse(body))).toContainEqual(JSON.parse(payload?.body ?? "null"));
  expect(await yard.run(yard.github.deliveries("2026-06-01T09:00:00Z"))).toEqual([]);
  expect(await yard.run(yard.github.deliveryPayload(999_999_999))).toBeNull();
});

test("nothing is written under a repository's old name", async () => {
  yard.sandbox.as("ana").openIssue(name, { title: "one" });
  yard.sandbox.renameRepository(name, "depot");
  const label = { kind: "add-label", issue: 1, label: "ready", because: "a test" } as const;
  await expect(yard.run(yard.repository.perform(label))).rejects.toThrow(Refused);
});

test("a suspended installation is parked, a limited one rests", async () => {
  yard.sandbox.suspend(yard.installation);
  await expect(yard.run(yard.repository.readFile("a"))).rejects.toThrow(Parked);
  yard.sandbox.unsuspend(yard.installation);
  yard.sandbox.faults.next({ kind: "secondary-limit", status: 403, retryAfter: 60, match: "GET /repos/*" });
  await expect(yard.run(yard.repository.readFile("a"))).rejects.toThrow(Limited);
  expect(yard.rests.get(yard.installed.installationId)).toBe(yard.clock.now() + 60_000);
});
