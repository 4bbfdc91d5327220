/** One run of the demo from the first issue to the last: plays the plan, forgets everything half-way, judges at the end. */
import { UsageError } from "../usage-error.ts";
import { type Cast, castFor } from "./cast.ts";
import { Crew } from "./crew.ts";
import { countFigures, type Figures, isWrite, showFigures } from "./figures.ts";
import { header } from "./header.ts";
import { Laws } from "./laws.ts";
import { isLeaseDue } from "./leases.ts";
import { type LoadedPlan, loadPlan } from "./load-plan.ts";
import { holdersOf, Outside } from "./outside.ts";
import { openPlayground, PLAYGROUND, playgroundHints } from "./playground.ts";
import { SUMMARY_HOUR } from "./settings-text.ts";
import { showHub, showHubBriefly } from "./show-hub.ts";
import { Stage } from "./stage.ts";
import { Story } from "./story.ts";
import { type Out, Terminal } from "./terminal.ts";
import { holdBack, lookEvery, walkInRealTime } from "./watchable-time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Long enough for a resync, which finds what webhooks lost. */
const SETTLES_IN_MS = 12 * MINUTE;
/** Longest wait for the last daily summary, and with it, on the day for that, the week's review. */
const WAITS_FOR_SUMMARY_MS = 12 * HOUR;
/** No task finished for so long: something is stuck. */
const STUCK_AFTER_MS = 2 * DAY;

export interface DemoOptions {
  /** null: the built-in plan. */
  readonly planPath: string | null;
  /** Generic workers instead of those of the plan. */
  readonly workers: number | null;
  readonly seed: number;
  readonly out: Out;
  /** Every event is told even where nobody watches. */
  readonly tellsAll?: boolean;
  /** With a web page to watch; in the terminal only when left out. */
  readonly show?: Show;
  /** Aborted by whoever has seen enough: everything stops in order, wherever the story is. */
  readonly stop?: AbortSignal;
}

export interface Show {
  /** 0 takes a free one. */
  readonly port: number;
  /** Virtual time is held back so that an hour of it takes this many real ms; 0 lets it run. */
  readonly hourMs: number;
  /** Called every so many virtual hours until all is done: time stands still until it resolves. */
  readonly looks?: { readonly everyHours: number; look(url: string, now: number): Promise<void> };
  /** Called when half of it is done and everybody rests: nothing changes until it resolves. */
  atHalfTime?(url: string): Promise<void>;
  /** Called when everything is played: calls `stop` once the visitor has had enough, and resolves after it did. */
  stay(stop: () => Promise<void>, url: string): Promise<void>;
}

/** As a shell tells that a program ended by Ctrl-C. */
const STOPPED = 130;

export interface DemoResult {
  /** 0 all is well, 1 a law broke or not everything was done, 130 stopped before the end. */
  readonly exitCode: 0 | 1 | typeof STOPPED;
  /** Every law that broke, as sentences. */
  readonly broken: readonly string[];
  readonly figures: Figures;
  readonly stage: Stage;
}

/** Throws `UsageError` when the plan cannot be played. */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const loaded = loadPlan(options.planPath);
  const run = new Run(options, loaded);
  return run.play(loaded.remarks);
}

class Run {
  readonly #options: DemoOptions;
  readonly #cast: Cast;
  readonly #stage: Stage;
  readonly #outside: Outside;
  readonly #terminal: Terminal;
  readonly #laws: Laws;
  readonly #story: Story;
  readonly #crew: Crew;
  readonly #tasks: number;
  /** Until the plan is played. */
  readonly #watched = new AbortController();
  #changedByRestart = 0;
  #quietWrites = 0;
  #url: string | null = null;

  constructor(options: DemoOptions, { plan }: LoadedPlan) {
    const { seed, out, workers } = options;
    this.#options = options;
    this.#cast = castFor(plan, seed, workers);
    this.#tasks = this.#cast.plan.tasks.filter((task) => task.status !== "done").length;
    this.#terminal = new Terminal(out, options.tellsAll === true || out.isTerminal);
    this.#stage = new Stage({ cast: this.#cast, seed });
    this.#outside = new Outside(this.#stage.sandbox, this.#stage.repo);
    this.#laws = new Laws(this.#stage, this.#outside, this.#cast);
    this.#story = new Story(this.#stage, this.#outside, this.#terminal, this.#tasks, options.show === undefined);
    this.#crew = new Crew(this.#stage, this.#outside, this.#cast, seed);
  }

  #open(remarks: readonly string[]): void {
    const { seed, planPath } = this.#options;
    const [cast, repo, startsAt] = [this.#cast, this.#stage.repo, this.#stage.clock.now()];
    this.#terminal.sentence(cast.plan.title, "bold");
    const { tellsAll } = this.#terminal;
    for (const sentence of header({ cast, repo, seed, startsAt, remarks, planPath, tellsAll })) {
      this.#terminal.sentence(sentence, "plain", "  ");
    }
    this.#terminal.line();
  }

  async play(remarks: readonly string[]): Promise<DemoResult> {
    const { clock } = this.#stage;
    const { show } = this.#options;
    // Before a word is said: a port may be taken.
    if (show !== undefined) this.#url = await this.#openDoors(show);
    this.#open(remarks);
    if (show !== undefined && this.#url !== null) this.#invite(show, this.#url);
    this.#options.stop?.addEventListener("abort", () => this.#watched.abort());
    const startedAt = clock.now();
    await this.#stage.start();
    this.#crew.start();
    const wentOn = await this.#until(() => this.#isHalfWay());
    if (wentOn) await this.#forget();
    const isDone = wentOn && (await this.#until(() => this.#isAllDone()));
    const makespanMs = clock.now() - startedAt;
    if (isDone) this.#story.say("every task is done");
    if (!this.#isStopped()) await this.#settle();
    const figures = countFigures({
      stage: this.#stage,
      laws: this.#laws,
      tasks: this.#tasks,
      done: this.#outside.done(),
      makespanMs,
      changedByRestart: this.#changedByRestart,
      quietWrites: this.#quietWrites,
    });
    const result = this.#isStopped() ? this.#breakOff(figures) : this.#end(figures);
    if (show !== undefined && this.#url !== null && !this.#isStopped()) await this.#playOn(show, this.#url);
    else await this.#leave();
    return result;
  }

  #isStopped(): boolean {
    return this.#options.stop?.aborted === true;
  }

  #breakOff(figures: Figures): DemoResult {
    this.#terminal.endProgress();
    this.#terminal.line();
    this.#terminal.line(`Stopped with ${figures.done} of ${figures.tasks} tasks done; nothing is kept.`);
    return { exitCode: STOPPED, broken: this.#laws.broken(), figures, stage: this.#stage };
  }

  #openDoors({ port }: Show): Promise<string> {
    return this.#stage.openDoors(port).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
      throw new UsageError(`${portTrouble(port, error.code)} Choose another with --port, or leave --port out.`);
    });
  }

  #invite({ hourMs, looks }: Show, url: string): void {
    this.#terminal.line(`Watch it: ${url}/${this.#stage.repo}/issues`, "bold");
    this.#terminal.line();
    if (hourMs > 0) void holdBack(this.#stage.clock, hourMs, this.#watched.signal);
    if (looks === undefined) return;
    const look = (now: number) => looks.look(url, now);
    void lookEvery(this.#stage.clock, looks.everyHours * HOUR, look, this.#watched.signal);
  }

  /** The same world goes on in real time, with a repository in which nobody but the visitor acts. */
  async #playOn({ stay }: Show, url: string): Promise<void> {
    this.#watched.abort();
    await openPlayground(this.#stage);
    this.#terminal.line();
    this.#terminal.line(`Your turn: ${url}/${PLAYGROUND}/issues`, "bold");
    for (const line of playgroundHints(this.#stage)) this.#terminal.line(line);
    const over = new AbortController();
    const walking = walkInRealTime(this.#stage.clock, over.signal);
    const stop = async () => {
      over.abort();
      await walking;
      await this.#leave();
    };
    // Resolved by nothing: the walk ends well only inside of `stop`.
    const broken = new Promise<never>((_, reject) => void walking.catch(reject));
    await Promise.race([stay(stop, url), broken]);
  }

  async #leave(): Promise<void> {
    await this.#stage.stopAndForget();
    await this.#stage.closeDoors();
  }

  /** Half of it done, and no moment at which time itself changes something: what changes then is the App's doing. */
  #isHalfWay(): boolean {
    if (this.#outside.done() < Math.ceil(this.#tasks / 2)) return false;
    if (this.#outside.done() === this.#tasks) return true;
    const startedAt = this.#outside.saidAt(this.#cast.maintainer, "/start") ?? 0;
    // After a `/start` work is handed out in stages, for half an hour.
    const isBeginning = this.#outside.now() - startedAt < HOUR;
    return !isBeginning && !isLeaseDue(3 * SETTLES_IN_MS, this.#cast.players, this.#outside, startedAt);
  }

  /** Gates and phases at the very end close behind the last task. */
  #isAllDone(): boolean {
    return this.#outside.done() === this.#tasks && this.#outside.openIssues().length === 0;
  }

  /** False when it was stopped, or nothing moves any more; the law that says so is broken then. */
  async #until(goal: () => boolean): Promise<boolean> {
    const { clock } = this.#stage;
    let [done, movedAt, isStuck] = [this.#outside.done(), clock.now(), false];
    await clock.runUntil(() => {
      if (this.#outside.done() !== done) [done, movedAt] = [this.#outside.done(), clock.now()];
      isStuck = clock.now() - movedAt > STUCK_AFTER_MS;
      return this.#isStopped() || isStuck || goal();
    });
    if (isStuck) this.#sayStuck();
    return !isStuck && !this.#isStopped();
  }

  #sayStuck(): void {
    const open = this.#outside.openIssues();
    const shown = open.slice(0, 5).map((issue) => {
      const labels = issue.labels.filter((label) => !label.startsWith("worker:"));
      const state = [...labels, ...holdersOf(issue)].join(", ");
      return `#${issue.number} (${state === "" ? "no label" : state})`;
    });
    const more = open.length > 5 ? ` and ${open.length - 5} more` : "";
    this.#laws.break(
      open.length === 0
        ? "two virtual days went by and the plan did not become issues"
        : `no task was finished for two virtual days; open: ${shown.join(", ")}${more}`,
    );
  }

  /** Everybody rests, the App loses its store and starts again; nothing on GitHub may change. */
  async #forget(): Promise<void> {
    this.#crew.rest();
    await this.#stage.clock.advance(SETTLES_IN_MS);
    this.#laws.takeStock();
    const before = this.#standing();
    await this.#stage.stopAndForget();
    const hub = this.#outside.hub();
    if (hub !== null && this.#options.show === undefined) {
      this.#terminal.line();
      showHubBriefly(hub, this.#terminal);
    }
    if (this.#url !== null) await this.#options.show?.atHalfTime?.(this.#url);
    this.#story.say("the App's store is deleted and the App started again: GitHub knows");
    await this.#stage.start();
    await this.#stage.clock.advance(SETTLES_IN_MS);
    this.#laws.takeStock();
    const after = this.#standing();
    const changed = [...after].filter(([number, text]) => before.get(number) !== text);
    this.#changedByRestart = changed.length;
    for (const [number, text] of changed) {
      this.#laws.break(`the lost store changed #${number}: from "${before.get(number) ?? "nothing"}" to "${text}"`);
    }
    this.#crew.resume();
  }

  /** What was decided about each issue, as it stands on GitHub. */
  #standing(): ReadonlyMap<number, string> {
    const text = (labels: readonly string[], assignees: readonly string[], comments: number) =>
      `${[...labels].sort().join(", ")} | ${[...assignees].sort().join(", ")} | ${comments} comments`;
    return new Map(
      this.#outside.issues().map((one) => [one.number, text(one.labels, one.assignees, one.comments.length)]),
    );
  }

  /** The second plan must be empty: after everything has settled, an hour goes by in which the App writes nothing. */
  async #settle(): Promise<void> {
    const { clock, sandbox } = this.#stage;
    this.#watched.abort();
    this.#crew.goHome();
    sandbox.faults.stop();
    await clock.advance(2 * SETTLES_IN_MS);
    const untilSummary = (SUMMARY_HOUR * HOUR - (clock.now() % DAY) + DAY) % DAY;
    // Then it is morning: at midnight "yesterday" becomes another day, and something is written.
    if (untilSummary <= WAITS_FOR_SUMMARY_MS) await clock.advance(untilSummary + SETTLES_IN_MS);
    this.#laws.takeStock();
    const before = sandbox.requests.length;
    await clock.advance(HOUR);
    const writes = sandbox.requests.slice(before).filter(isWrite);
    this.#quietWrites = writes.length;
    if (writes.length > 0) {
      this.#laws.break(`${writes.length} writes in an hour in which nothing happened, first ${writes[0]?.route}`);
    }
  }

  #end(figures: Figures): DemoResult {
    const terminal = this.#terminal;
    const { seed, planPath, workers } = this.#options;
    terminal.endProgress();
    const hub = this.#outside.hub();
    terminal.line();
    if (hub === null) terminal.sentence("There is no coordination issue.", "red");
    // Whoever has the page open sees it there, and better.
    else if (this.#options.show === undefined) showHub(hub, terminal);
    for (const line of showFigures(figures)) terminal.line(line);
    terminal.line();
    if (hub === null) this.#laws.break("there is no coordination issue");
    const broken = this.#laws.broken();
    const isGood = broken.length === 0 && figures.done === figures.tasks;
    if (isGood) terminal.sentence("Every task is done and every law held.", "green");
    else {
      terminal.sentence(`Broken: ${broken[0] ?? "not every task is done"}.`, "red");
      if (broken.length > 1) terminal.sentence(`(and ${broken.length - 1} more of the kind)`);
      const same = [planPath, workers === null ? null : `--workers ${workers}`, `--seed ${seed}`];
      terminal.sentence(`Again: npm run demo -- ${same.filter((one) => one !== null).join(" ")} --headless`);
    }
    return { exitCode: isGood ? 0 : 1, broken, figures, stage: this.#stage };
  }
}

function portTrouble(port: number, code: string): string {
  return code === "EADDRINUSE"
    ? `Port ${port} is taken by another program.`
    : `Port ${port} may not be used by you (${code}).`;
}
