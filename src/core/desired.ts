/** What should be true: everything told and decided in this pass, folded into one final world. */
import { type Answered, answerComments } from "./answer-comments.ts";
import { mostNow } from "./assigning.ts";
import { buildWorld } from "./build-world.ts";
import { awayUntil, escalationTimes, limitAfterStart } from "./emergency.ts";
import type { SightWish } from "./evidence.ts";
import { nextEpoch } from "./find-holder.ts";
import { gateSights } from "./gates.ts";
import { findTick } from "./going-live.ts";
import { handOut } from "./hand-out.ts";
import { taskSights } from "./handed-in.ts";
import { keepPromises } from "./keep-promises.ts";
import { instantOf, later, localDate, nextDate } from "./local-time.ts";
import { requestTimes } from "./open-requests.ts";
import { appliedPlans, type FileWish } from "./plans/apply/applied-plans.ts";
import { planWaits } from "./plans/apply/plan-waits.ts";
import { pullPlans } from "./plans/apply/pull-plans.ts";
import type { Plugins, Told } from "./plugins.ts";
import { claimsByPulls } from "./pull-work.ts";
import type { ScheduleResult } from "./schedule/schedule.ts";
import { findStandDowns } from "./stand-down.ts";
import type { Trust } from "./trust.ts";
import { restsUntil } from "./work-hours.ts";
import { findWorker, isOffered } from "./workers.ts";
import type { Snapshot, World } from "./world.ts";

export interface Desired {
  readonly world: World;
  readonly schedule: ScheduleResult;
  readonly answered: readonly Answered[];
  /** Facts that do not stand on GitHub yet. */
  readonly told: readonly Told[];
  readonly recheckAt: readonly string[];
  /** Plan documents that the decision rests on. */
  readonly needs: readonly FileWish[];
  /** Checks and files without which nobody knows whether work is finished. */
  readonly sights: readonly SightWish[];
}

/** The schedule's choices as claims that Signalbox makes in the worker's name. */
function assignments(world: World): readonly Told[] {
  const most = mostNow(world);
  if (most === 0) return [];
  return handOut(world)
    .given.filter(({ worker }) => !isOffered(findWorker(world.workers, worker)))
    .slice(0, most)
    .map(({ issue, worker, why }): Told => {
      const epoch = nextEpoch(world.facts.get(issue) ?? []);
      const from = { comment: null, key: `given#${epoch}` };
      return { issue, fact: { kind: "claim", worker, by: null, epoch, at: world.snapshot.now, why, from } };
    });
}

/** When an absence, a rest or a stage ends, or an emergency has waited too long. */
function emergencyRechecks(world: World): readonly string[] {
  const stage = limitAfterStart(world)?.nextAt;
  const away = world.workers.flatMap(({ name, hours }) => {
    const rests = hours === undefined ? null : restsUntil(hours, world.snapshot.now);
    return [awayUntil(name, world), rests].filter((until) => until !== null);
  });
  return [...(stage === undefined ? [] : [stage]), ...away, ...escalationTimes(world)];
}

/** Dates come true at midnight; asking again every hour as well costs nothing and is right in every zone. */
function dateRechecks(world: World): readonly string[] {
  const hasDate = [...world.tasks.values()].some((task) => task.waits.some((wait) => wait.state === "date"));
  const { now, settings } = world.snapshot;
  const midnight = instantOf(nextDate(localDate(now, settings.timezone)), 0, settings.timezone);
  return hasDate ? [midnight, later(now, 3_600_000)] : [];
}

export function findDesired(snapshot: Snapshot, trust: Trust, plugins: Plugins): Desired {
  const answers = answerComments(snapshot, trust, plugins);
  const told: Told[] = [...answers.told];
  let { world } = answers;
  const learn = (facts: readonly Told[]) => {
    if (facts.length === 0) return;
    told.push(...facts);
    world = buildWorld(snapshot, trust, told);
  };
  learn(findTick(world, trust));
  const recheckAt: string[] = [];
  if (world.isLive) {
    learn(claimsByPulls(world, trust));
    const promises = keepPromises(world);
    learn(promises.told);
    recheckAt.push(...promises.recheckAt);
    learn(findStandDowns(world));
    learn(planWaits(world));
    learn(assignments(world));
    recheckAt.push(
      ...keepPromises(world).recheckAt,
      ...dateRechecks(world),
      ...emergencyRechecks(world),
      ...requestTimes(world),
    );
  }
  const documents = [...appliedPlans(world).needs, ...(world.isLive ? pullPlans(world).needs : [])];
  const needs = [...answers.needs, ...documents];
  const sights = [...taskSights(world), ...gateSights(world)];
  return { world, schedule: handOut(world), answered: answers.answered, told, recheckAt, needs, sights };
}
