/** `/whatif`: how the end would move if an issue were closed, somebody more were here, or somebody were away. */
import { forecastOnce, forecastWorld, type WorldForecast } from "../core/forecast/forecast-world.ts";
import { applyChange, type Change, lookAhead, type Outlook } from "../core/forecast/what-if.ts";
import { durationMs, localDate } from "../core/local-time.ts";
import type { Worker } from "../core/model.ts";
import { isHere } from "../core/model.ts";
import { ordinaryWorker } from "../core/ordinary-worker.ts";
import { showLength } from "../core/plans/duration.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { nameIssue, quote } from "../core/quote.ts";
import { count, showMinutes } from "../core/schedule/wording.ts";
import { showDay } from "../core/show-time.ts";
import type { World } from "../core/world.ts";
import { answer, refuse } from "./outcomes.ts";
import { readRef } from "./read-ref.ts";

const MOST_MORE = 20;
const MOST_NAMED = 8;
const MINUTE_MS = 60_000;
const HOW = "What works: `/whatif close #12`, `/whatif +1 track=backend`, `/whatif @ana away 3d`.";

interface Question {
  readonly change: Change;
  readonly words: string;
}

function run(asked: Asked): Outcome {
  const question = readQuestion(asked);
  if (typeof question === "string") return refuse(question);
  const { world } = asked;
  const found = forecastWorld(world);
  if (found.input.tasks.length === 0) return refuse("Nothing is open, so nothing would change.");
  if (found.input.workers.length === 0 && question.change.kind !== "more")
    return refuse(
      "Nothing can be played through without workers: list them under `workers` in `.github/signalbox.yml`.",
    );
  const before = lookAhead(found.input, forecastOnce);
  const isRelief = question.change.kind !== "away";
  const after = lookAhead(applyChange(found.input, question.change), forecastOnce, isRelief ? before : undefined);
  return answer(describe(question, before, after, found, world));
}

function readQuestion({ line, world }: Asked): Question | string {
  const [first = "", second = "", third = ""] = line.args;
  if (first.toLowerCase() === "close") return readClose(line.args.slice(1), world);
  if (/^\+\d{1,2}$/.test(first)) return readMore(Number(first.slice(1)), line.options);
  if (second.toLowerCase() === "away") return readAway(first, third, world);
  return first === ""
    ? `What should be different? ${HOW}`
    : `“${quote(line.args.join(" "), 60)}” cannot be played through. ${HOW}`;
}

function readClose(words: readonly string[], world: World): Question | string {
  const numbers = words.map((word) => {
    const ref = readRef(word, world);
    return ref !== null && isHere(ref, world.snapshot.repo) ? ref.number : null;
  });
  const tasks = numbers.map((number) => (number === null ? undefined : world.tasks.get(number)));
  const wrong = tasks.findIndex((task) => task === undefined || !task.issue.isOpen);
  if (words.length === 0 || wrong !== -1)
    return `${words.length === 0 ? "Which one?" : `${quote(words[wrong] ?? "", 40)} is no open task of this repository.`} ${HOW}`;
  const issues = tasks.flatMap((task) => task?.issue ?? []);
  return {
    change: { kind: "close", issues: issues.map(({ number }) => number) },
    words: `With ${issues.map((issue) => nameIssue(issue, 50)).join(", ")} closed`,
  };
}

function readMore(many: number, options: Readonly<Record<string, string>>): Question | string {
  if (many < 1 || many > MOST_MORE) return `Between 1 and ${MOST_MORE} more workers can be played. ${HOW}`;
  const { track, skill, kind } = options;
  const build = (at: number): Worker =>
    ordinaryWorker({
      name: many === 1 ? "one more" : `one more (${at + 1})`,
      kind: kind === "agent" ? "agent" : "person",
      skills: skill === undefined ? {} : Object.fromEntries(skill.split(",").map((name) => [name, 10])),
      tracks: track === undefined ? [] : track.split(","),
    });
  const where = track === undefined ? "" : ` on track ${quote(track, 40)}`;
  const knows = skill === undefined ? "" : ` who know${many === 1 ? "s" : ""} ${quote(skill, 40)}`;
  const workers = Array.from({ length: many }, (_, at) => build(at));
  return {
    change: { kind: "more", workers },
    words: `With ${many} more worker${many === 1 ? "" : "s"}${where}${knows}`,
  };
}

function readAway(who: string, length: string, world: World): Question | string {
  const name = who.replace(/^@/, "").toLowerCase();
  const worker = forecastWorld(world).input.workers.find(
    (one) => one.name.toLowerCase() === name || one.login?.toLowerCase() === name,
  );
  if (worker === undefined) return `No worker called ${quote(who, 40)} is known here. ${HOW}`;
  const minutes = durationMs(length) / MINUTE_MS;
  if (minutes <= 0) return `“${quote(length, 20)}” is no length of time such as 4h or 3d. ${HOW}`;
  return {
    change: { kind: "away", worker, minutes },
    words: `With ${quote(worker.name)} away for ${sayLength(length)}`,
  };
}

/** `3 days` of 3d, `4 h` of 4h. */
function sayLength(length: string): string {
  return length.endsWith("d") ? count(Number.parseInt(length, 10), "day") : showMinutes(durationMs(length) / MINUTE_MS);
}

function describe(question: Question, before: Outlook, after: Outlook, found: WorldForecast, world: World): string {
  const { change } = question;
  const closed = new Set(change.kind === "close" ? change.issues.map(String) : []);
  const parts = [sayMakespan(before, after, closed), sayDates(before, after, found, world), sayWho(before, after)];
  return `${question.words}: ${parts.filter((part) => part !== "").join(" ")}`;
}

function sayMakespan(before: Outlook, after: Outlook, closed: ReadonlySet<string>): string {
  const [from, to] = [before.makespan, after.makespan];
  const rest = sayStanding(after);
  const freed = [...before.standing].filter((id) => !after.standing.has(id) && !closed.has(id)).length;
  // Then there is more work in the second length than in the first: side by side they would say nothing.
  if (freed > 0)
    return `${count(freed, "task")} no longer stand${freed === 1 ? "s" : ""} still; by the estimates the plan then takes ${showLength(to)} from end to end.${rest}`;
  if (from === to)
    return `by the estimates the plan takes as long as before, ${showLength(from)} from end to end.${rest}`;
  const by = showLength(Math.abs(to - from));
  return `by the estimates the plan takes ${showLength(to)} from end to end instead of ${showLength(from)}, ${by} ${to < from ? "less" : "more"}.${rest}`;
}

function sayStanding({ standing: { size } }: Outlook): string {
  return size === 0 ? "" : ` Not in it: ${count(size, "task")} that stand${size === 1 ? "s" : ""} still.`;
}

function sayDates(before: Outlook, after: Outlook, { calendar, missing }: WorldForecast, world: World): string {
  const [from, to] = [before.forecast?.project ?? null, after.forecast?.project ?? null];
  if (from === null || to === null) return missing ?? "";
  const show = (minutes: number) =>
    showDay(localDate(calendar.isoAt(minutes), world.snapshot.settings.timezone), world.snapshot);
  const move = (name: string, one: number, other: number) =>
    show(one) === show(other) ? `${name} stays ${show(one)}` : `${name} ${show(one)} → ${show(other)}`;
  return `Finish: ${move("P50", from.p50, to.p50)}, ${move("P85", from.p85, to.p85)}.`;
}

function sayWho(before: Outlook, after: Outlook): string {
  const moved = [...after.workerOf].filter(([issue, worker]) => before.workerOf.get(issue) !== worker);
  if (moved.length === 0) return "Nobody's work changes.";
  const shown = moved.slice(0, MOST_NAMED).map(([issue, worker]) => {
    const was = before.workerOf.get(issue);
    return `#${issue} to ${quote(worker, 39)}${was === undefined ? "" : ` (not ${quote(was, 39)})`}`;
  });
  const more = moved.length > shown.length ? ` and ${moved.length - shown.length} more` : "";
  return `Work that moves: ${shown.join(", ")}${more}.`;
}

export const whatif: Command = {
  name: "whatif",
  who: ["anyone"],
  summary: "how the end would move if something were different",
  usage: "/whatif close #12 · +1 track=backend · @ana away 3d",
  isReadOnly: true,
  examples: [
    {
      world: ["#4 says Estimate: 2h", "#5 depends on #4", "#5 says Estimate: 3h", "ana is a worker"],
      on: 5,
      by: "zoe",
      says: "/whatif close #4",
      answer: "With #4 Task 4 closed: by the estimates the plan takes 3 h from end to end instead of 5 h",
    },
    {
      world: ["#4 is on hold", "#5 depends on #4", "#5 says Estimate: 3h", "ana is a worker"],
      on: 5,
      by: "zoe",
      says: "/whatif close #4",
      answer: "1 task no longer stands still; by the estimates the plan then takes 3 h from end to end.",
    },
    {
      world: ["#4 says Estimate: 2h", "#6 depends on #7", "ana is a worker"],
      on: 4,
      by: "zoe",
      says: "/whatif +1 track=backend",
      answer: "With 1 more worker on track backend: by the estimates the plan takes as long as before",
    },
    {
      world: ["#4 depends on #5", "ana is a worker"],
      on: 4,
      by: "zoe",
      says: "/whatif @ana away 3d",
      answer: "With ana away for 3 days",
    },
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/whatif @bo away 3d",
      answer: "No worker called",
    },
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/whatif it rains",
      answer: "cannot be played through",
    },
    { world: ["#4 is closed", "ana is a worker"], on: 4, by: "ana", says: "/whatif close #4", answer: "no open task" },
  ],
  run,
};
