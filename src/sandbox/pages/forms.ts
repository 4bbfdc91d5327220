/** The pages with one form each: for a new issue, for the title and text of one that is there, for a comment. */

import { type Html, html } from "../../core/html.ts";
import { notFound } from "../github-error.ts";
import type { Issue, Repository } from "../state.ts";
import { fullNameOf } from "../world.ts";
import { pageAnswer } from "./layout.ts";
import { commentAnchor, issuePath, whoActs } from "./parts.ts";
import type { Visit } from "./visit.ts";

/** Without an issue, for a new one. */
export function issueFormPage(visit: Visit, repository: Repository, issue: Issue | null): Response {
  const heading = issue === null ? `New issue in ${fullNameOf(repository)}` : `Edit #${issue.number}`;
  const action = issue === null ? `/${fullNameOf(repository)}/issues` : issuePath(issue);
  const main = html`<h1>${heading}</h1>
<form method="post" action="${action}" class="comment">
${whoActs(visit)}
<label for="title">Title</label>
<input id="title" name="title" required maxlength="256" value="${issue?.title ?? ""}">
${textField(issue?.body ?? "")}
<p class="buttons"><button name="do" value="${issue === null ? "open" : "edit"}" class="main">${issue === null ? "Open it" : "Save"} as ${visit.person?.login ?? "nobody"}</button>
<a href="${action}">Cancel</a></p>
</form>`;
  return pageAnswer(visit, { title: heading, repository, main });
}

export function commentFormPage(visit: Visit, issue: Issue, id: string): Response {
  const comment = issue.comments.find((one) => String(one.id) === id);
  if (comment === undefined) throw notFound();
  const heading = `Edit the comment by ${comment.author.login} on #${issue.number}`;
  const main = html`<h1>${heading}</h1>
<form method="post" action="${issuePath(issue)}" class="comment">
${whoActs(visit)}
<input type="hidden" name="comment" value="${comment.id}">
${textField(comment.body)}
<p class="buttons"><button name="do" value="edit-comment" class="main">Save as ${visit.person?.login ?? "nobody"}</button>
<button name="do" value="delete-comment" class="danger">Delete the comment</button>
<a href="${issuePath(issue)}#${commentAnchor(comment)}">Cancel</a></p>
</form>`;
  return pageAnswer(visit, { title: heading, repository: issue.repository, main });
}

/** What begins with a line break keeps it: the browser drops the first one after the tag. */
function textField(body: string): Html {
  return html`<label for="body">Text, in Markdown</label>
<textarea id="body" name="body" rows="14">
${body}</textarea>`;
}
