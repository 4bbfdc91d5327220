/** One issue: its text, what happened to it, what people said, and the forms with which to act on it. */

import { type Html, html } from "../../core/html.ts";
import { isPinned } from "../issues.ts";
import type { Comment, Issue, IssueEvent } from "../state.ts";
import { asideOf } from "./aside.ts";
import { pageAnswer } from "./layout.ts";
import { issuePath, nameOf, plural, stateBadge, timeOf, whoActs } from "./parts.ts";
import { tellEvent } from "./tell-event.ts";
import { textOf } from "./texts.ts";
import type { Visit } from "./visit.ts";

export function issuePage(visit: Visit, issue: Issue): Response {
  const comments = plural(issue.comments.length, "comment", "comments");
  const main = html`<div data-live="head" class="head">
<h1>${issue.title} <span class="number">#${issue.number}</span></h1>
<p>${stateBadge(issue)}${isPinned(issue) && html` <span class="state pin">Pinned</span>`} · opened by ${nameOf(issue.author)} · ${comments} · <a href="#body">Write</a></p>
</div>
<div class="columns">
<div class="conversation">
<div data-live="conversation">
${textOf(visit, issue, issue)}
${storyOf(issue).map((entry) => ("kind" in entry ? textOf(visit, issue, entry) : eventLine(entry)))}
</div>
${commentForm(visit, issue)}
</div>
<aside aria-label="About this issue" data-live="aside">
${asideOf(visit, issue)}
</aside>
</div>`;
  return pageAnswer(visit, { title: `${issue.title} #${issue.number}`, repository: issue.repository, main });
}

/** Comments and events in the order in which they happened. */
function storyOf(issue: Issue): readonly (Comment | IssueEvent)[] {
  const entries: (Comment | IssueEvent)[] = [...issue.events, ...issue.comments];
  return entries.sort((a, b) => a.createdAt - b.createdAt);
}

function eventLine(event: IssueEvent): Html | null {
  const told = tellEvent(event);
  return told === null ? null : html`<p class="event">${nameOf(event.actor)} ${told}, ${timeOf(event.createdAt)}</p>`;
}

function commentForm(visit: Visit, issue: Issue): Html {
  const isOpen = issue.state === "open";
  return html`<form method="post" action="${issuePath(issue)}" data-quiet data-draft class="comment">
${whoActs(visit)}
<label for="body">Comment as ${visit.person?.login ?? "nobody"}</label>
<textarea id="body" name="body" rows="4" aria-describedby="hint"></textarea>
<p id="hint" class="small">Markdown. A command stands on a line of its own: <code>/why</code>, <code>/claim</code>, <code>/help</code></p>
<p class="buttons"><button name="do" value="comment" class="main">Comment</button>
<span data-live="state-buttons">${
    isOpen
      ? html`<button name="do" value="close">Close as completed</button> <button name="do" value="close-not-planned">Close as not planned</button>`
      : html`<button name="do" value="reopen">Reopen</button>`
  }</span></p>
</form>`;
}
