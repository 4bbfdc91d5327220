// The contract bites: routes and description name the same things, and a wrong answer or payload is noticed.
import { expect, test } from "vitest";
import { checkRequest, checkResponse, checkWebhook, openapi } from "../../src/sandbox/contract.ts";
import { routes } from "../../src/sandbox/routes/all.ts";
import { openStage, yard } from "./stage.ts";

test("every route is described, every description kept is answered", () => {
  expect(routes.map((route) => route.name).sort()).toEqual(Object.keys(openapi().operations).sort());
});

test("a field of the wrong kind, a missing field and a null where none may be are found", async () => {
  const { octokit } = openStage();
  const { data } = await octokit.issues.create({ ...yard, title: "One" });
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
  expect(checkResponse(route, 200, data)).toBeUndefined();
  expect(checkResponse(route, 200, { ...data, number: "1" })).toContain("/number must be integer");
  expect(checkResponse(route, 200, { ...data, title: null })).toContain("/title must be string");
  expect(checkResponse(route, 200, { ...data, body: null, closed_at: null })).toBeUndefined();
  expect(checkResponse(route, 200, { ...data, closed_at: "yesterday" })).toContain("date-time");
  const { url, ...without } = data;
  expect(url).toContain("/issues/1");
  expect(checkResponse(route, 200, without)).toContain("required property 'url'");
  expect(checkResponse(route, 299, data)).toContain("status 299 is not described");
});

test("what is no address is found, and the address beside it still is one", async () => {
  const { octokit } = openStage();
  const { data } = await octokit.issues.create({ ...yard, title: "One" });
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
  expect(checkResponse(route, 200, data)).toBeUndefined();
  for (let time = 0; time < 2; time++)
    expect(checkResponse(route, 200, { ...data, url: "no address" })).toContain('must match format "uri"');
  expect(checkResponse(route, 200, data)).toBeUndefined();
});

test("a read that is answered as before is sound as before; one that is not is a violation every time", async () => {
  const { octokit, sandbox } = openStage();
  const { number } = sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  const read = () => octokit.issues.get({ ...yard, issue_number: number });
  await read();
  await read();
  expect(sandbox.violations).toEqual([]);
  Object.assign(sandbox.issue("octo/yard", number), { title: 1 });
  await read();
  await read();
  expect(sandbox.violations).toHaveLength(2);
});

test("requests are held to the description too", () => {
  const list = "GET /repos/{owner}/{repo}/issues";
  expect(
    checkRequest(list, new URLSearchParams("state=all&per_page=100&since=2026-06-01T00:00:00Z"), undefined),
  ).toEqual([]);
  expect(checkRequest(list, new URLSearchParams("state=opened"), undefined)).toHaveLength(1);
  expect(checkRequest(list, new URLSearchParams("per_page=many"), undefined)).toHaveLength(1);
  const comment = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  expect(checkRequest(comment, new URLSearchParams(), { body: "x" })).toEqual([]);
  expect(checkRequest(comment, new URLSearchParams(), undefined)).toHaveLength(1);
});

test("webhooks that GitHub does not describe are found", () => {
  expect(checkWebhook("issues", "vanished", {})).toContain("not part of GitHub's description");
  expect(checkWebhook("issues", "opened", { action: "opened" })).toContain("required property");
});

test("GraphQL fields that the sandbox does not model are recorded, not silently null", async () => {
  const { octokit, sandbox } = openStage();
  sandbox.as("ana").openIssue("octo/yard", { title: "One" });
  await octokit.graphql('{repository(owner:"octo",name:"yard"){homepageUrl}}');
  expect(sandbox.violations).toEqual(["GraphQL Repository.homepageUrl is not modelled by the sandbox"]);
});
