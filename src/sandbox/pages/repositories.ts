/** The first page: every repository of the local GitHub. */

import { type Html, html } from "../../core/html.ts";
import { isPinned } from "../issues.ts";
import type { Repository } from "../state.ts";
import { fullNameOf } from "../world.ts";
import { pageAnswer } from "./layout.ts";
import { issueLink, plural } from "./parts.ts";
import type { Visit } from "./visit.ts";

export function repositoriesPage(visit: Visit): Response {
  const repositories = [...visit.sandbox.world.repositoriesById.values()];
  const list =
    repositories.length === 0
      ? html`<p>There is no repository yet.</p>`
      : html`<ul class="rows">${repositories.map(row)}</ul>`;
  const main = html`<h1>Repositories</h1><div data-live="list">${list}</div>`;
  return pageAnswer(visit, { title: "Repositories", main });
}

function row(repository: Repository): Html {
  const issues = [...repository.issues.values()];
  const open = issues.filter((issue) => issue.state === "open").length;
  const pinned = issues.find(isPinned);
  const name = fullNameOf(repository);
  return html`<li>
<h2><a href="/${name}/issues">${name}</a>${repository.isPrivate && html` <span class="state">Private</span>`}</h2>
<p>${plural(open, "open issue", "open issues")}, ${issues.length - open} closed</p>
${pinned !== undefined && html`<p>Pinned: ${issueLink(pinned)}</p>`}
</li>`;
}
