/** Setting the one label of a family (`P1`, `track:backend`): the new one on, its sisters off, each by itself. */
import type { Action } from "../core/actions.ts";
import type { Issue } from "../core/model.ts";

export function setOneLabel(
  issue: Issue,
  label: string,
  isSister: (label: string) => boolean,
  because: string,
): Action[] {
  const same = (one: string) => one.toLowerCase() === label.toLowerCase();
  const off = issue.labels.filter((one) => isSister(one) && !same(one));
  const { number } = issue;
  return [
    ...(issue.labels.some(same) ? [] : [{ kind: "add-label", issue: number, label, because } satisfies Action]),
    ...off.map((one): Action => ({ kind: "remove-label", issue: number, label: one, because })),
  ];
}
