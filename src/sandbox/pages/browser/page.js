// Keeps a page true without reloading it: asks whether it changed, swaps what did, draws diagrams, sends forms quietly.

const EVERY_MS = 500;
const dark = matchMedia("(prefers-color-scheme: dark)");
const said = document.querySelector("#said");
const drawings = new Map();
/** The server's text of each live part as it is shown now; the elements themselves are changed by drawings. */
const shown = new Map();
let etag = null;
let drawn = 0;

const liveParts = (page) => page.querySelectorAll("[data-live]");
const startMermaid = () =>
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark.matches ? "dark" : "default" });

async function draw(source) {
  const known = drawings.get(source);
  if (known !== undefined) return known;
  drawn += 1;
  const { svg } = await mermaid.render(`drawing-${drawn}`, source);
  drawings.set(source, svg);
  return svg;
}

/** What Mermaid cannot read stays the text it is. */
async function drawAll() {
  for (const code of document.querySelectorAll("pre > code.language-mermaid")) {
    try {
      const svg = await draw(code.textContent);
      const figure = document.createElement("figure");
      figure.className = "drawing";
      figure.setAttribute("role", "img");
      figure.setAttribute("aria-label", "Diagram");
      figure.tabIndex = 0;
      figure.innerHTML = svg;
      code.parentElement.replaceWith(figure);
    } catch {
      code.classList.remove("language-mermaid");
    }
  }
}

/** Folded parts that a reader opened stay open, by their summary. */
function swap(part, text) {
  const opened = [...part.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent);
  part.innerHTML = text;
  for (const summary of part.querySelectorAll("details > summary")) {
    if (opened.includes(summary.textContent)) summary.parentElement.open = true;
  }
}

async function look() {
  const headers = etag === null ? {} : { "if-none-match": etag };
  const response = await fetch(location.href, { headers, cache: "no-store" });
  if (response.status !== 200) return;
  etag = response.headers.get("etag");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const fresh of liveParts(page)) {
    const name = fresh.dataset.live;
    const part = document.querySelector(`[data-live="${name}"]`);
    // Whoever is on a button here with the keyboard is not thrown off it.
    const isBusy = part?.contains(document.activeElement);
    if (part === null || isBusy || shown.get(name) === fresh.innerHTML) continue;
    shown.set(name, fresh.innerHTML);
    swap(part, fresh.innerHTML);
  }
  await drawAll();
}

async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body: fields, headers: { "x-quiet": "1" } });
  said.textContent = answer.ok ? "" : await answer.text();
  if (!answer.ok) return;
  button?.blur();
  const isSpent = button?.value === "comment" || button?.value === "label";
  if (isSpent) for (const field of form.querySelectorAll("textarea, input:not([type=hidden])")) field.value = "";
  await look();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-quiet]")) return;
  event.preventDefault();
  send(event.target, event.submitter).catch(() => {
    said.textContent = "The local GitHub does not answer: is it still running?";
  });
});

document.querySelector("#person")?.addEventListener("change", (event) => event.target.form.requestSubmit());

async function keepLooking() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (!document.hidden) await look().catch(() => undefined);
  }
}

document.documentElement.classList.add("scripted");
for (const part of liveParts(document)) shown.set(part.dataset.live, part.innerHTML);
if (typeof mermaid === "object") {
  startMermaid();
  dark.addEventListener("change", () => location.reload());
}
void drawAll();
if (liveParts(document).length > 0) void keepLooking();
