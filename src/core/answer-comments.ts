/** Commands and reports in comments, oldest first, each seeing the world its predecessors left: facts, effects, answers. */
import type { Action } from "./actions.ts";
import { type Asking, answerLine, hasPart } from "./answer-line.ts";
import { answerReport, reportLine, withHelp } from "./answer-report.ts";
import { buildWorld } from "./build-world.ts";
import { parseCommands } from "./command-lines.ts";
import { bodyOf } from "./comment-link.ts";
import { type DailyAnswers, openDailyAnswers } from "./daily-answers.ts";
import { heardSince, placeOf } from "./hubs.ts";
import { inOrder } from "./in-order.ts";
import { msBetween } from "./local-time.ts";
import type { Actor, CommandLine, Comment, Issue, Source } from "./model.ts";
import type { FileWish } from "./plans/apply/applied-plans.ts";
import { accept, type Command, deservesWord, type Outcome, type Plugins, refuse, type Told } from "./plugins.ts";
import { readFacts, sourceKey } from "./read-facts.ts";
import type { Trust } from "./trust.ts";
import { withEffects } from "./with-effects.ts";
import { isWorkerLogin } from "./workers.ts";
import type { Snapshot, World } from "./world.ts";

/** One line or report with what came of it. */
export interface Answer {
  readonly line: CommandLine;
  readonly outcome: Outcome;
}

/** What one comment came to. */
export interface Answered {
  readonly comment: Comment;
  readonly answers: readonly Answer[];
  /** Keys of all that can be answered in it, whether it has had its answer before or not. */
  readonly keys: readonly string[];
  /** Id of the account without a part here whose one answer of the day it took; null for all others. */
  readonly stranger: number | null;
}

export interface Answers {
  /** Files without which some of the answers are not the last word. */
  readonly needs: readonly FileWish[];
  readonly world: World;
  readonly told: readonly Told[];
  readonly answered: readonly Answered[];
}

const ALIASES: Readonly<Record<string, string>> = { unhold: "resume" };

/** The settings may change under a comment: what was read by the short names says nothing of the long ones. */
const lines = {
  short: new WeakMap<Comment, readonly CommandLine[]>(),
  long: new WeakMap<Comment, readonly CommandLine[]>(),
};

function commandLines(comment: Comment, commands: readonly Command[], isPrefixed: boolean): readonly CommandLine[] {
  const known = isPrefixed ? lines.long : lines.short;
  const before = known.get(comment);
  if (before !== undefined) return before;
  const names = [...commands.map((command) => command.name), ...Object.keys(ALIASES)];
  const found = parseCommands(comment.body, names, { prefixed: isPrefixed }).map((line) => ({
    ...line,
    name: line.name === "hold" && line.args[0] === "cancel" ? "resume" : (ALIASES[line.name] ?? line.name),
  }));
  known.set(comment, found);
  return found;
}

/** Who answers for the text: its author while nobody edited it, else its last editor. */
function writerOf(comment: Comment): Actor | null {
  return comment.editor ?? comment.author;
}

/** A receipt on a comment that was never edited settles all of its lines. */
function hasReceipt(comment: Comment): boolean {
  return (
    comment.lastEditedAt === null &&
    comment.ownReactions.some((content) => content === "rocket" || content === "confused")
  );
}

function isHeardAt(comment: Comment, world: World): boolean {
  const { snapshot } = world;
  const since = heardSince(world);
  if (since === null || comment.createdAt < since) return false;
  const writer = writerOf(comment);
  if (
    writer === null ||
    comment.author === null ||
    writer.id === snapshot.app.botId ||
    comment.author.id === snapshot.app.botId
  )
    return false;
  const isAssignee = world.issues.get(comment.issue)?.assignees.some((one) => one.id === writer.id) ?? false;
  return !writer.isBot || isAssignee || isWorkerLogin(writer.login, world.workers);
}

/** What an edit adds is said when it is made: after whatever was said between the two. */
function asOfItsEdit(comment: Comment): Comment {
  const { lastEditedAt, id } = comment;
  return lastEditedAt === null || bodyOf(id) !== null ? comment : { ...comment, createdAt: lastEditedAt };
}

/** A line that was answered, and the world in which it was asked. */
interface Heard extends Answer {
  readonly asking: Asking;
}

/**
 * Strangers to the repository hear a word of ours, an answer or a refusal, once a day; after that a reaction: they could
 * make us write at will. Whose comment gave them a part is no stranger any more.
 */
function hushed(heard: readonly Heard[], daily: DailyAnswers): readonly Answer[] {
  if (heard.some(({ outcome }) => outcome.accepted && outcome.facts.length > 0)) return heard;
  return heard.map(({ line, outcome, asking }) => {
    const isFree = !deservesWord(outcome) || hasPart(asking) || daily.mayAnswer(asking.sender, asking.comment);
    return { line, outcome: isFree ? outcome : refuse("") };
  });
}

/** A report that was opened as an issue is answered there: that it was heard, and where it counts. */
function withPlace(outcome: Outcome, { id }: Comment, issue: Issue): Outcome {
  if (bodyOf(id) === null) return outcome;
  if (!outcome.accepted) {
    const way = `An edit is not heard; posted anew as a comment on #${issue.number} it counts, and this issue can be closed.`;
    return refuse(`${outcome.why.trimEnd()}${/[.:`\n]$/.test(outcome.why) ? "" : "."}\n\n${way}`);
  }
  const heard = `Heard; it counts on #${issue.number}.`;
  return { ...outcome, reply: outcome.reply === null ? heard : `${heard} ${outcome.reply}` };
}

/** A status comment is written right after the command; what lists may still hide is not lost. */
const SURELY_WRITTEN_MS = 10 * 60_000;

function mayBeRebuilt(comment: Comment, { snapshot, isLive }: World): boolean {
  const isAccepted = comment.ownReactions.includes("rocket") && !comment.ownReactions.includes("confused");
  return isLive && isAccepted && msBetween(comment.createdAt, snapshot.now) > SURELY_WRITTEN_MS;
}

/**
 * Our receipt says that the line was accepted, but no comment of ours knows it any more: somebody deleted or edited the one
 * that did. Its facts are told again, once and as far as they still hold; its effects and its answer had their time.
 */
function rebuild(line: CommandLine, asking: Asking, plugins: Plugins): readonly Answer[] {
  const command = plugins.commands.find((one) => one.name === line.name);
  if (command === undefined || command.isReadOnly) return [];
  const { world } = asking;
  // A file may be another by now than the one that was shown.
  const files = new Map();
  const outcome = answerLine(line, { ...asking, world: { ...world, snapshot: { ...world.snapshot, files } } }, plugins);
  const facts = outcome?.accepted ? outcome.facts : [];
  return [{ line, outcome: accept(facts) }];
}

/** Folds all comments that have not had their answer yet into the world. */
export function answerComments(observed: Snapshot, trust: Trust, plugins: Plugins): Answers {
  let world = buildWorld(observed, trust);
  const { snapshot } = world;
  const told: Told[] = [];
  const answered: Answered[] = [];
  const needs: FileWish[] = [];
  const { settled } = readFacts(snapshot.comments);
  const isPrefixed = snapshot.settings.commands === "prefixed";
  const daily = openDailyAnswers(snapshot);
  const isNew = (comment: Comment, key: string) =>
    !settled.has(sourceKey({ comment: comment.id, key } satisfies Source));
  const effects: Action[] = [];
  const withTold = (facts: readonly Told[]) => buildWorld(withEffects(snapshot, effects), trust, [...told, ...facts]);
  const learn = (outcome: Outcome | null) => {
    if (outcome?.accepted !== true) return;
    const facts = outcome.facts.filter(({ fact }) => !settled.has(sourceKey(fact.from)));
    if (facts.length === 0 && outcome.effects.length === 0) return;
    told.push(...facts);
    effects.push(...outcome.effects);
    world = withTold([]);
  };
  for (const comment of inOrder(snapshot.comments)) {
    const issue = placeOf(comment.issue, world);
    const sender = writerOf(comment);
    if (issue === undefined || sender === null || !isHeardAt(comment, world)) continue;
    const said = bodyOf(comment.id) === null ? commandLines(comment, plugins.commands, isPrefixed) : [];
    if (hasReceipt(comment)) {
      const lost = mayBeRebuilt(comment, world) ? said.filter((line) => isNew(comment, line.key)) : [];
      const answers = lost.flatMap((line) =>
        rebuild(line, { world, trust, comment, issue, sender, withTold }, plugins),
      );
      for (const { outcome } of answers) learn(outcome);
      if (answers.length > 0) answered.push({ comment, answers, keys: said.map((line) => line.key), stranger: null });
      continue;
    }
    const lines: Heard[] = [];
    const heard = asOfItsEdit(comment);
    for (const line of said) {
      if (!isNew(comment, line.key)) continue;
      const asking = { world, trust, comment: heard, issue: placeOf(comment.issue, world) ?? issue, sender, withTold };
      const outcome = answerLine(line, asking, plugins);
      if (outcome === null) continue;
      if (!outcome.accepted && outcome.needs !== undefined) needs.push(outcome.needs);
      lines.push({ line, outcome, asking });
      learn(outcome);
    }
    const answers = [...hushed(lines, daily)];
    const line = reportLine(comment, world);
    if (world.isLive && line !== null && isNew(comment, line.key)) {
      const outcome = answerReport(line, heard, placeOf(comment.issue, world) ?? issue, world, trust);
      learn(outcome);
      if (outcome !== null)
        answers.push({
          line,
          outcome: withPlace(withHelp(outcome, world, bodyOf(comment.id) ?? comment.issue), comment, issue),
        });
    }
    const keys = [...said, ...(line === null ? [] : [line])].map(({ key }) => key);
    if (answers.length > 0) answered.push({ comment, answers, keys, stranger: daily.takenFrom(comment) });
  }
  // What is planned from here on is held against GitHub as it is.
  return { world: effects.length === 0 ? world : buildWorld(snapshot, trust, told), told, answered, needs };
}

/** Native changes asked for by accepted commands, in the order in which they were said. */
export function effectsOf(answered: readonly Answered[]): readonly Action[] {
  return answered.flatMap(({ answers }) => answers.flatMap(({ outcome }) => (outcome.accepted ? outcome.effects : [])));
}
