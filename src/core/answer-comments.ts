/** Commands and reports in comments, oldest first, each seeing the world its predecessors left: facts, effects, answers. */
import type { Action } from "./actions.ts";
import { answerReport, reportLine, withHelp } from "./answer-report.ts";
import { buildWorld } from "./build-world.ts";
import { parseCommands } from "./command-lines.ts";
import { bodyOf } from "./comment-link.ts";
import { type DailyAnswers, openDailyAnswers } from "./daily-answers.ts";
import { handOut } from "./hand-out.ts";
import { heardSince, placeOf } from "./hubs.ts";
import { inOrder } from "./in-order.ts";
import { msBetween } from "./local-time.ts";
import {
  type Actor,
  type CommandLine,
  type Comment,
  type Issue,
  isSameName,
  type Source,
  type Worker,
} from "./model.ts";
import type { FileWish } from "./plans/apply/applied-plans.ts";
import {
  type Asked,
  accept,
  type Command,
  type Outcome,
  type Plugins,
  refuse,
  type Told,
  type Who,
} from "./plugins.ts";
import { quote } from "./quote.ts";
import { readFacts, sourceKey } from "./read-facts.ts";
import { isReviewer, mayHaveSay } from "./reviewing.ts";
import { isAtLeast, type Trust } from "./trust.ts";
import { withEffects } from "./with-effects.ts";
import { askForWhich, guestWorker, isWorkerLogin, workerOf } from "./workers.ts";
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

interface Asking {
  readonly world: World;
  readonly trust: Trust;
  readonly comment: Comment;
  readonly issue: Issue;
  readonly sender: Actor;
}

/** `as NAME` anywhere among the arguments. */
function spokenAs(line: CommandLine): string | null {
  const at = line.args.findIndex((word) => word.toLowerCase() === "as");
  return at < 0 ? null : (line.args[at + 1] ?? null);
}

function workerAsking({ world, issue, sender }: Asking, as: string | null): Worker | null {
  const known = workerOf(world.workers, sender, as);
  if (known !== null || as !== null) return known;
  const holder = world.tasks.get(issue.number)?.holder;
  const isTheirs = issue.assignees.some((one) => one.id === sender.id) || isSameName(sender.login, holder?.login);
  return isTheirs ? guestWorker(sender) : null;
}

function mayUse(who: readonly Who[], asking: Asking, worker: Worker | null): boolean {
  const { world, trust, sender, issue } = asking;
  const role = trust.roleOf(sender);
  const task = world.tasks.get(issue.number);
  const judge = { sender, worker, role, world };
  const fits: Readonly<Record<Who, () => boolean>> = {
    anyone: () => true,
    worker: () => worker !== null,
    triage: () => isAtLeast(role, "triage"),
    maintain: () => isAtLeast(role, "maintain") || worker?.role === "orchestrator",
    reviewer: () => worker?.role === "reviewer" || (task !== undefined && isReviewer(judge, task)),
    approver: () => task !== undefined && task.gate !== null && mayHaveSay(judge, task),
  };
  return who.some((kind) => fits[kind]());
}

const WHO: Readonly<Record<Who, string>> = {
  anyone: "anybody",
  worker: "a configured worker or the assignee",
  triage: "somebody with triage permission",
  maintain: "a maintainer or the orchestrator",
  reviewer: "a reviewer of this issue",
  approver: "the approver of this gate",
};

function run(command: Command, line: CommandLine, asking: Asking, { views }: Plugins): Outcome {
  const { world, trust, comment, issue, sender } = asking;
  const as = spokenAs(line);
  const worker = workerAsking(asking, as);
  if (as !== null && worker === null)
    return refuse(`you cannot speak for ${quote(as, 40)}: its \`speaksAs\` in the settings does not name you`);
  if (!mayUse(command.who, asking, worker)) {
    const unsaid =
      command.who.includes("worker") && as === null ? askForWhich(command.name, sender, world.workers) : null;
    if (unsaid !== null) return refuse(unsaid);
    return refuse(
      `\`/${command.name}\` is for ${command.who.map((kind) => WHO[kind]).join(" or ")}: ask them to say it here`,
    );
  }
  const asked: Asked = {
    world,
    line,
    comment,
    issue,
    task: world.tasks.get(issue.number) ?? null,
    sender,
    role: trust.roleOf(sender),
    worker,
    mayUse: ({ who }) => mayUse(who, asking, worker),
    get schedule() {
      return handOut(world);
    },
    views,
    from: { comment: comment.id, key: line.key },
  };
  return command.run(asked);
}

function answerLine(line: CommandLine, asking: Asking, plugins: Plugins): Outcome | null {
  const { world, comment, issue } = asking;
  const command = plugins.commands.find((one) => one.name === line.name);
  if (command === undefined) return null;
  const isForObserving = command.isReadOnly || command.isForObserving === true;
  if (!world.isLive && !(isForObserving && issue.number === world.coordination?.number)) return null;
  if (comment.lastEditedAt !== null && comment.editor !== null && comment.editor.id !== comment.author?.id) {
    return refuse("this comment was edited by somebody other than its author, so nothing in it runs; write it anew");
  }
  if (line.didYouMean !== null)
    return refuse(`\`/${line.didYouMean}\` is not a command; did you mean \`/${line.name}\`?`);
  return run(command, line, asking, plugins);
}

/**
 * Strangers to the repository hear a word of ours, an answer or a refusal, once a day; after that a reaction: they could
 * make us write at will.
 */
function hushed(outcome: Outcome, asking: Asking, daily: DailyAnswers): Outcome {
  const { trust, comment, sender } = asking;
  const word = outcome.accepted ? outcome.reply : outcome.why;
  if (word === null || word === "") return outcome;
  const isKnown =
    workerAsking(asking, null) !== null ||
    isAtLeast(trust.roleOf(sender), "triage") ||
    mayUse(["reviewer", "approver"], asking, null);
  if (isKnown) return outcome;
  return daily.mayAnswer(sender, comment) ? outcome : refuse("");
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
  const learn = (outcome: Outcome | null) => {
    if (outcome?.accepted !== true) return;
    const facts = outcome.facts.filter(({ fact }) => !settled.has(sourceKey(fact.from)));
    if (facts.length === 0 && outcome.effects.length === 0) return;
    told.push(...facts);
    effects.push(...outcome.effects);
    world = buildWorld(withEffects(snapshot, effects), trust, told);
  };
  for (const comment of inOrder(snapshot.comments)) {
    const issue = placeOf(comment.issue, world);
    const sender = writerOf(comment);
    if (issue === undefined || sender === null || !isHeardAt(comment, world)) continue;
    const said = bodyOf(comment.id) === null ? commandLines(comment, plugins.commands, isPrefixed) : [];
    if (hasReceipt(comment)) {
      const lost = mayBeRebuilt(comment, world) ? said.filter((line) => isNew(comment, line.key)) : [];
      const answers = lost.flatMap((line) => rebuild(line, { world, trust, comment, issue, sender }, plugins));
      for (const { outcome } of answers) learn(outcome);
      if (answers.length > 0) answered.push({ comment, answers, keys: said.map((line) => line.key) });
      continue;
    }
    const answers: Answer[] = [];
    const heard = asOfItsEdit(comment);
    for (const line of said) {
      if (!isNew(comment, line.key)) continue;
      const asking = { world, trust, comment: heard, issue: placeOf(comment.issue, world) ?? issue, sender };
      const outcome = answerLine(line, asking, plugins);
      if (outcome === null) continue;
      if (!outcome.accepted && outcome.needs !== undefined) needs.push(outcome.needs);
      answers.push({ line, outcome: hushed(outcome, asking, daily) });
      learn(outcome);
    }
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
    if (answers.length > 0)
      answered.push({ comment, answers, keys: [...said, ...(line === null ? [] : [line])].map(({ key }) => key) });
  }
  // What is planned from here on is held against GitHub as it is.
  return { world: effects.length === 0 ? world : buildWorld(snapshot, trust, told), told, answered, needs };
}

/** Native changes asked for by accepted commands, in the order in which they were said. */
export function effectsOf(answered: readonly Answered[]): readonly Action[] {
  return answered.flatMap(({ answers }) => answers.flatMap(({ outcome }) => (outcome.accepted ? outcome.effects : [])));
}
