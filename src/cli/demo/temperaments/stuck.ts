/** Once, half-way through a task, needs an answer that only a person can give: says so in plain words. */
import { isReportOf, kindOfReport } from "../report-text.ts";
import { steady } from "./steady.ts";
import type { Temperament } from "./temperament.ts";

const HALF = 0.5;

export const stuck: Temperament = {
  pace: 1,
  act(desk) {
    const { outside, player } = desk;
    const wasStuck = outside
      .issues()
      .some(({ comments }) =>
        comments.some((one) => isReportOf(player.name, one) && kindOfReport(one.body) === "blocked"),
      );
    if (wasStuck || desk.progress() < HALF || desk.progress() >= 1) steady.act(desk);
    else desk.post({ kind: "blocked", blocker: "nobody has decided which of two ways is meant" });
  },
};
