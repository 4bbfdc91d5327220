// Labels of a repository and of an issue: one event and one webhook per label.
import { announce, record, touch } from "./announce.ts";
import { invalid, notFound } from "./github-error.ts";
import { labelShape } from "./shapes/repository.ts";
import type { Actor, Issue, Label, Repository } from "./state.ts";
import { nodeIdOf, type World } from "./world.ts";

const LABEL_NAME_MAX = 50;
const LABELS_PER_ISSUE = 100;

export const findLabel = (repository: Repository, name: string): Label | undefined =>
  repository.labels.get(name.toLowerCase());

function checkName(name: string): void {
  if (name.trim() === "") throw invalid("Label", "name", "name can't be blank", "missing_field");
  if ([...name].length > LABEL_NAME_MAX) throw invalid("Label", "name", "name is too long (maximum is 50 characters)");
}

function announceLabel(
  world: World,
  actor: Actor,
  repository: Repository,
  label: Label,
  action: string,
  more = {},
): void {
  const fields = { label: labelShape(world, repository, label), ...more };
  world.emit({ event: "label", action, repository, actor, fields });
}

export function createLabel(
  world: World,
  actor: Actor,
  repository: Repository,
  input: { name: string; color?: string | undefined; description?: string | null | undefined },
): Label {
  checkName(input.name);
  if (findLabel(repository, input.name) !== undefined) throw invalid("Label", "name", "", "already_exists");
  const id = world.nextId("label");
  const color = (input.color ?? "ededed").replace("#", "");
  if (!/^[0-9a-fA-F]{6}$/.test(color)) throw invalid("Label", "color", "", "invalid");
  const label: Label = {
    id,
    nodeId: nodeIdOf("label", id),
    name: input.name,
    color,
    description: input.description ?? null,
  };
  if ([...(label.description ?? "")].length > 100) {
    throw invalid("Label", "description", "description is too long (maximum is 100 characters)");
  }
  repository.labels.set(label.name.toLowerCase(), label);
  world.labelsById.set(label.nodeId, { label, repository });
  announceLabel(world, actor, repository, label, "created");
  return label;
}

export function updateLabel(
  world: World,
  actor: Actor,
  repository: Repository,
  label: Label,
  input: { new_name?: string | undefined; color?: string | undefined; description?: string | null | undefined },
): Label {
  const before = { ...label };
  if (input.new_name !== undefined) {
    checkName(input.new_name);
    const other = findLabel(repository, input.new_name);
    if (other !== undefined && other !== label) throw invalid("Label", "name", "", "already_exists");
    repository.labels.delete(label.name.toLowerCase());
    label.name = input.new_name;
    repository.labels.set(label.name.toLowerCase(), label);
  }
  if (input.color !== undefined) label.color = input.color.replace("#", "");
  if (input.description !== undefined) label.description = input.description;
  const changes: Record<string, { from: string }> = {};
  if (before.name !== label.name) changes["name"] = { from: before.name };
  if (before.color !== label.color) changes["color"] = { from: before.color };
  if (before.description !== label.description) changes["description"] = { from: before.description ?? "" };
  announceLabel(world, actor, repository, label, "edited", { changes });
  return label;
}

/** Deletes a label; it leaves every issue that carries it. */
export function deleteLabel(world: World, actor: Actor, repository: Repository, label: Label): void {
  for (const issue of repository.issues.values()) removeLabel(world, actor, issue, label.name, true);
  repository.labels.delete(label.name.toLowerCase());
  world.labelsById.delete(label.nodeId);
  announceLabel(world, actor, repository, label, "deleted");
}

/** Adds labels by name; unknown ones are created, present ones cost nothing. */
export function addLabels(world: World, actor: Actor, issue: Issue, names: readonly string[]): void {
  for (const name of names) checkName(name);
  for (const name of names) {
    const label = findLabel(issue.repository, name) ?? createLabel(world, actor, issue.repository, { name });
    if (issue.labels.includes(label)) continue;
    if (issue.labels.length >= LABELS_PER_ISSUE) {
      throw invalid("Issue", "labels", "Issue cannot have more than 100 labels");
    }
    issue.labels.push(label);
    touch(world, issue);
    record(world, actor, issue, "labeled", { label });
    announce(world, actor, issue, "labeled", { label: labelShape(world, issue.repository, label) });
  }
}

/** Removes one label; 404 when the issue does not carry it, unless `quietly`. */
export function removeLabel(world: World, actor: Actor, issue: Issue, name: string, quietly = false): void {
  const label = issue.labels.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (label === undefined) {
    if (quietly) return;
    throw notFound();
  }
  issue.labels.splice(issue.labels.indexOf(label), 1);
  touch(world, issue);
  record(world, actor, issue, "unlabeled", { label });
  announce(world, actor, issue, "unlabeled", { label: labelShape(world, issue.repository, label) });
}

/** Replaces the whole set, one event per difference. */
export function setLabels(world: World, actor: Actor, issue: Issue, names: readonly string[]): void {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  for (const label of [...issue.labels]) {
    if (!wanted.has(label.name.toLowerCase())) removeLabel(world, actor, issue, label.name);
  }
  addLabels(world, actor, issue, names);
}
