/** `/away until DATE`: nothing is given to the worker, and no lease of theirs runs out, before that day. */
import { awayUntil } from "../core/emergency.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { readUntil } from "../core/read-until.ts";
import { showTime } from "../core/show-time.ts";
import type { World } from "../core/world.ts";
import { accept, ownName, refuse } from "./outcomes.ts";

const FORMS = "`/away until 2026-07-01`, `/away until Friday`, `/away until 3 July`, `/away 3d`, `/away cancel`";

/** The words without `as NAME` and `until`. */
function wordsOf({ line }: Asked): readonly string[] {
  const at = line.args.findIndex((word) => word.toLowerCase() === "as");
  const words = at < 0 ? line.args : [...line.args.slice(0, at), ...line.args.slice(at + 2)];
  return words.filter((word) => !["until", "till", "for"].includes(word.toLowerCase()));
}

/** Midnight is the beginning of a day and goes without saying. */
function showEnd(until: string, world: World): string {
  return showTime(until, world.snapshot).replace(/ 00:00$/, "");
}

function run(asked: Asked): Outcome {
  const { world, sender, comment, from } = asked;
  const { timezone } = world.snapshot.settings;
  const worker = ownName(asked);
  const hub = world.coordination?.number ?? 0;
  const at = comment.createdAt;
  const text = wordsOf(asked).join(" ");
  const isBack = /^(?:cancel|over|back|off)$/i.test(text);
  if (isBack && awayUntil(worker, world) === null) return refuse("You are not away.");
  const until = isBack ? at : readUntil(text, at, timezone);
  if (until === null) {
    const said = text === "" ? "Until when?" : `“${quote(text, 40)}” is no day to come.`;
    return refuse(`${said} What works: ${FORMS}.`);
  }
  const fact = { kind: "away", worker, until, by: sender, at, from } as const;
  const reply = isBack
    ? `Welcome back, ${quote(worker, 39)}.`
    : `${quote(worker, 39)} is away until ${showEnd(until, world)}: no new task before that, and what they hold stays theirs. \`/release\` gives it to others now; \`/away cancel\` says that they are back earlier.`;
  return accept([{ issue: hub, fact }], [], reply);
}

export const away: Command = {
  name: "away",
  who: ["worker"],
  summary: "you are away: no new task, and no lease runs out, before that day",
  usage: "/away until DATE [as NAME]",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/away until Friday",
      answer: "ana is away until 5 Jun",
    },
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/away until 2026-07-01",
      answer: "ana is away until 1 Jul",
    },
    {
      world: ["worker-6 speaks as ana", "#4 is open"],
      on: 4,
      by: "ana",
      says: "/away 3d as worker-6",
      answer: "worker-6 is away until 4 Jun",
    },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/away", answer: "Until when?" },
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/away until 2026-02-30",
      answer: "“2026-02-30” is no day to come",
    },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/away cancel", answer: "You are not away" },
  ],
  run,
};
