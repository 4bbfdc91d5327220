/** How the sentences of the rules name workers, issues and words that people wrote, so that nobody is mentioned by them. */
import type { Worker } from "../model.ts";
import { quote } from "../quote.ts";
import type { Demand, Hand } from "./board.ts";

const MOST_NAMED = 5;
const LONGEST_WORD = 60;
const LONGEST_NAME = 39;

/** The plain name, as everywhere else: it tells nobody anything. */
export function showWorker({ name }: Pick<Worker, "name">): string {
  return quote(name, LONGEST_NAME);
}

/** A word of a person's between back-ticks: inert there, on one line, and never able to close them or a table cell. */
export function showWord(text: string): string {
  const plain = text.replaceAll(/[`|\s]/g, " ").trim();
  return `\`${plain.length > LONGEST_WORD ? `${plain.slice(0, LONGEST_WORD)}…` : plain}\``;
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function list(parts: readonly string[], most: number = MOST_NAMED): string {
  if (parts.length > most) return `${parts.slice(0, most).join(", ")} and ${parts.length - most} more`;
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** `a`, `a or b`, `a, b or c`. */
export function either(words: readonly string[]): string {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((part) => part !== "").join(" or ");
}

export function listWorkers(hands: readonly Hand[]): string {
  return list(hands.map(({ worker }) => showWorker(worker)));
}

/** Of one who rests: until when nothing is given to them. */
export function sayRest({ worker, restsUntil }: Hand): string {
  return `${showWorker(worker)} does not work before ${restsUntil}`;
}

export function listIssues(issues: readonly number[]): string {
  return list(issues.map((issue) => `#${issue}`));
}

/** `1 worker`, `3 workers`. */
export function count(many: number, one: string, several = `${one}s`): string {
  return `${many} ${many === 1 ? one : several}`;
}

/** The skills a task asks for, with the level where it is more than the first: `rust` and `sql` 3. */
export function showSkills(task: Pick<Demand, "skills">): string {
  const names = Object.entries(task.skills).sort(([one], [other]) => (one < other ? -1 : 1));
  return list(names.map(([name, level]) => (level > 1 ? `${showWord(name)} ${level}` : showWord(name))));
}

/** `45 min`, `1 h`, `7 h 30 min`. */
export function showMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  return whole % 60 === 0 ? `${whole / 60} h` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
}
