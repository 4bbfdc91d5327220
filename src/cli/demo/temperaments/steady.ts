/** Reports now and then, hands in when the work is done, and says what it waits for when it cannot. */
import { showNumbers } from "../../../core/model.ts";
import type { Desk } from "../desk.ts";
import type { Temperament } from "./temperament.ts";

const REPORT_EVERY_MINUTES = 80;

export const steady: Temperament = {
  pace: 1,
  act(desk: Desk): void {
    const soft = desk.openSoftBlockers();
    if (desk.progress() < 1) desk.sayProgress(REPORT_EVERY_MINUTES);
    else if (soft.length === 0) desk.handIn();
    else desk.post({ kind: "blocked", blocker: `built against a mock, the end needs ${showNumbers(soft)}` });
  },
};
