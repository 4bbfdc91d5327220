// Webhooks arrive as GitHub sends them: signed, later, one per change, and in the deliveries API for three days.
import { verify } from "@octokit/webhooks-methods";
import { afterEach, expect, test } from "vitest";
import type { SentDelivery } from "../../src/sandbox/webhooks.ts";
import { appInput, octokitOf, openStage, type Stage, yard } from "./stage.ts";

let stage: Stage;
interface Heard extends SentDelivery {
  event: string;
  payload: Record<string, never>;
}

function open(...args: Parameters<typeof openStage>): Stage & { heard: Heard[]; names: () => string[] } {
  stage = openStage(...args);
  const heard: Heard[] = [];
  stage.sandbox.onDelivery(async (delivery) => {
    const payload = JSON.parse(delivery.body);
    heard.push({ ...delivery, payload, event: `${delivery.headers["x-github-event"]}.${payload.action}` });
    return { status: 202 };
  });
  return { ...stage, heard, names: () => heard.map((one) => one.event) };
}
afterEach(() => expect(stage.sandbox.violations).toEqual([]));

test("a delivery carries GitHub's headers and a signature over its raw bytes", async () => {
  const { sandbox, clock, heard, installation } = open();
  sandbox.as("ana").openIssue("octo/yard", { title: "Grüße 🚂" });
  expect(heard).toEqual([]);
  await clock.advance(1_000);
  const opened = heard.find((one) => one.event === "issues.opened");
  const [secret = ""] = appInput.webhookSecrets;
  expect(await verify(secret, opened?.body ?? "", opened?.headers["x-hub-signature-256"] ?? "")).toBe(true);
  expect(opened?.headers).toMatchObject({
    "x-github-delivery": opened?.guid,
    "x-github-hook-installation-target-type": "integration",
    "x-github-hook-installation-target-id": "4711",
  });
  expect(opened?.payload).toMatchObject({
    issue: { number: 1, title: "Grüße 🚂" },
    repository: { full_name: "octo/yard" },
    organization: { login: "octo" },
    sender: { login: "ana", type: "User" },
    installation: { id: installation.id },
  });
});

test("the payload of opened shows the labels and assignees whose own events follow", async () => {
  const { sandbox, clock, heard, names } = open();
  sandbox.as("ana").openIssue("octo/yard", { title: "One", labels: ["p1"], assignees: ["ben"] });
  await clock.advance(1_000);
  const first = names().indexOf("issues.opened");
  expect(names().slice(first)).toEqual(["issues.opened", "label.created", "issues.labeled", "issues.assigned"]);
  expect(heard[first]?.payload).toMatchObject({ issue: { labels: [{ name: "p1" }], assignees: [{ login: "ben" }] } });
});

test("a delivery shows the repository as it is by then", async () => {
  const { sandbox, clock, heard } = open();
  const ana = sandbox.as("ana");
  const shown = async (): Promise<unknown> => {
    await clock.advance(1_000);
    return heard.at(-1)?.payload["repository"];
  };
  const first = { full_name: "octo/yard", open_issues: 1, private: false, archived: false, owner: { login: "octo" } };
  ana.openIssue("octo/yard", { title: "One" });
  expect(await shown()).toMatchObject(first);
  ana.openIssue("octo/yard", { title: "Two" });
  expect(await shown()).toMatchObject({ ...first, open_issues: 2 });
  ana.closeIssue("octo/yard", 1);
  expect(await shown()).toMatchObject(first);
  sandbox.setPrivate("octo/yard", true);
  expect(await shown()).toMatchObject({ ...first, private: true });
  sandbox.renameRepository("octo/yard", "depot");
  expect(await shown()).toMatchObject({ ...first, private: true, full_name: "octo/depot" });
  sandbox.setArchived("octo/depot", true);
  expect(await shown()).toMatchObject({ ...first, private: true, full_name: "octo/depot", archived: true });
});

test("the App hears of its own writes, with its bot as sender", async () => {
  const { octokit, sandbox, clock, heard, names } = open();
  sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  await octokit.issues.addLabels({ ...yard, issue_number: 1, labels: ["a", "b"] });
  await clock.advance(1_000);
  expect(names()).toEqual([
    "installation.created",
    "issues.opened",
    "label.created",
    "issues.labeled",
    "label.created",
    "issues.labeled",
  ]);
  expect(heard.at(-1)?.payload).toMatchObject({
    label: { name: "b" },
    sender: { login: "signalbox[bot]", type: "Bot" },
  });
});

const everyAction = (sandbox: Stage["sandbox"], repo: string, other: string): void => {
  const ana = sandbox.as("ana");
  for (const title of ["A", "B", "C", "D"]) ana.openIssue(repo, { title, body: "x" });
  ana.editIssue(repo, 1, { title: "A2", body: "y" });
  ana.addLabel(repo, 1, "one", "two");
  ana.removeLabel(repo, 1, "two");
  ana.renameLabel(repo, "one", "uno");
  ana.deleteLabel(repo, "uno");
  ana.assign(repo, 1, "ana");
  ana.unassign(repo, 1, "ana");
  const comment = sandbox.as("stranger").comment(repo, 1, "hi");
  ana.editComment(repo, comment.id, "hello");
  ana.deleteComment(repo, comment.id);
  ana.addBlockedBy(repo, 1, 2);
  ana.removeBlockedBy(repo, 1, 2);
  ana.addSubIssue(repo, 1, 2);
  ana.removeSubIssue(repo, 1, 2);
  ana.closeIssue(repo, 1, "not_planned");
  ana.reopenIssue(repo, 1);
  ana.closeIssue(repo, 1, "duplicate", 2);
  ana.lockIssue(repo, 2, "spam");
  ana.unlockIssue(repo, 2);
  ana.pinIssue(repo, 2);
  ana.unpinIssue(repo, 2);
  ana.openPullRequest(repo, { title: "P", body: "Fixes #2", draft: true });
  ana.addLabel(repo, 5, "p");
  ana.removeLabel(repo, 5, "p");
  ana.assign(repo, 5, "ana");
  ana.unassign(repo, 5, "ana");
  ana.comment(repo, 5, "on a pull request");
  ana.editPullRequest(repo, 5, { body: "Fixes #2 really" });
  ana.push(repo, 5, ["src/a.ts"]);
  ana.markReady(repo, 5);
  ana.convertToDraft(repo, 5);
  ana.markReady(repo, 5);
  ana.closePullRequest(repo, 5);
  ana.reopenIssue(repo, 5);
  ana.merge(repo, 5);
  ana.transferIssue(repo, 3, other);
  ana.deleteIssue(repo, 4);
};

test("every change a person can make sends exactly GitHub's events, also where the owner is a user", async () => {
  const { sandbox, clock, names, heard } = open({ webhookDelayMs: 1 });
  sandbox.user("stranger");
  for (const owner of ["ada", "orga"]) {
    for (const name of ["one", "two"]) {
      sandbox.repository(`${owner}/${name}`, {
        owner: owner === "ada" ? "user" : "org",
        collaborators: { ana: "admin" },
      });
    }
    sandbox.installApp(appInput, [`${owner}/one`, `${owner}/two`]);
    await clock.advance(10);
    heard.splice(0);
    everyAction(sandbox, `${owner}/one`, `${owner}/two`);
    await clock.advance(10);
    expect(names()).toEqual([
      ...Array(4).fill("issues.opened"),
      "issues.edited",
      ...["label.created", "issues.labeled", "label.created", "issues.labeled", "issues.unlabeled"],
      ...["label.edited", "issues.unlabeled", "label.deleted", "issues.assigned", "issues.unassigned"],
      ...["issue_comment.created", "issue_comment.edited", "issue_comment.deleted"],
      ...["issue_dependencies.blocked_by_added", "issue_dependencies.blocking_added"],
      ...["issue_dependencies.blocked_by_removed", "issue_dependencies.blocking_removed"],
      ...["sub_issues.sub_issue_added", "sub_issues.parent_issue_added"],
      ...["sub_issues.sub_issue_removed", "sub_issues.parent_issue_removed"],
      ...[
        "issues.closed",
        "issues.reopened",
        "issues.closed",
        "issues.locked",
        "issues.unlocked",
        "issues.pinned",
        "issues.unpinned",
      ],
      ...["pull_request.opened", "label.created", "pull_request.labeled", "pull_request.unlabeled"],
      ...["pull_request.assigned", "pull_request.unassigned", "issue_comment.created", "pull_request.edited"],
      "pull_request.synchronize",
      ...["pull_request.ready_for_review", "pull_request.converted_to_draft", "pull_request.ready_for_review"],
      ...["pull_request.closed", "pull_request.reopened", "pull_request.closed", "issues.closed"],
      ...["issues.transferred", "issues.opened", "issues.deleted"],
    ]);
    const edited = heard.find((one) => one.event === "issues.edited");
    expect(edited?.payload).toMatchObject({ changes: { title: { from: "A" }, body: { from: "x" } } });
    expect("organization" in (edited?.payload ?? {})).toBe(owner === "orga");
  }
});

test("installations and repositories tell of their own life", async () => {
  const { sandbox, clock, names, installation } = open({ webhookDelayMs: 1 });
  sandbox.repository("octo/depot");
  sandbox.addRepositories(installation, ["octo/depot"]);
  sandbox.removeRepositories(installation, ["octo/depot"]);
  sandbox.user("new");
  sandbox.setRole("octo/yard", "new", "write");
  sandbox.setRole("octo/yard", "new", "triage");
  sandbox.setRole("octo/yard", "new", "none");
  sandbox.setArchived("octo/yard", true);
  sandbox.setArchived("octo/yard", false);
  sandbox.setPrivate("octo/yard", true);
  sandbox.setPrivate("octo/yard", false);
  sandbox.renameRepository("octo/yard", "station");
  sandbox.suspend(installation);
  sandbox.as("ana").openIssue("octo/station", { title: "unheard" });
  sandbox.unsuspend(installation);
  sandbox.uninstall(installation);
  await clock.advance(10);
  expect(names()).toEqual([
    ...["installation.created", "installation_repositories.added", "installation_repositories.removed"],
    ...["member.added", "member.edited", "member.removed"],
    ...["repository.archived", "repository.unarchived", "repository.privatized", "repository.publicized"],
    "repository.renamed",
    ...["installation.suspend", "installation.unsuspend", "installation.deleted"],
  ]);
});

test("a repository that changes hands is heard of by its new owner only, one that is deleted for the last time", async () => {
  const { sandbox, clock, heard } = open({ webhookDelayMs: 1 });
  sandbox.repository("acme/depot");
  const other = sandbox.installApp(appInput, ["acme/depot"]);
  sandbox.transferRepository("octo/yard", "acme");
  sandbox.deleteRepository("acme/yard");
  await clock.advance(10);
  const last = heard.slice(-2).map(({ payload }) => payload);
  expect(last.map(({ action }) => action)).toEqual(["transferred", "deleted"]);
  expect(last.map(({ installation }) => installation)).toEqual(
    Array(2).fill(expect.objectContaining({ id: other.id })),
  );
  for (const name of ["octo/yard", "acme/yard"]) expect(() => sandbox.repositoryOf(name)).toThrow();
});

test("the deliveries API pages, shows failures, sends again under the same GUID and forgets after three days", async () => {
  const { sandbox, clock, heard } = open();
  let isUp = false;
  sandbox.onDelivery(async (delivery) => {
    if (isUp) heard.push({ ...delivery, event: "", payload: {} });
    return { status: isUp ? 202 : 503 };
  });
  for (let n = 1; n <= 5; n++) sandbox.as("ana").openIssue("octo/yard", { title: `Issue ${n}` });
  await clock.advance(1_000);
  const app = octokitOf(sandbox, clock, undefined);
  const pages = await app.paginate("GET /app/hook/deliveries", { per_page: 2 });
  expect(pages).toHaveLength(6);
  const failed = (await app.apps.listWebhookDeliveries({ status: "failure" })).data;
  expect(failed).toHaveLength(6);
  expect(failed[0]).toMatchObject({ event: "issues", action: "opened", status_code: 503, redelivery: false });
  const [last] = failed;
  const { data } = await app.apps.getWebhookDelivery({ delivery_id: last?.id ?? 0 });
  expect(data.request.payload).toMatchObject({ issue: { title: "Issue 5" } });
  isUp = true;
  await app.apps.redeliverWebhookDelivery({ delivery_id: last?.id ?? 0 });
  await clock.advance(1_000);
  expect(heard.map((one) => one.guid)).toEqual([last?.guid]);
  expect((await app.apps.listWebhookDeliveries({})).data[0]).toMatchObject({
    guid: last?.guid,
    redelivery: true,
    status_code: 202,
  });
  await clock.advance(3 * 24 * 3_600_000 + 1);
  expect((await app.apps.listWebhookDeliveries({})).data).toEqual([]);
});

test("a receiver that takes longer than ten seconds, or throws, has failed", async () => {
  const { sandbox, clock } = open();
  sandbox.onDelivery(async () => {
    await clock.sleep(11_000);
    return { status: 202 };
  });
  await clock.advance(60_000);
  sandbox.onDelivery(() => Promise.reject(new Error("broken")));
  sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  await clock.advance(60_000);
  expect(sandbox.deliveries().map((one) => [one.statusCode, one.durationMs])).toEqual([
    [500, 0],
    [504, 10_000],
  ]);
});

test("deliveries are lost, doubled under one GUID, late, or overtaken on demand", async () => {
  const { sandbox, clock, heard, names } = open();
  await clock.advance(1_000);
  heard.splice(0);
  const ana = sandbox.as("ana");
  sandbox.faults.next({ kind: "webhook-lost", match: "issues.opened" });
  ana.openIssue("octo/yard", { title: "lost" });
  await clock.advance(600_000);
  expect(names()).toEqual([]);
  sandbox.faults.next({ kind: "webhook-doubled", match: "issues.closed" });
  ana.closeIssue("octo/yard", 1);
  await clock.advance(600_000);
  expect(names()).toEqual(["issues.closed", "issues.closed"]);
  expect(heard[0]?.guid).toBe(heard[1]?.guid);
  heard.splice(0);
  sandbox.faults.next({ kind: "webhook-delayed", match: "issues.reopened", ms: 120_000 });
  ana.reopenIssue("octo/yard", 1);
  await clock.advance(110_000);
  expect(names()).toEqual([]);
  await clock.advance(20_000);
  expect(names()).toEqual(["issues.reopened"]);
  heard.splice(0);
  sandbox.faults.next({ kind: "webhook-reordered", match: "issues.closed", ms: 5_000 });
  ana.closeIssue("octo/yard", 1);
  ana.comment("octo/yard", 1, "after");
  await clock.advance(60_000);
  expect(names()).toEqual(["issue_comment.created", "issues.closed"]);
});
