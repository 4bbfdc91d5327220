// Routes about a repository: itself, its people, its files.
import { createHash } from "node:crypto";
import { isAssignable } from "../assignees.ts";
import { notFound } from "../github-error.ts";
import { paged } from "../paging.ts";
import { legacyPermission, roleBooleans, roleOf } from "../permissions.ts";
import { type Answer, inRepository, noContent, ok, type RepositoryCall, type Route } from "../route.ts";
import { accountShape, type Shape } from "../shapes/account.ts";
import { repositoryShape } from "../shapes/repository.ts";
import type { Account } from "../state.ts";
import { fullNameOf } from "../world.ts";

function named(call: RepositoryCall, param: string): Account {
  const account = call.world.accounts.get((call.params[param] ?? "").toLowerCase());
  if (account === undefined) throw notFound();
  return account;
}

const withRole = (call: RepositoryCall, account: Account): Shape => {
  const role = roleOf(call.repository, account);
  return { ...accountShape(call.world, account), permissions: roleBooleans(role), role_name: role };
};

function getPermission(call: RepositoryCall): Answer {
  const account = named(call, "username");
  const role = roleOf(call.repository, account);
  return ok({ permission: legacyPermission(role), role_name: role, user: withRole(call, account) });
}

function people(call: RepositoryCall): Account[] {
  const accounts = [...call.world.accounts.values()];
  return accounts.filter((one) => one === call.repository.owner || call.repository.roles.has(one.id));
}

function listCollaborators(call: RepositoryCall): Answer {
  const users = people(call).filter((one) => one.type === "User");
  return paged(call, users, (one) => withRole(call, one));
}

function listAssignees(call: RepositoryCall): Answer {
  const users = people(call).filter((one) => isAssignable(call.repository, one));
  return paged(call, users, (one) => accountShape(call.world, one));
}

function checkAssignee(call: RepositoryCall): Answer {
  if (!isAssignable(call.repository, named(call, "assignee"))) throw notFound();
  return noContent;
}

/** The id git would give these bytes. */
const blobId = (text: string): string =>
  createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest("hex");

function getContent(call: RepositoryCall): Answer {
  const path = decodeURIComponent(call.params["path"] ?? "").replace(/^\/|\/$/g, "");
  const pull = /^refs\/pull\/(\d{1,9})\/head$/.exec(call.query.get("ref") ?? "")?.[1];
  const changed = pull === undefined ? undefined : call.repository.issues.get(Number(pull))?.pull?.texts?.[path];
  const text = changed ?? call.repository.files.get(path);
  if (text !== undefined)
    return ok({ ...entryShape(call, path, "file", text), encoding: "base64", content: lines64(text) });
  const inside = path === "" ? "" : `${path}/`;
  const names = new Set<string>();
  for (const file of call.repository.files.keys()) {
    if (file.startsWith(inside)) names.add(file.slice(inside.length).split("/")[0] ?? "");
  }
  if (names.size === 0) throw notFound();
  return ok(
    [...names]
      .sort()
      .map((name) => entryShape(call, inside + name, call.repository.files.has(inside + name) ? "file" : "dir")),
  );
}

/** GitHub breaks base64 into lines of 60 characters. */
const lines64 = (text: string): string => Buffer.from(text, "utf8").toString("base64").replace(/.{60}/g, "$&\n");

function entryShape(call: RepositoryCall, path: string, type: "file" | "dir", told?: string): Shape {
  const { world, repository } = call;
  const text = told ?? repository.files.get(path) ?? "";
  const sha = blobId(text);
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const url = `${world.api}/repos/${fullNameOf(repository)}/contents/${encoded}?ref=${repository.defaultBranch}`;
  const git_url = `${world.api}/repos/${fullNameOf(repository)}/git/blobs/${sha}`;
  const html_url = `${world.web}/${fullNameOf(repository)}/blob/${repository.defaultBranch}/${encoded}`;
  const name = path.split("/").at(-1) ?? "";
  const download_url = type === "dir" ? null : html_url.replace("/blob/", "/raw/");
  const _links = { git: git_url, html: html_url, self: url };
  return { type, size: Buffer.byteLength(text), name, path, sha, url, git_url, html_url, download_url, _links };
}

export const repositoryRoutes: readonly Route[] = [
  inRepository("GET /repos/{owner}/{repo}", "metadata:read", "read", (call) =>
    ok(repositoryShape(call.world, call.repository, call.access.actor.account)),
  ),
  inRepository("GET /repos/{owner}/{repo}/collaborators", "metadata:read", "write", listCollaborators),
  inRepository("GET /repos/{owner}/{repo}/collaborators/{username}/permission", "metadata:read", "read", getPermission),
  inRepository("GET /repos/{owner}/{repo}/contents/{path}", "contents:read", "read", getContent),
  inRepository("GET /repos/{owner}/{repo}/assignees", "issues|pull_requests:read", "read", listAssignees),
  inRepository("GET /repos/{owner}/{repo}/assignees/{assignee}", "issues|pull_requests:read", "read", checkAssignee),
];
