// Who may see and do what: tenants are apart, permissions hold, tokens end.
import { Octokit } from "@octokit/rest";
import { expect, test } from "vitest";
import { appInput, octokitOf, openStage, type Stage, signJwt, wayTo, yard } from "./stage.ts";

const failure = async (work: Promise<unknown>): Promise<[number, string]> =>
  work.then(
    () => [0, "succeeded"],
    (error: { status: number; message: string }) => [error.status, error.message.replace(/ - https:.*/, "")],
  );

const withToken = ({ sandbox }: Stage, token: string): Octokit =>
  new Octokit({
    auth: token,
    ...wayTo(sandbox),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });

test("a private repository of another installation does not exist; writing to a foreign one is recorded", async () => {
  const stage = openStage();
  const { sandbox, octokit, clock } = stage;
  sandbox.repository("rival/secret", { private: true, collaborators: { eve: "admin" } });
  sandbox.repository("rival/open", { collaborators: { eve: "admin" } });
  for (const repo of ["rival/secret", "rival/open"]) sandbox.as("eve").openIssue(repo, { title: "theirs" });
  const rival = sandbox.installApp(appInput, ["rival/secret"]);
  const secret = { owner: "rival", repo: "secret", issue_number: 1 };
  expect(await failure(octokit.issues.get(secret))).toEqual([404, "Not Found"]);
  expect(await failure(octokit.issues.get({ owner: "rival", repo: "nonsense", issue_number: 1 }))).toEqual([
    404,
    "Not Found",
  ]);
  expect((await octokit.issues.get({ owner: "rival", repo: "open", issue_number: 1 })).data.title).toBe("theirs");
  expect(sandbox.violations).toEqual([]);
  expect(await failure(octokit.issues.createComment({ ...secret, body: "hi" }))).toEqual([404, "Not Found"]);
  expect(await failure(octokit.issues.createComment({ ...secret, repo: "open", body: "hi" }))).toEqual([
    403,
    "Resource not accessible by integration",
  ]);
  expect(sandbox.violations).toHaveLength(2);
  const theirs = octokitOf(sandbox, clock, rival.id);
  expect((await theirs.issues.createComment({ ...secret, body: "hi" })).status).toBe(201);
  expect((await theirs.issues.listForRepo(yard)).data).toEqual([]);
});

test("an edge across installations cannot be made, nor its other end be seen", async () => {
  const { sandbox, octokit } = openStage();
  sandbox.repository("rival/secret", { private: true, collaborators: { ana: "write" } });
  const hidden = sandbox.as("ana").openIssue("rival/secret", { title: "hidden" });
  sandbox.as("ana").openIssue("octo/yard", { title: "seen" });
  expect(
    await failure(octokit.issues.addBlockedByDependency({ ...yard, issue_number: 1, issue_id: hidden.id })),
  ).toEqual([404, "Not Found"]);
  sandbox.as("ana").addBlockedBy("octo/yard", 1, "rival/secret#1");
  expect((await octokit.issues.listDependenciesBlockedBy({ ...yard, issue_number: 1 })).data).toEqual([]);
  expect((await octokit.issues.get({ ...yard, issue_number: 1 })).data.issue_dependencies_summary?.blocked_by).toBe(1);
  const { repository } = await octokit.graphql<{ repository: { issue: unknown } }>(
    '{repository(owner:"octo",name:"yard"){issue(number:1){issueDependenciesSummary{blockedBy} blockedBy(first:9){nodes{number}}}}}',
  );
  expect(repository.issue).toEqual({ issueDependenciesSummary: { blockedBy: 1 }, blockedBy: { nodes: [] } });
  expect(sandbox.violations).toEqual([]);
});

test("tokens are narrowed to repositories and permissions, and end after an hour", async () => {
  const stage = openStage();
  const { sandbox, clock, installation } = stage;
  sandbox.repository("octo/depot", { private: true });
  sandbox.addRepositories(installation, ["octo/depot"]);
  const app = octokitOf(sandbox, clock, undefined);
  const id = { installation_id: installation.id };
  const { data } = await app.apps.createInstallationAccessToken({
    ...id,
    repositories: ["yard"],
    permissions: { issues: "read" },
  });
  const narrow = withToken(stage, data.token);
  expect(Date.parse(data.expires_at) - clock.now()).toBe(3_600_000);
  expect((await narrow.apps.listReposAccessibleToInstallation()).data.repositories.map((one) => one.name)).toEqual([
    "yard",
  ]);
  expect(await failure(narrow.issues.listForRepo({ owner: "octo", repo: "depot" }))).toEqual([404, "Not Found"]);
  expect(await failure(narrow.issues.create({ ...yard, title: "no" }))).toEqual([
    403,
    "Resource not accessible by integration",
  ]);
  expect(
    (await failure(app.apps.createInstallationAccessToken({ ...id, permissions: { administration: "write" } })))[0],
  ).toBe(422);
  const metadata = await app.apps.createInstallationAccessToken({ ...id, permissions: { metadata: "read" } });
  const blind = withToken(stage, metadata.data.token);
  expect(await failure(blind.issues.listForRepo(yard))).toEqual([403, "Resource not accessible by integration"]);
  expect((await blind.repos.get(yard)).status).toBe(200);
  await clock.advance(3_600_000);
  expect(await failure(narrow.issues.listForRepo(yard))).toEqual([401, "Bad credentials"]);
  expect(sandbox.violations).toEqual([]);
});

test("a JWT must be signed by the App's key and be of now", async () => {
  const stage = openStage();
  const { clock, sandbox } = stage;
  const good = signJwt(clock).jwt;
  expect((await withToken(stage, good).request("GET /app")).status).toBe(200);
  const [head, claims] = good.split(".");
  const forged = `${head}.${claims}.${Buffer.from("forged").toString("base64url")}`;
  expect((await failure(withToken(stage, forged).request("GET /app")))[0]).toBe(401);
  expect((await failure(withToken(stage, signJwt(clock, 99).jwt).request("GET /app")))[0]).toBe(401);
  await clock.advance(600_000);
  expect((await failure(withToken(stage, good).request("GET /app")))[0]).toBe(401);
  expect(sandbox.violations).toEqual([]);
});

test("a suspended installation is refused, a deleted one unknown", async () => {
  const stage = openStage();
  const { sandbox, installation, clock } = stage;
  const id = { installation_id: installation.id };
  const { data } = await octokitOf(sandbox, clock, undefined).apps.createInstallationAccessToken(id);
  const octokit = withToken(stage, data.token);
  expect((await octokit.issues.listForRepo(yard)).status).toBe(200);
  sandbox.suspend(installation);
  expect(await failure(octokit.issues.listForRepo(yard))).toEqual([403, "This installation has been suspended"]);
  sandbox.unsuspend(installation);
  expect((await octokit.issues.listForRepo(yard)).status).toBe(200);
  sandbox.uninstall(installation);
  expect((await failure(octokit.issues.listForRepo(yard)))[0]).toBe(401);
  expect((await failure(octokitOf(sandbox, clock, undefined).apps.createInstallationAccessToken(id)))[0]).toBe(404);
});

test("people act within their roles, directly and through the API", async () => {
  const stage = openStage();
  const { sandbox } = stage;
  sandbox.as("rita").openIssue("octo/yard", { title: "Rita's", labels: ["sneaked in"], assignees: ["ana"] });
  expect(sandbox.labelsOf("octo/yard", 1)).toEqual([]);
  expect(sandbox.assigneesOf("octo/yard", 1)).toEqual([]);
  expect(() => sandbox.as("rita").addLabel("octo/yard", 1, "x")).toThrow("triage");
  expect(() => sandbox.as("tom").editIssue("octo/yard", 1, { body: "x" })).toThrow("write");
  sandbox.as("rita").editIssue("octo/yard", 1, { body: "mine" });
  sandbox.as("tom").addLabel("octo/yard", 1, "x");
  const comment = sandbox.as("ana").comment("octo/yard", 1, "hello");
  expect(() => sandbox.as("tom").editComment("octo/yard", comment.id, "x")).toThrow("write");
  sandbox.as("ben").editComment("octo/yard", comment.id, "changed by ben");
  expect(comment.editor?.login).toBe("ben");
  const rita = withToken(stage, sandbox.tokenOf("rita"));
  expect((await rita.users.getAuthenticated()).data.login).toBe("rita");
  expect((await failure(rita.issues.addLabels({ ...yard, issue_number: 1, labels: ["y"] })))[0]).toBe(403);
  sandbox.as("ana").lockIssue("octo/yard", 1);
  expect(() => sandbox.as("rita").comment("octo/yard", 1, "still?")).toThrow("locked");
  sandbox.setArchived("octo/yard", true);
  expect(() => sandbox.as("ana").addLabel("octo/yard", 1, "z")).toThrow("archived");
  sandbox.repository("octo/vault", { private: true });
  expect(() => sandbox.as("rita").openIssue("octo/vault", { title: "?" })).toThrow("Not Found");
  expect(sandbox.violations).toEqual([]);
});

test("renamed repositories and moved issues redirect, deleted ones are gone", async () => {
  const { sandbox, octokit, installation } = openStage();
  sandbox.repository("octo/depot", { collaborators: { ana: "admin" } });
  sandbox.setRole("octo/yard", "ana", "admin");
  sandbox.addRepositories(installation, ["octo/depot"]);
  for (const title of ["A", "B"]) sandbox.as("ana").openIssue("octo/yard", { title });
  sandbox.as("ana").transferIssue("octo/yard", 1, "octo/depot");
  sandbox.as("ana").deleteIssue("octo/yard", 2);
  const found = await octokit.issues.get({ ...yard, issue_number: 1 });
  expect(found.data).toMatchObject({ title: "A", repository_url: `${sandbox.apiUrl}/repos/octo/depot` });
  await octokit.issues.createComment({ ...yard, issue_number: 1, body: "follows" });
  expect(sandbox.comments("octo/depot", 1).map((one) => one.body)).toEqual(["follows"]);
  expect(sandbox.requests.slice(-2).map((one) => one.status)).toEqual([307, 201]);
  expect(await failure(octokit.issues.get({ ...yard, issue_number: 2 }))).toEqual([410, "This issue was deleted"]);
  sandbox.renameRepository("octo/yard", "station");
  expect((await octokit.repos.get(yard)).data.full_name).toBe("octo/station");
  expect((await octokit.repos.get({ owner: "octo", repo: "station" })).data.id).toBe(
    sandbox.repositoryOf("octo/station").id,
  );
  expect(sandbox.violations).toEqual([]);
});

test("an unknown route is a 404 and a record, a request against the description too", async () => {
  const { sandbox, octokit } = openStage();
  expect((await failure(octokit.request("GET /repos/{owner}/{repo}/nonsense", yard)))[0]).toBe(404);
  expect(
    (
      await failure(
        octokit.request("POST /repos/{owner}/{repo}/issues", { ...yard, title: 7 as never, body: 8 as never }),
      )
    )[0],
  ).toBe(422);
  expect((await failure(octokit.request("GET /repos/{owner}/{repo}/issues?stat=all", yard)))[0]).toBe(422);
  expect(sandbox.violations).toEqual([
    expect.stringContaining("unknown route"),
    expect.stringContaining("request body"),
    expect.stringContaining("unknown query parameter stat"),
  ]);
});
