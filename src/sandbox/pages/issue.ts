/** One issue: its text, what happened to it, what people said, and the forms with which to act on it. */
import { isAssignableTo } from "../assignees.ts";
import type { Comment, Issue, IssueEvent, Text } from "../state.ts";
import { type Html, html } from "./html.ts";
import { pageAnswer } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { issueLink, issuePath, labelChip, nameOf, reactionsOf, stateBadge, timeOf } from "./parts.ts";
import { tellEvent } from "./tell-event.ts";
import type { Visit } from "./visit.ts";

export function issuePage(visit: Visit, issue: Issue): Response {
  const main = html`<div data-live="head" class="head">
<h1>${issue.title} <span class="number">#${issue.number}</span></h1>
<p>${stateBadge(issue)} opened by ${nameOf(issue.author)}, ${timeOf(issue.createdAt)} · <a href="${issuePath(issue)}/edit">Edit title and text</a></p>
</div>
<div class="columns">
<div class="conversation">
<div data-live="conversation">
${textOf(visit, issue, issue, "opened this")}
${storyOf(issue).map((entry) => ("kind" in entry ? textOf(visit, issue, entry, "said") : eventLine(entry)))}
</div>
${commentForm(visit, issue)}
</div>
<aside aria-label="About this issue">
<div data-live="aside">
${labelsOf(visit, issue)}
${assigneesOf(visit, issue)}
${relationsOf(issue)}
</div>
${asideForms(visit, issue)}
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

function textOf({ sandbox }: Visit, issue: Issue, text: Text & (Issue | Comment), verb: string): Html {
  const edited =
    text.lastEditedAt !== null &&
    html` · edited${text.editor !== null && text.editor !== text.author && html` by ${nameOf(text.editor)}`}`;
  const body =
    text.body.trim() === ""
      ? html`<p class="empty">No text.</p>`
      : renderMarkdown(text.body, sandbox.world, issue.repository);
  const minimized = text.kind === "comment" ? text.minimized : null;
  const shown = html`<div class="markdown">${body}</div>${reactionsOf(text.reactions)}`;
  return html`<article id="text-${text.id}"${text.app !== null && html` class="app"`}>
<p class="by">${nameOf(text.author)} ${verb}, ${timeOf(text.createdAt)}${edited}</p>
${minimized === null ? shown : html`<details><summary>Hidden as ${minimized.toLowerCase()}</summary>${shown}</details>`}
</article>`;
}

/** Every form says whom it acts for, so that a page shown for one person never acts for another. */
const whoActs = ({ person }: Visit): Html => html`<input type="hidden" name="as" value="${person?.login ?? ""}">`;

function commentForm(visit: Visit, issue: Issue): Html {
  const isOpen = issue.state === "open";
  return html`<form method="post" action="${issuePath(issue)}" data-quiet class="comment">
${whoActs(visit)}
<label for="body">Comment as ${visit.person?.login ?? "nobody"}</label>
<textarea id="body" name="body" rows="4" placeholder="/unblock #7 because the schema is frozen"></textarea>
<p class="buttons"><button name="do" value="comment" class="main">Comment</button>
<span data-live="state-buttons">${
    isOpen
      ? html`<button name="do" value="close">Close as completed</button> <button name="do" value="close-not-planned">Close as not planned</button>`
      : html`<button name="do" value="reopen">Reopen</button>`
  }</span></p>
</form>`;
}

function removeForm(visit: Visit, issue: Issue, act: "unlabel" | "unassign", name: string): Html {
  const field = act === "unlabel" ? "label" : "login";
  return html`<form method="post" action="${issuePath(issue)}" data-quiet class="remove">
${whoActs(visit)}
<input type="hidden" name="${field}" value="${name}">
<button name="do" value="${act}" aria-label="${act === "unlabel" ? "Remove label" : "Unassign"} ${name}">×</button>
</form>`;
}

function labelsOf(visit: Visit, issue: Issue): Html {
  const list = issue.labels.map(
    (label) => html`<li>${labelChip(label)} ${removeForm(visit, issue, "unlabel", label.name)}</li>`,
  );
  return html`<h2>Labels</h2>${list.length === 0 ? html`<p class="empty">None.</p>` : html`<ul class="chips">${list}</ul>`}`;
}

function assigneesOf(visit: Visit, issue: Issue): Html {
  const list = issue.assignees.map(
    (one) => html`<li>${nameOf(one)} ${removeForm(visit, issue, "unassign", one.login)}</li>`,
  );
  return html`<h2>Assignees</h2>${list.length === 0 ? html`<p class="empty">Nobody.</p>` : html`<ul class="chips">${list}</ul>`}`;
}

function relationsOf(issue: Issue): readonly (Html | null)[] {
  const part = (heading: string, issues: readonly Issue[]) =>
    issues.length === 0
      ? null
      : html`<h2>${heading}</h2><ul class="relations">${issues.map((one) => html`<li>${issueLink(one)}${one.state === "closed" && html` (closed)`}</li>`)}</ul>`;
  return [
    part("Blocked by", issue.blockedBy),
    part("Blocking", issue.blocking),
    part("Part of", issue.parent === null ? [] : [issue.parent]),
    part("Parts", issue.subIssues),
  ];
}

function asideForms(visit: Visit, issue: Issue): Html {
  const { repository } = issue;
  const accounts = [...visit.sandbox.world.accounts.values()].filter((one) => isAssignableTo(issue, one));
  const known = [...repository.labels.values()].map(({ name }) => html`<option value="${name}"></option>`);
  return html`<form method="post" action="${issuePath(issue)}" data-quiet>
${whoActs(visit)}
<label for="label">Add a label</label>
<span class="pair"><input id="label" name="label" list="labels" autocomplete="off" required maxlength="50"><button name="do" value="label">Add</button></span>
<datalist id="labels">${known}</datalist>
</form>
<form method="post" action="${issuePath(issue)}" data-quiet>
${whoActs(visit)}
<label for="login">Assign</label>
<span class="pair"><select id="login" name="login">${accounts.map(({ login }) => html`<option>${login}</option>`)}</select><button name="do" value="assign">Assign</button></span>
</form>`;
}
