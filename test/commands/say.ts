// Says commands in a told world and shows what they come to: facts, native changes, the answer.
import { commands } from "../../src/commands/all.ts";
import type { Action } from "../../src/core/actions.ts";
import { answerComments, effectsOf } from "../../src/core/answer-comments.ts";
import type { Fact } from "../../src/core/model.ts";
import { openTrust } from "../../src/core/trust.ts";
import type { Snapshot, World } from "../../src/core/world.ts";
import { views } from "../../src/views/all.ts";
import { newComment, snapshotFrom } from "../world-builder.ts";

export interface Said {
  readonly on: number;
  readonly by: string;
  readonly says: string;
}

export interface CameTo {
  readonly world: World;
  /** Facts told by the commands, without where they come from. */
  readonly facts: readonly (Omit<Fact, "from" | "at"> & { readonly issue: number })[];
  readonly effects: readonly string[];
  /** One per comment: the answer as printed, "" for none. */
  readonly answers: readonly string[];
}

function showEffect(action: Action): string {
  if (action.kind === "add-label") return `#${action.issue} +${action.label}`;
  if (action.kind === "remove-label") return `#${action.issue} -${action.label}`;
  if (action.kind === "unassign") return `#${action.issue} -@${action.login}`;
  return action.kind;
}

/** A snapshot with these comments in this order; the first one has the smallest id. */
function snapshotSaying(sentences: readonly string[], said: readonly Said[]): Snapshot {
  const names = [...new Set(said.map(({ by }) => by))];
  const known = snapshotFrom([...sentences, ...names.map((name) => `${name} is known`)]);
  const actorOf = (login: string) => {
    const id = [...known.roles.keys()].find((one) => known.logins.get(one) === login) ?? 0;
    return { id, login, isBot: false };
  };
  const comments = said.map(({ on, by, says }, i) => newComment(600 + i, on, actorOf(by), says));
  return { ...known, comments: [...known.comments, ...comments] };
}

export function say(sentences: readonly string[], ...said: readonly Said[]): CameTo {
  const snapshot = snapshotSaying(sentences, said);
  const { world, told, answered } = answerComments(snapshot, openTrust(snapshot), { commands, views });
  return {
    world,
    facts: told.map(({ issue, fact: { from: _from, at: _at, ...fact } }) => ({ issue, ...fact })),
    effects: effectsOf(answered).map(showEffect),
    answers: said.map((_, i) => views.reply(answered.find(({ comment }) => comment.id === 600 + i)?.answers ?? [])),
  };
}
