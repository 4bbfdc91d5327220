/** One fact as a line that everybody can read: when, who, what, and the reason in their own words. */
import { bodyOf, commentLink } from "../core/comment-link.ts";
import { nameRef } from "../core/explain.ts";
import type { Actor, Comment, Fact } from "../core/model.ts";
import { isSameName } from "../core/model.ts";
import { showEstimate } from "../core/plans/duration.ts";
import { quote } from "../core/quote.ts";
import { showTimeAndYear } from "../core/show-time.ts";
import type { World } from "../core/world.ts";

function because(reason: string | null): string {
  return reason === null || reason === "" ? "" : `: ${quote(reason, 200)}`;
}

function who(actor: Actor | null): string {
  return actor === null ? "Signalbox" : quote(actor.login, 39);
}

function sayClaim(fact: Extract<Fact, { kind: "claim" }>): string {
  const name = quote(fact.worker, 39);
  if (fact.by === null) return `given to ${name}`;
  const pull = /^pull#(\d{1,10})$/.exec(fact.from.key)?.[1];
  if (fact.from.comment === null && pull !== undefined) return `${name} took it with the pull request #${pull}`;
  return isSameName(fact.by.login, fact.worker) ? `${name} took it` : `${who(fact.by)} gave it to ${name}`;
}

function sayProgress(fact: Extract<Fact, { kind: "progress" }>): string {
  const shown = fact.deliverables.slice(0, 10).map((one) => quote(one, 80));
  const more = fact.deliverables.length - shown.length;
  const list = shown.length === 0 ? "" : `: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return `${quote(fact.worker, 39)} reported ${fact.status}${list}`;
}

function sayEdge(fact: Extract<Fact, { kind: "edge" }>, repo: string): string {
  const how = fact.edge === "soft" ? "may start before, not finish before," : "waits for";
  return `${who(fact.by)}: #${fact.dependent} ${how} ${nameRef(fact.blocker, repo)}${because(fact.reason)}`;
}

function sayWaived(fact: Extract<Fact, { kind: "waived" }>, repo: string): string {
  const what = fact.blocker === null ? "for anything" : `for ${nameRef(fact.blocker, repo)}`;
  return `${who(fact.by)}: no longer waits ${what}, until that line changes${because(fact.reason)}`;
}

function say(fact: Fact, repo: string, zone: string): string {
  switch (fact.kind) {
    case "claim":
      return sayClaim(fact);
    case "released":
      return `${quote(fact.worker, 39)} no longer has it${because(fact.why)}`;
    case "declined":
      return `not offered to ${quote(fact.worker, 39)} again, unless they claim it`;
    case "warned":
      return "its worker was asked whether they are still on it";
    case "progress":
      return sayProgress(fact);
    case "blocked":
      return `${quote(fact.worker, 39)} is blocked${because(fact.text)}`;
    case "edge":
      return sayEdge(fact, repo);
    case "waived":
      return sayWaived(fact, repo);
    case "hold":
      return `${who(fact.by)} put it on hold${because(fact.reason)}`;
    case "resumed":
      return `${who(fact.by)} ended the hold`;
    case "review":
      return `${quote(fact.worker, 39)} asks for a review`;
    case "done":
      return `${quote(fact.worker, 39)} finished it${because(fact.evidence)}`;
    case "approved":
      return `${who(fact.by)} approved it${because(fact.reason ?? null)}`;
    case "rejected":
      return `${who(fact.by)} asks for changes${because(fact.reason)}`;
    case "urgent":
      return `${who(fact.by)} calls it urgent${because(fact.text)}`;
    case "resolved":
      return `${who(fact.by)} says it is resolved`;
    case "stopped":
      return `${who(fact.by)} stopped all assignment${because(fact.reason)}`;
    case "started":
      return `${who(fact.by)} lets work be handed out again, in stages`;
    case "away":
      return `${quote(fact.worker, 39)} is away until ${showTimeAndYear(fact.until, zone)}`;
    case "estimate":
      return `${who(fact.by)} expects ${showEstimate(fact.minutes)}`;
    case "admitted":
      return `${who(fact.by)} let it take part`;
    case "previewed":
      return `${who(fact.by)} looked at what ${quote(fact.plan, 100)} would change`;
    case "applied":
      return fact.hash === ""
        ? `${who(fact.by)} stopped the writing of ${quote(fact.plan, 100)}`
        : `${who(fact.by)} let ${quote(fact.plan, 100)} be turned into issues`;
    case "put-back":
      return "the status label was changed by hand; it follows from what the issue waits for and who has it, so it was put back once";
    case "stands-down":
      return `the status label was changed by hand again: it is left alone until the task is no longer ${quote(fact.status, 20)}`;
    case "ticked":
      return `${who(fact.by)} ticked the box; its labels are in use here already, so a second tick is needed`;
    case "live":
      return `${who(fact.by)} took the repository live`;
  }
}

/** Where each comment stands: a word on one issue may be a fact about another, or about the whole. */
const places = new WeakMap<readonly Comment[], ReadonlyMap<number, number>>();

function placeOf(comment: number, { comments }: World["snapshot"]): number | undefined {
  const known = places.get(comments) ?? new Map(comments.map(({ id, issue }) => [id, issue]));
  places.set(comments, known);
  return known.get(comment);
}

function linkTo({ comment }: Fact["from"], issue: number, snapshot: World["snapshot"]): string {
  if (comment === null) return "";
  const name = bodyOf(comment) === null ? "[comment]" : "[issue]";
  return ` (${name}(${commentLink({ id: comment, issue: placeOf(comment, snapshot) ?? issue }, snapshot)}))`;
}

/** What was said of a fact, with all that it depends on: facts that were read stay the same objects from pass to pass. */
const said = new WeakMap<Fact, { readonly repo: string; readonly zone: string; readonly text: string }>();

function sayOnce(fact: Fact, repo: string, zone: string): string {
  const before = said.get(fact);
  if (before?.repo === repo && before.zone === zone) return before.text;
  const text = `${showTimeAndYear(fact.at, zone)} ${say(fact, repo, zone)}`;
  said.set(fact, { repo, zone, text });
  return text;
}

/** `1 Jun 2026 09:00 ana took it ([comment](…))` */
export function auditLine(fact: Fact, issue: number, { snapshot }: World): string {
  const { repo, settings } = snapshot;
  return `${sayOnce(fact, repo, settings.timezone)}${linkTo(fact.from, issue, snapshot)}`;
}
