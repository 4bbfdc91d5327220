/** What people wrote, each text with its author, its boxes to tick, its reactions, and the way to change it. */

import { type Html, html } from "../../core/html.ts";
import { accessOfPerson, hasRole, mayEdit } from "../permissions.ts";
import type { Comment, Issue } from "../state.ts";
import { renderMarkdown } from "./markdown.ts";
import { commentAnchor, faces, issuePath, nameOf, timeOf, whoActs } from "./parts.ts";
import type { Visit } from "./visit.ts";

export function textOf(visit: Visit, issue: Issue, text: Issue | Comment): Html {
  const isComment = text.kind === "comment";
  const anchor = isComment ? commentAnchor(text) : "description";
  const minimized = isComment ? text.minimized : null;
  const shown = html`${bodyOf(visit, issue, text, `tick-${anchor}`)}${reactionsForm(visit, issue, text)}`;
  return html`<article id="${anchor}"${text.app !== null && html` class="app"`} aria-label="${isComment ? `Comment by ${text.author.login}` : "Description"}">
<p class="by"><span>${nameOf(text.author)} ${isComment ? "said" : "opened this"}, ${timeOf(text.createdAt)}${editorOf(text)}</span>${editLink(visit, issue, text)}</p>
${minimized === null ? shown : html`<details><summary>Hidden as ${minimized.toLowerCase()}</summary>${shown}</details>`}
</article>`;
}

function editorOf({ lastEditedAt, editor, author }: Issue | Comment): Html | false {
  return lastEditedAt !== null && html` · edited${editor !== null && editor !== author && html` by ${nameOf(editor)}`}`;
}

function editLink({ person }: Visit, issue: Issue, text: Issue | Comment): Html | false {
  if (person === null) return false;
  if (text.kind === "issue") {
    return mayEdit(accessOfPerson(person), issue) && html`<a href="${issuePath(issue)}/edit">Edit</a>`;
  }
  const may = text.author === person || hasRole(issue.repository, person, "write");
  const label = `Edit or delete the comment by ${text.author.login}`;
  return may && html`<a href="${issuePath(issue)}/comments/${text.id}" aria-label="${label}">Edit</a>`;
}

const whichText = (text: Issue | Comment): Html | false =>
  text.kind === "comment" && html`<input type="hidden" name="comment" value="${text.id}">`;

/** The boxes are buttons of a form that stands outside of the text, where nobody's Markdown can reach into it. */
function bodyOf(visit: Visit, issue: Issue, text: Issue | Comment, form: string): Html {
  if (text.body.trim() === "") return html`<p class="empty">No text.</p>`;
  const body = renderMarkdown(text.body, visit.sandbox.world, issue.repository, form);
  const ticks =
    body.text.includes(`form="${form}"`) &&
    html`<form method="post" action="${issuePath(issue)}" id="${form}" data-quiet hidden>${whoActs(visit)}${whichText(text)}<input type="hidden" name="do" value="tick"></form>`;
  return html`<div class="markdown">${body}</div>${ticks}`;
}

/** A reaction that is there is a button too: it adds the visitor's own, or takes it back. */
function reactionsForm(visit: Visit, issue: Issue, text: Issue | Comment): Html {
  const there = Object.keys(faces).filter((content) => text.reactions.some((one) => one.content === content));
  const whose = text.kind === "comment" ? `the comment by ${text.author.login}` : "the description";
  return html`<form method="post" action="${issuePath(issue)}" data-quiet class="reactions">
${whoActs(visit)}${whichText(text)}<input type="hidden" name="do" value="react">
${there.map((content) => reactionButton(visit, text, content))}
<details><summary><span aria-hidden="true">☺</span> React<span class="unseen"> to ${whose}</span></summary>
<span class="faces">${Object.entries(faces).map(([content, face]) => html`<button name="reaction" value="add ${content}" aria-label="${content}">${face}</button>`)}</span></details>
</form>`;
}

function reactionButton({ person }: Visit, { reactions }: Issue | Comment, content: string): Html {
  const users = reactions.filter((one) => one.content === content).map(({ user }) => user);
  const by = users.map(({ login }) => login).join(", ");
  const isMine = person !== null && users.includes(person);
  return html`<button name="reaction" value="${isMine ? "remove" : "add"} ${content}" aria-pressed="${isMine ? "true" : "false"}" title="${by}"><span aria-hidden="true">${faces[content] ?? ""}</span> ${users.length}<span class="unseen"> ${content} by ${by}</span></button>`;
}
