/** `signalbox graph`, `why` and `status` against a live repository of the local GitHub, and against files. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { MOST_COMMENTS } from "../../src/core/hubs.ts";
import { statusSchema } from "../../src/core/status-for-machines.ts";
import { fillConversation } from "../full-conversation.ts";
import { openStage, type Stage } from "../scenarios/stage.ts";
import { run } from "./run-as.ts";
import { openFiles, signalbox } from "./run-signalbox.ts";

const file = openFiles();

const REPO = "octo/yard";

async function smallYard(): Promise<{ yard: Stage; schema: number; api: number; app: number }> {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the <schema> & more", "**Estimate**: 2h");
  const api = yard.opens("mia", "Build the API", `Depends on #${schema}`);
  const app = yard.opens("mia", "Build the app", `Depends on #${api}\n\nDepends on far/away#3 (soft)`);
  await yard.settles();
  return { yard, schema, api, app };
}

test("the graph of a live repository, read with a token that may only read", async () => {
  const { yard, schema, api, app } = await smallYard();
  yard.cost();
  const said = await run(yard, "eve", "graph", REPO, "--json");
  expect(said.code).toBe(0);
  const report = JSON.parse(said.out);
  expect(report).toMatchObject({
    format: "signalbox-graph/1",
    repository: REPO,
    ready: [schema],
    cycles: [],
    waves: [[schema], [api], [app]],
    criticalPath: { issues: [schema, api, app] },
  });
  expect(report.blocked.map(({ issue }: { issue: number }) => issue)).toEqual([api, app]);
  expect(report.edges).toContainEqual(
    expect.objectContaining({ dependent: `${REPO}#${app}`, blocker: "far/away#3", kind: "soft", counted: true }),
  );
  expect(yard.sandbox.requests.filter(({ login, isWrite }) => login === "eve" && isWrite)).toEqual([]);
});

test("for people it fits 80 columns and names what is ready, blocked, in circles, and the longest chain", async () => {
  const { yard, schema, api, app } = await smallYard();
  const x = yard.opens("mia", "X", "**Estimate**: 1h");
  const y = yard.opens("mia", "Y", `Depends on #${x}`);
  yard.as("mia").editIssue(REPO, x, { body: `Depends on #${y}` });
  await yard.settles();
  const { out } = await run(yard, "ana", "graph", REPO);
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(out).toContain(`Ready\n  #${schema} Write the <schema> & more\n`);
  expect(out).toContain(`#${api} Build the API\n      #${schema} is not closed yet`);
  expect(out).toContain(`#${x} → #${y} → #${x}; cut: #${x} need not wait for #${y}`);
  expect(out).toContain("Longest chain (3 tasks");
  expect(out).toContain(`  #${app} Build the app`);
});

test("as Mermaid and as a picture that stands alone and lets nothing of a title through", async () => {
  const { yard, schema, api } = await smallYard();
  const mermaid = await run(yard, "ana", "graph", REPO, "--mermaid");
  expect(mermaid.out).toMatch(/^graph LR\n/);
  expect(mermaid.out).toContain(`n${schema} --> n${api}`);
  const svg = await run(yard, "ana", "graph", REPO, "--svg");
  expect(svg.out).toMatch(/^<svg /);
  expect(svg.out).toContain("Write the &lt;schema&gt; &amp; more");
  expect(svg.out).not.toMatch(/<script|<image|href|url\((?!#)/);
  expect(svg.out).toContain("prefers-color-scheme:dark");
});

test("why answers as the comment does, to the line and the writer", async () => {
  const { yard, schema, api, app } = await smallYard();
  const said = await run(yard, "eve", "why", `${REPO}#${app}`);
  expect(said.out).toContain(`#${app} Build the app waits for #${api}.`);
  const words = said.out.replace(/\s+/g, " ");
  expect(words).toContain(`in the text of #${api}, line 1 says “Depends on #${schema}”, written by mia on 1 Jun 08:00`);
  expect(words).toContain(`Cheapest change: finish #${schema}, or \`/unblock #${api} because …\` on #${app}.`);
  const bob = await run(yard, "eve", "why", REPO, "@bob");
  expect(bob.out).toContain("bob");
});

test("why believes what was told by commands, which the App keeps in its comments", async () => {
  const { yard, schema, api } = await smallYard();
  yard.says("tom", api, `/unblock #${schema} because the mock is enough`);
  await yard.settles();
  const said = await run(yard, "ana", "why", `${REPO}#${api}`);
  expect(said.out).toContain(`#${api} Build the API is ready`);
});

test("status prints what the coordination issue says, in the published shape", async () => {
  const { yard, schema } = await smallYard();
  const said = await run(yard, "eve", "status", REPO, "--json");
  const status = statusSchema.parse(JSON.parse(said.out));
  expect(status).toMatchObject({ repository: REPO, mode: "live", ready: [schema], truncated: false });
  expect((await run(yard, "eve", "status", REPO)).out).toContain(`Ready: #${schema}`);
});

test("where the coordination issue is full the status is read from the one it goes on in", async () => {
  const { yard, schema } = await smallYard();
  const full = yard.hub;
  fillConversation(yard.sandbox, REPO, full, MOST_COMMENTS);
  await yard.settles(20 * 60_000);
  const said = await run(yard, "eve", "status", REPO, "--json");
  expect(statusSchema.parse(JSON.parse(said.out))).toMatchObject({ repository: REPO, ready: [schema] });
  expect((await run(yard, "eve", "status", REPO)).out).not.toContain(`#${full})`);
});

test("the published schema of the status is the one the program uses", () => {
  const published = JSON.parse(readFileSync("templates/status-schema.json", "utf8"));
  expect(published).toEqual(z.toJSONSchema(statusSchema));
});

test("what cannot be read is said in one sentence with a way on", async () => {
  const { yard } = await smallYard();
  const hidden = await run(yard, "eve", "graph", "octo/nothing");
  expect([hidden.code, hidden.err]).toEqual([2, expect.stringContaining("the token does not see it")]);
  const nowhere = await run(yard, "eve", "graph", REPO, "--host", "https://git.example.com");
  expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining("Expected the name of a host")]);
  vi.stubEnv("GITHUB_TOKEN", "").stubEnv("GH_TOKEN", "");
  const tokenless = await signalbox("graph", REPO);
  expect([tokenless.code, tokenless.err]).toEqual([2, expect.stringContaining("GITHUB_TOKEN is not set")]);
  const other = await signalbox("why", `${REPO}#3`);
  expect(other.err).toContain(`npm run signalbox -- why ${REPO}#3`);
});

const EXPORT = [
  { number: 1, title: "One", body: null, state: "open", user: { login: "ana" }, created_at: "2026-06-01T08:00:00Z" },
  { number: 2, title: "Two", body: "Depends on #1 and #4", state: "open", html_url: "https://github.com/o/r/issues/2" },
  { number: 3, title: "Three", body: "", state: "open", blocked_by: [2] },
  { number: 4, title: "Four", state: "closed", state_reason: "completed", labels: [{ name: "bug" }] },
];

test("a file of issues as GitHub lists them is read offline", async () => {
  const path = file(JSON.stringify(EXPORT), "yard.json");
  const graph = await signalbox("graph", path, "--json");
  expect(JSON.parse(graph.out)).toMatchObject({ repository: "o/r", ready: [1], waves: [[1], [2], [3]] });
  const why = await signalbox("why", `${path}#3`);
  expect(why.out).toContain("#3 Three waits for #2.");
  expect(why.out).toContain("Cheapest change: finish #1");
});

test("the address of a repository, as a browser or a clone has it, is its name", async () => {
  const { yard, schema } = await smallYard();
  for (const where of [`https://github.com/${REPO}`, `https://github.com/${REPO}.git`, `git@github.com:${REPO}.git`]) {
    const graph = await run(yard, "eve", "graph", where, "--json");
    expect([where, JSON.parse(graph.out).ready]).toEqual([where, [schema]]);
  }
  expect((await run(yard, "eve", "status", `https://github.com/${REPO}/`)).out).toContain(`Ready: #${schema}`);
  const why = await run(yard, "eve", "why", `https://github.com/${REPO}/issues/${schema}`);
  expect(why.out).toContain(`#${schema} Write the <schema> & more is ready`);
  const elsewhere = await run(yard, "eve", "graph", `https://git.example.com/${REPO}`);
  expect([elsewhere.code, elsewhere.err]).toEqual([2, expect.stringContaining("add --host git.example.com")]);
});

test("a host that nobody knows is looked for in the network, not waited for", async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("GITHUB_TOKEN", "x");
  const said = await signalbox("graph", REPO, "--host", "nowhere.invalid");
  expect([said.code, said.err]).toEqual([2, expect.stringContaining("Check the network")]);
});

test("a file is read as a file, whatever it is called", async () => {
  const path = file("# A plan\n", "plan.md");
  const inFolder = `${basename(dirname(path))}/plan.md`;
  const said = await new Promise<{ err: string }>((resolve) => {
    const main = new URL("../../src/cli/main.ts", import.meta.url).pathname;
    const options = { cwd: dirname(dirname(path)) };
    execFile(process.execPath, [main, "graph", inFolder], options, (_error, _out, err) => resolve({ err }));
  });
  expect(said.err).toContain(`Cannot read ${inFolder}`);
});

test("where a repository is not to be found, the place that was asked is named", async () => {
  const { yard } = await smallYard();
  const { err, code } = await run(yard, "eve", "graph", "octo/nowhere");
  expect([code, err]).toEqual([2, expect.stringMatching(/^Cannot read octo\/nowhere on 127\.0\.0\.1:\d+: /)]);
});

test("a folder is no list of issues", async () => {
  const said = await signalbox("graph", ".");
  expect([said.code, said.err]).toEqual([2, expect.stringMatching(/^\. is a folder\. Expected/)]);
});

test("a list of issues that is not there is said to be missing", async () => {
  const said = await signalbox("graph", "../no-such");
  expect([said.code, said.err]).toEqual([2, expect.stringMatching(/^There is no file ..\/no-such\. Expected/)]);
});

test.each([
  ["no JSON", "{"],
  ["no issues", '{"a":1}'],
  ["an issue without a title", '[{"number":1}]'],
])("a file with %s is refused with an example that works", async (_, text) => {
  const said = await signalbox("graph", file(text, "bad.json"));
  expect([said.code, said.out]).toEqual([2, ""]);
  expect(said.err).toContain("gh api --paginate");
});

test("what stands still, and what waits for it, is in no wave: it cannot be done now, nor after what can", async () => {
  const issues = [
    { number: 1, title: "Dated", body: "Not before: 2099-01-01" },
    { number: 2, title: "Behind it", body: "Depends on #1" },
    { number: 3, title: "Unseen", body: "", blocked_by: [999] },
    { number: 4, title: "Free", body: "" },
    { number: 5, title: "Next", body: "Depends on #4" },
  ];
  const path = file(JSON.stringify(issues), "still.json");
  const report = JSON.parse((await signalbox("graph", path, "--json")).out);
  expect(report.waves).toEqual([[4], [5]]);
  expect(report.issues.map(({ wave }: { wave: number }) => wave)).toEqual([-1, -1, -1, 0, 1]);
});

test("a file that names no writer and no time is not said to have any", async () => {
  const issues = [
    { number: 1, title: "One" },
    { number: 2, title: "Two", body: "Depends on #1" },
  ];
  const path = file(JSON.stringify(issues), "bare.json");
  const { out } = await signalbox("why", `${path}#2`);
  expect(out).toContain("line 1 says “Depends on #1”\n");
  expect(out).not.toMatch(/1970|account/);
  const missing = await signalbox("why", `${path}#77`);
  expect([missing.code, missing.out, missing.err]).toEqual([2, "", expect.stringContaining("There is no issue #77")]);
});
