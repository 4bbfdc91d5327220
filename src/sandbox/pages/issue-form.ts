/** The form for a new issue, and for changing the title and text of one that is there. */
import type { Issue, Repository } from "../state.ts";
import { fullNameOf } from "../world.ts";
import { html } from "./html.ts";
import { pageAnswer } from "./layout.ts";
import { issuePath } from "./parts.ts";
import type { Visit } from "./visit.ts";

/** Without an issue, for a new one. */
export function issueFormPage(visit: Visit, repository: Repository, issue: Issue | null): Response {
  const heading = issue === null ? `New issue in ${fullNameOf(repository)}` : `Edit #${issue.number}`;
  const action = issue === null ? `/${fullNameOf(repository)}/issues` : issuePath(issue);
  const login = visit.person?.login ?? "";
  const main = html`<h1>${heading}</h1>
<form method="post" action="${action}" class="comment">
<input type="hidden" name="as" value="${login}">
<label for="title">Title</label>
<input id="title" name="title" required maxlength="256" value="${issue?.title ?? ""}">
<label for="body">Text, in Markdown</label>
<textarea id="body" name="body" rows="14">
${issue?.body ?? ""}</textarea>
<p class="buttons"><button name="do" value="${issue === null ? "open" : "edit"}" class="main">${issue === null ? "Open it" : "Save"} as ${login}</button>
<a href="${action}">Leave it</a></p>
</form>`;
  return pageAnswer(visit, { title: heading, repository, main });
}
