// What a command's example comes to, through the same door as on GitHub.
import { commands } from "../src/commands/all.ts";
import { answerComments } from "../src/core/answer-comments.ts";
import type { CommandExample } from "../src/core/plugins.ts";
import { openTrust } from "../src/core/trust.ts";
import { views } from "../src/views/all.ts";
import { ASKING, snapshotFrom } from "./world-builder.ts";

/** `accepted`, the text of its answer, or `refused: ` and why. */
export function outcomeOf({ world, on, by, says }: CommandExample): string {
  const sentences = world.some((sentence) => sentence.startsWith(`#${on} `)) ? world : [...world, `#${on} is open`];
  const snapshot = snapshotFrom(sentences, { comment: { on, by, body: says } });
  const { answered } = answerComments(snapshot, openTrust(snapshot), { commands, views });
  const answers = answered.find(({ comment }) => comment.id === ASKING)?.answers ?? [];
  const [first] = answers;
  if (first === undefined) return "no answer at all";
  const { outcome } = first;
  return outcome.accepted ? (outcome.reply ?? "accepted") : `refused: ${outcome.why}`;
}
