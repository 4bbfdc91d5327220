// Every route of the table is walked once and answers well, and its answer fits GitHub's description.
import { expect, test } from "vitest";
import { routes } from "../../src/sandbox/routes/all.ts";
import { octokitOf, openStage, type Stage, yard } from "./stage.ts";

const smallManifest = { name: "Box", url: "https://box.test", hook_attributes: { url: "https://box.test/hook" } };

type Ask = (route: string, parameters?: Record<string, unknown>) => Promise<{ status: number; data: unknown }>;

const asker =
  (octokit: Stage["octokit"]): Ask =>
  (route, parameters) =>
    octokit.request(route, { ...(route.includes("{owner}") ? yard : {}), ...parameters });

async function walkIssues(ask: Ask, sandbox: Stage["sandbox"]): Promise<void> {
  const repo = "/repos/{owner}/{repo}";
  const one = `${repo}/issues/{issue_number}`;
  const n = { issue_number: 1 };
  for (const title of ["A", "B", "C"]) await ask(`POST ${repo}/issues`, { title });
  await ask(`PATCH ${one}`, { ...n, title: "A2" });
  const [, b, c] = sandbox.issues("octo/yard");
  await ask(`POST ${one}/dependencies/blocked_by`, { ...n, issue_id: b?.id });
  await ask(`POST ${one}/sub_issues`, { ...n, sub_issue_id: c?.id });
  await ask(`GET ${one}/parent`, { issue_number: 3 });
  for (const list of [
    "",
    "/events",
    "/timeline",
    "/labels",
    "/comments",
    "/reactions",
    "/sub_issues",
    "/dependencies/blocked_by",
    "/dependencies/blocking",
  ]) {
    await ask(`GET ${one}${list}`, n);
  }
  for (const list of ["", "/events", "/comments"]) await ask(`GET ${repo}/issues${list}`);
  await ask(`DELETE ${one}/dependencies/blocked_by/{issue_id}`, { ...n, issue_id: b?.id });
  await ask(`DELETE ${one}/sub_issue`, { ...n, sub_issue_id: c?.id });
  await ask(`POST ${one}/assignees`, { ...n, assignees: ["ben"] });
  await ask(`GET ${one}/assignees/{assignee}`, { ...n, assignee: "ben" });
  await ask(`DELETE ${one}/assignees`, { ...n, assignees: ["ben"] });
  await ask(`PUT ${one}/lock`, { ...n, lock_reason: "resolved" });
  await ask(`GET ${one}/timeline`, n);
  await ask(`DELETE ${one}/lock`, n);
  await ask(`GET ${one}/events`, n);
}

async function walkTexts(ask: Ask, sandbox: Stage["sandbox"]): Promise<void> {
  const one = "/repos/{owner}/{repo}/issues/{issue_number}";
  const comment = "/repos/{owner}/{repo}/issues/comments/{comment_id}";
  const n = { issue_number: 1 };
  await ask(`POST ${one}/comments`, { ...n, body: "text" });
  const id = { comment_id: sandbox.comments("octo/yard", 1)[0]?.id };
  await ask(`GET ${comment}`, id);
  await ask(`PATCH ${comment}`, { ...id, body: "other" });
  for (const [place, key] of [
    [one, n],
    [comment, id],
  ] as const) {
    const { data } = await ask(`POST ${place}/reactions`, { ...key, content: "rocket" });
    await ask(`GET ${place}/reactions`, key);
    await ask(`DELETE ${place}/reactions/{reaction_id}`, { ...key, reaction_id: (data as { id: number }).id });
  }
  await ask(`GET ${one}/timeline`, n);
  await ask(`DELETE ${comment}`, id);
  const repo = "/repos/{owner}/{repo}";
  await ask(`POST ${repo}/labels`, { name: "a b", color: "ff0000" });
  await ask(`GET ${repo}/labels`);
  await ask(`GET ${repo}/labels/{name}`, { name: "a b" });
  await ask(`PATCH ${repo}/labels/{name}`, { name: "a b", new_name: "c" });
  await ask(`POST ${one}/labels`, { ...n, labels: ["c", "d"] });
  await ask(`DELETE ${one}/labels/{name}`, { ...n, name: "d" });
  await ask(`PUT ${one}/labels`, { ...n, labels: ["e"] });
  expect(sandbox.labelsOf("octo/yard", 1)).toEqual(["e"]);
  await ask(`DELETE ${one}/labels`, n);
  await ask(`DELETE ${repo}/labels/{name}`, { name: "c" });
}

async function walkRepository(ask: Ask, sandbox: Stage["sandbox"]): Promise<void> {
  const repo = "/repos/{owner}/{repo}";
  for (const list of ["", "/collaborators", "/assignees"]) await ask(`GET ${repo}${list}`);
  await ask(`GET ${repo}/collaborators/{username}/permission`, { username: "tom" });
  await ask(`GET ${repo}/assignees/{assignee}`, { assignee: "tom" });
  for (const path of [".github/signalbox.yml", ".github", ""]) await ask(`GET ${repo}/contents/{path}`, { path });
  sandbox.runCheck("octo/yard", null, "build", "success");
  for (const ref of ["heads/main", "main"]) await ask(`GET ${repo}/commits/{ref}/check-runs`, { ref });
  for (const ref of ["heads/main", "main"]) await ask(`GET ${repo}/commits/{ref}/status`, { ref });
  await ask(`POST ${repo}/pulls`, { title: "P", head: "topic", base: "main", body: "Fixes #1" });
  const pull = { pull_number: sandbox.issues("octo/yard").length };
  await ask(`GET ${repo}/pulls`);
  await ask(`GET ${repo}/pulls/{pull_number}`, pull);
  await ask(`PUT ${repo}/pulls/{pull_number}/merge`, pull);
  expect(sandbox.issue("octo/yard", 1).state).toBe("closed");
}

async function walkApp(stage: Stage): Promise<void> {
  const { sandbox, clock, installation, octokit } = stage;
  const ask = asker(octokitOf(sandbox, clock, undefined));
  const id = { installation_id: installation.id };
  for (const path of ["GET /app", "GET /app/installations", "GET /app/hook/config", "GET /app/hook/deliveries"]) {
    await ask(path);
  }
  const code = sandbox.confirmManifest(JSON.stringify(smallManifest), "ana");
  await sandbox.fetch(`${sandbox.apiUrl}/app-manifests/${code}/conversions`, { method: "POST" });
  await ask("GET /app/installations/{installation_id}", id);
  await ask("POST /app/installations/{installation_id}/access_tokens", {
    ...id,
    repository_ids: [sandbox.repositoryOf("octo/yard").id],
  });
  await ask("GET /repos/{owner}/{repo}/installation");
  await ask("GET /orgs/{org}/installation", { org: "octo" });
  await ask("GET /users/{username}/installation", { username: "octo" });
  const delivery = { delivery_id: sandbox.deliveries()[0]?.id };
  await ask("GET /app/hook/deliveries/{delivery_id}", delivery);
  await ask("POST /app/hook/deliveries/{delivery_id}/attempts", delivery);
  await octokit.request("GET /rate_limit");
  await octokit.request("GET /users/{username}", { username: "ana" });
  await octokit.request("GET /installation/repositories");
  await octokit.request("DELETE /installation/token");
}

test("all routes", async () => {
  const stage = openStage();
  const { sandbox, clock } = stage;
  Object.assign(stage.installation.permissions, { contents: "write", pull_requests: "write" });
  const ask = asker(stage.octokit);
  await walkIssues(ask, sandbox);
  await walkTexts(ask, sandbox);
  await walkRepository(ask, sandbox);
  await clock.advance(1_000);
  await walkApp(stage);
  const headers = { authorization: `token ${sandbox.tokenOf("ana")}` };
  expect((await sandbox.fetch("https://api.github.com/user", { headers })).status).toBe(200);
  const walked = new Set(sandbox.requests.filter((one) => one.status < 300).map((one) => one.route));
  expect(routes.map((route) => route.name).filter((name) => !walked.has(name))).toEqual([]);
  expect(sandbox.violations).toEqual([]);
});
