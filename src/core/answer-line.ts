/** One command line in a comment: whose it is, whether they may say it, and what it comes to. */
import { handOut } from "./hand-out.ts";
import type { Actor, CommandLine, Comment, Issue, Worker } from "./model.ts";
import { isSameName } from "./model.ts";
import { type Asked, type Command, type Outcome, type Plugins, refuse, type Told, type Who } from "./plugins.ts";
import { quote } from "./quote.ts";
import { isReviewer, mayHaveSay } from "./reviewing.ts";
import { either } from "./schedule/wording.ts";
import { isAtLeast, type Trust } from "./trust.ts";
import { askForWhich, findWorker, guestWorker, isWorkerLogin, workerOf } from "./workers.ts";
import type { World } from "./world.ts";

/** Who asks, where, and what they can see. */
export interface Asking {
  readonly world: World;
  readonly trust: Trust;
  readonly comment: Comment;
  readonly issue: Issue;
  readonly sender: Actor;
  withTold(facts: readonly Told[]): World;
}

/** `as NAME` anywhere among the arguments. */
function spokenAs({ takesWords }: Command, line: CommandLine, { world }: Asking): string | null {
  const at = line.args.findIndex((word) => word.toLowerCase() === "as");
  const name = at < 0 ? null : (line.args[at + 1] ?? null);
  return name !== null && takesWords === true && findWorker(world.workers, name) === null ? null : name;
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
  const as = spokenAs(command, line, asking);
  const worker = workerAsking(asking, as);
  if (as !== null && worker === null)
    return refuse(`you cannot speak for ${quote(as, 40)}: its \`speaksAs\` in the settings does not name you`);
  if (!mayUse(command.who, asking, worker)) {
    const unsaid =
      command.who.includes("worker") && as === null ? askForWhich(command.name, sender, world.workers) : null;
    if (unsaid !== null) return refuse(unsaid);
    return refuse(
      `\`/${command.name}\` is for ${either(command.who.map((kind) => WHO[kind]))}: ask them to say it here`,
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
    withTold: (facts) => asking.withTold(facts),
    from: { comment: comment.id, key: line.key },
  };
  return command.run(asked);
}

/** Somebody who works or decides here, unlike a passer-by. */
export function hasPart(asking: Asking): boolean {
  return (
    workerAsking(asking, null) !== null ||
    isWorkerLogin(asking.sender.login, asking.world.workers) ||
    isAtLeast(asking.trust.roleOf(asking.sender), "triage") ||
    mayUse(["reviewer", "approver"], asking, null)
  );
}

/** null when it is not for us, or not now: nothing is said to it. */
export function answerLine(line: CommandLine, asking: Asking, plugins: Plugins): Outcome | null {
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
