/** What stands beside an issue: labels, assignees and dependencies, each with the form to change it. */

import { type Html, html } from "../../core/html.ts";
import { isAssignableTo } from "../assignees.ts";
import type { Issue } from "../state.ts";
import { fullNameOf } from "../world.ts";
import { issueLink, issuePath, labelChip, nameOf, whoActs } from "./parts.ts";
import type { Visit } from "./visit.ts";

export function asideOf(visit: Visit, issue: Issue): Html {
  return html`${labelsOf(visit, issue)}${assigneesOf(visit, issue)}${blockersOf(visit, issue)}
${related("Blocking", issue.blocking)}${related("Part of", issue.parent === null ? [] : [issue.parent])}${related("Parts", issue.subIssues)}`;
}

interface Removal {
  readonly act: "unlabel" | "unassign" | "unblock";
  readonly field: "label" | "login" | "blocker";
  readonly value: string;
  readonly says: string;
}

function removeForm(visit: Visit, issue: Issue, { act, field, value, says }: Removal): Html {
  return html`<form method="post" action="${issuePath(issue)}" data-quiet class="remove">
${whoActs(visit)}
<input type="hidden" name="${field}" value="${value}">
<button name="do" value="${act}" aria-label="${says}" title="${says}">×</button>
</form>`;
}

interface Section {
  readonly heading: string;
  readonly entries: readonly Html[];
  readonly none: string;
  /** The label of the field, and the field. */
  readonly label: Html;
  readonly field: Html;
  readonly act: string;
  readonly button: string;
}

function sectionOf(visit: Visit, issue: Issue, { heading, entries, none, label, field, act, button }: Section): Html {
  return html`<section><h2>${heading}</h2>
${entries.length === 0 ? html`<p class="empty">${none}</p>` : html`<ul class="entries">${entries}</ul>`}
<form method="post" action="${issuePath(issue)}" data-quiet>
${whoActs(visit)}
${label}
<span class="pair">${field}<button name="do" value="${act}">${button}</button></span>
</form></section>`;
}

function labelsOf(visit: Visit, issue: Issue): Html {
  const options = [...issue.repository.labels.values()].map(({ name }) => html`<option value="${name}"></option>`);
  return sectionOf(visit, issue, {
    heading: "Labels",
    entries: issue.labels.map((label) => {
      const says = `Remove label ${label.name}`;
      const removal = { act: "unlabel", field: "label", value: label.name, says } as const;
      return html`<li>${labelChip(label)} ${removeForm(visit, issue, removal)}</li>`;
    }),
    none: "None.",
    label: html`<label for="label">Add a label</label>`,
    field: html`<input id="label" name="label" list="labels" autocomplete="off" required maxlength="50"><datalist id="labels">${options}</datalist>`,
    act: "label",
    button: "Add",
  });
}

function assigneesOf(visit: Visit, issue: Issue): Html {
  const accounts = [...visit.sandbox.world.accounts.values()]
    .filter((one) => isAssignableTo(issue, one) && !issue.assignees.includes(one))
    .sort((a, b) => (a.login.toLowerCase() < b.login.toLowerCase() ? -1 : 1));
  return sectionOf(visit, issue, {
    heading: "Assignees",
    entries: issue.assignees.map((one) => {
      const removal = { act: "unassign", field: "login", value: one.login, says: `Unassign ${one.login}` } as const;
      return html`<li>${nameOf(one)} ${removeForm(visit, issue, removal)}</li>`;
    }),
    none: "Nobody.",
    label: html`<label for="login">Assign somebody</label>`,
    field: html`<select id="login" name="login">${accounts.map(({ login }) => html`<option>${login}</option>`)}</select>`,
    act: "assign",
    button: "Assign",
  });
}

function blockersOf(visit: Visit, issue: Issue): Html {
  const { repository } = issue;
  const refTo = (other: Issue) =>
    other.repository === repository ? `#${other.number}` : `${fullNameOf(other.repository)}#${other.number}`;
  const options = [...repository.issues.values()]
    .filter((one) => one !== issue && one.state === "open" && !issue.blockedBy.includes(one))
    .map((one) => html`<option value="#${one.number}">${one.title}</option>`);
  return sectionOf(visit, issue, {
    heading: "Blocked by",
    entries: issue.blockedBy.map((one) => {
      const says = `Remove the dependency on ${refTo(one)}`;
      const removal = { act: "unblock", field: "blocker", value: refTo(one), says } as const;
      return html`<li>${linkTo(one)} ${removeForm(visit, issue, removal)}</li>`;
    }),
    none: "Nothing that GitHub itself knows of.",
    label: html`<label for="blocker">Add an issue it waits for</label>`,
    field: html`<input id="blocker" name="blocker" list="blockers" autocomplete="off" required maxlength="120" placeholder="#7"><datalist id="blockers">${options}</datalist>`,
    act: "block",
    button: "Add",
  });
}

const linkTo = (issue: Issue): Html =>
  html`<span>${issueLink(issue)}${issue.state === "closed" && html` (closed)`}</span>`;

function related(heading: string, issues: readonly Issue[]): Html | false {
  return (
    issues.length > 0 &&
    html`<section><h2>${heading}</h2><ul class="entries">${issues.map((one) => html`<li>${linkTo(one)}</li>`)}</ul></section>`
  );
}
