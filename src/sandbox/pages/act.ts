/** What the forms do: each act is a person's hand on the local GitHub, with that person's rights. */
import { GitHubError, notFound, unprocessable } from "../github-error.ts";
import type { Person } from "../people.ts";
import type { Comment, Issue } from "../state.ts";
import { commentAnchor, faces, issuePath } from "./parts.ts";
import { setTaskBox } from "./task-boxes.ts";

export interface Deed {
  readonly person: Person;
  /** `owner/name` */
  readonly repo: string;
  readonly issue: Issue;
  readonly field: (name: string) => string;
}

/** Does it and says where to go then: an address, or nothing for the issue itself. */
type Act = (deed: Deed) => string | undefined;

/** Numbers only for what is certainly meant as one, `octo/other#7` as it is. */
function blockerIn(field: Deed["field"]): number | string {
  const text = field("blocker").trim().replace(/^#/, "");
  if (/^\d{1,9}$/.test(text)) return Number(text);
  if (/^[\w.-]{1,100}\/[\w.-]{1,100}#\d{1,9}$/.test(text)) return text;
  throw unprocessable(`Write the number of an issue, such as #7 or octo/other#7`);
}

/** The comment that the form is about; none means the issue's own text. */
function commentIn({ issue, field }: Deed): Comment | undefined {
  if (field("comment") === "") return undefined;
  const comment = issue.comments.find((one) => String(one.id) === field("comment"));
  if (comment === undefined) throw notFound();
  return comment;
}

const placeOf = (issue: Issue, comment: Comment | undefined): string =>
  `${issuePath(issue)}#${comment === undefined ? "description" : commentAnchor(comment)}`;

function comment({ person, repo, issue, field }: Deed): string {
  if (field("body").trim() === "") throw new GitHubError(422, "Write something first.");
  return placeOf(issue, person.comment(repo, issue.number, field("body")));
}

/** What was written beside the button is said, as on GitHub. */
function sayFirst(deed: Deed): void {
  if (deed.field("body").trim() !== "") comment(deed);
}

function editComment(deed: Deed): string {
  const edited = commentIn(deed);
  if (edited === undefined) throw notFound();
  deed.person.editComment(deed.repo, edited.id, deed.field("body"));
  return placeOf(deed.issue, edited);
}

function deleteComment(deed: Deed): undefined {
  const gone = commentIn(deed);
  if (gone === undefined) throw notFound();
  deed.person.deleteComment(deed.repo, gone.id);
}

/** The box says what it is to become, so that two clicks at once do not undo each other. */
function tick(deed: Deed): string {
  const { person, repo, issue, field } = deed;
  const comment = commentIn(deed);
  const [wanted, key = ""] = field("box").split(" ");
  const body = setTaskBox(comment?.body ?? issue.body, key, wanted === "tick");
  if (body === null) throw unprocessable("The text has changed meanwhile; look again");
  if (comment === undefined) person.editIssue(repo, issue.number, { body });
  else person.editComment(repo, comment.id, body);
  return placeOf(issue, comment);
}

function react(deed: Deed): string {
  const { person, repo, issue, field } = deed;
  const comment = commentIn(deed);
  const [verb, content = ""] = field("reaction").split(" ");
  if (!Object.hasOwn(faces, content)) throw unprocessable("There is no such reaction");
  person[verb === "remove" ? "unreact" : "react"](repo, issue.number, content, comment?.id);
  return placeOf(issue, comment);
}

/** An act that leads back to the issue. */
const plain =
  (does: (deed: Deed) => void): Act =>
  (deed) => {
    does(deed);
    return undefined;
  };

/** What can be done to an issue, by the value of the button. */
export const acts: Readonly<Record<string, Act>> = {
  comment,
  "edit-comment": editComment,
  "delete-comment": deleteComment,
  tick,
  react,
  edit: plain(({ person, repo, issue, field }) =>
    person.editIssue(repo, issue.number, { title: field("title"), body: field("body") }),
  ),
  close: plain((deed) => {
    sayFirst(deed);
    deed.person.closeIssue(deed.repo, deed.issue.number, "completed");
  }),
  "close-not-planned": plain((deed) => {
    sayFirst(deed);
    deed.person.closeIssue(deed.repo, deed.issue.number, "not_planned");
  }),
  reopen: plain((deed) => {
    sayFirst(deed);
    deed.person.reopenIssue(deed.repo, deed.issue.number);
  }),
  label: plain(({ person, repo, issue, field }) => person.addLabel(repo, issue.number, field("label"))),
  unlabel: plain(({ person, repo, issue, field }) => person.removeLabel(repo, issue.number, field("label"))),
  assign: plain(({ person, repo, issue, field }) => person.assign(repo, issue.number, field("login"))),
  unassign: plain(({ person, repo, issue, field }) => person.unassign(repo, issue.number, field("login"))),
  block: plain(({ person, repo, issue, field }) => person.addBlockedBy(repo, issue.number, blockerIn(field))),
  unblock: plain(({ person, repo, issue, field }) => person.removeBlockedBy(repo, issue.number, blockerIn(field))),
};
