/** One visit to a page: where to, by whom, and on whose behalf. */
import { hasRole } from "../permissions.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, Repository } from "../state.ts";

export interface Visit {
  readonly sandbox: Sandbox;
  readonly url: URL;
  readonly headers: Headers;
  /** Everybody a visitor may act as here, without those whose place is another repository; who may do most comes first. */
  readonly people: readonly Account[];
  /** Who the visitor acts as; null only where nobody exists. */
  readonly person: Account | null;
}

const ranks = ["triage", "write", "maintain", "admin"] as const;
const PERSON_COOKIE = /(?:^|; )person=([\w-]{1,39})/;

/** Reads who is meant from the cookie; before anybody was chosen it is whoever may do most here. */
export function openVisit(sandbox: Sandbox, request: Request, repository: Repository | undefined): Visit {
  const isGuest = guestsOf(sandbox, repository);
  const people = [...sandbox.world.accounts.values()].filter((one) => one.type === "User" && !isGuest(one));
  const rank = (account: Account) =>
    repository === undefined ? 0 : ranks.filter((role) => hasRole(repository, account, role)).length;
  people.sort((a, b) => rank(b) - rank(a) || (a.login.toLowerCase() < b.login.toLowerCase() ? -1 : 1));
  const login = PERSON_COOKIE.exec(request.headers.get("cookie") ?? "")?.[1]?.toLowerCase();
  const chosen = people.find((account) => account.login.toLowerCase() === login);
  const person = chosen ?? people[0] ?? null;
  return { sandbox, url: new URL(request.url), headers: request.headers, people, person };
}

/** Who has a role in another repository and none in this one: "maintainer (read)" would be a riddle. */
function guestsOf({ world }: Sandbox, repository: Repository | undefined): (account: Account) => boolean {
  if (repository === undefined) return () => false;
  const others = [...world.repositoriesById.values()].filter((one) => one !== repository);
  return (account) =>
    account !== repository.owner &&
    !repository.roles.has(account.id) &&
    others.some(({ roles }) => roles.has(account.id));
}
