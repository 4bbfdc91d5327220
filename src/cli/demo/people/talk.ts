/** What workers tell each other: standups in the morning, what agents need and provide, a question, an emergency. */
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import { isTask, type Outside } from "../outside.ts";
import type { Player } from "../player.ts";
import { jsonText, standupText, URGENT, urgentText } from "../report-text.ts";
import { isMinutesAgo, onHub, openWisher, type Wish } from "./wish.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STANDUP_HOUR = 9;
const STANDUP_UNTIL = 12;
const QUESTION = "question-1";
const NEEDED = "the agreed names";

interface Talker {
  readonly player: Player;
  /** Two agents talk to each other, the rest to all. */
  readonly asks: Player | null;
  readonly answers: Player | null;
  /** Calls the emergency of the run. */
  readonly isAlarmed: boolean;
}

function inHand(player: Player, outside: Outside): readonly number[] {
  return outside.heldBy(player).map(({ number }) => number);
}

/** Once in a morning, by whoever has work in hand. */
function standup(player: Player, outside: Outside): readonly Wish[] {
  const hour = new Date(outside.now()).getUTCHours();
  const now = inHand(player, outside);
  if (hour < STANDUP_HOUR || hour >= STANDUP_UNTIL || now.length === 0) return [];
  const date = new Date(outside.now()).toISOString().slice(0, 10);
  const done = outside
    .issues()
    .filter((issue) => isTask(issue) && !issue.isOpen && outside.givenAt(issue.number, player) !== null)
    .filter(({ number }) => (outside.givenAt(number, player) ?? 0) > outside.now() - DAY)
    .map(({ number }) => number);
  const mark = `## Daily Standup - ${date} - ${player.name}\n`;
  return [{ fromMinute: 0, mark, find: onHub(), text: () => standupText(player.name, date, done, now) }];
}

function message(from: Player, to: Player, type: "request" | "response", outside: Outside): string {
  return jsonText({
    version: "1.0",
    timestamp: new Date(outside.now()).toISOString(),
    source_agent: from.name,
    target_agent: to.name,
    message_type: type,
    correlation_id: QUESTION,
    payload: type === "request" ? { question: "May a name change once it is agreed?" } : { answer: "No." },
    ...(type === "request" ? { priority: "high", timeout_ms: 6 * HOUR } : {}),
  });
}

function status(player: Player, more: object): string {
  return jsonText({
    id: player.name,
    role: player.role,
    status: "in_progress",
    tasksComplete: 1,
    tasksTotal: 3,
    ...more,
  });
}

const requestMark = '"message_type": "request"';
const neededMark = '"dependenciesNeeded"';

function asking(player: Player, other: Player): readonly Wish[] {
  const needs = [{ name: NEEDED, kind: "text", from: other.name, priority: "high" }];
  return [
    { fromMinute: 60, mark: neededMark, find: onHub(), text: () => status(player, { dependenciesNeeded: needs }) },
    {
      fromMinute: 70,
      mark: requestMark,
      find: onHub(),
      text: (_, outside) => message(player, other, "request", outside),
    },
  ];
}

function answering(player: Player, other: Player, outside: Outside): readonly Wish[] {
  const isAsked = isMinutesAgo(outside.saidAt(other.account, requestMark), 20, outside);
  const isNeeded = isMinutesAgo(outside.saidAt(other.account, neededMark), 20 * 60, outside);
  return [
    {
      fromMinute: 0,
      mark: '"message_type": "response"',
      find: onHub(() => isAsked),
      text: () => message(player, other, "response", outside),
    },
    {
      fromMinute: 0,
      mark: '"dependenciesProvided"',
      find: onHub(() => isNeeded),
      text: () => status(player, { dependenciesProvided: [NEEDED] }),
    },
  ];
}

/** When a good part is done, on something in its hands. */
function alarm(player: Player): Wish {
  return {
    fromMinute: 800,
    mark: URGENT,
    find: (outside) => outside.heldBy(player).find(({ labels }) => labels.includes("in progress")) ?? null,
    text: urgentText,
  };
}

function wishesOf({ player, asks, answers, isAlarmed }: Talker, outside: Outside): readonly Wish[] {
  return [
    ...standup(player, outside),
    ...(asks === null ? [] : asking(player, asks)),
    ...(answers === null ? [] : answering(player, answers, outside)),
    ...(isAlarmed ? [alarm(player)] : []),
  ];
}

/** Everybody of the cast who builds and is not silent. */
export function openTalk(
  players: readonly Player[],
  startsAt: number,
  outside: Outside,
  sandbox: Sandbox,
): readonly Actor[] {
  const talking = players.filter(
    ({ role, standby, temperament }) => role === "builder" && !standby && temperament !== "silent",
  );
  const [first = null, second = null] = talking.filter(({ kind }) => kind === "agent");
  const calm = talking.find((player) => player !== first && player !== second) ?? talking[0];
  return talking.map((player) => {
    const talker: Talker = {
      player,
      asks: player === first ? second : null,
      answers: player === second ? first : null,
      isAlarmed: player === calm,
    };
    return openWisher({ account: player.account, wishes: () => wishesOf(talker, outside), startsAt, outside, sandbox });
  });
}
