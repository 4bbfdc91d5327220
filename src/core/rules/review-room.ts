/** Nothing is begun that nobody could look at soon: reviewers' attention is a resource too. */
import type { Candidate } from "../schedule/board.ts";
import type { MomentaryFilter } from "../schedule/rule.ts";
import { count, list, showWord } from "../schedule/wording.ts";

export const reviewRoom: MomentaryFilter = {
  kind: "filter",
  name: "review-room",
  sentence: "No task is given out while each of its reviewers has as many reviews waiting as the settings allow.",
  lasts: false,
  passes: ({ reviewers }) => reviewers === undefined || reviewers.some(({ waiting, most }) => waiting < most),
  why: explain,
  whyAll: explain,
  examples: [
    { scene: {}, why: null },
    { scene: { task: { reviewers: [{ name: "eve", waiting: 2, most: 3 }] } }, why: null },
    {
      scene: {
        task: {
          reviewers: [
            { name: "eve", waiting: 3, most: 3 },
            { name: "sam", waiting: 1, most: 3 },
          ],
        },
      },
      why: null,
    },
    {
      scene: { task: { reviewers: [{ name: "eve", waiting: 3, most: 3 }] } },
      why: "its reviewer has no room: `eve` with 3 reviews waiting",
    },
  ],
};

function explain({ reviewers = [] }: Candidate): string {
  const full = reviewers.map(({ name, waiting }) => `${showWord(name)} with ${count(waiting, "review")} waiting`);
  return `${reviewers.length === 1 ? "its reviewer has" : "its reviewers have"} no room: ${list(full)}`;
}
