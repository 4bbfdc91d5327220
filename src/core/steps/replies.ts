/** Answers and receipts: one reply per comment that deserves a word, one reaction per comment that was heard. */
import type { Action } from "../actions.ts";
import type { Answered } from "../answer-comments.ts";
import { bodyOf } from "../comment-link.ts";
import { toStranger } from "../daily-answers.ts";
import type { Desired } from "../desired.ts";
import { isSameMarker, visibleText } from "../marker-text.ts";
import type { Comment, Marker, Reaction } from "../model.ts";
import { deservesWord, type Outcome, type Plugins } from "../plugins.ts";
import { replyKey } from "../reports-in-issues.ts";
import type { World } from "../world.ts";

/** Refused, or accepted with nothing to do: answering it is all there is. */
function changesNothing(outcome: Outcome): boolean {
  return !outcome.accepted || (outcome.facts.length === 0 && outcome.effects.length === 0);
}

function findReply(world: World, comment: Comment): Comment | null {
  return world.snapshot.comments.find((one) => one.marker?.key === replyKey(comment.id)) ?? null;
}

/** Answers to an edited comment follow each other as long as one comment holds them; then the newest stand alone. */
const MOST_CHARACTERS = 30_000;

function planReply(
  { comment, answers, keys, stranger }: Answered,
  world: World,
  { views }: Plugins,
): readonly Action[] {
  const worded = answers.filter(({ outcome }) => deservesWord(outcome));
  if (worded.length === 0) return [];
  const before = findReply(world, comment);
  const isRefused = answers.some(({ outcome }) => !outcome.accepted) || before?.marker?.data["refused"] === true;
  const settled = [
    ...(before?.marker?.settled ?? []).filter(({ key }) => keys.includes(key)),
    ...worded
      .filter(({ outcome }) => changesNothing(outcome))
      .map(({ line }) => ({ comment: comment.id, key: line.key })),
  ];
  const data = { refused: isRefused, ...toStranger(stranger, before?.marker ?? null) };
  const marker: Marker = { kind: "reply", key: replyKey(comment.id), facts: [], settled, data };
  const text = views.reply(worded);
  const said = before === null ? "" : visibleText(before.body);
  // Said before a crash, and asked again because its fact was not kept yet.
  if (before?.marker != null && said.includes(text) && isSameMarker(before.marker, marker)) return [];
  const isRoom = before !== null && before.body.length + text.length < MOST_CHARACTERS;
  const body = said.includes(text) ? said : isRoom ? `${said}\n\n${text}` : text;
  return [
    {
      kind: "write-comment",
      issue: bodyOf(comment.id) ?? comment.issue,
      comment: before?.id ?? null,
      body,
      marker,
      because: "a comment asks for an answer",
    },
  ];
}

/** A report that was opened as an issue is closed instead, once: refused, or opened again by somebody, it stays open. */
function closeReport(number: number, { issues, isLive }: World): readonly Action[] {
  const issue = issues.get(number);
  const isReopened = issue?.stateReason === "reopened" || issue?.timeline.some(({ kind }) => kind === "reopened");
  if (issue?.isOpen !== true || isReopened || !isLive) return [];
  return [{ kind: "close", issue: number, reason: "completed", because: "it is a report, and it is heard" }];
}

function confirm(comment: Comment, content: Reaction, because: string, world: World): readonly Action[] {
  const body = bodyOf(comment.id);
  if (body !== null) return content === "rocket" ? closeReport(body, world) : [];
  return comment.ownReactions.includes(content)
    ? []
    : [{ kind: "react", issue: comment.issue, comment: comment.id, content, because }];
}

function receipt({ comment, answers }: Answered, world: World): readonly Action[] {
  const isRefused =
    answers.some(({ outcome }) => !outcome.accepted) || findReply(world, comment)?.marker?.data["refused"] === true;
  return confirm(comment, isRefused ? "confused" : "rocket", isRefused ? "refused" : "accepted", world);
}

/** Lines settled in an earlier pass whose receipt a crash has swallowed. */
function forgottenReceipts(world: World, answered: readonly Answered[]): readonly Action[] {
  const now = new Set(answered.map(({ comment }) => comment.id));
  const outcome = new Map<number, Reaction>();
  for (const { marker } of world.snapshot.comments) {
    if (marker === null) continue;
    const content: Reaction = marker.data["refused"] === true ? "confused" : "rocket";
    for (const source of [...marker.settled, ...marker.facts.map((fact) => fact.from)]) {
      if (source.comment !== null && (content === "confused" || !outcome.has(source.comment)))
        outcome.set(source.comment, content);
    }
  }
  return world.snapshot.comments.flatMap((comment) => {
    const content = outcome.get(comment.id);
    if (content === undefined || now.has(comment.id) || comment.ownReactions.length > 0) return [];
    return confirm(comment, content, "its receipt is missing", world);
  });
}

export interface ReplyPlan {
  /**
   * Before anything else: every answer, and the receipts of comments that change nothing. Heard again after what
   * follows is half done, a `/done` refused to somebody who holds nothing would be accepted from somebody just given
   * the task; and a line whose fact is kept is never heard again, so its answer would be lost.
   */
  readonly first: readonly Action[];
  /** Receipts, after the facts and effects that they confirm. */
  readonly last: readonly Action[];
}

export function planReplies({ answered, world }: Desired, plugins: Plugins): ReplyPlan {
  const isOnlyAnswered = ({ answers }: Answered) => answers.every(({ outcome }) => changesNothing(outcome));
  return {
    first: [
      ...answered.flatMap((one) => planReply(one, world, plugins)),
      ...answered.filter(isOnlyAnswered).flatMap((one) => receipt(one, world)),
    ],
    last: [
      ...answered.filter((one) => !isOnlyAnswered(one)).flatMap((one) => receipt(one, world)),
      ...forgottenReceipts(world, answered),
    ],
  };
}
