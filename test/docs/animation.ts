// A day in the life of the coordination issue: pictures of it, some virtual hours apart, as one looping GIF.
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";

const WIDTH = 800;
const HEIGHT = 760;
/** ms */
const EACH = 1_400;
const LAST = 4_000;
const COLOURS = 64;

/** Only the issue itself, and above it when it was. */
const STYLE = `
  header, aside, footer, .skip, .comment, .reactions, .event, [data-live="head"] { display: none !important; }
  .columns { display: block !important; }
  .conversation article ~ article { display: none; }
  .conversation article { border: none; margin: 0; }
  .by { display: none !important; }
  body { max-width: none; overflow: hidden; }
  #when { position: sticky; top: 0; padding: 0.5rem 0.9rem; background: #0969da; color: #fff; font-weight: 600; }
`;

export class Animation {
  readonly #frames: Buffer[] = [];
  readonly #browser: Browser;
  #page: Page | null = null;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** `caption` stands above the picture. */
  async take(url: string, caption: string): Promise<void> {
    const page = this.#page ?? (await this.#browser.newPage(LOOK));
    this.#page = page;
    await page.goto(url);
    await page.waitForFunction("!document.querySelector('pre > code.language-mermaid')");
    await page.addStyleTag({ content: STYLE });
    await page.evaluate(
      `document.body.insertAdjacentHTML("afterbegin", '<p id="when"></p>');` +
        `document.querySelector("#when").textContent = ${JSON.stringify(caption)}`,
    );
    this.#frames.push(await page.screenshot());
  }

  get frames(): readonly Buffer[] {
    return this.#frames;
  }

  /** Bytes of the GIF. */
  async write(path: string): Promise<number> {
    await this.#page?.close();
    const delay = this.#frames.map((_, at) => (at === this.#frames.length - 1 ? LAST : EACH));
    const joined = sharp([...this.#frames], { join: { animated: true } });
    const { size } = await joined.gif({ colours: COLOURS, effort: 10, loop: 0, delay, dither: 0 }).toFile(path);
    return size;
  }
}

const LOOK: Parameters<Browser["newPage"]>[0] = {
  viewport: { width: WIDTH, height: HEIGHT },
  colorScheme: "light",
};
