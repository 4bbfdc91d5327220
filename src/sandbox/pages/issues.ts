/** The issues of one repository, what is pinned on top. */

import { type Html, html } from "../../core/html.ts";
import { isPinned } from "../issues.ts";
import type { Issue, Repository } from "../state.ts";
import { fullNameOf } from "../world.ts";
import { pageAnswer } from "./layout.ts";
import { issuePath, labelChip, nameOf, plural, stateBadge, timeOf } from "./parts.ts";
import type { Visit } from "./visit.ts";

const PER_PAGE = 100;

export function issuesPage(visit: Visit, repository: Repository): Response {
  const name = fullNameOf(repository);
  const all = [...repository.issues.values()].toReversed();
  const state = visit.url.searchParams.get("state") === "closed" ? "closed" : "open";
  const label = visit.url.searchParams.get("label");
  const carries = (issue: Issue) => label === null || issue.labels.some((one) => one.name === label);
  const found = all.filter((issue) => carries(issue) && issue.state === state && !isPinned(issue));
  const main = html`<div class="headline"><h1>Issues of ${name}</h1><a class="button" href="/${name}/issues/new">New issue</a></div>
<div data-live="list">
${pinnedSection(all.filter(isPinned))}
<section aria-labelledby="list-heading">
<h2 id="list-heading" class="unseen">${state === "open" ? "Open" : "Closed"} issues</h2>
${tabs(
  name,
  state,
  all.filter((issue) => carries(issue) && !isPinned(issue)),
  label,
)}
${listOf(visit, found)}
</section>
</div>`;
  return pageAnswer(visit, { title: `Issues of ${name}`, repository, main });
}

function pinnedSection(pinned: readonly Issue[]): Html | null {
  if (pinned.length === 0) return null;
  return html`<section class="pinned" aria-labelledby="pinned-heading"><h2 id="pinned-heading">Pinned</h2><ul class="rows">${pinned.map(row)}</ul></section>`;
}

function tabs(name: string, state: string, issues: readonly Issue[], label: string | null): Html {
  const more = label === null ? "" : `&label=${encodeURIComponent(label)}`;
  const tab = (wanted: "open" | "closed", word: string) => {
    const count = issues.filter((issue) => issue.state === wanted).length;
    return html`<a href="/${name}/issues?state=${wanted}${more}"${state === wanted && html` aria-current="page"`}>${count} ${word}</a>`;
  };
  const clear = label !== null && html`<a href="/${name}/issues?state=${state}">only “${label}” – show all</a>`;
  return html`<nav class="tabs" aria-label="Which issues">${tab("open", "open")} ${tab("closed", "closed")} ${clear}</nav>`;
}

function listOf(visit: Visit, found: readonly Issue[]): Html {
  if (found.length === 0) return html`<p class="empty">Nothing here.</p>`;
  const page = Math.max(1, Number.parseInt(visit.url.searchParams.get("page") ?? "1", 10) || 1);
  const shown = found.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const next = new URLSearchParams(visit.url.searchParams);
  next.set("page", String(page + 1));
  const further =
    found.length > page * PER_PAGE && html`<p><a href="${visit.url.pathname}?${next.toString()}">Older issues</a></p>`;
  return html`<ul class="rows">${shown.map(row)}</ul>${further}`;
}

function row(issue: Issue): Html {
  const name = fullNameOf(issue.repository);
  const labels = issue.labels.map(
    (label) =>
      html`<a href="/${name}/issues?state=${issue.state}&amp;label=${encodeURIComponent(label.name)}">${labelChip(label)}</a> `,
  );
  const { assignees, comments } = issue;
  return html`<li>
<p class="title"><a href="${issuePath(issue)}">${issue.title}</a> ${labels}</p>
<p class="small">${issue.state === "closed" && html`${stateBadge(issue)} `}#${issue.number} by ${nameOf(issue.author)}, ${timeOf(issue.createdAt)}${
    assignees.length > 0 && html` · assigned to ${assignees.map((one) => one.login).join(", ")}`
  }${comments.length > 0 && html` · ${plural(comments.length, "comment", "comments")}`}</p>
</li>`;
}
