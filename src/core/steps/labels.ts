/** The one status label a task should wear, added and removed one at a time; labels of finished stories taken off. */
import type { Action } from "../actions.ts";
import { isHub } from "../hubs.ts";
import type { Issue } from "../model.ts";
import { isSameName, wearsLabel } from "../model.ts";
import { standsDown, statusLabels, wantedLabel } from "../stand-down.ts";
import type { Task, World } from "../world.ts";

interface LabelLook {
  readonly color: string;
  readonly description: string;
}

const LOOKS: Readonly<Record<string, LabelLook>> = {
  ready: { color: "0a7a14", description: "Nothing blocks this: it can be started" },
  blocked: { color: "b60205", description: "Waits for something; the dashboard says for what" },
  "in progress": { color: "fbca04", description: "Somebody works on this" },
  "in review": { color: "5319e7", description: "The work is there and waits to be looked at" },
};

function swap(task: Task, names: readonly string[], world: World): readonly Action[] {
  const { issue, waits, status } = task;
  const keep = wantedLabel(task, world);
  const because = waits[0]?.why ?? `it is ${status}`;
  const off = names
    .filter((label) => wearsLabel(issue, label) && !isSameName(label, keep))
    .map((label): Action => ({ kind: "remove-label", issue: issue.number, label, because }));
  const isMissing = keep !== null && !wearsLabel(issue, keep);
  return isMissing ? [...off, { kind: "add-label", issue: issue.number, label: keep, because }] : off;
}

/** An issue that no longer takes part loses what we put on it, and only that. */
function leaveAlone(issue: Issue, names: readonly string[], world: World): readonly Action[] {
  const ours = names.filter((label) => {
    if (!wearsLabel(issue, label)) return false;
    const last = issue.timeline.findLast((entry) => entry.kind === "labeled" && isSameName(label, entry.label));
    return last === undefined || last.actor?.id === world.snapshot.app.botId;
  });
  return ours.map(
    (label): Action => ({ kind: "remove-label", issue: issue.number, label, because: "it no longer takes part" }),
  );
}

/** Definitions come first: a label added before it is defined would get a colour by chance. */
function definitions(actions: readonly Action[], world: World): readonly Action[] {
  if (!actions.some(({ kind }) => kind === "add-label")) return [];
  const { labels } = world.snapshot.settings;
  const used = new Set([...world.issues.values()].flatMap((issue) => issue.labels.map((label) => label.toLowerCase())));
  const fresh = new Set(
    actions.flatMap((action) =>
      action.kind === "add-label" && !used.has(action.label.toLowerCase()) ? [action.label] : [],
    ),
  );
  return Object.entries(LOOKS).flatMap(([status, look]): readonly Action[] => {
    const name = labels[status as keyof typeof LOOKS & keyof typeof labels];
    return fresh.has(name) ? [{ kind: "create-label", name, ...look, because: "first use" }] : [];
  });
}

export function planLabels(world: World): readonly Action[] {
  const actions: Action[] = [];
  const names = statusLabels(world);
  for (const issue of world.issues.values()) {
    const task = world.tasks.get(issue.number);
    if (issue.isPullRequest || isHub(issue.number, world)) continue;
    if (task === undefined) actions.push(...leaveAlone(issue, names, world));
    else if (!standsDown(task, world)) actions.push(...swap(task, names, world));
  }
  return [...definitions(actions, world), ...actions];
}
