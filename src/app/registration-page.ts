/** The two pages of the registration; each is complete in itself, because the server ends right after the second one. */
import type { Manifest } from "./manifest.ts";

export interface RegistrationForm {
  readonly manifest: Manifest;
  /** GitHub's page that takes the manifest. */
  readonly action: string;
}

/** The form that carries the manifest to GitHub, and what to know before. */
export function renderRegistration({ manifest, action }: RegistrationForm): string {
  const { url, active } = manifest.hook_attributes;
  const hook = active
    ? `GitHub will deliver webhooks to <code>${escapeHtml(url)}</code>.`
    : "No public address is known, so the webhook is registered switched off: Signalbox then looks for changes every " +
      "few minutes. To have it told at once, end it, set <code>PUBLIC_URL=https://…</code> and start again; or enter the " +
      "address on the App's page later.";
  const asks = Object.entries(manifest.default_permissions).map(
    ([name, level]) => `${name.replace("_", " ")}: ${level}`,
  );
  return page(
    `Register ${manifest.name}`,
    `<p>${escapeHtml(manifest.description)}</p>
<p>${hook}</p>
<p>It asks for ${escapeHtml(asks.join(", "))}.</p>
<form action="${escapeHtml(action)}" method="post">
<button name="manifest" value="${escapeHtml(JSON.stringify(manifest))}">Register GitHub App</button>
</form>
<p>GitHub asks you to confirm, and sends you back here. Have you got an App already? Then write <code>APP_ID</code>,
<code>PRIVATE_KEY_PATH</code> and <code>WEBHOOK_SECRET</code> into the file <code>.env</code> and start again.</p>`,
  );
}

/** After the exchange; `appUrl` is the App's page on GitHub. */
export function renderRegistered(appUrl: string): string {
  return page(
    "The App is registered",
    `<p>Its credentials are in the file <code>.env</code>. Keep that file to yourself.</p>
<ol><li>In the terminal, start again: <code>npm start</code></li>
<li><a href="${escapeHtml(`${appUrl}/installations/new`)}">Install the App on a repository</a></li></ol>`,
  );
}

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:40rem;padding:2rem 1rem}
code{overflow-wrap:anywhere}
button{background:#1a7f37;border:0;border-radius:.4rem;color:#fff;cursor:pointer;font:inherit;font-weight:600;padding:.6rem 1.2rem}
button:focus-visible,a:focus-visible{outline:3px solid #0969da;outline-offset:2px}`;

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>
`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
