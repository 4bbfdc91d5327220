/** The snapshot as accepted commands of this very pass will leave it: the next command finds their labels and assignees so. */
import type { Action } from "./actions.ts";
import type { Issue } from "./model.ts";
import { isSameName, wearsLabel } from "./model.ts";
import type { Snapshot } from "./world.ts";

function after(issue: Issue, effect: Action): Issue {
  switch (effect.kind) {
    case "add-label":
      return wearsLabel(issue, effect.label) ? issue : { ...issue, labels: [...issue.labels, effect.label] };
    case "remove-label":
      return { ...issue, labels: issue.labels.filter((label) => !isSameName(label, effect.label)) };
    case "unassign":
      return { ...issue, assignees: issue.assignees.filter(({ login }) => !isSameName(login, effect.login)) };
    default:
      return issue;
  }
}

export function withEffects(snapshot: Snapshot, effects: readonly Action[]): Snapshot {
  if (effects.length === 0) return snapshot;
  const byIssue = Map.groupBy(effects, (effect) => ("issue" in effect ? effect.issue : null));
  const issues = snapshot.issues.map((issue) => (byIssue.get(issue.number) ?? []).reduce(after, issue));
  return { ...snapshot, issues };
}
