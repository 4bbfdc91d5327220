/** Needs twice the time, but keeps saying so; once, half-way, its session ends: it hands off, and the next one asks for a brief. */
import { handoffText } from "../report-text.ts";
import { steady } from "./steady.ts";
import type { Temperament } from "./temperament.ts";

const HALF = 0.5;

export const slow: Temperament = {
  pace: 2,
  act(desk) {
    const { player, issue, outside } = desk;
    const text = handoffText(player.name, issue);
    const [title = ""] = text.split("\n");
    const isHere = issue.comments.some(({ body }) => body.startsWith(title));
    const wasHandedOff = outside.saidAt(player.account, `## Session Handoff: ${player.name} `) !== null;
    const wasBriefed = issue.comments.some(({ body }) => body === "/brief");
    if (!wasHandedOff && desk.progress() >= HALF && desk.progress() < 1) desk.say(text);
    else if (isHere && !wasBriefed) desk.say("/brief");
    else steady.act(desk);
  },
};
