// Keeps a page true without reloading it: asks whether it changed, changes what did, draws diagrams, sends forms quietly.

const EVERY_MS = 500;
const dark = matchMedia("(prefers-color-scheme: dark)");
const said = document.querySelector("#said");
const told = document.querySelector("#told");
const drawings = new Map();
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

/** Two thirds of its own size are the least; what is wider than the page then is scrolled. */
function keepReadable(drawing) {
  drawing.style.minWidth = `${Math.round(drawing.viewBox.baseVal.width * 0.65)}px`;
}

/** What Mermaid cannot read stays the text it is. */
async function drawAll(page) {
  for (const code of page.querySelectorAll("pre > code.language-mermaid")) {
    try {
      const svg = await draw(code.textContent);
      const figure = document.createElement("figure");
      figure.className = "drawing";
      figure.setAttribute("role", "img");
      figure.setAttribute("aria-label", "Diagram");
      figure.tabIndex = 0;
      figure.innerHTML = svg;
      keepReadable(figure.firstElementChild);
      code.parentElement.replaceWith(figure);
    } catch {
      code.classList.remove("language-mermaid");
    }
  }
}

/** Makes what is shown like `fresh` and leaves the rest alone: focus, what was typed, what a reader folded open. */
function change(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== fresh.nodeName || old.id !== fresh.id) {
    old.replaceWith(fresh);
    return;
  }
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.matches("figure.drawing")) old.replaceChildren(...fresh.childNodes);
  else changeChildren(old, fresh);
}

/** Children with an id are found again by it wherever they stand, others by their place and name. */
function changeChildren(old, fresh) {
  const kept = new Set([...fresh.children].map((child) => child.id).filter((id) => id !== ""));
  let next = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    while (next !== null && isGone(next, kept)) next = dropAndGoOn(next);
    const same = child.id ? [...old.children].find(({ id }) => id === child.id) : fits(next, child) ? next : undefined;
    if (same === undefined) {
      old.insertBefore(child, next);
    } else if (same === next) {
      next = next.nextSibling;
      change(same, child);
    } else {
      old.insertBefore(same, next);
      change(same, child);
    }
  }
  while (next !== null) next = dropAndGoOn(next);
}

const isGone = (node, kept) => Boolean(node.id) && !kept.has(node.id);
const fits = (node, child) => node !== null && node.nodeName === child.nodeName && !node.id;

function dropAndGoOn(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/** Says aloud, to those who listen instead of look, that somebody wrote something. */
function tellOf(known) {
  const fresh = [...document.querySelectorAll("article[id]")].filter(({ id }) => !known.has(id));
  if (fresh.length > 0) told.textContent = fresh.map((article) => `New: ${article.ariaLabel}`).join(". ");
}

let looking = Promise.resolve();

/** One look after the other, so that an older answer never replaces a newer one. */
function look() {
  looking = looking.catch(() => undefined).then(lookOnce);
  return looking;
}

async function lookOnce() {
  const headers = etag === null ? {} : { "if-none-match": etag };
  const response = await fetch(location.href, { headers, cache: "no-store" });
  if (response.status !== 200) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  await drawAll(page);
  const known = new Set([...document.querySelectorAll("article[id]")].map(({ id }) => id));
  for (const fresh of liveParts(page)) {
    const part = document.querySelector(`[data-live="${fresh.dataset.live}"]`);
    if (part !== null) change(part, fresh);
  }
  tellOf(known);
  etag = response.headers.get("etag");
}

async function send(form, button) {
  const fields = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body: fields, headers: { "x-quiet": "1" } });
  said.textContent = answer.ok ? "" : await answer.text();
  if (!answer.ok) return;
  form.reset();
  form.querySelector("details")?.removeAttribute("open");
  if (form.matches("[data-draft]")) forgetDraft();
  await look();
  // A button that removed itself leaves the keyboard nowhere.
  if (document.activeElement === document.body) document.querySelector("#main").focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-quiet]")) return;
  event.preventDefault();
  send(event.target, event.submitter).catch(() => {
    said.textContent = "The local GitHub does not answer: is it still running?";
  });
});

document.querySelector("#person")?.addEventListener("change", (event) => event.target.form.requestSubmit());

/** A comment that was begun outlives the change of who writes it, which is a new page. */
const draft = document.querySelector("[data-draft] textarea");
const draftKey = `draft ${location.pathname}`;
const forgetDraft = () => sessionStorage.removeItem(draftKey);

function keepDraft() {
  if (draft === null) return;
  draft.value ||= sessionStorage.getItem(draftKey) ?? "";
  draft.addEventListener("input", () => sessionStorage.setItem(draftKey, draft.value));
}

async function keepLooking() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (!document.hidden) await look().catch(() => undefined);
  }
}

document.documentElement.classList.add("scripted");
keepDraft();
if (typeof mermaid === "object") {
  startMermaid();
  dark.addEventListener("change", () => location.reload());
}
void drawAll(document);
if (liveParts(document).length > 0) void keepLooking();
