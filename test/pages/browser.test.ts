// The pages in a real browser: a comment is answered without reloading, diagrams are drawn, a phone is wide enough.
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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
sandbox.repository(YARD, { collaborators: { mia: "maintain", rita: "read" } });
sandbox.as("mia").openIssue(YARD, { title: `Lay track ${long}`, body, labels: ["p1"] });

let face: HttpFace;
let browser: Browser;
beforeAll(async () => {
  face = await openHttpFace(sandbox, { pages: answerPage });
  if (hasBrowser)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-quic"] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await face.close();
});

async function visit(path: string, width = 1200): Promise<{ page: Page; troubles: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
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
  await page.getByRole("button", { name: "Comment" }).click();
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

test("whoever may not, hears so in words", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const { page } = await visit("/octo/yard/issues/1");
  await page.getByLabel("You act as").selectOption("rita");
  await page.getByText("Comment as rita").waitFor();
  await page.getByLabel("Add a label").fill("hold");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("status").filter({ hasText: "Must have triage rights" }).waitFor();
  expect(sandbox.labelsOf(YARD, 1)).toEqual(["p1"]);
});

test("Mermaid is drawn, and what people wrote runs nothing", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  const { page, troubles } = await visit("/octo/yard/issues/1");
  await page.locator("figure.drawing svg").waitFor();
  expect(await page.title()).toContain("Lay track");
  expect(troubles).toEqual([]);
});

test("no page is wider than a phone of 360 pixels", async ({ skip }) => {
  skip(!hasBrowser, WHY_NOT);
  for (const path of ["/", "/octo/yard/issues", "/octo/yard/issues/1", "/octo/yard/issues/1/edit"]) {
    const { page } = await visit(path, 360);
    expect([path, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([path, 360]);
    await page.close();
  }
});
