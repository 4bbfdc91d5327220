/** What the forms do: each act is a person's hand on the local GitHub, with that person's rights. */
import type { Person } from "../people.ts";

type Act = (person: Person, repo: string, number: number, field: (name: string) => string) => void;

/** What can be done to an issue, by the value of the button. */
export const acts: Readonly<Record<string, Act>> = {
  comment: (person, repo, number, field) => void person.comment(repo, number, field("body")),
  edit: (person, repo, number, field) => person.editIssue(repo, number, { title: field("title"), body: field("body") }),
  close: (person, repo, number) => person.closeIssue(repo, number, "completed"),
  "close-not-planned": (person, repo, number) => person.closeIssue(repo, number, "not_planned"),
  reopen: (person, repo, number) => person.reopenIssue(repo, number),
  label: (person, repo, number, field) => person.addLabel(repo, number, field("label")),
  unlabel: (person, repo, number, field) => person.removeLabel(repo, number, field("label")),
  assign: (person, repo, number, field) => person.assign(repo, number, field("login")),
  unassign: (person, repo, number, field) => person.unassign(repo, number, field("login")),
};
