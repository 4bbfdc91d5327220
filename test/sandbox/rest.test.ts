// The REST side through the real Octokit: each resource answers as GitHub's description says.
import { afterEach, expect, test } from "vitest";
import { octokitOf, openStage, type Stage, yard } from "./stage.ts";

let stage: Stage;
const open = (...args: Parameters<typeof openStage>): Stage => {
  stage = openStage(...args);
  return stage;
};
afterEach(() => expect(stage.sandbox.violations).toEqual([]));

const failure = async (work: Promise<unknown>): Promise<{ status: number; message: string }> =>
  work.then(
    () => ({ status: 0, message: "succeeded" }),
    (error: { status: number; message: string }) => ({ status: error.status, message: error.message }),
  );

test("an App knows itself, its installations and its repositories", async () => {
  const { sandbox, clock, octokit, installation } = open();
  const app = octokitOf(sandbox, clock, undefined);
  expect((await app.apps.getAuthenticated()).data?.slug).toBe("signalbox");
  expect((await app.apps.listInstallations()).data.map((one) => one.id)).toEqual([installation.id]);
  expect((await app.apps.getRepoInstallation(yard)).data.id).toBe(installation.id);
  const { data } = await octokit.apps.listReposAccessibleToInstallation();
  expect(data.repositories.map((one) => one.full_name)).toEqual(["octo/yard"]);
  expect((await octokit.repos.get(yard)).data.default_branch).toBe("main");
  expect((await octokit.rateLimit.get()).data.resources.core.limit).toBe(5_000);
  expect((await octokit.users.getByUsername({ username: "ana" })).data.login).toBe("ana");
});

test("issues are created, read, changed, closed and reopened", async () => {
  const { octokit, sandbox, clock } = open();
  const { data: made } = await octokit.issues.create({
    ...yard,
    title: "Lay track",
    body: "Now",
    labels: ["p1"],
    assignees: ["ben"],
  });
  expect(made).toMatchObject({ number: 1, state: "open", user: { login: "signalbox[bot]", type: "Bot" } });
  expect(made.labels.map((label) => (typeof label === "string" ? label : label.name))).toEqual(["p1"]);
  expect(made.assignees?.map((one) => one.login)).toEqual(["ben"]);
  await clock.advance(5_000);
  await octokit.issues.update({
    ...yard,
    issue_number: 1,
    body: "Later",
    state: "closed",
    state_reason: "not_planned",
  });
  const { data: closed } = await octokit.issues.get({ ...yard, issue_number: 1 });
  expect(closed).toMatchObject({
    body: "Later",
    state: "closed",
    state_reason: "not_planned",
    closed_by: { login: "signalbox[bot]" },
  });
  expect(Date.parse(closed.updated_at) - Date.parse(closed.created_at)).toBe(5_000);
  expect(sandbox.issue("octo/yard", 1).editor?.login).toBe("signalbox[bot]");
  await octokit.issues.update({ ...yard, issue_number: 1, state: "open" });
  expect((await octokit.issues.get({ ...yard, issue_number: 1 })).data.state_reason).toBe("reopened");
});

test("lists filter, sort, page with Link headers and answer 304 for free", async () => {
  const { octokit, sandbox, clock } = open();
  for (let n = 1; n <= 45; n++) {
    sandbox.as(n % 2 === 0 ? "ana" : "ben").openIssue("octo/yard", { title: `Issue ${n}` });
    await clock.advance(1_000);
  }
  sandbox.as("ana").closeIssue("octo/yard", 3);
  const all = await octokit.paginate(octokit.issues.listForRepo, {
    ...yard,
    state: "all",
    per_page: 20,
    sort: "created",
    direction: "asc",
  });
  expect(all.map((one) => one.number)).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
  const { data: open44 } = await octokit.issues.listForRepo({ ...yard, per_page: 100 });
  expect(open44).toHaveLength(44);
  expect(open44[0]?.number).toBe(45);
  const { data: byAna } = await octokit.issues.listForRepo({ ...yard, creator: "ana", per_page: 100 });
  expect(byAna).toHaveLength(22);
  const since = new Date(clock.now() - 3_500).toISOString();
  const recent = await octokit.issues.listForRepo({ ...yard, state: "all", since, sort: "updated", direction: "asc" });
  expect(recent.data.map((one) => one.number)).toEqual([43, 44, 45, 3]);
  const etag = recent.headers.etag ?? "";
  const used = (await octokit.rateLimit.get()).data.resources.core.used;
  const again = {
    ...yard,
    state: "all",
    since,
    sort: "updated",
    direction: "asc",
    headers: { "if-none-match": etag },
  } as const;
  expect((await failure(octokit.issues.listForRepo(again))).status).toBe(304);
  expect((await octokit.rateLimit.get()).data.resources.core.used).toBe(used);
  sandbox.as("ana").comment("octo/yard", 45, "changed");
  expect((await octokit.issues.listForRepo(again)).data).toHaveLength(4);
});

test("comments live, are listed per issue and per repository, and die", async () => {
  const { octokit, sandbox, clock } = open();
  sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  const { data: first } = await octokit.issues.createComment({ ...yard, issue_number: 1, body: "hello" });
  await clock.advance(10_000);
  sandbox.as("rita").comment("octo/yard", 1, "/claim");
  await octokit.issues.updateComment({ ...yard, comment_id: first.id, body: "hello again" });
  expect((await octokit.issues.getComment({ ...yard, comment_id: first.id })).data.body).toBe("hello again");
  const listed = await octokit.issues.listComments({ ...yard, issue_number: 1 });
  expect(listed.data.map((one) => one.user?.login)).toEqual(["signalbox[bot]", "rita"]);
  expect(listed.data[0]?.performed_via_github_app?.slug).toBe("signalbox");
  const since = new Date(clock.now()).toISOString();
  expect(
    (await octokit.issues.listCommentsForRepo({ ...yard, since, sort: "updated", direction: "asc" })).data,
  ).toHaveLength(2);
  await octokit.issues.deleteComment({ ...yard, comment_id: first.id });
  expect((await failure(octokit.issues.getComment({ ...yard, comment_id: first.id }))).status).toBe(404);
  expect((await octokit.issues.get({ ...yard, issue_number: 1 })).data.comments).toBe(1);
});

test("labels: repository labels, one at a time on issues, unknown ones are created", async () => {
  const { octokit, sandbox } = open();
  sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  await octokit.issues.createLabel({ ...yard, name: "ready", color: "00ff00", description: "may start" });
  expect((await failure(octokit.issues.createLabel({ ...yard, name: "READY" }))).status).toBe(422);
  const { data } = await octokit.issues.addLabels({ ...yard, issue_number: 1, labels: ["ready", "new one"] });
  expect(data.map((one) => one.name)).toEqual(["ready", "new one"]);
  await octokit.issues.removeLabel({ ...yard, issue_number: 1, name: "new one" });
  expect(await failure(octokit.issues.removeLabel({ ...yard, issue_number: 1, name: "new one" }))).toMatchObject({
    status: 404,
  });
  expect((await failure(octokit.issues.createLabel({ ...yard, name: "x".repeat(51) }))).status).toBe(422);
  await octokit.issues.updateLabel({ ...yard, name: "ready", new_name: "go" });
  expect(sandbox.labelsOf("octo/yard", 1)).toEqual(["go"]);
  await octokit.issues.deleteLabel({ ...yard, name: "go" });
  expect(sandbox.labelsOf("octo/yard", 1)).toEqual([]);
  expect((await octokit.issues.listLabelsForRepo(yard)).data.map((one) => one.name)).toEqual(["new one"]);
});

test("assignees: ten at most, strangers are dropped silently, commenters are assignable", async () => {
  const { octokit, sandbox } = open();
  sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  const { data } = await octokit.issues.addAssignees({
    ...yard,
    issue_number: 1,
    assignees: ["ben", "stranger", "tom"],
  });
  expect(data?.assignees?.map((one) => one.login)).toEqual(["ben", "tom"]);
  sandbox.user("stranger");
  expect((await failure(octokit.issues.checkUserCanBeAssigned({ ...yard, assignee: "stranger" }))).status).toBe(404);
  sandbox.as("stranger").comment("octo/yard", 1, "may I?");
  await octokit.issues.addAssignees({ ...yard, issue_number: 1, assignees: ["stranger"] });
  expect(sandbox.assigneesOf("octo/yard", 1)).toEqual(["ben", "tom", "stranger"]);
  const many = Array.from({ length: 12 }, (_, index) => `worker-${index}`);
  for (const login of many) {
    sandbox.user(login);
    sandbox.setRole("octo/yard", login, "write");
  }
  await octokit.issues.addAssignees({ ...yard, issue_number: 1, assignees: many.slice(0, 10) });
  expect(sandbox.assigneesOf("octo/yard", 1)).toHaveLength(10);
  await octokit.issues.removeAssignees({ ...yard, issue_number: 1, assignees: ["ben"] });
  expect(sandbox.assigneesOf("octo/yard", 1)).not.toContain("ben");
});

test("reactions answer 201, then 200, and cause no delivery", async () => {
  const { octokit, sandbox, clock } = open();
  sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  const comment = sandbox.as("ben").comment("octo/yard", 1, "/claim");
  await clock.advance(1_000);
  const before = sandbox.deliveries().length;
  const first = await octokit.reactions.createForIssueComment({ ...yard, comment_id: comment.id, content: "+1" });
  const second = await octokit.reactions.createForIssueComment({ ...yard, comment_id: comment.id, content: "+1" });
  expect([first.status, second.status]).toEqual([201, 200]);
  expect((await octokit.reactions.listForIssueComment({ ...yard, comment_id: comment.id })).data).toHaveLength(1);
  expect((await octokit.reactions.createForIssue({ ...yard, issue_number: 1, content: "eyes" })).status).toBe(201);
  await octokit.reactions.deleteForIssueComment({ ...yard, comment_id: comment.id, reaction_id: first.data.id });
  await clock.advance(1_000);
  expect(sandbox.deliveries()).toHaveLength(before);
});

test("dependencies and sub-issues do not touch updated_at; closing a blocker does not touch dependents", async () => {
  const { octokit, sandbox, clock } = open();
  for (const title of ["A", "B", "C"]) sandbox.as("ana").openIssue("octo/yard", { title });
  const before = (await octokit.issues.get({ ...yard, issue_number: 2 })).data.updated_at;
  await clock.advance(60_000);
  const blocker = sandbox.issue("octo/yard", 1).id;
  await octokit.issues.addBlockedByDependency({ ...yard, issue_number: 2, issue_id: blocker });
  await octokit.issues.addSubIssue({ ...yard, issue_number: 3, sub_issue_id: sandbox.issue("octo/yard", 2).id });
  sandbox.as("ana").closeIssue("octo/yard", 1);
  const { data } = await octokit.issues.get({ ...yard, issue_number: 2 });
  expect(data.updated_at).toBe(before);
  expect(data.issue_dependencies_summary).toEqual({
    blocked_by: 0,
    blocking: 0,
    total_blocked_by: 1,
    total_blocking: 0,
  });
  expect(
    (await octokit.issues.listDependenciesBlockedBy({ ...yard, issue_number: 2 })).data.map((one) => one.number),
  ).toEqual([1]);
  expect(
    (await octokit.issues.listDependenciesBlocking({ ...yard, issue_number: 1 })).data.map((one) => one.number),
  ).toEqual([2]);
  expect((await octokit.issues.listSubIssues({ ...yard, issue_number: 3 })).data.map((one) => one.number)).toEqual([2]);
  expect(
    (
      await failure(
        octokit.issues.addBlockedByDependency({ ...yard, issue_number: 1, issue_id: sandbox.issue("octo/yard", 2).id }),
      )
    ).status,
  ).toBe(422);
  await octokit.issues.removeDependencyBlockedBy({ ...yard, issue_number: 2, issue_id: blocker });
  await octokit.issues.removeSubIssue({ ...yard, issue_number: 3, sub_issue_id: sandbox.issue("octo/yard", 2).id });
  const events = (await octokit.issues.listEventsForRepo({ ...yard, per_page: 100 })).data.map((one) => one.event);
  expect(events).toContain("blocked_by_added");
  expect(events).toContain("sub_issue_removed");
});

test("roles show as permissions; triage reads as read", async () => {
  const { octokit, sandbox } = open();
  sandbox.user("stranger");
  const seen: Record<string, unknown> = {};
  for (const username of ["ana", "ben", "tom", "rita", "stranger", "octo"]) {
    const { data } = await octokit.repos.getCollaboratorPermissionLevel({ ...yard, username });
    seen[username] = [data.permission, data.role_name, data.user?.permissions?.triage, data.user?.permissions?.push];
  }
  expect(seen).toEqual({
    ana: ["write", "maintain", true, true],
    ben: ["write", "write", true, true],
    tom: ["read", "triage", true, false],
    rita: ["read", "read", false, false],
    stranger: ["read", "read", false, false],
    octo: ["admin", "admin", true, true],
  });
});

test("files of the default branch are read", async () => {
  const { octokit, sandbox } = open();
  const { data } = await octokit.repos.getContent({ ...yard, path: ".github/signalbox.yml" });
  expect("content" in data && Buffer.from(data.content, "base64").toString()).toBe("mode: live\n");
  sandbox.as("ana").commitFile("octo/yard", "docs/plan.md", "# Plan");
  expect((await octokit.repos.getContent({ ...yard, path: "docs/plan.md" })).status).toBe(200);
  expect((await failure(octokit.repos.getContent({ ...yard, path: "nope" }))).status).toBe(404);
});

test("sizes are limited in GitHub's words", async () => {
  const { octokit } = open();
  const long = await failure(octokit.issues.create({ ...yard, title: "t", body: "😀".repeat(65_537) }));
  expect(long.status).toBe(422);
  expect(long.message).toContain("body is too long (maximum is 65536 characters)");
  expect((await octokit.issues.create({ ...yard, title: "t", body: "😀".repeat(65_536) })).status).toBe(201);
  expect((await failure(octokit.issues.create({ ...yard, title: "t".repeat(257) }))).message).toContain(
    "title is too long",
  );
});

test("pull requests: merging closes the linked issues, the pull request is the closer", async () => {
  const { octokit, sandbox } = open();
  sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  const pull = sandbox.as("ben").openPullRequest("octo/yard", { title: "Do it", body: "Closes #1", draft: true });
  sandbox.as("ben").markReady("octo/yard", pull.number);
  sandbox.as("ben").merge("octo/yard", pull.number);
  expect((await octokit.issues.get({ ...yard, issue_number: 1 })).data).toMatchObject({
    state: "closed",
    state_reason: "completed",
  });
  expect((await octokit.pulls.get({ ...yard, pull_number: 2 })).data).toMatchObject({ merged: true, state: "closed" });
  expect(sandbox.issue("octo/yard", 1).events.find((one) => one.event === "closed")?.closer).toBe(pull);
  expect((await octokit.pulls.list({ ...yard, state: "all" })).data).toHaveLength(1);
  expect((await octokit.issues.get({ ...yard, issue_number: 2 })).data.pull_request?.merged_at).toBeTruthy();
});
