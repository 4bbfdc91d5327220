/** Desired minus observed, in a safe order: whatever stops us half-way, the next plan holds exactly the rest. */
import type { Action } from "./actions.ts";
import { afterClosing } from "./after-closing.ts";
import type { Desired } from "./desired.ts";
import { type Budgeted, keepWithinBudget } from "./notice-budget.ts";
import type { Plugins } from "./plugins.ts";
import { planBriefs } from "./steps/briefs.ts";
import { planCycleNotices } from "./steps/cycle-notices.ts";
import { planEmergencyNotices } from "./steps/emergency-notices.ts";
import { planGateBoxes } from "./steps/gate-boxes.ts";
import { planHolders } from "./steps/holders.ts";
import { planHub, planHubCreation } from "./steps/hub.ts";
import { planLabels } from "./steps/labels.ts";
import { planNativeEdges } from "./steps/native-edges.ts";
import { planNotices } from "./steps/notices.ts";
import { planOffers } from "./steps/offers.ts";
import { planPreviews } from "./steps/plan-previews.ts";
import { planPullNotices } from "./steps/pull-notices.ts";
import { planReplies } from "./steps/replies.ts";
import { planRequestNotices } from "./steps/request-notices.ts";
import { planEffects, planStatusComments } from "./steps/status-comments.ts";
import { planSummary } from "./steps/summary.ts";
import { planGatesOfSettings, planTaskIssues } from "./steps/task-issues.ts";
import { planUnblockedNotices } from "./steps/unblocked-notices.ts";
import type { World } from "./world.ts";

export interface Plan {
  readonly actions: readonly Action[];
  readonly recheckAt: readonly string[];
}

/** Comments that nobody asked for. An emergency cannot wait, nor can a warning: without it nobody is released. */
function planUnasked({ world, schedule }: Desired, plugins: Plugins): Budgeted {
  if (!world.isLive) return { actions: [], held: [], recheckAt: [] };
  return keepWithinBudget(
    [...planNotices(world, plugins), ...planEmergencyNotices(world, plugins)],
    [
      ...planPullNotices(world, schedule, plugins),
      ...planRequestNotices(world, plugins),
      ...planUnblockedNotices(world, plugins),
      ...planBriefs(world, schedule, plugins),
      ...planCycleNotices(world, plugins),
    ],
    world,
  );
}

/**
 * Answers that change nothing, labels asked for by commands, then status labels, then the facts, then what follows
 * from the facts, then words, and GitHub's own dependencies when nothing else is left. A fact is written before its
 * assignment: an assignee without a claim would look like a person's own hand. An effect is done before its fact and
 * its receipt: evaluated twice it changes nothing, forgotten it would be lost. What is told to those who did not ask
 * stands already. Within these bounds the order only says what comes first when writes are few.
 */
export function plan(desired: Desired, plugins: Plugins): Plan {
  const { world, schedule } = desired;
  const creation = planHubCreation(world, schedule, plugins);
  if (creation.length > 0 || world.coordination === null) return { actions: creation, recheckAt: desired.recheckAt };
  const holders = planHolders(world);
  let left: World | null = null;
  /** What the dashboard and the summary tell: they are read when the closings of this very plan are done. */
  const shown = () => {
    left ??= world.isLive ? afterClosing(world, [...holders, ...replies.first, ...replies.last]) : world;
    return left;
  };
  const notices = planUnasked(desired, plugins);
  const replies = planReplies(desired, plugins);
  const hub = planHub(world, shown, plugins, notices.held);
  const facts = planStatusComments(desired, plugins);
  if (!world.isLive) {
    const onHub = facts.filter((action) => "issue" in action && action.issue === world.coordination?.number);
    return {
      actions: [...replies.first, ...onHub, ...replies.last, ...hub.actions],
      recheckAt: [...desired.recheckAt, ...hub.recheckAt],
    };
  }
  const summary = planSummary(world, shown, plugins);
  const planned = planTaskIssues(world, plugins);
  const actions: readonly Action[] = [
    ...replies.first,
    ...planEffects(desired),
    ...planLabels(world),
    ...facts,
    ...holders,
    ...planOffers(world),
    ...replies.last,
    ...notices.actions,
    ...hub.actions,
    ...summary.actions,
    ...planGateBoxes(world),
    ...planGatesOfSettings(world, plugins),
    ...planPreviews(world, plugins),
    ...planned.actions,
    ...planNativeEdges(world),
  ];
  const rechecks = [notices, hub, summary, planned].flatMap(({ recheckAt }) => recheckAt);
  return { actions, recheckAt: [...desired.recheckAt, ...rechecks] };
}
