// What befalls a whole repository: renamed, archived, shown or hidden, handed to another owner, deleted.
import type { Account, Actor, Repository } from "./state.ts";
import { ensureAccount, fullNameOf, nodeIdOf, repositoryOf, type World } from "./world.ts";

const byItsOwner = (repository: Repository): Actor => ({ account: repository.owner, installation: null });

/** Renames; the old name redirects. */
export function renameRepository(world: World, fullName: string, newName: string): void {
  const repository = repositoryOf(world, fullName);
  const from = repository.name;
  repository.formerNames.push(fullNameOf(repository));
  repository.name = newName;
  world.repositories.set(fullNameOf(repository).toLowerCase(), repository);
  tell(world, repository, "renamed", { changes: { repository: { name: { from } } } });
}

export function setArchived(world: World, fullName: string, archived: boolean): void {
  const repository = repositoryOf(world, fullName);
  repository.archived = archived;
  tell(world, repository, archived ? "archived" : "unarchived");
}

export function setPrivate(world: World, fullName: string, isPrivate: boolean): void {
  const repository = repositoryOf(world, fullName);
  repository.isPrivate = isPrivate;
  tell(world, repository, isPrivate ? "privatized" : "publicized");
}

/**
 * Hands the repository with all its issues to another owner; the old name redirects. It leaves the old owner's
 * installations and joins those of the new one, as if these covered all repositories.
 */
export function transferRepository(world: World, fullName: string, newOwner: string): void {
  const repository = repositoryOf(world, fullName);
  const from = repository.owner;
  repository.formerNames.push(fullNameOf(repository));
  repository.owner = ensureAccount(world, newOwner, "Organization");
  world.repositories.set(fullNameOf(repository).toLowerCase(), repository);
  leaveInstallations(world, repository);
  for (const one of world.installations.values()) {
    if (!one.deleted && one.account === repository.owner) one.repositories.add(repository);
  }
  tell(world, repository, "transferred", { changes: { owner: { from: formerOwner(world, from) } } });
}

function formerOwner(world: World, { id, login, type }: Account): Record<string, unknown> {
  const api = `${world.api}/orgs/${login}`;
  const organization = {
    login,
    id,
    node_id: nodeIdOf(type, id),
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: `${world.web}/${login}.png`,
    description: null,
  };
  return { organization };
}

/** Nobody finds it any more, neither by name nor by id. */
export function deleteRepository(world: World, fullName: string): void {
  const repository = repositoryOf(world, fullName);
  tell(world, repository, "deleted");
  leaveInstallations(world, repository);
  for (const name of [...repository.formerNames, fullNameOf(repository)]) world.repositories.delete(name.toLowerCase());
  world.repositoriesById.delete(repository.id);
  for (const one of [repository, ...repository.issues.values(), ...repository.comments.values()])
    world.nodes.delete(one.nodeId);
}

function leaveInstallations(world: World, repository: Repository): void {
  for (const installation of world.installations.values()) installation.repositories.delete(repository);
}

function tell(world: World, repository: Repository, action: string, fields: Record<string, unknown> = {}): void {
  world.emit({ event: "repository", action, repository, actor: byItsOwner(repository), fields });
}
