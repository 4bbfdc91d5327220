// The pages in a real browser: a comment is answered without reloading, diagrams are drawn, a phone is wide enough.
import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/app/system-clock.ts";
import { type HttpFace, openHttpFace } from "../../src/sandbox/http.ts";
import { answerPage } from "../../src/sandbox/pages/answer-page.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";

const CHROMIUM = "/usr/bin/chromium";
const WHY_NOT = `There is no browser at ${CHROMIUM}; on Debian: apt-get install chromium`;
const hasBrowser = existsSync(CHROMIUM);
const YARD = "octo/yard";
const long = "averylongwordwithoutanyplacetobreak".repeat(6);
const body = `| ${long} | b |\n|---|---|\n| ${long} | 2 |\n\n\`\`\`mermaid\ngraph LR\n a-->b\n\`\`\`\n\n${long}\n\n<img src=x onerror="document.title='broken into'">`;

const sandbox = openSandbox({ clock: systemClock, seed: 1 });
sandbox.repository(YARD, { collaborators: { mia: "maintain", ana: "write", rita: "read" } });
sandbox.as("mia").openIssue(YARD, { title: `Lay track ${long}`, body, labels: ["p1"] });
const list = "- [ ] first\n- [ ] second\n\n<details><summary>Details of it</summary>\n\nInside of it\n\n</details>";
sandbox.as("mia").openIssue(YARD, { title: "Boxes", body: list, assignees: ["ana"] });
const remark = sandbox.as("rita").comment(YARD, 1, `> quoted ${long}\n\n\`code\``);
sandbox.as("rita").react(YARD, 1, "eyes", remark.id);
sandbox.as("mia").addBlockedBy(YARD, 1, 2);
sandbox.as("mia").pinIssue(YARD, 2);
sandbox.as("mia").openIssue(YARD, { title: "Ballast" });

const everyPage = () => [
  "/",
  "/octo/yard/issues",
  "/octo/yard/issues/new",
  "/octo/yard/issues/1",
  "/octo/yard/issues/1/edit",
  `/octo/yard/issues/1/comments/${remark.id}`,
  "/octo/yard/issues/77",
];

let face: HttpFace;
let browser: Browser;
beforeAll(async () => {
  face = await openHttpFace(sandbox, { pages: answerPage });
  if (hasBrowser)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-quic"] });
});
afterAll(async () => {
  await browser?.close();
  await face.close();
});

/** Left open, a page would draw anew whatever the other tests change. */
async function visit(path: string, width = 1200): Promise<{ page: Page; troubles: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  onTestFinished(() => page.close());
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  await page.goto(`${face.url}${path}`);
  return { page, troubles };
}

test("a comment is sent and what others do appears, without reloading", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const { page, troubles } = await visit("/octo/yard/issues/1");
  await page.evaluate("window.isStillTheSame = true");
  await page.getByLabel("Comment as mia").fill("/claim");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await page.locator("article", { hasText: "/claim" }).waitFor();
  expect(sandbox.comments(YARD, 1).at(-1)?.author.login).toBe("mia");
  sandbox.as("mia").addLabel(YARD, 1, "in progress");
  await page.locator("aside .label", { hasText: "in progress" }).waitFor();
  await page.getByRole("button", { name: "Remove label in progress" }).click();
  await page.locator("aside .label", { hasText: "in progress" }).waitFor({ state: "detached" });
  expect(sandbox.labelsOf(YARD, 1)).toEqual(["p1"]);
  expect(await page.evaluate("window.isStillTheSame")).toBe(true);
  expect(troubles).toEqual([]);
});

test("what is written, folded open or in focus outlives what others change", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const { page } = await visit("/octo/yard/issues/2");
  await page.getByText("Details of it").click();
  await page.getByLabel("Comment as mia").fill("half a thou");
  await page.getByLabel("Add an issue it waits for").fill("#1");
  await page.getByRole("checkbox", { name: "first" }).focus();
  sandbox.as("ana").comment(YARD, 2, "Hello");
  sandbox.as("ana").editIssue(YARD, 2, { title: "Another title" });
  await page.getByRole("heading", { name: "Another title" }).waitFor();
  await page.getByRole("status").filter({ hasText: "New: Comment by ana" }).waitFor({ state: "attached" });
  expect(await page.getByText("Inside of it").isVisible()).toBe(true);
  expect(await page.getByLabel("Comment as mia").inputValue()).toBe("half a thou");
  expect(await page.getByLabel("Add an issue it waits for").inputValue()).toBe("#1");
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("first");
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: "first", checked: true }).waitFor();
  expect(sandbox.issue(YARD, 2).body).toContain("- [x] first");
  await page.getByLabel("You act as").selectOption("rita");
  await page.getByText("Comment as rita").waitFor();
  expect(await page.getByLabel("Comment as rita").inputValue()).toBe("half a thou");
});

test("without any script every form works", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${face.url}/octo/yard/issues/2`);
  await page.getByLabel("You act as").selectOption("ana");
  await page.getByRole("button", { name: "Switch" }).click();
  await page.getByRole("checkbox", { name: "second" }).click();
  await page.getByLabel("Comment as ana").fill("Said without a script");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  const said = page.getByRole("article").filter({ hasText: "Said without a script" });
  await said.getByText("React").click();
  await said.getByRole("button", { name: "heart" }).click();
  await page.getByText("heart by ana").waitFor({ state: "attached" });
  await page.getByLabel("Add an issue it waits for").fill("#3");
  await page.getByRole("button", { name: "Add" }).last().click();
  await page.getByRole("button", { name: "Remove the dependency on #3" }).click();
  expect(sandbox.issue(YARD, 2).body).toContain("- [x] second");
  expect(sandbox.comments(YARD, 2).at(-1)).toMatchObject({
    author: { login: "ana" },
    reactions: [{ content: "heart" }],
  });
  expect(
    sandbox
      .issue(YARD, 2)
      .events.slice(-2)
      .map(({ event }) => event),
  ).toEqual(["blocked_by_added", "blocked_by_removed"]);
  await page.close();
});

test.for(["light", "dark"] as const)(
  "nothing keeps anybody out: axe finds no fault, %s",
  async (colorScheme, { skip }) => {
    skip(!hasBrowser, WHY_NOT);
    const page = await browser.newPage({ colorScheme });
    for (const path of everyPage()) {
      await page.goto(`${face.url}${path}`);
      if (path.endsWith("/issues/1")) await page.locator("figure.drawing svg").waitFor();
      await page.evaluate(axe.source);
      const found = await page.evaluate("axe.run({ exclude: ['svg'] })");
      const violations = (found as axe.AxeResults).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      expect([path, violations]).toEqual([path, []]);
    }
    await page.close();
  },
);

test("whoever may not, hears so in words", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const { page } = await visit("/octo/yard/issues/1");
  await page.getByLabel("You act as").selectOption("rita");
  await page.getByText("Comment as rita").waitFor();
  await page.getByLabel("Add a label").fill("hold");
  await page.getByRole("button", { name: "Add" }).first().click();
  await page.getByRole("alert").filter({ hasText: "Must have triage rights" }).waitFor();
  expect(sandbox.labelsOf(YARD, 1)).toEqual(["p1"]);
});

test("Mermaid is drawn, and what people wrote runs nothing", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const { page, troubles } = await visit("/octo/yard/issues/1");
  await page.locator("figure.drawing svg").waitFor();
  expect(await page.title()).toContain("Lay track");
  expect(troubles).toEqual([]);
});

test("on a phone a wide drawing is scrolled, not shrunk until nobody can read it", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const chain = Array.from({ length: 12 }, (_, i) => ` n${i}["A task with words ${i}"] --> n${i + 1}`).join("\n");
  const { number } = sandbox
    .as("mia")
    .openIssue(YARD, { title: "Map", body: `\`\`\`mermaid\ngraph LR\n${chain}\n\`\`\`` });
  const { page } = await visit(`/octo/yard/issues/${number}`, 360);
  const drawing = page.locator("figure.drawing svg");
  await drawing.waitFor();
  expect((await drawing.boundingBox())?.width).toBeGreaterThan(1_000);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
});

test("no page is wider than a phone of 360 pixels", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const { page } = await visit("/", 360);
  for (const path of everyPage()) {
    await page.goto(`${face.url}${path}`);
    expect([path, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([path, 360]);
  }
});

test("on a phone tables stay apart, and a time of day stays beside its date", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const table = (head: string) =>
    `| ${head} | P50 | P85 | Slack |\n|---|---|---|---|\n| #21 Work out the price from length, season and | 2026-06-04 13:26 | 2026-06-04 14:45 | 1h |`;
  const text = `${table("Phase")}\n\n${table("Task")}`;
  const { number } = sandbox.as("mia").openIssue(YARD, { title: "Dates", body: text });
  const { page } = await visit(`/octo/yard/issues/${number}`, 390);
  const [first, second] = await Promise.all([0, 1].map((at) => page.locator("table").nth(at).boundingBox()));
  expect((second?.y ?? 0) - (first?.y ?? 0) - (first?.height ?? 0)).toBeGreaterThanOrEqual(8);
  // Two lines at most: the date, and the time below.
  const lines =
    'const text = document.createRange(); text.selectNodeContents(document.querySelectorAll("td")[1]); ' +
    "text.getClientRects().length";
  expect(await page.evaluate(lines)).toBeLessThanOrEqual(2);
});
