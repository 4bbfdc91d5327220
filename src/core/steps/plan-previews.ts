/** One comment on each pull request that changes a plan document: what merging it would change, edited as it changes. */
import type { Action } from "../actions.ts";
import type { Marker } from "../model.ts";
import { previewPlan } from "../plans/apply/preview-plan.ts";
import { type PullPlan, pullPlanKey, pullPlans } from "../plans/apply/pull-plans.ts";
import type { Plugins } from "../plugins.ts";
import type { World } from "../world.ts";

/** Written when the document is another one, here or on the default branch; not with every step of the work. */
export function planPreviews(world: World, { views }: Plugins): readonly Action[] {
  return pullPlans(world).plans.flatMap((one): readonly Action[] => {
    const issue = one.pull.number;
    const key = pullPlanKey(issue, one.path);
    const before = world.snapshot.comments.find(({ marker }) => marker?.key === key);
    if (before?.marker?.data["hashes"] === one.hashes) return [];
    const marker: Marker = { kind: "notice", key, facts: [], settled: [], data: { hashes: one.hashes } };
    const because = "it changes a plan document";
    return [
      { kind: "write-comment", issue, comment: before?.id ?? null, body: bodyOf(one, world, views), marker, because },
    ];
  });
}

function bodyOf({ plan, path, appliesOnMerge }: PullPlan, world: World, views: Plugins["views"]): string {
  if (typeof plan === "string") return views.planTrouble(path, plan);
  const next = appliesOnMerge ? "merge-applies" : "merge-shows";
  return views.planPreview({ ...previewPlan(plan, world, views), next }, world);
}
