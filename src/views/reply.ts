/** The one answer to a comment: each line that deserves a word, with its outcome. */
import type { CommandLine } from "../core/model.ts";
import type { Outcome } from "../core/plugins.ts";
import { quoteSentence, seal } from "../core/quote.ts";

/** A comment full of questions gets the first answers, and a word about the rest. */
const MOST_CHARACTERS = 30_000;

interface Answered {
  readonly line: CommandLine;
  readonly outcome: Outcome;
}

function textOf({ outcome }: Answered): string {
  return outcome.accepted ? (outcome.reply ?? "") : outcome.why;
}

/** Words a refusal may begin with; anything else may be somebody's name and keeps its small letter. */
const FIRST_WORDS = /^(?:you|this|that|it|its|there|nobody|only|the|an?|what|which|not|say)\b/;

/** Sentences begin with a capital and end with a stop, whoever wrote them. */
function tidy(text: string): string {
  const begun = text.replace(FIRST_WORDS, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  const isSentence = /[\p{L}\p{N})`”"]$/u.test(begun) && !begun.includes("\n");
  return isSentence ? `${begun}.` : begun;
}

function renderOne(answered: Answered, isAlone: boolean): string {
  const { line } = answered;
  const text = tidy(textOf(answered));
  const notes = line.notes.map((note) => `_${quoteSentence(note)}_`);
  const named = isAlone ? text : `**\`/${line.name}\`**${text.includes("\n") ? "\n\n" : " "}${text}`;
  return [named, ...notes].join("\n\n");
}

export function reply(answers: readonly Answered[]): string {
  const worded = answers.filter((one) => textOf(one) !== "");
  const texts = worded.map((one) => renderOne(one, worded.length === 1));
  let room = MOST_CHARACTERS;
  const shown = texts.filter((text) => {
    room -= text.length;
    return room > 0;
  });
  const more = texts.length - shown.length;
  return seal([...shown, ...(more > 0 ? [`… and ${more} more answers; ask for fewer at once.`] : [])].join("\n\n"));
}
