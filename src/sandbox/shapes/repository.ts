// Repositories and their labels as REST and webhooks show them.

import { roleBooleans, roleOf } from "../permissions.ts";
import { skeletonOf } from "../skeleton.ts";
import type { Account, Label, Repository, Role } from "../state.ts";
import { fullNameOf, type World } from "../world.ts";
import { accountShape, instant, type Shape } from "./account.ts";

const repositoryBases = new Map<string, Shape>();

/** The fields that only name and host decide: made once, for they are many. */
function repositoryBase(world: World, repository: Repository): Shape {
  const key = `${world.api} ${fullNameOf(repository)}`;
  const known = repositoryBases.get(key);
  if (known !== undefined) return known;
  const url = `${world.api}/repos/${fullNameOf(repository)}`;
  const html = `${world.web}/${fullNameOf(repository)}`;
  const shape = {
    ...skeletonOf("full-repository"),
    ...skeletonOf("repository"),
    ...skeletonOf("repository-webhooks"),
  };
  for (const [name, value] of Object.entries(shape)) {
    if (name.endsWith("_url") && typeof value === "string") shape[name] = `${url}/${name.slice(0, -4)}`;
  }
  const place = html.slice(html.indexOf("//") + 2);
  const urls = { url, html_url: html, clone_url: `${html}.git`, git_url: `git://${place}.git`, svn_url: html };
  Object.assign(shape, urls, { ssh_url: `git@${place}.git`, has_issues: true, topics: [] });
  if (repositoryBases.size > 1_000) repositoryBases.clear();
  repositoryBases.set(key, shape);
  return shape;
}

const lastShapes = new WeakMap<Repository, { key: string; shape: Shape }>();

/** Made anew only when something in it changed: every delivery carries one, and that is most of it. */
export function repositoryShape(world: World, repository: Repository, viewer?: Account): Shape {
  const { owner, isPrivate, archived, defaultBranch } = repository;
  let openIssues = 0;
  for (const issue of repository.issues.values()) if (issue.state === "open") openIssues += 1;
  const role = viewer === undefined ? "read" : roleOf(repository, viewer);
  const key = [
    world.api,
    fullNameOf(repository),
    owner.id,
    isPrivate,
    archived,
    defaultBranch,
    openIssues,
    role,
  ].join();
  const last = lastShapes.get(repository);
  if (last?.key === key) return last.shape;
  const shape = shapeRepository(world, repository, openIssues, role);
  lastShapes.set(repository, { key, shape });
  return shape;
}

function shapeRepository(world: World, repository: Repository, openIssues: number, role: Role): Shape {
  return {
    ...repositoryBase(world, repository),
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: fullNameOf(repository),
    private: repository.isPrivate,
    visibility: repository.isPrivate ? "private" : "public",
    owner: accountShape(world, repository.owner),
    archived: repository.archived,
    default_branch: repository.defaultBranch,
    created_at: instant(repository.createdAt),
    updated_at: instant(repository.createdAt),
    pushed_at: instant(repository.createdAt),
    open_issues: openIssues,
    open_issues_count: openIssues,
    permissions: roleBooleans(role),
  };
}

export const labelShape = (world: World, repository: Repository, label: Label): Shape => ({
  id: label.id,
  node_id: label.nodeId,
  url: `${world.api}/repos/${fullNameOf(repository)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  color: label.color,
  default: false,
  description: label.description,
});
