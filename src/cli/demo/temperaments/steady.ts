/** Reports now and then, hands in when the work is done, and says what it waits for when it cannot. */
import type { Desk } from "../desk.ts";
import type { Temperament } from "./temperament.ts";

const REPORT_EVERY_MINUTES = 50;

export const steady: Temperament = {
  pace: 1,
  act(desk: Desk): void {
    if (desk.progress() < 1) return desk.sayProgress(REPORT_EVERY_MINUTES);
    const soft = desk.openSoftBlockers();
    if (soft.length === 0) return desk.handIn();
    const names = soft.map((number) => `#${number}`).join(", ");
    desk.post({ kind: "blocked", blocker: `built against a mock, the end needs ${names}` });
  },
};
