/** Small pieces that several pages show: labels, people, times, counts. */

import { type Html, html } from "../../core/html.ts";
import type { Account, Comment, Issue, Label } from "../state.ts";
import { fullNameOf } from "../world.ts";
import type { Visit } from "./visit.ts";

/** Relative luminance at which black and white letters read equally well, by the contrast of WCAG 2: at least 4.5 : 1. */
const MIDDLE = Math.sqrt(1.05 * 0.05) - 0.05;

/** Black or white letters, whichever reads better on the colour, six hexadecimal digits. */
export function inkOn(colour: string): "#000000" | "#ffffff" {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4);
  return luminance > MIDDLE ? "#000000" : "#ffffff";
}

export function labelChip({ name, color }: Label): Html {
  const colour = /^[0-9a-f]{6}$/i.test(color) ? color : "ededed";
  return html`<span class="label" style="background:#${colour};color:${inkOn(colour)}">${name}</span>`;
}

export const issuePath = (issue: Issue): string => `/${fullNameOf(issue.repository)}/issues/${issue.number}`;

export const issueLink = (issue: Issue): Html =>
  html`<a href="${issuePath(issue)}">#${issue.number}</a> ${issue.title}`;

export function stateBadge({ state, stateReason, pull }: Issue): Html {
  if (pull?.mergedAt != null) return html`<span class="state merged">Merged</span>`;
  if (state === "open") return html`<span class="state open">Open</span>`;
  return html`<span class="state closed">${stateReason === "not_planned" ? "Not planned" : "Closed"}</span>`;
}

/** `1 Jun, 09:12`, UTC as all times of the local GitHub. */
export function timeOf(ms: number): Html {
  const iso = new Date(ms).toISOString();
  const month = new Date(ms).toLocaleString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
  return html`<time datetime="${iso}">${month}, ${iso.slice(11, 16)}</time>`;
}

/** How GitHub's eight reactions look, by the names its API gives them. */
export const faces: Readonly<Record<string, string>> = {
  "+1": "👍",
  "-1": "👎",
  laugh: "😄",
  confused: "😕",
  heart: "❤️",
  hooray: "🎉",
  rocket: "🚀",
  eyes: "👀",
};

/** The end of the address of a comment. */
export const commentAnchor = ({ id }: Comment): string => `comment-${id}`;

export const nameOf = ({ login }: Account): Html => html`<span class="login">${login}</span>`;

export const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Every form says whom it acts for, so that a page shown for one person never acts for another. */
export const whoActs = ({ person }: Visit): Html =>
  html`<input type="hidden" name="as" value="${person?.login ?? ""}">`;
