/** Sub-issues: where an issue stands. */
import type { Action } from "../core/actions.ts";
import { isHere } from "../core/model.ts";
import type { Performed } from "../ports/github.ts";
import { at, readIssue, type Session } from "./session.ts";
import { toIssue } from "./shape.ts";

type SetParent = Extract<Action, { kind: "set-parent" }>;

/** Looks first: GitHub refuses a sub-issue that stands there already in the words it has for one that stands elsewhere. */
export async function setParent(session: Session, { issue: number, parent }: SetParent): Promise<Performed> {
  const issue = toIssue(await readIssue(session, number));
  const { octokit } = session.client;
  const before = issue.parent !== null && isHere(issue.parent, session.repository.name) ? issue.parent.number : null;
  if (before === parent) return { issue };
  if (parent !== null) {
    const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues";
    await octokit.request(route, {
      ...at(session),
      issue_number: parent,
      sub_issue_id: issue.id,
      replace_parent: true,
    });
    return { issue: { ...issue, parent: { repo: session.repository.name, number: parent } } };
  }
  if (before !== null) {
    const route = "DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue";
    await octokit.request(route, { ...at(session), issue_number: before, sub_issue_id: issue.id });
  }
  return { issue: { ...issue, parent: null } };
}
