// `npm run screenshots`: plays the demo and takes the README's pictures: the coordination issue, a day of it, the page.
import { existsSync, mkdirSync, statSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { runDemo } from "../../src/cli/demo/run-demo.ts";
import { dayAndTime } from "../../src/cli/demo/terminal.ts";
import { Animation } from "./animation.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FOLDER = new URL("../../.github/images/", import.meta.url);
const MOST_BYTES = 300_000;
const MOST_MOVING_BYTES = 1_500_000;
const LOOK_EVERY_HOURS = 3.5;
const HUB = "octo/harbour/issues/1";
const SEED = 1;

/** Opens a page in light colours, waits for its drawings, and hands it over. */
async function open(browser: Browser, url: string, width: number, height: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
  await page.goto(url);
  await page.waitForFunction("!document.querySelector('pre > code.language-mermaid')");
  return page;
}

async function take(page: Page, name: string): Promise<void> {
  const path = new URL(name, FOLDER).pathname;
  await page.screenshot({ path });
  await page.close();
  tellSize(name, statSync(path).size, MOST_BYTES);
}

function tellSize(name: string, size: number, most: number): void {
  console.log(`.github/images/${name}: ${Math.round(size / 1000)} kB`);
  if (size > most) throw new Error(`${name} is larger than ${most / 1000} kB: take less of the page.`);
}

async function coordinationIssue(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, `${url}/${HUB}`, 1_200, 1_400);
  await take(page, "coordination-issue.png");
}

/** Somebody waives a dependency; the picture shows what became of it. */
async function playground(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, `${url}/octo/playground/issues/8`, 960, 1_000);
  await page.getByLabel("Comment as mia").fill("/unblock #7 because the schema is frozen");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await page.locator("aside .label", { hasText: "ready" }).waitFor();
  await page
    .getByRole("article")
    .filter({ hasText: "/unblock" })
    .getByRole("button", { pressed: false })
    .first()
    .waitFor();
  await page.evaluate("scrollTo(0, 0); document.activeElement.blur()");
  await take(page, "page.png");
}

if (!existsSync(CHROMIUM)) {
  console.error(
    `There is no browser at ${CHROMIUM}. On Debian: apt-get install chromium fonts-noto-color-emoji; ` +
      "elsewhere set CHROMIUM to the path of yours.",
  );
  process.exit(1);
}
mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const day = new Animation(browser);
const { exitCode } = await runDemo({
  planPath: null,
  workers: null,
  seed: SEED,
  out: { write: () => undefined, isTerminal: false, hasColour: false },
  show: {
    port: 0,
    hourMs: 0,
    looks: {
      everyHours: LOOK_EVERY_HOURS,
      look: (url, now) => day.take(`${url}/${HUB}`, dayAndTime(now)),
    },
    atHalfTime: (url) => coordinationIssue(browser, url),
    stay: async (stop, url) => {
      await day.take(`${url}/${HUB}`, "Every task is done");
      await playground(browser, url);
      await stop();
    },
  },
});
const name = "a-day.gif";
tellSize(name, await day.write(new URL(name, FOLDER).pathname), MOST_MOVING_BYTES);
await browser.close();
process.exitCode = exitCode;
