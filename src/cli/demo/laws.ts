/** The laws of the house, watched from outside: at every change of the local GitHub, by what is true there. */
import { isSameName, showNumbers } from "../../core/model.ts";
import type { Cast } from "./cast.ts";
import { type Happening, listen } from "./happenings.ts";
import { holds, isGate, isTask, markerKey, numbersOn, type Outside, type SeenIssue } from "./outside.ts";
import { blockersIn, kindOfReport } from "./report-text.ts";
import type { Stage } from "./stage.ts";

const STATUS_LABELS = ["ready", "blocked", "in progress", "in review"];

/** How often each law was broken; every one of them should be 0. */
export interface Broken {
  overSlot: number;
  givenWhileBlocked: number;
  duplicates: number;
  labels: number;
}

export class Laws {
  readonly counts: Broken = { overSlot: 0, givenWhileBlocked: 0, duplicates: 0, labels: 0 };
  /** How often something was given out at all: a law that was never tried proves nothing. */
  given = 0;
  readonly #sentences: string[] = [];
  readonly #stage: Stage;
  readonly #outside: Outside;
  readonly #cast: Cast;

  constructor(stage: Stage, outside: Outside, cast: Cast) {
    this.#stage = stage;
    this.#outside = outside;
    this.#cast = cast;
    listen(stage.sandbox, stage.repo, (happening) => this.#check(happening));
  }

  /** Every breach as one sentence, the first one first. */
  broken(): readonly string[] {
    const { bugs, sandbox } = this.#stage;
    return [
      ...this.#sentences,
      ...sandbox.violations.map((one) => `GitHub was asked something it forbids: ${one}`),
      ...bugs.map((one) => `the App met a bug of its own: ${one}`),
    ];
  }

  break(sentence: string): void {
    this.#sentences.push(sentence);
  }

  /** Call it when nobody has touched anything for a while: every open task wears exactly one status. */
  takeStock(): void {
    for (const issue of this.#outside.openIssues()) {
      if (!isTask(issue) && !isGate(issue)) continue;
      const worn = issue.labels.filter((label) => STATUS_LABELS.includes(label));
      const isOnHold = issue.labels.includes("hold");
      const waits = this.#openBlockers(issue);
      const isRight = worn.length === (isOnHold ? 0 : 1) && (isOnHold || waits.length > 0 === worn.includes("blocked"));
      if (isRight) continue;
      this.counts.labels += 1;
      const all = [...worn, ...(isOnHold ? ["hold"] : [])].join(", ");
      const why = waits.length > 0 ? `waits for ${showNumbers(waits)}` : "waits for nothing";
      this.break(`#${issue.number} ${why} and wears ${all === "" ? "no status label" : all}`);
    }
  }

  #check({ kind, actor, issue, label, assignee, body }: Happening): void {
    if (!isSameName(actor, this.#outside.botLogin)) return;
    if (kind === "assigned") this.#checkGiven(issue, assignee, assignee);
    if (kind === "labeled" && label.startsWith("worker:")) this.#checkGiven(issue, label.slice("worker:".length), null);
    if (kind === "commented") this.#checkComment(issue, body);
    if (kind === "opened") this.#checkIssue(issue);
  }

  #checkGiven(number: number, name: string, login: string | null): void {
    const issue = this.#outside.issue(number);
    this.given += 1;
    const slots = this.#cast.players.find((player) => isSameName(player.name, name))?.slots ?? 1;
    const inHand = this.#outside
      .openIssues()
      .filter(
        (one) => holds({ name, login }, one) && !one.labels.includes("hold") && !one.labels.includes("in review"),
      );
    if (inHand.length > slots) {
      this.counts.overSlot += 1;
      const all = inHand.map((one) => `#${one.number}`).join(", ");
      this.break(`${name} has ${slots} slot(s) and was given ${all}`);
    }
    const waits = this.#openBlockers(issue);
    if (waits.length > 0 || issue.labels.includes("hold")) {
      this.counts.givenWhileBlocked += 1;
      const why = waits.length > 0 ? `it waits for ${showNumbers(waits)}` : "it is on hold";
      this.break(`#${number} was given to ${name} although ${why}`);
    }
  }

  /** What the issue says, what reports added, less what the maintainer waived. */
  #openBlockers(issue: SeenIssue): readonly number[] {
    const reported = issue.comments.flatMap(({ body }) => (kindOfReport(body) === "blocked" ? blockersIn(body) : []));
    const waived = issue.comments.flatMap(({ author, body }) =>
      isSameName(author, this.#cast.maintainer) && body.startsWith("/unblock")
        ? [...body.matchAll(/#(\d{1,9})/g)].map((match) => Number(match[1]))
        : [],
    );
    const all = new Set([...numbersOn("Depends on", issue.body), ...reported]);
    return [...all].filter((number) => !waived.includes(number) && this.#outside.issue(number).isOpen);
  }

  #checkComment(number: number, body: string): void {
    const key = markerKey(body);
    if (key === null) return;
    const twins = this.#outside.issue(number).comments.filter((one) => markerKey(one.body) === key);
    if (twins.length > 1) this.#double(`the comment ${key} stands ${twins.length} times on #${number}`);
  }

  #checkIssue(number: number): void {
    const key = markerKey(this.#outside.issue(number).body);
    if (key === null) return;
    const twins = this.#outside.issues().filter((one) => markerKey(one.body) === key);
    if (twins.length > 1) this.#double(`the issue ${key} stands ${twins.length} times`);
  }

  #double(sentence: string): void {
    this.counts.duplicates += 1;
    this.break(sentence);
  }
}
