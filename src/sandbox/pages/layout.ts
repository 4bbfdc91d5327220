/** What all pages share: the head, the way back, who you are, and the place for the page itself. */
import { createHash } from "node:crypto";
import { type Html, html } from "../../core/html.ts";
import { roleOf } from "../permissions.ts";
import type { Account, Repository } from "../state.ts";
import { fullNameOf } from "../world.ts";
import type { Visit } from "./visit.ts";

export interface PageParts {
  readonly title: string;
  readonly repository?: Repository;
  readonly main: Html;
  readonly status?: number;
}

const POLICY = [
  "default-src 'none'",
  "img-src 'self' data:",
  // Labels bring their colour, and Mermaid its styles, as attributes and elements of their own.
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The whole answer; 304 when the browser shows the very same page already. */
export function pageAnswer(visit: Visit, parts: PageParts): Response {
  const text = layout(visit, parts).text;
  const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "cache-control": "no-cache",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    etag,
  };
  const status = parts.status ?? 200;
  if (status === 200 && visit.headers.get("if-none-match") === etag)
    return new Response(null, { status: 304, headers });
  return new Response(text, { status, headers });
}

function layout(visit: Visit, { title, repository, main }: PageParts): Html {
  const name = repository === undefined ? null : fullNameOf(repository);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · local GitHub</title>
<link rel="stylesheet" href="/-/page.css">
<link rel="icon" href="data:,">
<script src="/-/mermaid.js" defer></script>
<script src="/-/page.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>
<nav aria-label="Where you are">
<a href="/">Local GitHub</a>${name !== null && html` <span aria-hidden="true">/</span> <a href="/${name}/issues">${name}</a>`}
</nav>
${personForm(visit, repository)}
</header>
<main id="main" tabindex="-1">
${main}
</main>
<p id="said" role="alert"></p>
<p id="told" role="status" class="unseen"></p>
<footer>A local GitHub inside one process on this machine. Nothing here reaches the internet.</footer>
</body>
</html>
`;
}

/** Whoever is chosen here acts in every form of every page. */
function personForm({ people, person, url }: Visit, repository: Repository | undefined): Html | null {
  if (person === null) return null;
  const role = (account: Account) => (repository === undefined ? "" : ` (${roleOf(repository, account)})`);
  const option = (one: Account) =>
    html`<option value="${one.login}"${one === person && html` selected`}>${one.login}${role(one)}</option>`;
  const belongs = (one: Account) => repository === undefined || repository.roles.has(one.id);
  const [inside, outside] = [people.filter(belongs), people.filter((one) => !belongs(one))];
  return html`<form method="post" action="/-/person" class="person">
<input type="hidden" name="back" value="${url.pathname}${url.search}">
<label for="person">You act as</label>
<select id="person" name="login">
${inside.map(option)}
${outside.length > 0 && html`<optgroup label="Outsiders">${outside.map(option)}</optgroup>`}
</select>
<button>Switch</button>
</form>`;
}
