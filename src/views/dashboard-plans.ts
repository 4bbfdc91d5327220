/** Plan documents on the dashboard: how far the writing is, what changed since, and the risks and metrics they name. */
import { appliedPlans, type ChosenPlan } from "../core/plans/apply/applied-plans.ts";
import { findPlanIssues } from "../core/plans/apply/find-plan-issues.ts";
import { planItems } from "../core/plans/apply/plan-items.ts";
import { expectedEnd, writingMinutes } from "../core/plans/apply/plan-pace.ts";
import type { Plan } from "../core/plans/plan.ts";
import { quote, quoteSentence } from "../core/quote.ts";
import { showTime } from "../core/show-time.ts";
import type { World } from "../core/world.ts";
import { section } from "./scene.ts";
import { renderList, renderTable } from "./table.ts";

const MOST_ROWS = 12;
const CELL = 90;

/** Counted from the newest issue, so that the words stay the same until there is another. */
function sayRest(left: number, numbers: readonly number[], world: World): string {
  const { now } = world.snapshot;
  const newest = numbers
    .flatMap((number) => world.issues.get(number)?.createdAt ?? [])
    .sort()
    .at(-1);
  const end = newest === undefined ? now : expectedEnd(world, left, newest);
  if (end <= now) return `about ${writingMinutes(left)} min to go`;
  return `the last at about ${showTime(end, world.snapshot)}`;
}

function progress({ path, plan, includeDone }: ChosenPlan, world: World): readonly string[] {
  const { numbers, gone } = findPlanIssues(path, plan.tasks, world);
  const wanted = planItems(plan).filter(({ task }) => task.adopts === null && (task.status !== "done" || includeDone));
  const made = wanted.filter(({ id }) => numbers.has(id) || gone.has(id)).length;
  if (made === wanted.length) return [];
  const rest = sayRest(wanted.length - made, [...numbers.values()], world);
  return [`${quote(path, CELL)}: ${made} of ${wanted.length} issues are written, ${rest}.`];
}

function risks({ risks: all }: Plan): string {
  const rows = all.map(({ title, probability, impact, mitigation, owner }) => {
    return [title, probability, impact, mitigation, owner].map((text) => quote(text ?? "", CELL));
  });
  return renderTable({ heads: ["Risk", "Probability", "Impact", "Mitigation", "Owner"], rows }, MOST_ROWS);
}

function metrics({ metrics: all }: Plan): string {
  const rows = all.map(({ title, target, measurement }) => {
    return [title, target, measurement].map((text) => quote(text ?? "", CELL));
  });
  return renderTable({ heads: ["Metric", "Target", "Measured by"], rows }, MOST_ROWS);
}

/** Nothing at all where no plan was applied. */
export function renderPlans(world: World): string {
  if (world.coordination === null) return "";
  const { plans, changed } = appliedPlans(world);
  const lines = [
    ...plans.flatMap((plan) => progress(plan, world)),
    ...changed.map(
      ({ path, why }) =>
        `${quote(path, CELL)} ${quoteSentence(why)}. \`/plan ${path.replaceAll("`", "")}\` shows what it would change.`,
    ),
  ];
  const join = (parts: readonly string[]) => parts.filter((part) => part !== "").join("\n\n");
  return join([
    section("Plans", renderList(lines, MOST_ROWS)),
    section("Risks", join(plans.map(({ plan }) => risks(plan)))),
    section("Metrics", join(plans.map(({ plan }) => metrics(plan)))),
  ]);
}
