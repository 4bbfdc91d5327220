// The web page of the local GitHub: what it shows, what its forms do, and what it lets nobody do.
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/app/system-clock.ts";
import { type HttpFace, openHttpFace } from "../../src/sandbox/http.ts";
import { answerPage } from "../../src/sandbox/pages/answer-page.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";

const YARD = "octo/yard";
let face: HttpFace | null = null;
afterEach(async () => {
  await face?.close();
  face = null;
});

async function open(): Promise<{ sandbox: Sandbox; url: string }> {
  const sandbox = openSandbox({ clock: systemClock, seed: 1 });
  sandbox.repository(YARD, { collaborators: { mia: "maintain", ana: "write", rita: "read" } });
  sandbox.as("mia").openIssue(YARD, { title: "Lay <b>track</b>", body: "All of it", labels: ["p1"] });
  face = await openHttpFace(sandbox, { pages: answerPage });
  return { sandbox, url: face.url };
}

const read = async (url: string, init?: RequestInit): Promise<string> => (await fetch(url, init)).text();

/** Sends a form as a browser would from one of our own pages. */
function send(url: string, path: string, fields: Record<string, string>, headers = {}): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(`${url}${path}`, { method: "POST", body, redirect: "manual", headers: { origin: url, ...headers } });
}

test("every page is there, names what it shows, and forbids scripts of others", async () => {
  const { url } = await open();
  const pages: [string, string][] = [
    ["/", "octo/yard"],
    ["/octo/yard", "Lay &lt;b&gt;track&lt;/b&gt;"],
    ["/octo/yard/issues?state=open&label=p1", "Lay &lt;b&gt;track"],
    ["/octo/yard/issues/1", "All of it"],
    ["/octo/yard/issues/1/edit", 'value="Lay &lt;b&gt;track&lt;/b&gt;"'],
    ["/octo/yard/issues/new", "New issue in octo/yard"],
  ];
  for (const [path, text] of pages) {
    const answer = await fetch(url + path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'");
    const body = await answer.text();
    expect(body).toContain(text);
    expect(body).not.toContain("<b>track");
  }
  for (const path of ["/nobody/nothing", "/octo/yard/issues/9", "/octo/yard/issues/x", "/octo/yard/wiki"]) {
    expect([path, (await fetch(url + path)).status]).toEqual([path, 404]);
  }
});

test("style, script and drawings come from this process", async () => {
  const { url } = await open();
  for (const [path, type] of [
    ["/-/page.css", "text/css"],
    ["/-/page.js", "text/javascript"],
    ["/-/mermaid.js", "text/javascript"],
  ]) {
    const answer = await fetch(`${url}${path}`);
    expect([path, answer.status, answer.headers.get("content-type")]).toEqual([path, 200, `${type}; charset=utf-8`]);
    expect((await answer.text()).length).toBeGreaterThan(1_000);
  }
});

test("the coordination issue that is pinned stands on top and not in the list", async () => {
  const { sandbox, url } = await open();
  sandbox.as("mia").openIssue(YARD, { title: "The board" });
  sandbox.as("mia").pinIssue(YARD, 2);
  const page = await read(`${url}/octo/yard/issues`);
  expect(page.match(/The board/g)).toHaveLength(1);
  expect(page.indexOf("The board")).toBeLessThan(page.indexOf("Lay &lt;b"));
  expect(await read(url)).toContain("Pinned: ");
});

test("every act works as the person it is done for", async () => {
  const { sandbox, url } = await open();
  const act = async (fields: Record<string, string>) =>
    (await send(url, "/octo/yard/issues/1", { as: "ana", ...fields })).status;
  expect(await act({ do: "comment", body: "one\r\ntwo" })).toBe(303);
  expect(sandbox.comments(YARD, 1)).toMatchObject([{ body: "one\ntwo", author: { login: "ana" } }]);
  expect(await act({ do: "edit", title: "New title", body: "New text" })).toBe(303);
  expect(sandbox.issue(YARD, 1)).toMatchObject({ title: "New title", body: "New text" });
  await act({ do: "label", label: "hold" });
  await act({ do: "unlabel", label: "p1" });
  expect(sandbox.labelsOf(YARD, 1)).toEqual(["hold"]);
  await act({ do: "assign", login: "mia" });
  await act({ do: "assign", login: "ana" });
  await act({ do: "unassign", login: "mia" });
  expect(sandbox.assigneesOf(YARD, 1)).toEqual(["ana"]);
  await act({ do: "close" });
  expect(sandbox.issue(YARD, 1)).toMatchObject({ state: "closed", stateReason: "completed" });
  await act({ do: "reopen" });
  expect(sandbox.issue(YARD, 1).state).toBe("open");
  await act({ do: "close-not-planned" });
  expect(sandbox.issue(YARD, 1)).toMatchObject({ state: "closed", stateReason: "not_planned" });
  const opened = await send(url, "/octo/yard/issues", { as: "rita", do: "open", title: "Mine", body: "x" });
  expect(opened.headers.get("location")).toBe("/octo/yard/issues/2");
  expect(sandbox.issue(YARD, 2).author.login).toBe("rita");
});

test("boxes are ticked where they stand, by whoever may edit the text, and only while their words are the same", async () => {
  const { sandbox, url } = await open();
  const body = "Before\n\n- [ ] oil\n  1. [x] nested\n- [ ] oil\n\n```\n- [ ] code\n```\n";
  sandbox.as("mia").editIssue(YARD, 1, { body });
  const said = sandbox.as("ana").comment(YARD, 1, "* [ ] mine");
  const path = "/octo/yard/issues/1";
  const boxes = [...(await read(url + path)).matchAll(/form="tick-([\w-]+)" name="box" value="([^"]+)"/g)];
  expect(boxes.map(([, form]) => form)).toEqual([...Array(3).fill("description"), `comment-${said.id}`]);
  const values = boxes.map(([, , value = ""]) => value);
  const tick = async (box: string | undefined, as: string, more = {}) =>
    (await send(url, path, { as, do: "tick", box: box ?? "", ...more })).status;
  expect(await tick(values[2], "mia")).toBe(303);
  expect(await tick(values[2], "mia")).toBe(303);
  expect(await tick(values[1], "mia")).toBe(303);
  expect(await tick(values[0], "rita")).toBe(403);
  expect(await tick(values[3], "ana", { comment: String(said.id) })).toBe(303);
  const expected = body.replace("[x] nested\n- [ ] oil", "[ ] nested\n- [x] oil");
  expect(sandbox.issue(YARD, 1)).toMatchObject({ body: expected, editor: { login: "mia" } });
  expect(sandbox.comments(YARD, 1)).toMatchObject([{ body: "* [x] mine" }]);
  sandbox.as("mia").editIssue(YARD, 1, { body: expected.replaceAll("oil", "water") });
  expect(await tick(values[0], "mia")).toBe(422);
  expect(sandbox.issue(YARD, 1).body).toContain("- [ ] water");
});

test("comments are changed and deleted by their author, on a page of their own, and reactions given and taken back", async () => {
  const { sandbox, url } = await open();
  const { id } = sandbox.as("rita").comment(YARD, 1, "first");
  const path = "/octo/yard/issues/1";
  const act = async (fields: Record<string, string>) =>
    (await send(url, path, { as: "rita", comment: String(id), ...fields })).status;
  const cookie = { headers: { cookie: "person=rita" } };
  expect(await read(url + path, cookie)).toContain(`href="${path}/comments/${id}"`);
  expect(await read(`${url}${path}/comments/${id}`, cookie)).toContain("\nfirst</textarea>");
  expect((await fetch(`${url}${path}/comments/1`)).status).toBe(404);
  expect(await act({ do: "edit-comment", body: "second" })).toBe(303);
  expect(sandbox.comments(YARD, 1)).toMatchObject([{ body: "second" }]);
  await act({ do: "react", reaction: "add rocket" });
  await act({ do: "react", reaction: "add rocket", comment: "" });
  expect(await read(url + path)).toContain("rocket by rita");
  expect(await act({ do: "react", reaction: "add party" })).toBe(422);
  await act({ do: "react", reaction: "remove rocket" });
  const reactions = [sandbox.issue(YARD, 1), ...sandbox.comments(YARD, 1)].map((text) => text.reactions.length);
  expect(reactions).toEqual([1, 0]);
  const foreign = sandbox.as("ana").comment(YARD, 1, "hers");
  expect(await act({ do: "delete-comment", comment: String(foreign.id) })).toBe(403);
  expect(await act({ do: "delete-comment" })).toBe(303);
  expect(sandbox.comments(YARD, 1).map(({ body }) => body)).toEqual(["hers"]);
});

test("native dependencies come and go, and a comment may go with closing", async () => {
  const { sandbox, url } = await open();
  sandbox.as("mia").openIssue(YARD, { title: "Ballast" });
  const act = async (fields: Record<string, string>) =>
    (await send(url, "/octo/yard/issues/1", { as: "mia", ...fields })).status;
  expect(await act({ do: "block", blocker: " #2 " })).toBe(303);
  expect(sandbox.issue(YARD, 1).blockedBy.map(({ number }) => number)).toEqual([2]);
  expect(await read(`${url}/octo/yard/issues/1`)).toContain('aria-label="Remove the dependency on #2"');
  expect(await act({ do: "block", blocker: "the weather" })).toBe(422);
  expect(await act({ do: "block", blocker: "99" })).toBe(404);
  expect(await act({ do: "block", blocker: "2", as: "rita" })).toBe(403);
  expect(await act({ do: "unblock", blocker: "octo/yard#2" })).toBe(303);
  expect(sandbox.issue(YARD, 1).blockedBy).toEqual([]);
  expect(await act({ do: "close", body: "That was that." })).toBe(303);
  expect(sandbox.issue(YARD, 1)).toMatchObject({ state: "closed", comments: [{ body: "That was that." }] });
});

test("anybody may be chosen, outsiders apart; what they may not change offers no link to change it", async () => {
  const { sandbox, url } = await open();
  sandbox.user("zoe");
  const page = await read(`${url}/octo/yard/issues/1`, { headers: { cookie: "person=zoe" } });
  expect(page).toMatch(/<optgroup label="Outsiders">.*<option value="zoe" selected>zoe \(read\)/s);
  expect(page).not.toContain("/octo/yard/issues/1/edit");
  expect(await read(`${url}/octo/yard/issues/1`)).toContain("/octo/yard/issues/1/edit");
});

test("whose place is another repository is not offered here", async () => {
  const { sandbox, url } = await open();
  sandbox.repository("octo/harbour", { collaborators: { maintainer: "maintain", ana: "write" } });
  const page = await read(`${url}/octo/yard/issues/1`, { headers: { cookie: "person=maintainer" } });
  expect(page).not.toContain("maintainer (");
  expect(page).toContain('<option value="mia" selected>mia (maintain)');
  expect(await read(`${url}/octo/harbour/issues`)).toContain("maintainer (maintain)");
});

test("whoever opened an issue is not said to have closed it", async () => {
  const { sandbox, url } = await open();
  sandbox.as("ana").closeIssue(YARD, 1);
  const page = (await read(`${url}/octo/yard/issues/1`)).replace(/<[^>]*>/g, "");
  expect(page).toContain("Closed · opened by mia");
});

test("nobody can do more than their role lets them, and hears why", async () => {
  const { sandbox, url } = await open();
  const refused = await send(
    url,
    "/octo/yard/issues/1",
    { as: "rita", do: "label", label: "hold" },
    { "x-quiet": "1" },
  );
  expect(refused.status).toBe(403);
  expect(await refused.text()).toBe("Must have triage rights to Repository.");
  expect((await send(url, "/octo/yard/issues/1", { as: "octo", do: "close" })).status).toBe(422);
  expect((await send(url, "/octo/yard/issues/1", { as: "ana", do: "constructor" })).status).toBe(422);
  expect((await send(url, "/octo/yard/issues/1", { as: "ana", do: "comment", body: " \r\n" })).status).toBe(422);
  expect(sandbox.issue(YARD, 1)).toMatchObject({ state: "open", comments: [] });
});

test("a form of another site does nothing", async () => {
  const { sandbox, url } = await open();
  for (const origin of ["https://attacker.test", "null", url.replace("http:", "https:")]) {
    const answer = await send(url, "/octo/yard/issues/1", { as: "ana", do: "close" }, { origin });
    expect([origin, answer.status]).toEqual([origin, 403]);
  }
  const bare = await fetch(`${url}/octo/yard/issues/1`, { method: "POST", body: "as=ana&do=close" });
  expect(bare.status).toBe(403);
  expect(sandbox.issue(YARD, 1).state).toBe("open");
});

test("whoever is chosen stays chosen, and the way back stays on this host", async () => {
  const { url } = await open();
  const chosen = await send(url, "/-/person", { login: "ana", back: "/octo/yard/issues/1?x=1" });
  expect(chosen.headers.get("location")).toBe("/octo/yard/issues/1?x=1");
  const cookie = chosen.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect(await read(`${url}/octo/yard/issues/1`, { headers: { cookie } })).toContain("Comment as ana");
  expect(await read(`${url}/octo/yard/issues/1`)).toContain("Comment as mia");
  for (const back of [
    "https://attacker.test/",
    "//attacker.test",
    "/\\attacker.test",
    "javascript:alert(1)",
    "http://[",
  ]) {
    expect((await send(url, "/-/person", { login: "ana", back })).headers.get("location")).toBe("/");
  }
  expect((await send(url, "/-/person", { login: "nobody; Path=/x", back: "/" })).status).toBe(422);
});

test("a page that did not change is not sent again", async () => {
  const { sandbox, url } = await open();
  const page = `${url}/octo/yard/issues/1`;
  const etag = (await fetch(page)).headers.get("etag") ?? "";
  const again = async () => (await fetch(page, { headers: { "if-none-match": etag }, cache: "no-store" })).status;
  expect(await again()).toBe(304);
  sandbox.as("rita").react(YARD, 1, "eyes");
  expect(await again()).toBe(200);
  expect(await read(page)).toContain("eyes by rita");
});
