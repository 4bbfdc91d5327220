/** Everybody of the cast at work: each looks at GitHub in its own rhythm, until told to rest or to go home. */
import type { Actor } from "./actor.ts";
import type { Cast } from "./cast.ts";
import { draw } from "./draw.ts";
import type { Outside } from "./outside.ts";
import { openApprover } from "./people/approver.ts";
import { openMaintainer } from "./people/maintainer.ts";
import { openPasserBy } from "./people/passer-by.ts";
import { openProblemSolver } from "./people/problem-solver.ts";
import { openReviewer } from "./people/reviewer.ts";
import { openTalk } from "./people/talk.ts";
import { openWorker } from "./people/worker.ts";
import type { Stage } from "./stage.ts";

const MINUTE = 60_000;
/** Virtual minutes into the run after which somebody passes by. */
const PASS_AFTER = 110;

export class Crew {
  readonly #stage: Stage;
  readonly #actors: readonly Actor[];
  readonly #seed: number;
  readonly #home = new AbortController();
  #isResting = false;

  constructor(stage: Stage, outside: Outside, cast: Cast, seed: number) {
    const { sandbox } = stage;
    const now = outside.now();
    this.#stage = stage;
    this.#seed = seed;
    this.#actors = [
      ...cast.players
        .filter((player) => player.role !== "reviewer")
        .map((player) => openWorker(player, outside, sandbox, seed)),
      ...cast.players
        .filter((player) => player.role === "problem-solver")
        .map((player) => openProblemSolver(player, outside, sandbox)),
      ...openTalk(cast.players, now, outside, sandbox),
      ...cast.reviewers.map((reviewer) => openReviewer(reviewer, outside, sandbox)),
      ...cast.passersBy.map((login) => openPasserBy(login, now + PASS_AFTER * MINUTE, outside, sandbox, seed)),
      ...approversOf(cast).map((login) => openApprover(login, login === cast.maintainer, outside, sandbox)),
      openMaintainer(cast, now, outside, sandbox),
    ];
  }

  start(): void {
    for (const actor of this.#actors) void this.#live(actor);
  }

  /** Nobody touches anything until `resume`. */
  rest(): void {
    this.#isResting = true;
  }

  resume(): void {
    this.#isResting = false;
  }

  goHome(): void {
    this.#home.abort();
  }

  async #live(actor: Actor): Promise<void> {
    const { clock } = this.#stage;
    const { signal } = this.#home;
    const firstAfter = actor.isPunctual === true ? 0 : Math.floor(draw(this.#seed, "start", actor.name) * MINUTE);
    try {
      await clock.sleep(firstAfter, signal);
      while (!signal.aborted) {
        if (!this.#isResting) actor.look();
        await clock.sleep(actor.everyMinutes * MINUTE, signal);
      }
    } catch (error) {
      if (!signal.aborted) this.#stage.bugs.push(`${actor.name}: ${String(error)}`);
    }
  }
}

/** Whoever a gate names, and the maintainer for all others. */
function approversOf({ plan, maintainer }: Cast): readonly string[] {
  return [...new Set([...plan.gates.flatMap(({ approver }) => approver ?? []), maintainer])];
}
