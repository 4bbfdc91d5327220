/** Once, finds that an earlier task somebody is working on has to be finished first: names it in the report. */
import { holdersOf, holds } from "../outside.ts";
import { isReportOf, kindOfReport } from "../report-text.ts";
import { steady } from "./steady.ts";
import type { Temperament } from "./temperament.ts";

const EARLY = 0.3;

export const careful: Temperament = {
  pace: 1,
  act(desk) {
    const { outside, player, issue } = desk;
    const wasBlocked = outside
      .issues()
      .some(({ comments }) =>
        comments.some((one) => isReportOf(player.name, one) && kindOfReport(one.body) === "blocked"),
      );
    // Only an earlier one: what is earlier never waits for this, so no circle can come of it.
    const found = outside
      .openIssues()
      .findLast((one) => one.number < issue.number && holdersOf(one).length > 0 && !holds(player, one));
    if (wasBlocked || found === undefined || desk.progress() < EARLY || desk.progress() >= 1) steady.act(desk);
    else desk.post({ kind: "blocked", blocker: `this needs what #${found.number} makes` });
  },
};
